"""La mise en classes de la carte : les mêmes seuils à toutes les dates d'une série, une couleur par classe."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from donnees import entrepot
from geo.cartes import palettes
from geo.ecriture import formats
from geo.mesures.classes import Classement, classer, ranger
from geo.mesures.repartitions import Repartition, repartir

JENKS_MAX, JENKS_ABREGE = 1500, 400


@dataclass(frozen=True)
class Reglages:
    """Réglages de la mise en classes.

    Attributes
    ----------
    methode : str
        Méthode de `geo.mesures.classes.METHODES`.
    nombre : int
        Nombre de classes.
    seuils : tuple of float
        Seuils de la méthode « manuelles ».
    par_date : bool
        Classes recalculées pour la date montrée ; sinon une série garde à toutes ses dates celles de la dernière,
        et une couleur y a toujours le même sens.
    """

    methode: str = "quantiles"
    nombre: int = 5
    seuils: tuple[float, ...] = ()
    par_date: bool = False


@lru_cache(maxsize=256)
def classement(indicateur: str, niveau: str, periode: str, zone: str, reglages: Reglages) -> Classement:
    """Mise en classes d'une répartition, mémorisée.

    Elle porte sur les valeurs arrondies comme à l'affichage : un « 6,8 % » tombe toujours dans la classe qui le dit.
    """
    return mettre_en_classes(repartir(indicateur, niveau, periode, zone), reglages)


def mettre_en_classes(repartition: Repartition, reglages: Reglages) -> Classement:
    """Mise en classes d'une répartition quelconque, sans mémoire.

    Une date d'une série publiée se range entre les seuils communs à la série, classes extrêmes ouvertes ; toute autre
    répartition a ses propres classes, fermées sur ses extrêmes.
    """
    if reglages.par_date or not en_serie(repartition):
        return _a_elle(repartition, reglages)
    seuils = _seuils_communs(repartition.indicateur.id, repartition.niveau, repartition.zone, reglages)
    return ranger(np.round(sures(repartition), repartition.indicateur.decimales), (-math.inf, *seuils, math.inf))


def en_serie(repartition: Repartition) -> bool:
    """Vrai pour une date parmi d'autres d'un indicateur publié, sur tous les territoires d'un fichier de contours."""
    dates = entrepot.periodes(repartition.indicateur.id, repartition.niveau)
    if len(dates) <= 1 or repartition.periode not in dates:
        return False
    return len(repartition.codes) == int(entrepot.contour(repartition.niveau, repartition.zone)["nombre"])


@lru_cache(maxsize=256)
def _seuils_communs(indicateur: str, niveau: str, zone: str, reglages: Reglages) -> tuple[float, ...]:
    """Seuils de la dernière date, ou ceux qu'on a choisis ; le pivot sépare toujours deux classes."""
    derniere = repartir(indicateur, niveau, "", zone)
    pivot = derniere.indicateur.pivot
    choisis = reglages.methode == "manuelles"
    seuils = set(_choisis(derniere, reglages.seuils) if choisis else _a_elle(derniere, reglages).bornes[1:-1])
    return tuple(sorted(seuils | ({pivot} if pivot is not None else set())))


def _choisis(repartition: Repartition, seuils: Sequence[float]) -> list[float]:
    """Les seuils choisis qui séparent des valeurs, à une date ou à une autre ; les autres sont ignorés."""
    decimales = repartition.indicateur.decimales
    valeurs = entrepot.valeurs(repartition.indicateur.id, repartition.niveau)["valeur"].round(decimales)
    return [seuil for brut in seuils if valeurs.min() <= (seuil := round(brut, decimales)) < valeurs.max()]


def _a_elle(repartition: Repartition, reglages: Reglages) -> Classement:
    """Classes d'une répartition d'après ses seules valeurs."""
    fiche = repartition.indicateur
    valeurs = np.round(sures(repartition), fiche.decimales)
    if reglages.methode == "jenks" and valeurs.size > JENKS_MAX:
        reglages = _jenks_abrege(valeurs, reglages, fiche.pivot, fiche.decimales)
    return classer(
        valeurs,
        reglages.methode,
        reglages.nombre,
        seuils=reglages.seuils,
        pivot=fiche.pivot,
        decimales=fiche.decimales,
    )


def sures(repartition: Repartition) -> NDArray[np.float64]:
    """Les valeurs à colorer : une évolution que la révision de la source suffit à expliquer n'a pas de couleur."""
    return np.where(repartition.dans_la_revision, np.nan, repartition.valeurs)


def couleurs(repartition: Repartition, classes: Classement) -> list[str]:
    """Une couleur par classe : divergente autour du pivot, séquentielle sinon."""
    fiche, nombre = repartition.indicateur, len(classes.effectifs)
    pivot = fiche.pivot
    if pivot is not None and nombre and classes.bornes[0] < pivot < classes.bornes[-1]:
        sous = sum(1 for borne in classes.bornes[1:] if borne <= pivot)
        return palettes.palette_divergente(sous, nombre - sous, fiche.sens)
    nom = palettes.SEQUENTIELLE_RECENSEMENT if fiche.famille_mesure == "recensement" else None
    return palettes.palette(nombre, fiche.sens, nom=nom)


def intervalle(bas: float, haut: float, decimales: int) -> str:
    """« 6,1 à 6,8 » ; « 6,1 et moins », « plus de 8,9 » pour une classe ouverte."""
    if math.isinf(bas) and math.isinf(haut):
        return "toutes les valeurs"
    if math.isinf(bas):
        return f"{formats.nombre(haut, decimales)} et moins"
    if math.isinf(haut):
        return f"plus de {formats.nombre(bas, decimales)}"
    return f"{formats.nombre(bas, decimales)} à {formats.nombre(haut, decimales)}"


def _jenks_abrege(valeurs: NDArray[np.float64], reglages: Reglages, pivot: float | None, decimales: int) -> Reglages:
    """Seuils de Jenks cherchés sur des valeurs également réparties par rang : le calcul est en n², soit une heure."""
    observees = np.sort(valeurs[np.isfinite(valeurs)])
    rangs = np.linspace(0, max(observees.size - 1, 0), min(JENKS_ABREGE, observees.size)).round().astype(np.int64)
    classes = classer(observees[rangs], "jenks", reglages.nombre, seuils=(), pivot=pivot, decimales=decimales)
    return replace(reglages, methode="manuelles", seuils=tuple(classes.bornes[1:-1]))
