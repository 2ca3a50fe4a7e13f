"""Les tableaux équivalents aux figures, à montrer et à emporter avec source, date et champ à chaque ligne."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from donnees.catalogue import charger
from geo.ecriture import tableurs
from geo.ecriture.classeurs import Feuille, composer
from geo.ecriture.sources import tableau as tableau_sources
from geo.reserve import gardee
from geo.secteurs import branche as branches
from geo.secteurs import phrases
from geo.secteurs.champs import NOMENCLATURES, Champ, libelle_reference
from geo.secteurs.decalage import Decalage
from geo.secteurs.exposition import Exposition
from geo.secteurs.structure import LECTURES, Ligne

INDISPONIBLE = "non disponible"


@gardee
def structure(lignes: Sequence[Ligne], champ: Champ, reference: str) -> pd.DataFrame:
    """Secteurs d'une zone : effectifs, parts, quotient et intervalle, évolutions, lecture."""
    debut, fin = champ.bornes
    autre = libelle_reference(reference)
    return pd.DataFrame(
        [
            {
                "Secteur": ligne.libelle,
                f"Effectif {fin}": ligne.effectif,
                "Part (%)": ligne.part,
                f"Part, {autre} (%)": ligne.part_reference,
                "Quotient": ligne.ql,
                "Quotient, borne basse": ligne.bas,
                "Quotient, borne haute": ligne.haut,
                "Écart": phrases.ecart(ligne) if pd.notna(ligne.ql) else INDISPONIBLE,
                f"Effectif {debut}": ligne.depart,
                f"Évolution {debut}-{fin} (%)": ligne.evolution,
                f"Évolution, {autre} (%)": ligne.evolution_reference,
                "Lecture": LECTURES.get(ligne.lecture, "effectif trop petit"),
                "Code": ligne.secteur,
            }
            for ligne in lignes
        ]
    )


def decimales(table: pd.DataFrame) -> dict[str, int]:
    """Décimales des colonnes de nombres : 2 pour un quotient, 1 pour un taux, 0 pour un effectif."""
    nombres = [str(nom) for nom in table.columns if pd.api.types.is_numeric_dtype(table[nom])]
    return {nom: 2 if nom.startswith("Quotient") else 1 if "(%)" in nom else 0 for nom in nombres}


def decalage(calcul: Decalage) -> pd.DataFrame:
    """Les trois parts de chaque secteur, et leur somme à la dernière ligne."""
    lignes = [
        {
            "Secteur": part.libelle,
            f"Effectif {calcul.debut}": part.depart,
            f"Effectif {calcul.fin}": part.arrivee,
            "Variation": part.arrivee - part.depart,
            "Part nationale": part.national,
            "Part du secteur": part.structurel,
            "Part locale": part.local,
        }
        for part in calcul.parts
    ]
    table = pd.DataFrame(lignes)
    if table.empty:
        return table
    somme = {**table.drop(columns="Secteur").sum().to_dict(), "Secteur": "Ensemble"}
    return pd.concat([table, pd.DataFrame([somme])], ignore_index=True)


def exposition(vue: Exposition) -> pd.DataFrame:
    """Secteurs en recul dans le pays, et leurs emplois ici."""
    return pd.DataFrame(
        vue.secteurs, columns=["Secteur en recul en France métropolitaine", "Emplois ici", "Évolution du pays (%)"]
    )


def branche(lignes: pd.DataFrame, champ: Champ) -> pd.DataFrame:
    """Zones d'emploi d'une branche, avec leurs maisons."""
    debut, fin = champ.bornes
    jointes = branches.avec_maisons(lignes)
    return pd.DataFrame(
        {
            "Zone d'emploi": jointes["libelle"],
            f"Effectif {fin}": jointes["effectif"],
            f"Variation {debut}-{fin}": jointes["variation"],
            f"Évolution {debut}-{fin} (%)": jointes["evolution"],
            "Part de l'emploi (%)": jointes["part"],
            "Quotient": jointes["ql"],
            "Lecture": [LECTURES.get(cle, "effectif trop petit") for cle in jointes["lecture"]],
            "Maisons de l'emploi": jointes["maisons"],
            "Code": jointes["code"],
        }
    )


def provenance(champ: Champ) -> str:
    """« Urssaf, Effectifs… (2019, 2022…) »."""
    return charger().sources[champ.source].citation


def emporter(table: pd.DataFrame, territoire: str, champ: Champ, nomenclature: str, reference: str) -> bytes:
    """CSV ; chaque ligne dit le territoire, le champ, la référence et la source."""
    return tableurs.en_csv(
        table.assign(
            Territoire=territoire,
            Champ=champ.qui,
            Nomenclature=NOMENCLATURES[nomenclature],
            Référence=libelle_reference(reference) if reference else "",
            Source=provenance(champ),
            Précaution=champ.limite,
        )
    )


def classeur(titre: str, feuilles: Sequence[tuple[str, pd.DataFrame, Sequence[str]]], sources: Sequence[str]) -> bytes:
    """Classeur : (nom, table, notes) par feuille, et les sources citées."""
    composees = [Feuille(nom, table, notes, decimales(table)) for nom, table, notes in feuilles]
    return composer(titre, composees, tableau_sources(sources))
