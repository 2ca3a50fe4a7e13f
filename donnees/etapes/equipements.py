"""Étape « équipements » : commerces de la BPE 2020, seize familles de la BPE 2024, par commune courante."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.etapes.atelier import Atelier
from donnees.etapes.composantes_cog import SCISSIONS, au_cog, repartir, sans_arrondissements, sommer
from donnees.etapes.composantes_communes import population_par_commune
from donnees.lecture import insee_bpe

SCISSIONS_2024: Final = {enfant: parent for enfant, parent in SCISSIONS.items() if parent == "15141"}
"""La BPE 2024 connaît déjà les communes rétablies de Vendée et de l'Oise, pas celles du Cantal (2025)."""


def construire(atelier: Atelier) -> None:
    """Pose ``tables["equipements"]`` (nombre > 0) et ``intermediaires["composantes_bpe"]`` (zéros compris)."""
    libelles = insee_bpe.lire_libelles_2020(atelier.brut)
    commerces = _bpe_2020(atelier, libelles["type"].tolist())
    familles = _bpe_2024(atelier)
    atelier.intermediaires["composantes_bpe"] = pd.concat(
        [_composantes(commerces, "bpe20_"), _composantes(familles, "bpe24_")], ignore_index=True
    )
    noms = {**libelles.set_index("type")["libelle"], **insee_bpe.FAMILLES_2024}
    table = pd.concat([commerces, familles], ignore_index=True).query("valeur > 0")
    table = pd.DataFrame(
        {
            "commune": table["code"],
            "type": table["composante"],
            "libelle": table["composante"].map(noms),
            "millesime": table["periode"].astype("int64"),
            "nombre": table["valeur"].astype("int64"),
            "statut": table["statut"],
        }
    )
    atelier.tables["equipements"] = table.sort_values(["commune", "millesime", "type"], ignore_index=True)


def _composantes(table: pd.DataFrame, prefixe: str) -> pd.DataFrame:
    return table.assign(composante=prefixe + table["composante"].str.lower(), niveau="commune")


def _bpe_2020(atelier: Atelier, types: list[str]) -> pd.DataFrame:
    source = insee_bpe.BPE_2020
    long = sans_arrondissements(insee_bpe.lire_bpe_2020(atelier.brut, types), source, frozenset(types))
    table = long.rename(columns={"variable": "composante"}).assign(periode="2020")
    return repartir(sommer(au_cog(atelier, table, source)), population_par_commune(atelier), au_chef=True)


def _bpe_2024(atelier: Atelier) -> pd.DataFrame:
    """Complète par des zéros : dans ce fichier, une commune ou une famille absente n'a aucun équipement."""
    source = insee_bpe.BPE_2024
    table = insee_bpe.lire_bpe_2024(atelier.brut).rename(columns={"variable": "composante"}).assign(periode="2024")
    table = sommer(au_cog(atelier, table, source))
    communes = [code for code in atelier.tables["appartenance"]["commune"] if code not in SCISSIONS_2024]
    grille = pd.MultiIndex.from_product(
        [sorted(insee_bpe.FAMILLES_2024), ["2024"], communes], names=["composante", "periode", "code"]
    ).to_frame(index=False)
    table = grille.merge(table, on=["composante", "periode", "code"], how="left")
    table = table.assign(valeur=table["valeur"].fillna(0.0), statut=table["statut"].fillna(""))
    return repartir(table, population_par_commune(atelier), SCISSIONS_2024, au_chef=True)
