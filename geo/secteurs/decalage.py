"""Le décalage structurel (Dunn, 1960) : ce que l'évolution de l'emploi doit au pays, aux secteurs, au territoire."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from geo.secteurs.champs import CHAMPS, effectifs, nom


@dataclass(frozen=True)
class Part:
    """Un secteur et ses trois parts, en emplois ; elles somment à ``arrivee − depart``.

    Attributes
    ----------
    national : float
        E⁰·g_N : ce que le secteur aurait gagné au rythme de toute la référence.
    structurel : float
        E⁰·(g_Ns − g_N) : ce qu'il doit d'être un secteur qui va mieux, ou moins bien, que l'ensemble.
    local : float
        E¹ − E⁰·(1 + g_Ns) : ce qu'il a fait de plus, ou de moins, que le même secteur de la référence.
    """

    secteur: str
    libelle: str
    depart: float
    arrivee: float
    national: float
    structurel: float
    local: float


@dataclass(frozen=True)
class Decalage:
    """La décomposition d'une zone.

    Attributes
    ----------
    debut, fin : int
        Années.
    rythme : float
        g_N, évolution de toute la référence, en %.
    parts : tuple of Part
        Secteurs dont l'effectif est connu aux deux dates, par part locale croissante.
    ecartes : tuple of (str, float, float)
        Libellé, départ et arrivée (NaN : non disponible) des secteurs connus à une seule des deux dates.
    """

    debut: int
    fin: int
    rythme: float
    parts: tuple[Part, ...]
    ecartes: tuple[tuple[str, float, float], ...]

    @property
    def variation(self) -> float:
        """ΔE, en emplois, sur les secteurs décomposés."""
        return sum(part.arrivee - part.depart for part in self.parts)

    @property
    def depart(self) -> float:
        """E⁰, sur les secteurs décomposés."""
        return sum(part.depart for part in self.parts)

    @property
    def national(self) -> float:
        """Part nationale, en emplois."""
        return sum(part.national for part in self.parts)

    @property
    def structurel(self) -> float:
        """Part structurelle, en emplois."""
        return sum(part.structurel for part in self.parts)

    @property
    def local(self) -> float:
        """Part locale, en emplois."""
        return sum(part.local for part in self.parts)


def decomposer(
    avant: pd.Series, apres: pd.Series, reference_avant: pd.Series, reference_apres: pd.Series
) -> pd.DataFrame:
    """Trois parts de chaque secteur : ``depart, arrivee, national, structurel, local``.

    ΔE = Σ E⁰·g_N + Σ E⁰·(g_Ns − g_N) + Σ (E¹ − E⁰·(1 + g_Ns)), la dernière écriture valant E⁰·(g_is − g_Ns) et
    restant juste quand E⁰ est nul. Seuls les secteurs connus aux deux dates, et présents au départ dans la référence,
    sont décomposés.
    """
    croissance = reference_apres.sum() / reference_avant.sum() - 1
    secteurs = reference_apres / reference_avant.where(reference_avant > 0) - 1
    table = pd.DataFrame({"depart": avant, "arrivee": apres, "g": secteurs}).dropna()
    return pd.DataFrame(
        {
            "depart": table["depart"],
            "arrivee": table["arrivee"],
            "national": table["depart"] * croissance,
            "structurel": table["depart"] * (table["g"] - croissance),
            "local": table["arrivee"] - table["depart"] * (1 + table["g"]),
        }
    )


@lru_cache(maxsize=512)
def decalage(zone: str, reference: str, source: str = "urssaf", nomenclature: str = "A38") -> Decalage:
    """Décalage structurel d'une zone entre la première et la dernière année de la source."""
    debut, fin = CHAMPS[source].bornes
    avant, apres = (effectifs(source, nomenclature, annee, zone) for annee in (debut, fin))
    pays = [effectifs(source, nomenclature, annee, reference) for annee in (debut, fin)]
    table = decomposer(avant, apres, *pays).sort_values("local", kind="stable")
    bords = pd.DataFrame({"depart": avant, "arrivee": apres})
    restes = bords[~bords.index.isin(table.index) & bords.notna().any(axis=1) & (bords.fillna(0).sum(axis=1) > 0)]
    return Decalage(
        debut,
        fin,
        100 * float(pays[1].sum() / pays[0].sum() - 1),
        tuple(
            Part(str(secteur), nom(nomenclature, str(secteur)), *(float(v) for v in ligne))
            for secteur, ligne in zip(table.index, table.to_numpy(), strict=True)
        ),
        tuple(
            (nom(nomenclature, str(secteur)), float(ligne["depart"]), float(ligne["arrivee"]))
            for secteur, ligne in restes.iterrows()
        ),
    )
