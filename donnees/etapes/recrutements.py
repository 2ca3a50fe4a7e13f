"""Étape « recrutements » : enquête Besoins en main-d'œuvre par bassin, et sa ventilation aux zones d'emploi."""

from __future__ import annotations

import logging
from typing import Final

import pandas as pd

from donnees.erreurs import CodeInconnu
from donnees.etapes import recrutements_composantes
from donnees.etapes.atelier import Atelier
from donnees.etapes.composantes_communes import population_par_commune
from donnees.lecture.france_travail import BMO, lire_bmo

JOURNAL = logging.getLogger("atlas.construction")
ANNEES: Final = {2023: "FAP2009", 2024: "FAP2021", 2025: "FAP2021"}
RATTACHEMENTS: Final = {"0116": "0103", "0304": "0301", "7549": "7535"}
"""Bassins de l'enquête absents de la table commune → bassin, rattachés au bassin qui contient leur commune
éponyme : Marie-Galante (recodé en 2025), Matoury (dans Cayenne), Aiguillon (dans Agen)."""
HORS_CHAMP: Final = {"0104": "Îles du Nord", "0113": "Îles du Nord", "9399": "Monaco"}
"""Saint-Martin, Saint-Barthélemy et Monaco : hors des départements et des 306 zones d'emploi."""
COLONNES: Final = [
    "bassin_bmo",
    "libelle_bassin",
    "bassin_rattache",
    "departement",
    "fap",
    "libelle_fap",
    "famille",
    "annee",
    "nomenclature_fap",
    "projets",
    "difficiles",
    "saisonniers",
    "statut",
]


def construire(atelier: Atelier) -> None:
    """Pose ``recrutements`` et ``intermediaires["composantes_bmo"]``.

    ``recrutements`` garde les lignes de l'enquête (bassin × département × métier) : aucune somme n'y mêle du
    connu et du secret. ``statut`` ``s`` : les projets sont masqués (``*``, de 1 à 4) ; ``difficiles`` ou
    ``saisonniers`` vides le sont aussi. ``bassin_rattache`` vide : hors champ, compté dans le journal.
    """
    blocs = [
        lire_bmo(atelier.brut, annee).assign(annee=annee, nomenclature_fap=nomenclature)
        for annee, nomenclature in ANNEES.items()
    ]
    table = pd.concat(blocs, ignore_index=True)
    table["bassin_rattache"] = rattacher(atelier, table["bassin_bmo"])
    table["statut"] = table["statut_projets"]
    _exiger_departements(atelier, table)
    _journal(table)
    cle = ["annee", "bassin_bmo", "departement", "fap"]
    atelier.tables["recrutements"] = table[COLONNES].sort_values(cle, ignore_index=True)
    poids = poids_zones(atelier)
    atelier.intermediaires["composantes_bmo"] = recrutements_composantes.construire(atelier, poids)


def rattacher(atelier: Atelier, bassins: pd.Series) -> pd.Series:
    """Bassin de la table commune → bassin ; ``""`` hors champ ; `CodeInconnu` sinon."""
    connus = set(atelier.tables["appartenance"]["bassin_bmo"]) - {""}
    rattaches = bassins.replace({**RATTACHEMENTS, **dict.fromkeys(HORS_CHAMP, "")})
    inconnus = set(rattaches) - connus - {""}
    if inconnus:
        raise CodeInconnu("bassins de l'enquête BMO", inconnus)
    return rattaches


def poids_zones(atelier: Atelier) -> pd.DataFrame:
    """Part de la population de chaque bassin qui vit dans chaque zone d'emploi.

    Returns
    -------
    DataFrame
        ``bassin_rattache, zone_emploi, poids`` ; les poids d'un bassin somment à 1.
    """
    communes = atelier.tables["appartenance"][["commune", "zone_emploi", "bassin_bmo"]]
    communes = communes[communes["bassin_bmo"] != ""]
    communes = communes.assign(habitants=communes["commune"].map(population_par_commune(atelier)).fillna(0.0))
    croise = communes.groupby(["bassin_bmo", "zone_emploi"])["habitants"].sum().reset_index()
    total = croise.groupby("bassin_bmo")["habitants"].transform("sum")
    croise["poids"] = croise["habitants"] / total
    croise = croise[croise["poids"] > 0].rename(columns={"bassin_bmo": "bassin_rattache"})
    return croise[["bassin_rattache", "zone_emploi", "poids"]].reset_index(drop=True)


def _exiger_departements(atelier: Atelier, table: pd.DataFrame) -> None:
    dans_champ = table.loc[table["bassin_rattache"] != "", "departement"]
    inconnus = set(dans_champ) - set(atelier.tables["appartenance"]["departement"])
    if inconnus:
        raise CodeInconnu("départements de l'enquête BMO", inconnus)


def _journal(table: pd.DataFrame) -> None:
    """Compte ce qui ne se ventile pas : rien ne se perd en silence."""
    exclus = table[table["bassin_rattache"] == ""]
    for (annee, bassin), lignes in exclus.groupby(["annee", "bassin_bmo"]):
        JOURNAL.info(
            "%s : bassin %s (%s) hors champ, %d lignes et %.0f projets connus non ventilés",
            BMO.format(annee=annee),
            bassin,
            HORS_CHAMP[str(bassin)],
            len(lignes),
            lignes["projets"].sum(),
        )
