"""Le petit état qui voyage jusqu'à la carte : classes, couleurs, valeurs entières, couches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from donnees import entrepot
from geo import formats, palettes
from geo.cartes.adresses import Adresses
from geo.classes import METHODES, SANS_DONNEE, Classement, classer
from geo.indicateurs import NOMS_NIVEAUX, Repartition, repartition

CHIFFRES = "0123456789abcdefghijklmnopqrstuvwxyz"
ABSENT = "-"
LETTRES_STATUT = {"": ".", "s": "s", "nd": "n", "p": "p", "e": "e"}
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
    """Ce qui s'ajoute aux couleurs : sélection, couches de points, fond, cadrage, thème."""

    selection: str = ""
    couches: Sequence[Mapping[str, Any]] = ()
    plan: bool = False
    vue: tuple[float, float, float] | None = None
    theme: str | None = None


@lru_cache(maxsize=256)
def classement(indicateur: str, niveau: str, periode: str, zone: str, reglages: Reglages) -> Classement:
    """Mise en classes d'une répartition, mémorisée."""
    quoi = repartition(indicateur, niveau, periode, zone)
    fiche = quoi.indicateur
    return classer(
        quoi.valeurs,
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


@lru_cache(maxsize=256)
def _corps(indicateur: str, niveau: str, periode: str, zone: str, reglages: Reglages) -> dict[str, Any]:
    """Partie de l'état qui ne dépend que des données ; partagée, à ne jamais modifier."""
    quoi = repartition(indicateur, niveau, periode, zone)
    classes = classement(indicateur, niveau, periode, zone, reglages)
    fiche = quoi.indicateur
    echelle = 10**fiche.decimales
    return {
        "classes": "".join(ABSENT if i == SANS_DONNEE else CHIFFRES[i] for i in classes.indices),
        "couleurs": couleurs(quoi, classes),
        "bornes": [round(borne, fiche.decimales + 2) for borne in classes.bornes],
        "effectifs": list(classes.effectifs),
        "sans": classes.sans_donnee,
        "valeurs": [int(np.rint(v * echelle)) if np.isfinite(v) else None for v in quoi.valeurs],
        "statuts": "".join(LETTRES_STATUT[statut] for statut in quoi.statuts),
        "decimales": fiche.decimales,
        "unite": fiche.unite,
        "titre": fiche.libelle,
        "periode": formats.periode(quoi.periode),
        "methode": METHODES[reglages.methode].split(" (")[0],
        "nombre": NOMS_NIVEAUX[niveau][1],
        "cercles": fiche.representation == "effectif",
        "national": niveau != "commune",
    }


def etat_carte(quoi: Repartition, reglages: Reglages, adresses: Adresses, habillage: Habillage) -> dict[str, Any]:
    """Compose l'état complet envoyé à la carte (moins de 6 ko pour les 306 zones).

    Parameters
    ----------
    quoi : Repartition
        Ce qui est montré.
    reglages : Reglages
        Mise en classes.
    adresses : Adresses
        Où le navigateur trouve les fichiers.
    habillage : Habillage
        Sélection, couches, fond, cadrage.
    """
    contour = entrepot.contour(quoi.niveau, quoi.zone)
    return {
        **_corps(quoi.indicateur.id, quoi.niveau, quoi.periode, quoi.zone, reglages),
        "contours": adresses.produit(str(contour["fichier"])),
        "selection": habillage.selection,
        "couches": list(habillage.couches),
        "fond": PLAN_IGN if habillage.plan else None,
        "vue": list(habillage.vue) if habillage.vue else None,
        "theme": habillage.theme,
    }


def etat_neutre(adresses: Adresses, habillage: Habillage) -> dict[str, Any]:
    """État d'une carte sans indicateur : zones d'emploi en fond neutre, points au-dessus."""
    contour = entrepot.contour("zone_emploi")
    return {
        "neutre": True,
        "classes": "",
        "couleurs": [],
        "valeurs": [],
        "statuts": "",
        "cercles": False,
        "national": True,
        "contours": adresses.produit(str(contour["fichier"])),
        "selection": "",
        "couches": list(habillage.couches),
        "fond": None,
        "vue": None,
        "theme": habillage.theme,
    }
