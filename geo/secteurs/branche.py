"""Une branche vue du pays : où elle pèse, où elle recule, et quelles maisons de l'emploi y travaillent."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from donnees import entrepot
from geo.secteurs import indices
from geo.secteurs.champs import CHAMPS, matrice
from geo.secteurs.structure import EFFECTIF_LISIBLE, lire


@lru_cache(maxsize=64)
def branche(secteur: str, source: str, nomenclature: str) -> pd.DataFrame:
    """Toutes les zones d'emploi pour un secteur, la plus grosse d'abord.

    Returns
    -------
    DataFrame
        ``code, libelle, effectif, depart, variation, evolution`` (%), ``part`` (%), ``ql, bas, haut`` (face à la
        France), ``lecture`` ; NaN : non disponible. La table est partagée : ne pas la modifier.
    """
    debut, fin = CHAMPS[source].bornes
    fins, debuts = matrice(source, nomenclature, fin), matrice(source, nomenclature, debut)
    table = pd.DataFrame({"effectif": fins[secteur], "depart": debuts[secteur].reindex(fins.index)})
    totaux, pays = fins.sum(axis=1), float(fins[secteur].sum() / fins.sum().sum())
    table["variation"] = table["effectif"] - table["depart"]
    table["evolution"] = 100 * table["variation"] / table["depart"].where(table["depart"] > 0)
    table["part"] = 100 * table["effectif"] / totaux
    table["ql"] = table["part"] / (100 * pays)
    bas, haut = indices.intervalle_poisson(table["effectif"].to_numpy(float))
    table["bas"], table["haut"] = bas / (totaux * pays), haut / (totaux * pays)
    premiers = table["effectif"] == fins.max(axis=1)
    colonnes = [table[nom].tolist() for nom in ("effectif", "depart", "bas", "haut")]
    table["lecture"] = [
        lire(*valeurs, premier=premier) for *valeurs, premier in zip(*colonnes, premiers.tolist(), strict=True)
    ]
    noms = entrepot.territoires("zone_emploi")["libelle_long"]
    table.insert(0, "libelle", noms.reindex(table.index).to_numpy())
    triee = table.sort_values(["effectif", "libelle"], ascending=[False, True], na_position="last")
    return triee.rename_axis("code").reset_index()


def pese(lignes: pd.DataFrame) -> pd.DataFrame:
    """Zones où la branche pèse : significativement surreprésentée, et d'un effectif lisible."""
    return lignes[(lignes["bas"] > 1) & (lignes["effectif"] >= EFFECTIF_LISIBLE)]


def recule(lignes: pd.DataFrame) -> pd.DataFrame:
    """Zones où la branche perd des emplois, d'un effectif de départ lisible ; la plus grosse perte d'abord."""
    perdantes = lignes[(lignes["variation"] < 0) & (lignes["depart"] >= EFFECTIF_LISIBLE)]
    return perdantes.sort_values(["variation", "libelle"])


def maisons() -> pd.DataFrame:
    """Maisons de l'emploi montrées par défaut (sources fiables) : ``zone_emploi, maison, nom, ville``."""
    toutes = entrepot.table("maisons")
    return toutes.loc[toutes["par_defaut"], ["zone_emploi", "maison", "nom", "ville"]].reset_index(drop=True)


def avec_maisons(lignes: pd.DataFrame) -> pd.DataFrame:
    """Les mêmes lignes, et le nom des maisons de chaque zone (vide : aucune connue de l'Atlas)."""
    par_zone = maisons().groupby("zone_emploi")["nom"].agg(" ; ".join)
    return lignes.assign(maisons=lignes["code"].map(par_zone).fillna(""))


def concentration(lignes: pd.DataFrame, part: float = 0.5) -> int:
    """Plus petit nombre de zones qui réunissent cette part des emplois de la branche."""
    effectifs = np.sort(lignes["effectif"].dropna().to_numpy(float))[::-1]
    return int(np.searchsorted(effectifs.cumsum(), part * effectifs.sum() - 1e-9) + 1) if effectifs.sum() else 0
