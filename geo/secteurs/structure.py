"""La structure d'une zone face à une référence : parts, quotients, évolutions, et les quatre lectures en mots."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from geo.secteurs import indices
from geo.secteurs.champs import CHAMPS, effectifs, nom

FORT_CROISSANCE, FORT_RECUL, EMERGENT, FAIBLE = "fort_croissance", "fort_recul", "emergent", "faible"
LECTURES: Final = {
    FORT_CROISSANCE: "fort et en croissance",
    FORT_RECUL: "fort mais en recul",
    EMERGENT: "émergent",
    FAIBLE: "faible",
}
EXPLIQUEES: Final = {
    FORT_CROISSANCE: "plus présent ici que dans la référence, et gagne des emplois",
    FORT_RECUL: "plus présent ici que dans la référence, mais perd des emplois",
    EMERGENT: "moins présent ici, mais gagne des emplois",
    FAIBLE: "moins présent ici, et ne gagne pas d'emplois",
}
EFFECTIF_LISIBLE: Final = 30
"""Sous cet effectif, un quotient et une évolution tiennent à un ou deux établissements : ni lecture, ni bulle."""


@dataclass(frozen=True)
class Ligne:
    """Un secteur d'une zone d'emploi.

    Attributes
    ----------
    effectif, depart : float
        Salariés à la dernière et à la première année ; NaN : non disponible.
    part, part_reference : float
        Parts de l'emploi connu, en %.
    ql, bas, haut : float
        Quotient de localisation et ses bornes à 95 % (`indices.bornes_quotients`).
    evolution, evolution_reference : float
        Entre les deux années, en % ; NaN sans départ.
    lecture : str
        Clé de `LECTURES` ; vide si l'effectif est trop petit ou l'évolution inconnue.
    """

    secteur: str
    libelle: str
    effectif: float
    depart: float
    part: float
    part_reference: float
    ql: float
    bas: float
    haut: float
    evolution: float
    evolution_reference: float
    lecture: str

    @property
    def ecart(self) -> int:
        """1 : surreprésenté, −1 : sous-représenté, 0 : l'écart à la référence n'est pas significatif."""
        return int(self.bas > 1) - int(self.haut < 1)


def lire(effectif: float, depart: float, ql: float, evolution: float) -> str:
    """Lecture d'un secteur : fort si QL ≥ 1, en croissance si l'évolution est positive."""
    if not (math.isfinite(ql) and math.isfinite(evolution)) or min(effectif, depart) < EFFECTIF_LISIBLE:
        return ""
    if ql >= 1:
        return FORT_CROISSANCE if evolution > 0 else FORT_RECUL
    return EMERGENT if evolution > 0 else FAIBLE


def _evolution(avant: pd.Series, apres: pd.Series) -> pd.Series:
    return 100 * (apres / avant.where(avant > 0) - 1)


@lru_cache(maxsize=512)
def structure(zone: str, reference: str, source: str, nomenclature: str) -> tuple[Ligne, ...]:
    """Secteurs d'une zone à la dernière année, le plus gros d'abord ; ceux sans effectif disponible à la fin.

    Parameters
    ----------
    zone : str
        Code d'une zone couverte.
    reference : str
        « france », « metropole » ou code d'une autre zone.
    """
    debut, fin = CHAMPS[source].bornes
    ici, avant = (effectifs(source, nomenclature, annee, zone) for annee in (fin, debut))
    autres, avant_autres = (effectifs(source, nomenclature, annee, reference) for annee in (fin, debut))
    secteurs = list(ici.index)
    locaux, ailleurs = ici.to_numpy(float), autres.reindex(secteurs).to_numpy(float)
    table = pd.DataFrame(
        {
            "effectif": locaux,
            "depart": avant.reindex(secteurs).to_numpy(float),
            "part": 100 * indices.parts(locaux),
            "part_reference": 100 * indices.parts(ailleurs),
            "ql": indices.quotients(locaux, ailleurs),
            "evolution": _evolution(avant, ici).reindex(secteurs).to_numpy(float),
            "evolution_reference": _evolution(avant_autres, autres).reindex(secteurs).to_numpy(float),
        },
        index=secteurs,
    )
    table["bas"], table["haut"] = indices.bornes_quotients(locaux, ailleurs)
    triee = table.sort_values("effectif", ascending=False, na_position="last", kind="stable")
    return tuple(
        Ligne(
            secteur=str(secteur),
            libelle=nom(nomenclature, str(secteur)),
            lecture=lire(rang["effectif"], rang["depart"], rang["ql"], rang["evolution"]),
            **{str(colonne): float(valeur) for colonne, valeur in rang.items()},
        )
        for secteur, rang in triee.iterrows()
    )


@dataclass(frozen=True)
class Resume:
    """Ce qui se dit d'une zone en quatre nombres.

    Attributes
    ----------
    total, depart : float
        Salariés connus à la dernière et à la première année.
    krugman : float
        De 0 à 2, face à la référence.
    herfindahl, equivalents : float
        Concentration, et nombre équivalent de secteurs de même taille.
    """

    total: float
    depart: float
    krugman: float
    herfindahl: float
    equivalents: float

    @property
    def evolution(self) -> float:
        """Évolution de l'emploi connu, en %."""
        return 100 * (self.total / self.depart - 1) if self.depart else math.nan


def resumer(zone: str, reference: str, source: str, nomenclature: str) -> Resume:
    """Total, évolution et indices d'une zone à la dernière année."""
    debut, fin = CHAMPS[source].bornes
    ici = effectifs(source, nomenclature, fin, zone)
    ailleurs = effectifs(source, nomenclature, fin, reference).reindex(ici.index).to_numpy(float)
    locaux = ici.to_numpy(float)
    return Resume(
        total=float(np.nansum(locaux)),
        depart=float(effectifs(source, nomenclature, debut, zone).sum()),
        krugman=indices.krugman(locaux, ailleurs),
        herfindahl=indices.herfindahl(locaux),
        equivalents=indices.equivalents(locaux),
    )


def specialites(lignes: tuple[Ligne, ...], combien: int = 3) -> list[Ligne]:
    """Secteurs significativement surreprésentés qui pèsent : par emplois au-delà de ce qu'attendrait la référence."""
    fortes = [ligne for ligne in lignes if ligne.ecart > 0 and ligne.effectif >= EFFECTIF_LISIBLE]
    return sorted(fortes, key=lambda ligne: -(ligne.effectif - ligne.effectif / ligne.ql))[:combien]
