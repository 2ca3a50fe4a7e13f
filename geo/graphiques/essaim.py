"""Essaim des territoires d'un niveau : chacun son point, les choisis étiquetés."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from geo.graphiques import cadre, pairs, placement, style
from geo.graphiques.figure import Figure
from geo.graphiques.pairs import Nuee
from geo.graphiques.style import Mesure, Theme
from geo.mesures.incertitude import ecrire
from geo.mesures.repartitions import Repartition

HAUTEUR = 260
_RANGEE, _BAS, _BORD = 20, 56, 10


def essaim(
    repartition: Repartition,
    choisis: Mapping[str, str],
    *,
    rangs: Sequence[int] = (),
    theme: Theme = "light",
    hauteur: int = HAUTEUR,
) -> Figure:
    """Essaim (« beeswarm ») d'une répartition, sans recouvrement ni hasard (voir `placement.essaimer`).

    Parameters
    ----------
    choisis : mapping of str to str
        Code → libellé, dans l'ordre des signes (cinq ou six au plus) ; un choisi sans donnée n'a pas de point.
    rangs : sequence of int
        Rang du signe de chacun ; à défaut, sa place.
    """
    gardees = [int(i) for i in np.flatnonzero(np.isfinite(repartition.valeurs))]
    if not gardees:
        return cadre.sans_donnee(theme, hauteur, "Aucune donnée à ce niveau.")
    valeurs = repartition.valeurs[gardees]
    places_lues = {repartition.codes[i]: rang for rang, i in enumerate(gardees)}
    nommes = {code: places_lues[code] for code in choisis if code in places_lues}
    textes = [_texte(repartition, code, choisis[code]) for code in nommes]
    posee = pairs.posee(valeurs)
    places = placement.drapeaux([posee.pixel(float(valeurs[r])) for r in nommes.values()], textes, pairs.LARGEUR_MIN)
    bande = _RANGEE * (1 + max((rangee for _, rangee in places), default=-1))
    utile = hauteur - _BORD - bande - _BAS
    nuee = pairs.disposer(valeurs, utile)
    dessin = cadre.figure(theme, hauteur, marges=(_BORD, _BORD, _BORD, _BAS))
    survols = _survols(repartition, gardees)
    dessin.add_trace(pairs.points(nuee, survols, theme))
    drapeaux = [
        _drapeau(nuee, (rang, texte), place, (utile, theme))
        for rang, texte, place in zip(nommes.values(), textes, places, strict=True)
    ]
    cadre.poser(dessin, [mot for mot, _ in drapeaux], [hampe for _, hampe in drapeaux])
    signes = pairs.rangs_des_signes(choisis, rangs)
    for code, rang in reversed(nommes.items()):  # le premier se pose en dernier, par-dessus
        point = (float(valeurs[rang]), float(nuee.ordonnees[rang]))
        dessin.add_trace(pairs.signe(signes[code], choisis[code], point, survols[rang], theme))
    return _axes(dessin, repartition, nuee, (utile, bande, theme))


def _texte(repartition: Repartition, code: str, nom: str) -> str:
    """Nom et valeur d'un choisi, son intervalle s'il en a un."""
    lue, entre = repartition.chiffree(code), ecrire(repartition.indicateur, repartition.chiffree(code))
    nombre = Mesure(repartition.indicateur.unite, repartition.indicateur.decimales).nombre(lue.valeur)
    return f"{nom} {nombre}{f' ({entre})' if entre else ''}"


def _survols(repartition: Repartition, gardees: Sequence[int]) -> list[str]:
    mesure = Mesure(repartition.indicateur.unite, repartition.indicateur.decimales)
    libelles, statuts = ([champ[i] for i in gardees] for champ in (repartition.libelles, repartition.statuts))
    survols = pairs.survols(libelles, repartition.valeurs[list(gardees)], statuts, mesure)
    return [
        survol + style.suite(ecrire(repartition.indicateur, repartition.chiffree(repartition.codes[i])))
        for survol, i in zip(survols, gardees, strict=True)
    ]


def _drapeau(
    nuee: Nuee, choisi: tuple[int, str], place: tuple[int, int], dans: tuple[float, Theme]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Nom et valeur, et la hampe plantée sur le point."""
    (rang, texte), (cote, rangee), (utile, theme) = choisi, place, dans
    couleurs = style.teintes(theme)
    valeur, bas = float(nuee.valeurs[rang]), float(nuee.ordonnees[rang])
    sommet = utile / 2 + (rangee + 0.5) * _RANGEE
    ancrage = {"xanchor": "left" if cote > 0 else "right", "yanchor": "middle", "xshift": 2 * cote}
    hampe = cadre.trait(couleurs.discret, (valeur, bas), (valeur, sommet + _RANGEE / 3))
    return cadre.mot(style.proteger(texte), valeur, sommet, couleurs.encre, **ancrage), hampe


def _axes(dessin: Figure, repartition: Repartition, nuee: Nuee, dans: tuple[float, float, Theme]) -> Figure:
    """Axe gradué sous l'essaim ; en hauteur, un pixel par unité, drapeaux compris."""
    utile, bande, theme = dans
    couleurs = style.teintes(theme)
    titre = style.replier(f"{repartition.indicateur.libelle} ({repartition.indicateur.unite})", 44)
    dessin.update_xaxes(cadre.axe(couleurs, grille=False))
    dessin.update_xaxes(
        range=list(nuee.etendue),
        showline=True,
        linecolor=couleurs.trait,
        ticks="outside",
        tickcolor=couleurs.trait,
        title={"text": titre, "standoff": 6, "font": {"size": style.TAILLE_PETITE, "color": couleurs.discret}},
    )
    return dessin.update_yaxes(cadre.axe_cache((-utile / 2, utile / 2 + bande)))
