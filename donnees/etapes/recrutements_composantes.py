"""Composantes de l'enquête Besoins en main-d'œuvre : zones (ventilées), départements, régions, France."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.etapes.atelier import Atelier
from donnees.lecture.onemev import lire_fap_vertes

ANNEE_VERTE: Final = 2023
"""La liste Onemev est en FAP 2009 : elle ne s'applique qu'à l'enquête 2023."""
MAJORITE: Final = 0.5
MASQUE_MAX: Final = 4
"""Un effectif masqué vaut au plus 4 : le plus petit effectif publié est 5, dans les trois colonnes et années."""


def construire(atelier: Atelier, poids: pd.DataFrame) -> pd.DataFrame:
    """Rend les composantes ``bmo_*``, colonne ``niveau`` comprise.

    Les zones sont estimées (``e``) au prorata de la population ; départements, régions et France sont des
    sommes directes des lignes connues. Les lignes aux projets masqués sont comptées par
    ``bmo_projets_masques_min`` et ``_max`` (chacune cache de 1 à 4 projets). ``bmo_difficiles_masques_max`` et
    ``bmo_saisonniers_masques_max`` bornent ce qui est masqué parmi les projets connus. ``bmo_projets_minoritaires`` :
    les projets qu'une zone tient de bassins où vivent surtout les habitants d'autres zones.
    """
    lignes = mesurer(atelier)
    mesures = [nom for nom in lignes.columns if nom.startswith("bmo_")]
    cle = ["annee", "bassin_rattache", "departement"]
    lignes = sommer(lignes[lignes["bassin_rattache"] != ""], cle, mesures)
    regions = atelier.tables["appartenance"].drop_duplicates("departement").set_index("departement")["region"]
    lignes = lignes.assign(region=lignes["departement"].map(regions), france="FR")
    blocs = [_deplier(lignes, niveau, mesures) for niveau in ("departement", "region", "france")]
    ventilees = lignes.merge(poids, on="bassin_rattache")
    ventilees[mesures] = ventilees[mesures].mul(ventilees["poids"], axis=0)
    ventilees["bmo_projets_minoritaires"] = ventilees["bmo_projets"].where(ventilees["poids"] < MAJORITE, 0.0)
    blocs.append(_deplier(ventilees, "zone_emploi", [*mesures, "bmo_projets_minoritaires"]).assign(statut="e"))
    return pd.concat(blocs, ignore_index=True)


def sommer(lignes: pd.DataFrame, cle: list[str], mesures: list[str]) -> pd.DataFrame:
    """Somme ce qui est connu ; un total nul dont une ligne est masquée n'est pas zéro : il est inconnu (NaN).

    Returns
    -------
    DataFrame
        ``cle`` puis ``mesures``.
    """
    groupes = lignes.groupby(cle)[mesures]
    totaux, lignes_connues = groupes.sum(min_count=1), groupes.count()
    masquee = lignes_connues.lt(groupes.size(), axis=0)
    return totaux.mask(totaux.eq(0) & masquee).reset_index()


def mesurer(atelier: Atelier) -> pd.DataFrame:
    """Ajoute à chaque ligne de l'enquête ses contributions aux composantes."""
    table = atelier.tables["recrutements"]
    projets, difficiles, saisonniers = table["projets"], table["difficiles"], table["saisonniers"]
    categorie = table["fap"].map(lire_fap_vertes(atelier.brut).set_index("fap")["categorie"])
    verte = table["annee"] == ANNEE_VERTE
    masquees = (table["statut"] == "s").astype("float64")
    transition, vertes = categorie.notna() & verte, (categorie == "VERT") & verte
    return table[["annee", "bassin_rattache", "departement"]].assign(
        bmo_projets=projets,
        bmo_projets_masques_min=masquees,
        bmo_projets_masques_max=MASQUE_MAX * masquees,
        bmo_difficiles=difficiles.where(projets.notna()),
        bmo_difficiles_masques_max=_masques(projets, difficiles),
        bmo_saisonniers=saisonniers.where(projets.notna()),
        bmo_saisonniers_masques_max=_masques(projets, saisonniers),
        bmo_projets_verts=projets.where(categorie == "VERT", 0.0).where(verte),
        bmo_verts_masques_min=masquees.where(vertes, 0.0).where(verte),
        bmo_verts_masques_max=MASQUE_MAX * masquees.where(vertes, 0.0).where(verte),
        bmo_projets_verdissants=projets.where(categorie == "VERDISSANT", 0.0).where(verte),
        bmo_verdissants_masques_min=masquees.where(transition & ~vertes, 0.0).where(verte),
        bmo_verdissants_masques_max=MASQUE_MAX * masquees.where(transition & ~vertes, 0.0).where(verte),
        bmo_difficiles_transition=difficiles.where(projets.notna()).where(categorie.notna(), 0.0).where(verte),
        bmo_difficiles_transition_masques_max=_masques(projets, difficiles).where(transition, 0.0).where(verte),
    )


def _masques(projets: pd.Series, mesure: pd.Series) -> pd.Series:
    """Ce qu'une mesure masquée cache au plus parmi des projets connus."""
    return projets.clip(upper=MASQUE_MAX).where(mesure.isna(), 0.0).fillna(0.0)


def _deplier(lignes: pd.DataFrame, niveau: str, mesures: list[str]) -> pd.DataFrame:
    sommes = sommer(lignes, ["annee", niveau], mesures)
    long = sommes.melt(["annee", niveau], mesures, "composante", "valeur").dropna(subset="valeur")
    return pd.DataFrame(
        {
            "composante": long["composante"],
            "niveau": niveau,
            "code": long[niveau],
            "periode": long["annee"].astype("str"),
            "valeur": long["valeur"],
            "statut": "",
        }
    )
