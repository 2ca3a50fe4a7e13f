"""L'enquête Besoins en main-d'œuvre par métier, pour un bassin, une zone, un département, une région, la France.

Le secret y est borné, jamais compté pour zéro : des projets masqués valent de 1 à 4 ; des projets difficiles ou
saisonniers masqués, de 0 à 4. L'enquête change de nomenclature en 2024 (FAP 2009, puis FAP 2021) : on ne compare que
deux années de même nomenclature.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import pandas as pd

from donnees import entrepot
from geo.territoires import Territoire

ANNEES: Final = {2025: "FAP 2021", 2024: "FAP 2021", 2023: "FAP 2009"}
MASQUE_MIN, MASQUE_MAX = 1, 4
"""Bornes d'un effectif masqué : le plus petit publié est 5, dans les trois colonnes et les trois années."""
BASSIN: Final = "bassin"
DIRECTS: Final = frozenset({"departement", "region", "france", BASSIN})
"""Échelles où les lignes de l'enquête se somment sans rien estimer."""


@dataclass(frozen=True)
class Lieu:
    """Où lire l'enquête.

    Attributes
    ----------
    genre : str
        « bassin », « zone_emploi », « departement », « region » ou « france ».
    """

    genre: str
    code: str
    libelle: str

    @property
    def estime(self) -> bool:
        """Vrai pour une zone d'emploi : ses bassins y sont ventilés au prorata de leur population."""
        return self.genre not in DIRECTS


PAYS: Final = Lieu("france", "FR", "France")


@cache
def poids() -> pd.DataFrame:
    """Part de la population de chaque bassin qui vit dans chaque zone d'emploi : ``bassin, zone_emploi, poids``."""
    communes = entrepot.table("appartenance")[["commune", "zone_emploi", "bassin_bmo"]]
    habitants = communes["commune"].map(entrepot.territoires("commune")["population"]).fillna(0.0)
    croise = communes.assign(habitants=habitants).groupby(["bassin_bmo", "zone_emploi"])["habitants"].sum()
    parts = (croise / croise.groupby("bassin_bmo").transform("sum")).rename("poids").reset_index()
    return parts[(parts["poids"] > 0) & (parts["bassin_bmo"] != "")].rename(columns={"bassin_bmo": "bassin"})


@cache
def _annee(annee: int) -> pd.DataFrame:
    """Lignes d'une année dans le champ, avec leurs bornes."""
    table = entrepot.recrutements(annee)
    lignes = table[table["bassin_rattache"] != ""].copy()
    connus = lignes["projets"].notna()
    lignes["masquees"] = (~connus).astype(float)
    for nom in ("difficiles", "saisonniers"):
        cache_max = lignes["projets"].clip(upper=MASQUE_MAX).where(lignes[nom].isna() & connus, 0.0)
        lignes[f"{nom}_max"] = lignes[nom].fillna(0.0) + cache_max
    regions = entrepot.territoires("departement")["region"]
    lignes["region"] = lignes["departement"].map(regions)
    return lignes.reset_index(drop=True)


def _choisies(lieu: Lieu, annee: int) -> pd.DataFrame:
    """Lignes d'un lieu et leur poids (1, ou la part ventilée)."""
    lignes = _annee(annee)
    if lieu.genre == "france":
        return lignes.assign(poids=1.0)
    if lieu.genre == BASSIN:
        return lignes[lignes["bassin_rattache"] == lieu.code].assign(poids=1.0)
    if lieu.genre in {"departement", "region"}:
        return lignes[lignes[lieu.genre] == lieu.code].assign(poids=1.0)
    parts = poids()[poids()["zone_emploi"] == lieu.code].set_index("bassin")["poids"]
    gardees = lignes[lignes["bassin_rattache"].isin(parts.index)]
    return gardees.assign(poids=gardees["bassin_rattache"].map(parts))


@lru_cache(maxsize=256)
def metiers(lieu: Lieu, annee: int) -> pd.DataFrame:
    """Métiers d'un lieu, le plus de projets connus d'abord.

    Returns
    -------
    DataFrame
        Indexée par ``fap`` : ``libelle, famille, projets`` (somme des projets connus ; NaN si tous sont masqués),
        ``masquees`` (réponses masquées), ``plancher, plafond`` (bornes du vrai nombre), ``difficiles`` et
        ``saisonniers`` (connus), ``difficiles_max, saisonniers_max``, ``part_difficile, part_difficile_max``,
        ``part_saisonniere, part_saisonniere_max`` (en % des projets connus), ``part`` (% des projets du lieu).
        Table partagée : ne pas la modifier.
    """
    lignes = _choisies(lieu, annee)
    sommes = ["projets", "masquees", "difficiles", "saisonniers", "difficiles_max", "saisonniers_max"]
    ponderees = lignes[["fap", *sommes]].copy()
    ponderees[sommes] = lignes[sommes].mul(lignes["poids"], axis=0)
    table = ponderees.groupby("fap")[sommes].sum(min_count=1)
    noms = lignes.drop_duplicates("fap").set_index("fap")[["libelle_fap", "famille"]]
    table.insert(0, "libelle", noms["libelle_fap"])
    table.insert(1, "famille", noms["famille"])
    connus = table["projets"].fillna(0.0)
    table["plancher"] = connus + MASQUE_MIN * table["masquees"]
    table["plafond"] = connus + MASQUE_MAX * table["masquees"]
    base = table["projets"].where(table["projets"] > 0)
    for nom, part in (("difficiles", "part_difficile"), ("saisonniers", "part_saisonniere")):
        table[part] = 100 * table[nom].fillna(0.0) / base
        table[f"{part}_max"] = 100 * table[f"{nom}_max"] / base
    table["part"] = 100 * table["projets"] / connus.sum()
    return table.sort_values(["projets", "libelle"], ascending=[False, True], na_position="last")


@dataclass(frozen=True)
class Total:
    """Un lieu, une année, tous métiers.

    Attributes
    ----------
    projets : float
        Somme des projets connus.
    plancher, plafond : float
        Bornes du vrai nombre.
    masquees : float
        Réponses masquées (bassin × métier).
    difficile, difficile_max, saisonnier, saisonnier_max : float
        Parts des projets connus, en %, bornes du secret.
    """

    projets: float
    plancher: float
    plafond: float
    masquees: float
    difficile: float
    difficile_max: float
    saisonnier: float
    saisonnier_max: float


def total(lieu: Lieu, annee: int) -> Total:
    """Total d'un lieu ; des NaN s'il n'y a aucune réponse."""
    table = metiers(lieu, annee)
    projets = float(table["projets"].sum())
    base = projets or math.nan
    return Total(
        projets,
        *(float(table[nom].sum()) for nom in ("plancher", "plafond", "masquees")),
        *(
            100 * float(table[nom].sum()) / base
            for nom in ("difficiles", "difficiles_max", "saisonniers", "saisonniers_max")
        ),
    )


def bassins(territoire: Territoire) -> list[tuple[Lieu, float]]:
    """Bassins de l'enquête que touche un territoire, et la part de ses habitants qui y vit, la plus grande d'abord."""
    communes = entrepot.table("appartenance").set_index("commune")["bassin_bmo"].loc[list(territoire.communes)]
    habitants = entrepot.territoires("commune")["population"].reindex(communes.index).fillna(0.0)
    par_bassin = habitants.groupby(communes).sum().sort_values(ascending=False, kind="stable")
    noms, ensemble = _noms_bassins(), float(habitants.sum()) or 1.0
    return [
        (Lieu(BASSIN, str(code), noms[str(code)]), float(nombre) / ensemble)
        for code, nombre in par_bassin.items()
        if str(code) in noms
    ]


@cache
def _noms_bassins() -> dict[str, str]:
    """Code de bassin → nom, tel que l'enquête la plus récente l'écrit."""
    table = entrepot.colonnes("recrutements", ("annee", "bassin_bmo", "bassin_rattache", "libelle_bassin"))
    siens = table[table["bassin_bmo"] == table["bassin_rattache"]].sort_values("annee")
    derniers = siens.drop_duplicates("bassin_bmo", keep="last")
    return {
        str(code): lisible(str(nom))
        for code, nom in zip(derniers["bassin_bmo"], derniers["libelle_bassin"], strict=True)
    }


def lisible(nom: str) -> str:
    """« BASSIN BASSE-TERRE » → « Bassin Basse-Terre » ; un nom déjà en minuscules est laissé tel quel."""
    return nom.title() if nom.isupper() else nom
