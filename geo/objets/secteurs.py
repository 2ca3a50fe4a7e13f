"""Ce que les secteurs d'une zone d'emploi dessinent : parts, quotients, poids et élan, décalage, branche."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from geo.graphiques import lectures
from geo.graphiques.bulles import Bulle, bulles
from geo.graphiques.cascade import cascade
from geo.graphiques.quotients import Quotient, quotients
from geo.graphiques.structure import structure as figure_structure
from geo.graphiques.style import Theme
from geo.objets.dessin import Dessin
from geo.reserve import gardee
from geo.secteurs import phrases
from geo.secteurs import tables as tables_secteurs
from geo.secteurs.champs import libelle_reference, nom
from geo.secteurs.choix import Choix
from geo.secteurs.decalage import decalage as decomposition
from geo.secteurs.structure import EFFECTIF_LISIBLE, INDECIS, LECTURES, Ligne, specialites, structure
from geo.territoires import Territoire

GROS, DISTINGUES, MANQUES = 10, 8, 4
CADRANS: Final = {
    "haut_droit": LECTURES["fort_croissance"],
    "bas_droit": LECTURES["fort_recul"],
    "haut_gauche": LECTURES["emergent"],
    "bas_gauche": LECTURES["faible"],
}


def lignes(zone: Territoire, choix: Choix) -> tuple[Ligne, ...]:
    """Les secteurs d'une zone face à la référence, le plus gros d'abord."""
    return structure(zone.code, choix.reference, choix.source, choix.nomenclature)


def _commun(nom_objet: str, titre: str, note: str, choix: Choix, **parametres: str) -> dict[str, Any]:
    """Ce que toutes ces figures disent de la même façon."""
    return {
        "nom": nom_objet,
        "titre": titre,
        "source": tables_secteurs.provenance(choix.champ),
        "page": "secteurs",
        "parametres": choix.parametres | parametres,
        "note": f"{note} {choix.champ.limite}".strip(),
    }


@gardee
def parts(zone: Territoire, choix: Choix, theme: Theme) -> Dessin:
    """Parts des plus gros secteurs face à la référence."""
    gros = [ligne for ligne in lignes(zone, choix) if ligne.effectif > 0][:GROS]
    titre = f"Les {GROS} plus gros secteurs" if len(gros) == GROS else "Ce qui fait l'emploi"
    valeurs = [li.part for li in gros], [li.part_reference for li in gros], [li.libelle for li in gros]
    ici, face = zone.libelle, libelle_reference(choix.reference)
    note = f"Part de l'emploi en {choix.champ.bornes[1]}, en %."
    return Dessin(
        **_commun("parts", f"{titre} : {zone.libelle}", note, choix),
        figure=figure_structure(*valeurs, territoire=ici, comparateur=face, theme=theme),
        lecture=lectures.structure(*valeurs, territoire=ici, comparateur=face),
    )


@gardee
def distingue(zone: Territoire, choix: Choix, theme: Theme) -> Dessin | None:
    """Quotients des secteurs qui distinguent le plus la zone, dans un sens et dans l'autre ; None s'il n'y en a pas."""
    toutes = lignes(zone, choix)
    manques = [ligne for ligne in toutes if ligne.ecart < 0 and ligne.effectif > 0]
    manques.sort(key=lambda ligne: ligne.part - ligne.part_reference)
    choisies = sorted([*specialites(toutes, DISTINGUES), *manques[:MANQUES]], key=lambda ligne: -ligne.ql)
    if not choisies:
        return None
    points = [
        Quotient(ligne.libelle, ligne.ql, ligne.bas, ligne.haut, phrases.ecart(ligne), bool(ligne.ecart))
        for ligne in choisies
    ]
    note = (
        "Quotient de localisation : part du secteur ici ÷ sa part dans la référence. Losange : plus présent ; carré : "
        "moins présent ; trait à deux bouts : intervalle à 95 % (loi de Poisson), large pour les petits effectifs."
    )
    reference = libelle_reference(choix.reference)
    return Dessin(
        **_commun("quotients", f"Ce qui distingue {zone.libelle} : quotients de localisation", note, choix),
        figure=quotients(points, reference=reference, theme=theme),
        lecture=lectures.quotients(points, reference=reference),
    )


@gardee
def poids(zone: Territoire, choix: Choix, theme: Theme) -> Dessin:
    """Quotient × évolution × taille de chaque secteur."""
    debut, fin = choix.champ.bornes
    points = [
        Bulle(
            *(ligne.libelle, ligne.ql, ligne.evolution, ligne.effectif),
            *(LECTURES[ligne.lecture], ligne.lecture != INDECIS),
        )
        for ligne in lignes(zone, choix)
        if ligne.lecture
    ]
    x, y = f"Quotient, 1 = {libelle_reference(choix.reference)}", f"Évolution {debut}-{fin} (%)"
    note = (
        f"Aire : nombre d'emplois en {fin} ; rond : en croissance, carré : en recul. Secteurs d'au moins "
        f"{EFFECTIF_LISIBLE} emplois aux deux dates ; « {LECTURES[INDECIS]} » : à moins de l'incertitude à 95 %."
    )
    return Dessin(
        **_commun("bulles", f"Poids et élan de chaque secteur : {zone.libelle}", note, choix),
        figure=bulles(points, CADRANS, abscisse=x, ordonnee=y, theme=theme),
        lecture=lectures.bulles(points, abscisse=x, ordonnee=y),
    )


@gardee
def decalage(zone: Territoire, choix: Choix, theme: Theme) -> Dessin:
    """Trois parts en cascade : le pays, les secteurs, la zone."""
    resultat = decomposition(zone.code, choix.reference, choix.source, choix.nomenclature)
    trois = phrases.parts(resultat, choix.reference)
    valeurs, noms = [valeur for _, valeur, _ in trois], [libelle for libelle, _, _ in trois]
    note = (
        "La part locale ne dit pas pourquoi : c'est ce que le pays et les secteurs n'expliquent pas. Les trois parts "
        f"somment à la variation. Référence : {libelle_reference(choix.reference)}. Méthode : Dunn (1960). "
        f"{phrases.ecartes(resultat)}"
    )
    titre = f"{zone.libelle}, emploi de {resultat.debut} à {resultat.fin} : décalage structurel"
    return Dessin(
        **_commun("decalage", titre, note.strip(), choix, vue="decalage"),
        figure=cascade(valeurs, noms, somme="Variation", unite="emplois", theme=theme),
        lecture=lectures.cascade(valeurs, noms, somme="Variation", unite="emplois"),
    )


def branche(secteur: str, choix: Choix, zones: pd.DataFrame, theme: Theme) -> Dessin:
    """Un secteur dans toutes les zones d'emploi (`geo.secteurs.branche.branche`) : quotient × évolution × taille."""
    debut, fin = choix.champ.bornes
    points = [
        Bulle(
            *(str(z["libelle"]), float(z["ql"]), float(z["evolution"]), float(z["effectif"])),
            *(LECTURES[z["lecture"]], z["lecture"] != INDECIS),
        )
        for z in zones[zones["lecture"] != ""].to_dict("records")
    ]
    x, y = "Quotient, 1 = France (hors Mayotte)", f"Évolution {debut}-{fin} (%)"
    choisi = choix.zone.libelle if choix.zone else ""
    note = f"Aire : nombre d'emplois en {fin} ; rond : en croissance, carré : en recul."
    titre = f"{nom(choix.nomenclature, secteur)} : poids et évolution dans chaque zone d'emploi"
    return Dessin(
        **_commun("branche", titre, note, choix, vue="branche", secteur=secteur),
        figure=bulles(points, CADRANS, abscisse=x, ordonnee=y, choisi=choisi, theme=theme),
        lecture=lectures.bulles(points, abscisse=x, ordonnee=y),
    )
