"""La répartition d'un indicateur entre les territoires d'un niveau, à une date."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur, citer
from geo.erreurs import NiveauIndisponible
from geo.mesures import fragilite
from geo.reserve import gardee

NIVEAUX_CARTE = ("zone_emploi", "departement", "region", "commune")


class Valeur(NamedTuple):
    """Une valeur et ses bornes ; NaN pour ce qui n'est pas incertain."""

    valeur: float
    minimum: float
    maximum: float


@dataclass(frozen=True, eq=False)
class Repartition:
    """Valeurs d'un indicateur, dans l'ordre des géométries du fichier de contours.

    Attributes
    ----------
    indicateur : Indicateur
        Fiche du catalogue.
    niveau, periode, zone : str
        Niveau, période, et zone d'emploi quand le niveau est la commune.
    codes, libelles : tuple of str, length n
        Territoires.
    valeurs : ndarray of float, shape (n,)
        Dans l'unité de l'indicateur ; NaN sans donnée.
    statuts : tuple of str, length n
        Statut INSEE de chaque valeur.
    intervalles : mapping of str to (float, float)
        Code → bornes de sa valeur ; seuls y sont les territoires dont la valeur est incertaine.
    """

    indicateur: Indicateur
    niveau: str
    periode: str
    zone: str
    codes: tuple[str, ...]
    libelles: tuple[str, ...]
    valeurs: NDArray[np.float64]
    statuts: tuple[str, ...]
    intervalles: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def observees(self) -> NDArray[np.float64]:
        """Les valeurs présentes."""
        return self.valeurs[np.isfinite(self.valeurs)]

    @property
    def sources(self) -> str:
        """« INSEE, Taux de chômage localisés (T4 2025) » pour chaque source de ce qui est montré."""
        return citer(charger().sources_de(self.indicateur, self.periode))

    def fragilite(self, code: str) -> str:
        """Pourquoi ce territoire ne reçoit pas de rang ; vide s'il en reçoit un."""
        return fragilite.texte(self.indicateur.id, self.niveau, code, self.periode)

    @cached_property
    def _rangs(self) -> dict[str, int]:
        """Code → place ; une figure la demande pour chaque territoire."""
        return {code: rang for rang, code in enumerate(self.codes)}

    def chiffree(self, code: str) -> Valeur:
        """La valeur d'un territoire et ses bornes ; NaN s'il n'est pas là."""
        rang = self._rangs.get(code)
        valeur = math.nan if rang is None else float(self.valeurs[rang])
        return Valeur(valeur, *self.intervalles.get(code, (math.nan, math.nan)))

    def bornes(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Bornes de chaque valeur, dans l'ordre des codes ; NaN là où rien n'est incertain."""
        if not self.intervalles:
            return (np.full(len(self.codes), np.nan),) * 2
        paires = [self.intervalles.get(code, (math.nan, math.nan)) for code in self.codes]
        tableau = np.array(paires, dtype=np.float64).reshape(-1, 2)
        return tableau[:, 0], tableau[:, 1]

    @property
    def dans_la_revision(self) -> NDArray[np.bool_]:
        """Les évolutions que la révision de la source suffit à expliquer : ni couleur ni phrase."""
        pivot = self.indicateur.pivot
        if pivot is None or not self.intervalles:
            return np.zeros(len(self.codes), dtype=np.bool_)
        bas, haut = self.bornes()
        return np.asarray((bas <= pivot) & (pivot <= haut))

    def table(self) -> pd.DataFrame:
        """Colonnes ``code, libelle, valeur, statut``, et ``minimum, maximum`` si l'une est incertaine."""
        colonnes = {"code": self.codes, "libelle": self.libelles, "valeur": self.valeurs, "statut": self.statuts}
        bornes = dict(zip(("minimum", "maximum"), self.bornes(), strict=True)) if self.intervalles else {}
        return pd.DataFrame(colonnes | bornes)


def niveaux_carte(indicateur: str) -> tuple[str, ...]:
    """Niveaux où l'indicateur a des données et un contour."""
    return tuple(n for n in NIVEAUX_CARTE if n in charger().indicateur(indicateur).niveaux)


def periode_valide(indicateur: str, niveau: str, periode: str = "") -> str:
    """Rend ``periode`` si elle existe à ce niveau, sinon la plus récente.

    Raises
    ------
    NiveauIndisponible
        L'indicateur n'a aucune période à ce niveau.
    """
    existantes = entrepot.periodes(indicateur, niveau)
    if not existantes:
        raise NiveauIndisponible(f"« {indicateur} » n'existe pas au niveau « {niveau} ».")
    return periode if periode in existantes else existantes[-1]


@lru_cache(maxsize=256)
def repartir(indicateur: str, niveau: str, periode: str = "", zone: str = "") -> Repartition:
    """Répartition d'un indicateur ; période vide ou inconnue : la plus récente.

    Parameters
    ----------
    zone : str
        Zone d'emploi dont on veut les communes (niveau « commune » seulement).
    """
    charger().indicateur(indicateur)  # un indicateur inconnu se dit comme tel, non comme un niveau absent
    periode = periode_valide(indicateur, niveau, periode)
    return _composer(indicateur, niveau, periode, zone, entrepot.valeurs_periode(indicateur, niveau, periode))


def serie(indicateur: str, niveau: str, zone: str = "") -> Iterator[Repartition]:
    """Toutes les dates d'un indicateur, de la plus ancienne à la plus récente ; lues d'un coup, aucune n'est gardée."""
    toutes = entrepot.valeurs(indicateur, niveau)
    for periode, lignes in toutes.groupby("periode", sort=True):
        yield _composer(indicateur, niveau, str(periode), zone, lignes.set_index("code"))


def _composer(indicateur: str, niveau: str, periode: str, zone: str, lignes: pd.DataFrame) -> Repartition:
    """La répartition de lignes indexées par code, remises dans l'ordre du fichier de contours."""
    fiche, (codes, libelles) = charger().indicateur(indicateur), _territoires(niveau, zone)
    lignes = lignes.reindex(pd.Index(codes))
    return Repartition(
        indicateur=fiche,
        niveau=niveau,
        periode=periode,
        zone=zone,
        codes=codes,
        libelles=libelles,
        valeurs=lignes["valeur"].to_numpy(dtype=np.float64),
        statuts=tuple(lignes["statut"].fillna("nd").tolist()),
        intervalles=_intervalles(fiche, niveau, periode),
    )


@lru_cache(maxsize=64)
def _territoires(niveau: str, zone: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes et libellés d'un fichier de contours, dans son ordre, ou par code à un niveau qui n'en a pas ; partagés
    par toutes ses répartitions.
    """
    connus = entrepot.territoires(niveau)["libelle_long"]
    codes = str(entrepot.contour(niveau, zone)["codes"]).split(" ") if niveau in NIVEAUX_CARTE else list(connus.index)
    libelles = connus.reindex(codes).fillna("").astype(str)
    return tuple(codes), tuple(libelles)


def _intervalles(fiche: Indicateur, niveau: str, periode: str) -> dict[str, tuple[float, float]]:
    """Code → bornes de sa valeur."""
    if not fiche.incertitude:
        return {}
    lignes = entrepot.intervalles(fiche.id, niveau, periode)
    return dict(
        zip(lignes.index, zip(lignes["minimum"].tolist(), lignes["maximum"].tolist(), strict=True), strict=True)
    )


def restreindre(repartition: Repartition, codes: Sequence[str]) -> Repartition:
    """La même répartition, pour ces seuls territoires et dans cet ordre ; un code sans ligne est sans donnée."""
    rangs = pd.Index(repartition.codes).get_indexer(pd.Index(codes))
    connus = rangs >= 0
    return replace(
        repartition,
        codes=tuple(codes),
        libelles=tuple(repartition.libelles[rang] if rang >= 0 else "" for rang in rangs),
        valeurs=np.where(connus, repartition.valeurs[rangs], np.nan),
        statuts=tuple(repartition.statuts[rang] if rang >= 0 else "nd" for rang in rangs),
    )


@gardee
def communales(identifiant: str, codes: Sequence[str]) -> Repartition:
    """Répartition d'un indicateur parmi ces seules communes."""
    return restreindre(repartir(identifiant, "commune"), codes)
