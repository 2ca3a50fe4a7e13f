"""L'accès d'un territoire quelconque à un type : habitants sans, distance moyenne, densité face aux bassins semblables.

Tout se recalcule commune par commune, donc aussi pour un périmètre.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from donnees import entrepot
from geo.commerces.distances import Releve, releve
from geo.commerces.types import Type
from geo.comparables import semblables
from geo.territoires import Territoire, libelle, rangs, traverses
from geo.territoires.index import index

Reels = NDArray[np.float64]
SEMBLABLES: Final = 10
FACTEUR: Final = 10_000
RECENT: Final = 2024
GRANDS: Final = ("region", "france")


@dataclass(frozen=True)
class Acces:
    """Accès des habitants d'un territoire à un type.

    Attributes
    ----------
    population : float
        Habitants (populations de 2023) des communes où le type est relevé.
    sans : float
        Parmi eux, ceux dont la commune n'en a pas.
    communes, communes_sans : int
        Communes relevées ; celles qui n'en ont pas.
    nombre : float
        Équipements.
    km : float
        Distance moyenne au plus proche, pondérée par la population : Σ p·d ÷ Σ p, avec d = 0 dans une commune équipée.
        NaN si un habitant n'en a aucun sur sa terre.
    km_sans : float
        La même moyenne pour les seuls habitants sans ; NaN s'il n'y en a pas.
    isoles : float
        Habitants d'une terre (`geo.commerces.distances.secteurs`) où il n'y en a aucun.
    hors_releve : float
        Habitants des communes où le type n'est pas relevé.
    densite : float
        Équipements pour 10 000 habitants ; NaN si la population de référence manque.
    estime : bool
        Une commune au moins est estimée.
    """

    type: Type
    population: float
    sans: float
    communes: int
    communes_sans: int
    nombre: float
    km: float
    km_sans: float
    isoles: float
    hors_releve: float
    densite: float
    estime: bool

    @property
    def part(self) -> float:
        """Part des habitants dont la commune n'en a pas, en % ; NaN sans habitant."""
        return 100 * self.sans / self.population if self.population else math.nan


@lru_cache(maxsize=1024)
def mesurer(territoire: Territoire, type_: Type) -> Acces:
    """Accès d'un territoire à un type."""
    return _mesurer(rangs(territoire), releve(type_.code), type_)


def _mesurer(choisies: NDArray[np.intp], equipements: Releve, type_: Type) -> Acces:
    toutes = index().population[choisies]
    connues = choisies[equipements.connu[choisies]]
    habitants, nombre, km = index().population[connues], equipements.nombre[connues], equipements.km[connues]
    sans = nombre == 0
    return Acces(
        type=type_,
        population=float(habitants.sum()),
        sans=float(habitants[sans].sum()),
        communes=len(connues),
        communes_sans=int(sans.sum()),
        nombre=float(nombre.sum()),
        km=moyenne(km, habitants),
        km_sans=moyenne(km[sans], habitants[sans]),
        isoles=float(habitants[np.isnan(km)].sum()),
        hors_releve=float(toutes.sum() - habitants.sum()),
        densite=_densite(nombre, reference(type_.millesime)[connues]),
        estime=bool(equipements.estimees[connues].any()),
    )


def moyenne(valeurs: Reels, poids: Reels) -> float:
    """Moyenne pondérée ; NaN sans poids, ou si une valeur pondérée manque."""
    comptes = poids > 0
    return float(valeurs[comptes] @ poids[comptes] / poids.sum()) if comptes.any() else math.nan


@cache
def reference(millesime: int) -> Reels:
    """Population des densités, celle du catalogue : 2023 pour le relevé de 2024, 2018 pour celui de 2020.

    NaN à Mayotte en 2018 : ses habitants et ses équipements sortent alors du rapport.
    """
    nom, periode = ("population_municipale", "2023") if millesime == RECENT else ("rp_population", "2018")
    lignes = entrepot.composantes(nom, "commune")
    par_code = lignes[lignes["periode"] == periode].set_index("code")["valeur"]
    return par_code.reindex(index().codes).to_numpy(dtype=np.float64)


def _densite(nombre: Reels, population: Reels) -> float:
    connues = np.isfinite(population)
    total = float(population[connues].sum())
    return FACTEUR * float(nombre[connues].sum()) / total if total else math.nan


@lru_cache(maxsize=64)
def densites(type_: Type) -> dict[str, float]:
    """Densité de chaque zone d'emploi."""
    zones, equipements = index().rangs["zone_emploi"], releve(type_.code)
    population = reference(type_.millesime)
    gardees = equipements.connu & np.isfinite(population)
    codes = index().territoires["zone_emploi"]
    haut = np.bincount(zones[gardees], equipements.nombre[gardees], len(codes))
    bas = np.bincount(zones[gardees], population[gardees], len(codes))
    valeurs = np.divide(FACTEUR * haut, bas, out=np.full(len(codes), np.nan), where=bas > 0)
    return dict(zip(codes, valeurs.tolist(), strict=True))


@dataclass(frozen=True)
class Temoins:
    """Zones d'emploi à qui comparer une densité.

    Attributes
    ----------
    zone : str
        Zone d'emploi dont ce sont les semblables ; vide pour un grand territoire, situé parmi toutes les zones.
    part : float
        Part des habitants du territoire qui y vivent, entre 0 et 1.
    """

    zone: str
    part: float
    codes: tuple[str, ...]

    @property
    def texte(self) -> str:
        """« 10 zones d'emploi semblables à Alençon »."""
        if not self.zone:
            return f"{len(self.codes)} zones d'emploi"
        return f"{len(self.codes)} zones d'emploi semblables à {libelle('zone_emploi', self.zone)}"

    def mediane(self, type_: Type) -> float:
        """Densité médiane de ces zones ; NaN pour un type dont la composition n'est pas documentée."""
        if not type_.determine:
            return math.nan
        valeurs = np.array([densites(type_)[code] for code in self.codes])
        return float(np.nanmedian(valeurs)) if np.isfinite(valeurs).any() else math.nan


@lru_cache(maxsize=512)
def temoins(territoire: Territoire) -> Temoins:
    """Les dix zones d'emploi semblables (`geo.comparables`) à celle où vivent le plus d'habitants du territoire."""
    if territoire.niveau in GRANDS:
        return Temoins("", 1.0, index().territoires["zone_emploi"])
    principale = traverses(territoire, "zone_emploi")[0]
    voisins = semblables(principale.code, nombre=SEMBLABLES).voisins
    return Temoins(principale.code, principale.part, tuple(voisin.code for voisin in voisins))
