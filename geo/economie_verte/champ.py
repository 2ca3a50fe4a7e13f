"""Où lire l'enquête Besoins en main-d'œuvre pour un territoire : le territoire même, ou les bassins qu'il traverse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import pandas as pd

from donnees import entrepot
from geo.territoires import Territoire, identiques

BASSIN: Final = "bassin"
NIVEAUX: Final = ("france", "region", "departement", "zone_emploi")
_PETITS: Final = frozenset({"de", "du", "des", "la", "le", "les", "et", "en", "sur", "sous", "l", "d"})


@dataclass(frozen=True)
class Champ:
    """Un ensemble de recrutements que l'enquête permet de compter.

    Attributes
    ----------
    nature : str
        Un de `NIVEAUX`, ou « bassin » (bassin d'emploi de France Travail, pris en entier).
    part : float
        Part de la population du territoire demandé qui y vit, entre 0 et 1.
    """

    nature: str
    code: str
    libelle: str
    part: float

    @property
    def estime(self) -> bool:
        """Une zone d'emploi est estimée au prorata de la population de ses bassins."""
        return self.nature == "zone_emploi"


@lru_cache(maxsize=512)
def champs(territoire: Territoire) -> tuple[Champ, ...]:
    """Le territoire lui-même si l'enquête s'y compte, sinon les bassins traversés, le plus habité d'abord."""
    propre = ((territoire.niveau, territoire.code),)
    for niveau, code in (*propre, *identiques(territoire.communes)):
        if niveau in NIVEAUX:
            return (Champ(niveau, code, territoire.libelle, 1.0),)
    communes = entrepot.territoires("commune")["population"].reindex(territoire.communes).fillna(0.0)
    bassins = bassin_par_commune().reindex(territoire.communes)
    habitants = communes.groupby(bassins.to_numpy()).sum().sort_values(ascending=False, kind="stable")
    total = float(habitants.sum())
    parts = habitants / total if total else habitants.add(1.0 / len(habitants))
    return tuple(Champ(BASSIN, str(code), libelle_bassin(str(code)), float(part)) for code, part in parts.items())


@cache
def bassin_par_commune() -> pd.Series:
    """Bassin de France Travail de chaque commune."""
    return entrepot.table("appartenance").set_index("commune")["bassin_bmo"]


@cache
def _libelles() -> dict[str, str]:
    enquete = entrepot.colonnes("recrutements", ("bassin_bmo", "bassin_rattache", "libelle_bassin"))
    propres = enquete[enquete["bassin_bmo"] == enquete["bassin_rattache"]].drop_duplicates("bassin_rattache")
    return dict(zip(propres["bassin_rattache"], propres["libelle_bassin"], strict=True))


def libelle_bassin(code: str) -> str:
    """« BASSIN BASSE-TERRE » → « Bassin Basse-Terre » ; la source n'a pas d'accents."""
    mots = _libelles().get(code, code).lower().split(" ")
    ecrits = [mot if rang and mot in _PETITS else _capitale(mot) for rang, mot in enumerate(mots)]
    nom = " ".join(ecrits)
    return nom if nom.startswith("Bassin") else f"Bassin {nom}"


def _capitale(mot: str) -> str:
    return "-".join(m if m in _PETITS else m.capitalize() for m in mot.split("-"))


@cache
def poids() -> pd.DataFrame:
    """Part de la population de chaque bassin qui vit dans chaque zone d'emploi (étape « recrutements »)."""
    communes = entrepot.table("appartenance")[["commune", "zone_emploi", "bassin_bmo"]]
    habitants = communes["commune"].map(entrepot.territoires("commune")["population"]).fillna(0.0)
    croise = communes.assign(habitants=habitants).groupby(["bassin_bmo", "zone_emploi"])["habitants"].sum()
    parts = croise / croise.groupby("bassin_bmo").transform("sum")
    return parts[parts > 0].rename("poids").reset_index()
