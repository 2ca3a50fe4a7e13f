"""La structure d'une zone face à une référence : parts, quotients, évolutions, et les quatre lectures en mots."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from geo.secteurs import indices
from geo.secteurs.champs import CHAMPS, FRANCE, effectifs, nom

FORT_CROISSANCE, FORT_RECUL, EMERGENT, FAIBLE = "fort_croissance", "fort_recul", "emergent", "faible"
PREMIER, INDECIS = "premier", "indecis"
LECTURES: Final = {
    FORT_CROISSANCE: "fort et en croissance",
    FORT_RECUL: "fort mais en recul",
    EMERGENT: "émergent",
    FAIBLE: "faible",
    PREMIER: "premier employeur, en croissance",
    INDECIS: "sans écart ni élan net",
}
EXPLIQUEES: Final = {
    FORT_CROISSANCE: "plus présent ici que dans la référence, et gagne des emplois",
    FORT_RECUL: "plus présent ici que dans la référence, mais perd des emplois",
    EMERGENT: "moins présent ici, mais gagne des emplois",
    FAIBLE: "moins présent ici, et perd des emplois",
    PREMIER: "moins présent ici que dans la référence, mais le plus gros secteur d'ici, et il gagne des emplois",
    INDECIS: "écart à la référence, ou variation de l'emploi, trop petits pour conclure",
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
        Clé de `LECTURES` ; vide si un effectif manque ou est trop petit.
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


def lire(effectif: float, depart: float, bas: float, haut: float, *, premier: bool = False) -> str:
    """Lecture d'un secteur : fort ou non, en croissance ou non, quand l'un et l'autre dépassent leur incertitude.

    Parameters
    ----------
    bas, haut : float
        Bornes à 95 % du quotient : fort si ``bas`` passe 1, faible si ``haut`` reste dessous.
    premier : bool
        C'est le plus gros secteur de la zone : il n'est jamais « émergent ».
    """
    if not (math.isfinite(bas) and effectif >= EFFECTIF_LISIBLE and depart >= EFFECTIF_LISIBLE):
        return ""
    elan = indices.elan(effectif, depart)
    if not elan or bas <= 1 <= haut:
        return INDECIS
    if bas > 1:
        return FORT_CROISSANCE if elan > 0 else FORT_RECUL
    if elan < 0:
        return FAIBLE
    return PREMIER if premier else EMERGENT


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
    plus_gros = table["effectif"].max()
    return tuple(
        Ligne(
            secteur=str(secteur),
            libelle=nom(nomenclature, str(secteur)),
            lecture=lire(*rang[["effectif", "depart", "bas", "haut"]].tolist(), premier=rang["effectif"] == plus_gros),
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
    specialisation : float
        Indice de Krugman de 0 à 100, face à la France hors Mayotte et sur 38 secteurs, celui du catalogue, quels que
        soient la référence et le découpage regardés.
    herfindahl, equivalents : float
        Concentration, et nombre équivalent de secteurs de même taille.
    """

    total: float
    depart: float
    specialisation: float
    herfindahl: float
    equivalents: float

    @property
    def evolution(self) -> float:
        """Évolution de l'emploi connu, en %."""
        return 100 * (self.total / self.depart - 1) if self.depart else math.nan


def resumer(zone: str, source: str, nomenclature: str) -> Resume:
    """Total, évolution et indices d'une zone à la dernière année."""
    debut, fin = CHAMPS[source].bornes
    locaux = effectifs(source, nomenclature, fin, zone).to_numpy(float)
    return Resume(
        total=float(np.nansum(locaux)),
        depart=float(effectifs(source, nomenclature, debut, zone).sum()),
        specialisation=_specialisation(zone, source, fin),
        herfindahl=indices.herfindahl(locaux),
        equivalents=indices.equivalents(locaux),
    )


def _specialisation(zone: str, source: str, annee: int) -> float:
    ici = effectifs(source, "A38", annee, zone)
    pays = effectifs(source, "A38", annee, FRANCE).reindex(ici.index)
    return indices.krugman(ici.to_numpy(float), pays.to_numpy(float))


def specialites(lignes: tuple[Ligne, ...], combien: int = 3) -> list[Ligne]:
    """Secteurs significativement surreprésentés qui pèsent : par emplois au-delà de ce qu'attendrait la référence."""
    fortes = [ligne for ligne in lignes if ligne.ecart > 0 and ligne.effectif >= EFFECTIF_LISIBLE]
    return sorted(fortes, key=lambda ligne: -(ligne.effectif - ligne.effectif / ligne.ql))[:combien]
