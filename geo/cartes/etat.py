"""Le petit état qui voyage jusqu'à la carte : classes, couleurs, valeurs entières, couches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from donnees import entrepot
from geo.cartes import legende, palettes
from geo.cartes.valeurs_serrees import intervalles_serres, statuts_serres, valeurs_serrees
from geo.ecriture import formats
from geo.mesures.classes import METHODES, Classement, classer
from geo.mesures.repartitions import Repartition, repartir
from geo.territoires.niveaux import NOMS_NIVEAUX

JENKS_MAX, JENKS_ABREGE = 1500, 400
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
        Méthode de `geo.mesures.classes.METHODES`.
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
    """Ce qui s'ajoute aux couleurs : sélection, couches de points, fond, thème, périmètre cerné.

    Attributes
    ----------
    perimetre : sequence of str or mapping
        Communes à cerner : leurs codes quand la carte les porte, sinon ``{"fichiers": [...], "codes": [...]}``.
    """

    selection: str = ""
    couches: Sequence[Mapping[str, Any]] = ()
    plan: bool = False
    theme: str | None = None
    perimetre: Sequence[str] | Mapping[str, Sequence[str]] = ()


@lru_cache(maxsize=256)
def classement(indicateur: str, niveau: str, periode: str, zone: str, reglages: Reglages) -> Classement:
    """Mise en classes d'une répartition, mémorisée.

    Elle porte sur les valeurs arrondies comme à l'affichage : un « 6,8 % » tombe toujours dans la classe qui le dit.
    """
    return mettre_en_classes(repartir(indicateur, niveau, periode, zone), reglages)


def mettre_en_classes(repartition: Repartition, reglages: Reglages) -> Classement:
    """Mise en classes d'une répartition quelconque, sans mémoire."""
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


def _jenks_abrege(valeurs: NDArray[np.float64], reglages: Reglages, pivot: float | None, decimales: int) -> Reglages:
    """Seuils de Jenks cherchés sur des valeurs également réparties par rang : le calcul est en n², soit une heure."""
    observees = np.sort(valeurs[np.isfinite(valeurs)])
    rangs = np.linspace(0, max(observees.size - 1, 0), min(JENKS_ABREGE, observees.size)).round().astype(np.int64)
    classes = classer(observees[rangs], "jenks", reglages.nombre, seuils=(), pivot=pivot, decimales=decimales)
    return Reglages("manuelles", reglages.nombre, tuple(classes.bornes[1:-1]))


@lru_cache(maxsize=256)
def _corps(indicateur: str, niveau: str, periode: str, zone: str, reglages: Reglages) -> dict[str, Any]:
    """Partie de l'état qui ne dépend que des données ; partagée, à ne jamais modifier."""
    repartition = repartir(indicateur, niveau, periode, zone)
    return composer(repartition, classement(indicateur, niveau, periode, zone, reglages), reglages)


def composer(repartition: Repartition, classes: Classement, reglages: Reglages) -> dict[str, Any]:
    """Corps de l'état d'une répartition déjà mise en classes."""
    fiche = repartition.indicateur
    return {
        "couleurs": couleurs(repartition, classes),
        "bornes": [round(borne, fiche.decimales + 2) for borne in classes.bornes],
        "etiquettes": legende.etiquettes(classes.bornes, fiche.decimales),
        "effectifs": list(classes.effectifs),
        "sans": classes.sans_donnee - int(repartition.dans_la_revision.sum()),
        **valeurs_serrees(repartition),
        **intervalles_serres(repartition),
        **statuts_serres(repartition),
        "decimales": fiche.decimales,
        "unite": fiche.unite,
        "titre": fiche.libelle,
        "periode": formats.periode(repartition.periode),
        "methode": METHODES[reglages.methode].split(" (")[0],
        "nombre": NOMS_NIVEAUX[repartition.niveau][1],
        "cercles": fiche.representation == "effectif",
        "national": repartition.niveau != "commune" or not repartition.zone,
        **({"communes": True} if repartition.niveau == "commune" and not repartition.zone else {}),
    }


def habiller(habillage: Habillage) -> dict[str, Any]:
    """Partie de l'état qui vient de l'habillage."""
    cernees = habillage.perimetre
    return {
        "selection": habillage.selection,
        "couches": list(habillage.couches),
        "fond": PLAN_IGN if habillage.plan else None,
        "theme": habillage.theme,
        **({"perimetre": dict(cernees) if isinstance(cernees, Mapping) else list(cernees)} if cernees else {}),
    }


def etat_carte(repartition: Repartition, reglages: Reglages, habillage: Habillage) -> dict[str, Any]:
    """Compose l'état complet envoyé à la carte (moins de 6 ko pour les 306 zones).

    Parameters
    ----------
    repartition : Repartition
        Ce qui est montré.
    reglages : Reglages
        Mise en classes.
    habillage : Habillage
        Sélection, couches, fond, thème.
    """
    return {
        **_corps(repartition.indicateur.id, repartition.niveau, repartition.periode, repartition.zone, reglages),
        "contours": str(entrepot.contour(repartition.niveau, repartition.zone)["fichier"]),
        **habiller(habillage),
    }


def etat_choix(
    repartition: Repartition, reglages: Reglages, habillage: Habillage, fichiers: Sequence[str]
) -> dict[str, Any]:
    """Compose l'état d'une carte de communes choisies, à cheval sur plusieurs fichiers de contours.

    Parameters
    ----------
    repartition : Repartition
        Les communes gardées, dans l'ordre de ``repartition.codes`` ; aucune mémoire n'est tenue.
    reglages, habillage : Reglages, Habillage
        Comme pour `etat_carte`.
    fichiers : sequence of str
        Fichiers de contours (relatifs aux produits) qui portent ces communes.
    """
    return {
        **composer(repartition, mettre_en_classes(repartition, reglages), reglages),
        "national": False,
        "communes": False,
        "contours": list(fichiers),
        "codes": list(repartition.codes),
        **habiller(habillage),
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
        **habiller(habillage),
        "selection": "",
        "fond": None,
    }
