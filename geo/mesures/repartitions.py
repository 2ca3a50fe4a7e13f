"""La répartition d'un indicateur entre les territoires d'un niveau, à une date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur, citer
from geo.erreurs import NiveauIndisponible

NIVEAUX_CARTE = ("zone_emploi", "departement", "region", "commune")


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
    """

    indicateur: Indicateur
    niveau: str
    periode: str
    zone: str
    codes: tuple[str, ...]
    libelles: tuple[str, ...]
    valeurs: NDArray[np.float64]
    statuts: tuple[str, ...]

    @property
    def observees(self) -> NDArray[np.float64]:
        """Les valeurs présentes."""
        return self.valeurs[np.isfinite(self.valeurs)]

    @property
    def sources(self) -> str:
        """« INSEE, Taux de chômage localisés (T4 2025) » pour chaque source de ce qui est montré."""
        return citer(charger().sources_de(self.indicateur, self.periode))

    def table(self) -> pd.DataFrame:
        """Colonnes ``code, libelle, valeur, statut``."""
        return pd.DataFrame(
            {"code": self.codes, "libelle": self.libelles, "valeur": self.valeurs, "statut": self.statuts}
        )


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
    fiche = charger().indicateur(indicateur)
    periode = periode_valide(indicateur, niveau, periode)
    codes = str(entrepot.contour(niveau, zone)["codes"]).split(" ")
    territoires = entrepot.territoires(niveau)["libelle_long"]
    lignes = entrepot.valeurs_periode(indicateur, niveau, periode).reindex(codes)
    return Repartition(
        indicateur=fiche,
        niveau=niveau,
        periode=periode,
        zone=zone,
        codes=tuple(codes),
        libelles=tuple(territoires.reindex(codes).fillna("").astype(str)),
        valeurs=lignes["valeur"].to_numpy(dtype=np.float64),
        statuts=tuple(lignes["statut"].fillna("nd").astype(str)),
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
