"""La seule porte de lecture des produits ; chaque table n'est lue qu'une fois par processus.

Les tables rendues sont partagées : les lire, ne jamais les modifier.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from threading import RLock
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from cachetools import LRUCache, cached
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from donnees.chemins import PRODUITS
from donnees.encodages.arcs import Geometries
from donnees.encodages.relecture import relire
from donnees.erreurs import ProduitAbsent

pa.set_memory_pool(pa.system_memory_pool())
"""Mesuré : l'allocateur d'Arrow gardait 100 Mo de tampons de lecture vides ; celui du système les rend."""
LOT: Final = 8_192
"""Lignes lues d'un coup quand on n'en garde qu'une partie."""
PERIODES_EN_MEMOIRE: Final = 4096
SERIES_OCTETS: Final = 32_000_000
"""Place des séries relues souvent (zones, départements) ; celle de toutes les communes, plus lourde, se relit."""
COLONNES: Final = {
    "valeurs": ("valeur", "statut"),
    "composantes": ("valeur", "statut"),
    "intervalles": ("minimum", "maximum"),
}
TRANCHES_OCTETS: Final = 64_000_000
"""Place des périodes déjà demandées : chaque indicateur des communes, à sa dernière date, y tient."""


def chemin(relatif: str) -> Path:
    """Rend le chemin d'un produit ; lève `ProduitAbsent` s'il n'a pas été construit."""
    complet = PRODUITS / relatif
    if not complet.is_file():
        raise ProduitAbsent(f"Produit absent : {relatif}. Lancer « make donnees » pour reconstruire donnees/produits/.")
    return complet


def octets(relatif: str) -> bytes:
    """Contenu d'un produit servi tel quel au navigateur, décompressé s'il l'est (``.gzip``)."""
    contenu = chemin(relatif).read_bytes()
    return gzip.decompress(contenu) if relatif.endswith(".gzip") else contenu


@cache
def manifeste() -> dict[str, Any]:
    """Version, empreintes des bruts lus, nombre de lignes et sommes de contrôle des produits."""
    contenu: dict[str, Any] = json.loads(chemin("manifeste.json").read_text(encoding="utf-8"))
    return contenu


@cache
def table(nom: str) -> pd.DataFrame:
    """Rend une table entière (``territoires``, ``maisons``, ``actions``…)."""
    return pd.read_parquet(chemin(f"{nom}.parquet"))


def colonnes(nom: str, voulues: Sequence[str]) -> pd.DataFrame:
    """Quelques colonnes d'une table, relues à chaque appel : ce qu'on en tire se garde, pas elles."""
    return pd.read_parquet(chemin(f"{nom}.parquet"), columns=list(voulues))


@lru_cache(maxsize=8)
def recrutements(annee: int) -> pd.DataFrame:
    """Lignes d'une année de la table ``recrutements``, lues par lots : entière, elle tient cinquante mégaoctets."""
    fichier = pq.ParquetFile(chemin("recrutements.parquet"))
    lots = [lot.filter(pc.equal(lot["annee"], annee)) for lot in fichier.iter_batches(LOT)]
    lue: pd.DataFrame = pa.Table.from_batches(lots).to_pandas()
    return lue


@cache
def territoires(niveau: str) -> pd.DataFrame:
    """Territoires d'un niveau, indexés et triés par code."""
    tous = table("territoires")
    return tous[tous["niveau"] == niveau].set_index("code").sort_index()


@cache
def _groupes(nom: str) -> tuple[pq.ParquetFile, dict[tuple[str, str], list[int]]]:
    """Index des groupes de lignes d'une table longue : (clé, niveau) → numéros de groupe."""
    fichier = pq.ParquetFile(chemin(f"{nom}.parquet"))
    index: dict[tuple[str, str], list[int]] = {}
    for numero in range(fichier.num_row_groups):
        groupe = fichier.metadata.row_group(numero)
        cle = tuple(groupe.column(rang).statistics.min for rang in (0, 1))
        index.setdefault((str(cle[0]), str(cle[1])), []).append(numero)
    return fichier, index


def _octets(table: pd.DataFrame) -> int:
    """Poids des colonnes ; l'index, partagé, n'est à personne."""
    return int(table.memory_usage(index=False, deep=True).sum())


@cached(LRUCache(SERIES_OCTETS, _octets), lock=RLock())
def _lire(nom: str, cle: str, niveau: str) -> pd.DataFrame:
    fichier, index = _groupes(nom)
    groupes = index.get((cle, niveau), [])
    lue: pd.DataFrame = fichier.read_row_groups(groupes, columns=["code", "periode", *COLONNES[nom]]).to_pandas()
    return lue


def valeurs(indicateur: str, niveau: str) -> pd.DataFrame:
    """Toutes les périodes d'un indicateur à un niveau.

    Returns
    -------
    DataFrame
        Colonnes ``code, periode, valeur, statut`` ; vide si le niveau n'existe pas pour cet indicateur.
    """
    return _lire("valeurs", indicateur, niveau)


def composantes(composante: str, niveau: str) -> pd.DataFrame:
    """Toutes les périodes d'une composante (effectif de base), mêmes colonnes que `valeurs`."""
    return _lire("composantes", composante, niveau)


class _Tranche(NamedTuple):
    """Une période d'un indicateur : sa table, et ses deux colonnes, que lire un code à la fois relirait sans fin."""

    table: pd.DataFrame
    valeurs: NDArray[np.float64]
    statuts: ExtensionArray


@cached(LRUCache(TRANCHES_OCTETS, lambda tranche: _octets(tranche.table)), lock=RLock())
def _tranche(indicateur: str, niveau: str, periode: str) -> _Tranche:
    toutes = valeurs(indicateur, niveau)
    lignes = toutes.loc[toutes["periode"] == periode, ["code", "valeur", "statut"]].set_index("code")
    lignes = lignes.set_axis(_partager(niveau, lignes.index), axis=0)
    return _Tranche(lignes, lignes["valeur"].to_numpy(dtype=np.float64), lignes["statut"].array)


def valeurs_periode(indicateur: str, niveau: str, periode: str) -> pd.DataFrame:
    """Une période d'un indicateur, indexée par code (colonnes ``valeur, statut``)."""
    return _tranche(indicateur, niveau, periode).table


def valeur(indicateur: str, niveau: str, code: str, periode: str) -> tuple[float, str] | None:
    """Valeur et statut d'un territoire ; None s'il n'a pas de ligne."""
    tranche = _tranche(indicateur, niveau, periode)
    try:
        rang = tranche.table.index.get_loc(code)
    except KeyError:
        return None
    return float(tranche.valeurs[rang]), str(tranche.statuts[rang])


@lru_cache(maxsize=128)
def intervalles(indicateur: str, niveau: str, periode: str) -> pd.DataFrame:
    """Bornes des valeurs incertaines d'une période, indexées par code (colonnes ``minimum, maximum``) ; vide sinon."""
    toutes = _lire("intervalles", indicateur, niveau)
    return toutes.loc[toutes["periode"] == periode, ["code", "minimum", "maximum"]].set_index("code")


_INDEX_CONNUS: defaultdict[str, list[pd.Index]] = defaultdict(list)


def _partager(niveau: str, codes: pd.Index) -> pd.Index:
    """L'index déjà connu qui a ces codes dans cet ordre, sinon celui-ci : il n'est haché qu'une fois pour tous.

    Mesuré : hacher l'index de chaque tranche communale prenait 3 Mo par indicateur.
    """
    connus = _INDEX_CONNUS[niveau]
    for connu in connus:
        if connu.equals(codes):
            return connu
    connus.append(codes)
    return codes


@lru_cache(maxsize=PERIODES_EN_MEMOIRE)
def periodes(indicateur: str, niveau: str) -> tuple[str, ...]:
    """Périodes disponibles, de la plus ancienne à la plus récente."""
    return tuple(sorted(valeurs(indicateur, niveau)["periode"].unique()))


@cache
def contour(niveau: str, zone: str = "") -> pd.Series:
    """Fiche du fichier de contours d'un niveau (``zone`` pour les communes d'une zone d'emploi)."""
    fiches = table("contours")
    choisies = fiches[(fiches["niveau"] == niveau) & (fiches["zone"] == zone)]
    if choisies.empty:
        raise ProduitAbsent(f"Aucun contour pour le niveau « {niveau} », zone « {zone} ».")
    return choisies.iloc[0]


def geometries(niveau: str, zone: str = "") -> tuple[list[str], Geometries]:
    """Codes et polygones (degrés) d'un fichier de contours, dans l'ordre du fichier ; relu à chaque appel."""
    fichier = str(contour(niveau, zone)["fichier"])
    codes, _, formes = relire(chemin(fichier).read_bytes(), fichier)
    return codes, formes
