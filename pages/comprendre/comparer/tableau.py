"""Les territoires côte à côte : un tableau par thème ; au téléphone, des cartes, le premier thème seul déplié."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from donnees.catalogue import charger
from geo.graphiques.style import couleur
from geo.graphiques.svg import repere
from geo.mesures import comparaison
from geo.mesures.comparaison import Ligne
from pages.interface.texte import compose, ecrit

CLASSES: Final = {comparaison.MEILLEUR: "bon", comparaison.MOINS_BON: "moins-bon"}


def composer(lignes: Sequence[Ligne], noms: Sequence[str]) -> str:
    """Les tableaux en HTML ; à l'écran large et sur le papier, tous dépliés (``style.css``)."""
    ordre = list(dict.fromkeys(ligne.indicateur.theme for ligne in lignes))
    rangees = sorted(lignes, key=lambda ligne: ordre.index(ligne.indicateur.theme))
    groupes = [(theme, list(siennes)) for theme, siennes in groupby(rangees, key=lambda ligne: ligne.indicateur.theme)]
    volets = "".join(_volet(theme, siennes, noms, ouvert=not rang) for rang, (theme, siennes) in enumerate(groupes))
    couleurs = ";".join(f"--serie-{rang}:{couleur(rang)}" for rang in range(len(noms)))
    return f'<div class="atlas-comparaison" style="{couleurs}">{volets}</div>'


def _volet(theme: str, lignes: Sequence[Ligne], noms: Sequence[str], *, ouvert: bool) -> str:
    """Un thème ; les rôles y sont écrits, car une ligne montrée en carte n'est plus d'un tableau sans eux."""
    libelle = ecrit(charger().themes[theme].libelle)
    ecrites = comparaison.tableau(lignes, noms)
    marques = comparaison.empruntees(lignes, ecrites)
    titres = [*map(ecrit, ("Indicateur", "Période")), *(f"{repere(r)}{ecrit(nom)}" for r, nom in enumerate(noms))]
    tete = "".join(f'<th scope="col" role="columnheader">{titre}</th>' for titre in titres)
    paires = zip(ecrites.index, ecrites.to_numpy().tolist(), marques.to_numpy().tolist(), strict=True)
    corps = "".join(_rangee(str(nom), cellules, siennes, noms) for nom, cellules, siennes in paires)
    return (
        f"<details{' open' if ouvert else ''}><summary>{libelle} <small>({len(lignes)})</small></summary>"
        f'<div class="defile"><table role="table"><caption>{libelle}</caption><thead role="rowgroup">'
        f'<tr role="row">{tete}</tr></thead><tbody role="rowgroup">{corps}</tbody></table></div></details>'
    )


def _rangee(libelle: str, cellules: Sequence[str], marques: Sequence[bool], noms: Sequence[str]) -> str:
    periode, *valeurs = cellules
    cases = "".join(
        f'<td role="cell" data-nom="{compose(nom)}"><span>{_valeur(valeur, empruntee=empruntee)}</span></td>'
        for nom, valeur, empruntee in zip(noms, valeurs, marques[1:], strict=True)
    )
    entete = f'<th scope="row" role="rowheader">{ecrit(libelle)}</th>'
    return f'<tr role="row">{entete}<td role="cell" class="periode">{ecrit(periode)}</td>{cases}</tr>'


def _valeur(texte: str, *, empruntee: bool) -> str:
    """La valeur, et sa marque en mots et en couleur ; en italique, celle des zones d'emploi."""
    if empruntee:
        return f"<i>{ecrit(texte)}</i>"
    marque = next((marque for marque in CLASSES if texte.endswith(marque)), "")
    if not marque:
        return ecrit(texte)
    valeur = ecrit(texte.removesuffix(marque).removesuffix(", "))
    return f'{valeur}<span class="separe">, </span><b class="{CLASSES[marque]}">{compose(marque)}</b>'
