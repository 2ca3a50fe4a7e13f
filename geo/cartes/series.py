"""Les fichiers de série : toutes les dates d'un indicateur, écrites une fois, que le navigateur garde pour toujours."""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from donnees import entrepot
from donnees.catalogue.modeles import Indicateur
from donnees.encodages import json_compact
from geo.cartes.ordre import ordre
from geo.cartes.valeurs_serrees import Entiers, entiers, statuts_serres
from geo.ecriture import formats
from geo.mesures.repartitions import Repartition, repartir, serie
from geo.territoires.niveaux import NOMS_NIVEAUX

CELLULES_MAX: Final = 80_000
"""Territoires × dates d'un fichier. Mesuré : 92 trimestres × 306 zones, 28 152 cellules, font 16 ko et 0,2 s ;
onze années × 34 871 communes feraient 320 ko et deux secondes, une seule 43 ko et un dixième : une date par fichier."""


class Depot:
    """Des fichiers de série dans un dossier servi, écrits à la demande ; les moins demandés s'effacent.

    Parameters
    ----------
    dossier : Path
        Où écrire.
    fichiers, octets : int
        Nombre et poids des fichiers gardés, au plus ; le dernier demandé l'est toujours.
    """

    def __init__(self, dossier: Path, *, fichiers: int = 1024, octets: int = 32_000_000) -> None:
        self._dossier, self._bornes = dossier, (fichiers, octets)
        self._ecrits: OrderedDict[tuple[str, ...], tuple[str, int]] = OrderedDict()
        self._verrou = RLock()

    def adresse(self, repartition: Repartition) -> str:
        """Adresse du fichier qui porte cette date, vue du dépôt (``/`` et son nom) ; l'écrit s'il ne l'est pas."""
        cle = _cle(repartition.indicateur.id, repartition.niveau, repartition.periode, repartition.zone)
        with self._verrou:
            if cle not in self._ecrits or not (self._dossier / self._ecrits[cle][0]).is_file():
                self._ecrits[cle] = self._ecrire(gzip.compress(json_compact.ecrire(contenu(*cle)), 9, mtime=0))
                self._borner()
            self._ecrits.move_to_end(cle)
            return f"/{self._ecrits[cle][0]}"

    def _ecrire(self, octets: bytes) -> tuple[str, int]:
        """Écrit d'un seul geste : qui lit ne voit qu'un fichier entier ; son nom porte l'empreinte de son contenu."""
        nom = f"serie-{hashlib.sha256(octets).hexdigest()[:10]}.json.gzip"
        poignee, provisoire = tempfile.mkstemp(dir=self._dossier, prefix="serie-", suffix=".provisoire")
        with os.fdopen(poignee, "wb") as fichier:
            fichier.write(octets)
        Path(provisoire).replace(self._dossier / nom)
        return nom, len(octets)

    def _borner(self) -> None:
        """Efface les moins récemment demandés ; deux séries au contenu identique partagent leur fichier."""
        nombre, poids = self._bornes
        total = sum(octets for _, octets in self._ecrits.values())
        while len(self._ecrits) > 1 and (len(self._ecrits) > nombre or total > poids):
            nom, octets = self._ecrits.popitem(last=False)[1]
            total -= octets
            if nom not in {garde for garde, _ in self._ecrits.values()}:
                (self._dossier / nom).unlink(missing_ok=True)


def entiere(indicateur: str, niveau: str, zone: str) -> bool:
    """Vrai si toutes les dates tiennent dans un fichier ; sinon il y en a un par date."""
    territoires = int(entrepot.contour(niveau, zone)["nombre"])
    return territoires * len(entrepot.periodes(indicateur, niveau)) <= CELLULES_MAX


def porte_l_ordre(repartition: Repartition) -> bool:
    """Vrai si le fichier de sa série dit l'ordre de ses valeurs à cette date."""
    fiche, niveau = repartition.indicateur.id, repartition.niveau
    derniere = repartition.periode == entrepot.periodes(fiche, niveau)[-1]
    return derniere or not entiere(fiche, niveau, repartition.zone)


def _cle(indicateur: str, niveau: str, periode: str, zone: str) -> tuple[str, str, str, str]:
    """Ce qui désigne un fichier : sans date s'il les porte toutes."""
    return indicateur, niveau, "" if entiere(indicateur, niveau, zone) else periode, zone


def contenu(indicateur: str, niveau: str, periode: str, zone: str) -> dict[str, Any]:
    """Ce que porte un fichier ; ``periode`` vide : toutes les dates.

    Notes
    -----
    ``valeurs``, ``moins`` et ``plus`` sont des listes d'entiers, une par date de ``dates``, chacun écrit en écart au
    dernier connu du même territoire (le premier, à zéro) ; null s'il manque. Compressés, ces petits écarts pèsent
    moins qu'un codage en base 36, et se lisent sans décodeur. ``ordre`` vaut pour la dernière date : c'est celle où
    s'ouvre une carte ; pour une autre, l'état le porte (`geo.cartes.ordre`).
    """
    dates = (repartir(indicateur, niveau, periode, zone),) if periode else tuple(serie(indicateur, niveau, zone))
    toutes, tableaux = entrepot.periodes(indicateur, niveau), [entiers(date) for date in dates]
    fiche = dates[0].indicateur
    return {
        "titre": formats.typographie(fiche.libelle),
        "unite": fiche.unite,
        "decimales": fiche.decimales,
        "nombre": formats.typographie(NOMS_NIVEAUX[niveau][1]),
        "cercles": fiche.representation == "effectif",
        "periodes": list(toutes),
        "noms": [formats.periode(date) for date in toutes],
        "dates": [date.periode for date in dates],
        "valeurs": ecarts(ligne["valeurs"] for ligne in tableaux),
        "statuts": [statuts_serres(date) for date in dates],
        **_incertitude(fiche, dates, tableaux),
        **ordre(dates[-1]),
    }


def _incertitude(fiche: Indicateur, dates: Sequence[Repartition], tableaux: Sequence[Entiers]) -> dict[str, Any]:
    """Bornes de chaque date, et rangs de ce que couvre la révision ; rien si l'indicateur est certain."""
    if not any(date.intervalles for date in dates):
        return {}
    inconnues = np.full(len(dates[0].codes), np.nan)
    return {
        "incertitude": fiche.incertitude,
        "moins": ecarts(ligne.get("moins", inconnues) for ligne in tableaux),
        "plus": ecarts(ligne.get("plus", inconnues) for ligne in tableaux),
        "revision": [np.flatnonzero(date.dans_la_revision).tolist() for date in dates],
    }


def ecarts(lignes: Iterable[NDArray[np.float64]]) -> list[list[int | None]]:
    """Chaque entier en écart au dernier connu du même rang ; None pour un absent (NaN)."""
    rendues: list[list[int | None]] = []
    connus: NDArray[np.float64] | None = None
    for ligne in lignes:
        connus = np.zeros(ligne.size) if connus is None else connus
        presents = np.isfinite(ligne)
        sauts = np.where(presents, ligne - connus, 0).astype(np.int64).tolist()
        rendues.append([saut if la else None for saut, la in zip(sauts, presents.tolist(), strict=True)])
        connus = np.where(presents, ligne, connus)
    return rendues
