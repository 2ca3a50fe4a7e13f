"""Le petit état qui voyage jusqu'à la carte : classes, couleurs, valeurs entières, couches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from donnees import entrepot
from geo import formats, palettes
from geo.classes import METHODES, Classement, classer
from geo.indicateurs import NOMS_NIVEAUX, Repartition, repartition

ABSENT = "-"
PLAN_IGN = {
    "url": "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2"
    "&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
    "mention": "Plan IGN — Géoplateforme",
}


@dataclass(frozen=True)
class Reglages:
    """Réglages de la mise en classes et de l'habillage.

    Attributes
    ----------
    methode : str
        Méthode de `geo.classes.METHODES`.
    nombre : int
        Nombre de classes.
    seuils : tuple of float
        Seuils de la méthode « manuelles ».
    """

    methode: str = "quantiles"
    nombre: int = 5
    seuils: tuple[float, ...] = ()


@dataclass(frozen=True)
class Habillage:
    """Ce qui s'ajoute aux couleurs : sélection, couches de points, fond, thème."""

    selection: str = ""
    couches: Sequence[Mapping[str, Any]] = ()
    plan: bool = False
    theme: str | None = None


@lru_cache(maxsize=256)
def classement(indicateur: str, niveau: str, periode: str, zone: str, reglages: Reglages) -> Classement:
    """Mise en classes d'une répartition, mémorisée.

    Elle porte sur les valeurs arrondies comme à l'affichage : un « 6,8 % » tombe toujours dans la classe qui le dit.
    """
    quoi = repartition(indicateur, niveau, periode, zone)
    fiche = quoi.indicateur
    return classer(
        np.round(quoi.valeurs, fiche.decimales),
        reglages.methode,
        reglages.nombre,
        seuils=reglages.seuils,
        pivot=fiche.pivot,
        decimales=fiche.decimales,
    )


def couleurs(quoi: Repartition, classes: Classement) -> list[str]:
    """Une couleur par classe : divergente autour du pivot, séquentielle sinon."""
    fiche, nombre = quoi.indicateur, len(classes.effectifs)
    pivot = fiche.pivot
    if pivot is not None and nombre and classes.bornes[0] < pivot < classes.bornes[-1]:
        sous = sum(1 for borne in classes.bornes[1:] if borne <= pivot)
        return palettes.palette_divergente(sous, nombre - sous, fiche.sens)
    nom = palettes.SEQUENTIELLE_RECENSEMENT if fiche.famille_mesure == "recensement" else None
    return palettes.palette(nombre, fiche.sens, nom=nom)


def _valeurs_serrees(quoi: Repartition) -> dict[str, Any]:
    """Valeurs en entiers (× 10^décimales), écarts au minimum écrits en base 36 sur une largeur fixe.

    Une valeur absente s'écrit en tirets. Quatre fois moins d'octets qu'une liste JSON.
    """
    finies = np.isfinite(quoi.valeurs)
    entiers = np.rint(np.where(finies, quoi.valeurs, 0) * 10**quoi.indicateur.decimales).astype(np.int64)
    base = int(entiers[finies].min()) if finies.any() else 0
    ecarts = [np.base_repr(int(e) - base, 36).lower() if ok else "" for e, ok in zip(entiers, finies, strict=True)]
    largeur = max(map(len, ecarts), default=1) or 1
    serrees = "".join(e.rjust(largeur, "0") if e else ABSENT * largeur for e in ecarts)
    return {"valeurs": serrees, "base": base, "largeur": largeur}


def _statuts_serres(quoi: Repartition) -> dict[str, Any]:
    """Le statut le plus courant des valeurs présentes, et les seules exceptions (rang → statut).

    Une valeur absente sans exception est « non disponible ».
    """
    presents = [s for s, v in zip(quoi.statuts, quoi.valeurs, strict=True) if np.isfinite(v)]
    commun = max(sorted(set(presents)), key=presents.count, default="")
    attendus = np.where(np.isfinite(quoi.valeurs), commun, "nd")
    autres = {
        str(rang): statut
        for rang, (statut, dit) in enumerate(zip(quoi.statuts, attendus, strict=True))
        if statut != dit
    }
    return {"statut": commun, "exceptions": autres}


@lru_cache(maxsize=256)
def _corps(indicateur: str, niveau: str, periode: str, zone: str, reglages: Reglages) -> dict[str, Any]:
    """Partie de l'état qui ne dépend que des données ; partagée, à ne jamais modifier."""
    quoi = repartition(indicateur, niveau, periode, zone)
    classes = classement(indicateur, niveau, periode, zone, reglages)
    fiche = quoi.indicateur
    return {
        "couleurs": couleurs(quoi, classes),
        "bornes": [round(borne, fiche.decimales + 2) for borne in classes.bornes],
        "effectifs": list(classes.effectifs),
        "sans": classes.sans_donnee,
        **_valeurs_serrees(quoi),
        **_statuts_serres(quoi),
        "decimales": fiche.decimales,
        "unite": fiche.unite,
        "titre": fiche.libelle,
        "periode": formats.periode(quoi.periode),
        "methode": METHODES[reglages.methode].split(" (")[0],
        "nombre": NOMS_NIVEAUX[niveau][1],
        "cercles": fiche.representation == "effectif",
        "national": niveau != "commune",
    }


def etat_carte(quoi: Repartition, reglages: Reglages, habillage: Habillage) -> dict[str, Any]:
    """Compose l'état complet envoyé à la carte (moins de 6 ko pour les 306 zones).

    Parameters
    ----------
    quoi : Repartition
        Ce qui est montré.
    reglages : Reglages
        Mise en classes.
    habillage : Habillage
        Sélection, couches, fond, thème.
    """
    contour = entrepot.contour(quoi.niveau, quoi.zone)
    return {
        **_corps(quoi.indicateur.id, quoi.niveau, quoi.periode, quoi.zone, reglages),
        "contours": str(contour["fichier"]),
        "selection": habillage.selection,
        "couches": list(habillage.couches),
        "fond": PLAN_IGN if habillage.plan else None,
        "theme": habillage.theme,
    }


def etat_neutre(habillage: Habillage) -> dict[str, Any]:
    """État d'une carte sans indicateur : zones d'emploi en fond neutre, points au-dessus."""
    contour = entrepot.contour("zone_emploi")
    return {
        "neutre": True,
        "couleurs": [],
        "valeurs": "",
        "base": 0,
        "largeur": 1,
        "statut": "",
        "exceptions": {},
        "cercles": False,
        "national": True,
        "contours": str(contour["fichier"]),
        "selection": "",
        "couches": list(habillage.couches),
        "fond": None,
        "theme": habillage.theme,
    }
