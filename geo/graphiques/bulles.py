"""Bulles : un quotient (échelle logarithmique), une évolution, une taille ; quatre cadrans nommés en mots."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.ecriture import formats
from geo.ecriture.textes import couper
from geo.graphiques import cadre, etiquettes, style
from geo.graphiques.etiquettes import Place, Rond
from geo.graphiques.figure import Figure, Trace, trace_points
from geo.graphiques.style import Theme

HAUTEUR = 470
DIAMETRE_MAX, DIAMETRE_MIN = 46.0, 6.0
BORNES_QL = (0.05, 16.0)
BORNE_EVOLUTION = (-45.0, 60.0)
REPERES_QL = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
NOMMEES = 7
_LETTRES = 26
_LIGNE = 16
"""Lettres d'une étiquette, et d'une de ses lignes, au plus."""
_MARGES = (8, 34, 12, 52)
CADRANS = ("haut_droit", "bas_droit", "haut_gauche", "bas_gauche")


@dataclass(frozen=True)
class Bulle:
    """Un point.

    Attributes
    ----------
    taille : float
        Positive ; l'aire de la bulle lui est proportionnelle.
    lecture : str
        Le cadran en mots, pour le survol.
    nette : bool
        Faux si l'écart ou l'élan n'est pas établi : la bulle est grise.
    """

    libelle: str
    ql: float
    evolution: float
    taille: float
    lecture: str
    nette: bool = True

    @property
    def lisible(self) -> bool:
        """Vrai si les trois nombres sont finis et positifs là où il le faut."""
        finis = all(math.isfinite(v) for v in (self.ql, self.evolution, self.taille))
        return finis and self.ql > 0 and self.taille > 0


def bulles(  # noqa: PLR0913 - les points, leurs noms de cadrans, leurs mesures et l'allure
    points: Sequence[Bulle],
    cadrans: Mapping[str, str],
    *,
    abscisse: str,
    ordonnee: str,
    unite: str = "salariés",
    nommees: int = NOMMEES,
    choisi: str = "",
    theme: Theme = "light",
) -> Figure:
    """Une bulle par point lisible ; les plus grosses et les plus écartées sont nommées.

    Un point au-delà du cadre est posé au bord et son survol dit la vraie valeur : quelques très petits secteurs ne
    doivent pas écraser les autres.

    Parameters
    ----------
    cadrans : mapping of str to str
        `CADRANS` → nom écrit dans le coin.
    choisi : str
        Libellé d'un point à nommer toujours et à cerner.
    """
    lisibles = sorted((point for point in points if point.lisible), key=lambda point: -point.taille)
    if not lisibles:
        return cadre.sans_donnee(theme, 160, "Aucun effectif assez grand pour être situé.")
    couleurs = style.teintes(theme)
    dessin = cadre.figure(theme, HAUTEUR, marges=_MARGES)
    dessin.add_trace(_points(lisibles, unite, choisi, theme))
    cotes = _cotes(lisibles)
    reperes = [repere for repere in REPERES_QL if cotes[0] <= repere <= cotes[1]]
    gauche, droite = (math.log10(borne) for borne in cotes)
    axe = {**cadre.axe(couleurs), "type": "log", "range": [gauche, droite], "tickvals": reperes}
    titre = {"text": style.replier(abscisse, 44), "standoff": 6, "font": {"size": style.TAILLE_PETITE}}
    dessin.update_xaxes({**axe, "ticktext": [formats.nombre_simple(r) for r in reperes], "title": titre})
    dessin.update_yaxes({**cadre.axe(couleurs), "range": list(_etendue(lisibles)), "automargin": True})
    dessin.update_layout(margin={"autoexpand": True})
    bas, haut = dessin.layout.yaxis.range
    traits = [
        cadre.trait(couleurs.discret, (1, bas), (1, haut), 1.5),
        cadre.trait(couleurs.discret, (cotes[0], 0), (cotes[1], 0), 1.5),
    ]
    mots = [*_coins(cadrans, theme), *_noms(lisibles, (cotes, (bas, haut)), cadrans, (nommees, choisi), theme)]
    return cadre.poser(dessin, [*mots, cadre.legende_haute(ordonnee, theme)], traits)


def _etendue(points: Sequence[Bulle]) -> tuple[float, float]:
    """Étendue verticale : celle des points, zéro compris, sans dépasser le cadre."""
    bornees = [style.borner(point.evolution, BORNE_EVOLUTION) for point in points]
    bas, haut = min(-8.0, *bornees), max(8.0, *bornees)
    marge = 0.12 * (haut - bas)
    return bas - marge, haut + marge


def _cotes(points: Sequence[Bulle]) -> tuple[float, float]:
    """Étendue horizontale : celle des points, de 0,5 à 2 au moins, sans dépasser le cadre."""
    bas = max(BORNES_QL[0], min(0.5, *(point.ql for point in points)) * 0.85)
    haut = min(BORNES_QL[1], max(2.0, *(point.ql for point in points)) * 1.3)
    return bas, haut


def _place(point: Bulle) -> tuple[float, float]:
    quotients = (BORNES_QL[0] * 1.1, BORNES_QL[1] / 1.1)
    return style.borner(point.ql, quotients), style.borner(point.evolution, BORNE_EVOLUTION)


def diametre(taille: float, plus_grande: float) -> float:
    """Diamètre en pixels : aire proportionnelle, avec un minimum visible."""
    return max(DIAMETRE_MIN, DIAMETRE_MAX * math.sqrt(taille / plus_grande))


def _points(points: Sequence[Bulle], unite: str, choisi: str, theme: Theme) -> Trace:
    couleurs = style.teintes(theme)
    places = [_place(point) for point in points]
    return trace_points(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers",
        marker={
            "size": [diametre(point.taille, points[0].taille) for point in points],
            "color": [_couleur(point, couleurs) for point in points],
            "symbol": ["circle" if point.evolution > 0 else "square" for point in points],
            "opacity": 0.62,
            "line": {
                "color": [couleurs.encre if point.libelle == choisi else couleurs.fond for point in points],
                "width": [3 if point.libelle == choisi else 1.2 for point in points],
            },
        },
        showlegend=False,
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[_survol(point, unite) for point in points],
    )


def _couleur(point: Bulle, couleurs: style.Teintes) -> str:
    if not point.nette:
        return couleurs.discret
    return couleurs.series[0] if point.evolution > 0 else couleurs.series[1]


def _survol(point: Bulle, unite: str) -> str:
    hors = "Au-delà du cadre" if _place(point) != (point.ql, point.evolution) else ""
    return style.survol(
        point.libelle,
        formats.avec_unite(point.taille, unite),
        f"Quotient : {formats.nombre(point.ql, 2)}",
        f"Évolution : {formats.avec_unite(point.evolution, '%', 1, signe=True)}",
        point.lecture,
        hors,
    )


def _coins(cadrans: Mapping[str, str], theme: Theme) -> list[dict[str, Any]]:
    """Nom de chaque cadran, dans son coin."""
    couleur = style.teintes(theme).discret
    mots = []
    for cle in CADRANS:
        a_droite, en_haut = cle.endswith("droit"), cle.startswith("haut")
        ancrage = {"xanchor": "right" if a_droite else "left", "yanchor": "top" if en_haut else "bottom"}
        place = {"xref": "paper", "yref": "paper", "yshift": -2 if en_haut else 2}
        texte = f"<b>{style.proteger(cadrans[cle])}</b>"
        mots.append(cadre.mot(texte, 1.0 if a_droite else 0.0, 1.0 if en_haut else 0.0, couleur, **ancrage, **place))
    return mots


def _noms(
    points: Sequence[Bulle],
    etendues: tuple[tuple[float, float], tuple[float, float]],
    cadrans: Mapping[str, str],
    choix: tuple[int, str],
    theme: Theme,
) -> list[dict[str, Any]]:
    """Nom du point choisi et des plus grosses bulles, à une place libre ; un trait mène de la bulle au nom écarté."""
    (cotes, (bas, haut)), (nommees, choisi) = etendues, choix
    hauteur = HAUTEUR - _MARGES[1] - _MARGES[3]
    places = [_place(point) for point in points]
    rayons = [diametre(point.taille, points[0].taille) / 2 for point in points]
    ronds = [
        Rond(math.log(x / cotes[0]) / math.log(cotes[1] / cotes[0]), (haut - y) / (haut - bas) * hauteur, rayon)
        for (x, y), rayon in zip(places, rayons, strict=True)
    ]
    rangs = sorted(range(len(points)), key=lambda rang: points[rang].libelle != choisi)[:nommees]
    noms = [(rang, style.replier(_court(points[rang].libelle), _LIGNE)) for rang in rangs]
    coins = [(int(cle.endswith("droit")), int(cle.startswith("bas")), cadrans[cle]) for cle in CADRANS]
    return [
        _etiquette(nom, places[rang], place, theme)
        for (rang, nom), place in zip(noms, etiquettes.poser(ronds, noms, hauteur, coins), strict=True)
    ]


def _etiquette(nom: str, point: tuple[float, float], place: Place, theme: Theme) -> dict[str, Any]:
    couleurs, (x, y) = style.teintes(theme), point
    ancrage: dict[str, object] = {"xanchor": place.ancre, "yanchor": place.pied, "align": "center"}
    if place.ecartee:
        trait = {"arrowhead": 0, "arrowwidth": 0.8, "arrowcolor": couleurs.encre, "standoff": 2}
        ancrage |= {"showarrow": True, "ax": place.dx, "ay": place.dy, **trait}
    else:
        ancrage |= {"xshift": place.dx, "yshift": -place.dy}
    return cadre.cerner(cadre.mot(nom, math.log10(x), y, couleurs.encre, **ancrage), theme)


def _court(libelle: str) -> str:
    """Premiers mots d'un intitulé, pour une étiquette."""
    nom = libelle.split(",", maxsplit=1)[0]
    return couper(nom.split(" et ", maxsplit=1)[0] if len(nom) > _LETTRES else nom, _LETTRES)
