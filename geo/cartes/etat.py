"""Le petit état qui voyage jusqu'à la carte : classes, couleurs, valeurs entières, couches."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from donnees import entrepot
from geo.cartes import legende
from geo.cartes.classes import Reglages, classement, couleurs, en_serie, mettre_en_classes
from geo.cartes.ordre import ordre
from geo.cartes.series import Depot, porte_l_ordre
from geo.cartes.valeurs_serrees import intervalles_serres, statuts_serres, valeurs_serrees
from geo.ecriture import formats
from geo.mesures.classes import METHODES, Classement
from geo.mesures.repartitions import Repartition, repartir
from geo.territoires.niveaux import NOMS_NIVEAUX

PLAN_IGN = {
    "url": "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2"
    "&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
    "mention": "Plan IGN — Géoplateforme",
}


@dataclass(frozen=True)
class Habillage:
    """Ce qui s'ajoute aux couleurs : sélection, couches de points, fond, thème, périmètre cerné.

    Attributes
    ----------
    perimetre : sequence of str or mapping
        Communes à cerner : leurs codes quand la carte les porte, sinon ``{"fichiers": [...], "codes": [...]}``.
    noms, limites, ecrits : bool
        Noms des villes, limites de départements, valeurs écrites sur les territoires.
    """

    selection: str = ""
    couches: Sequence[Mapping[str, Any]] = ()
    plan: bool = False
    theme: str | None = None
    perimetre: Sequence[str] | Mapping[str, Sequence[str]] = ()
    noms: bool = True
    limites: bool = False
    ecrits: bool = False


@lru_cache(maxsize=256)
def _corps(indicateur: str, niveau: str, periode: str, zone: str, reglages: Reglages) -> dict[str, Any]:
    """Partie de l'état qui ne dépend que des données ; partagée, à ne jamais modifier."""
    repartition = repartir(indicateur, niveau, periode, zone)
    return composer(repartition, classement(indicateur, niveau, periode, zone, reglages), reglages)


def composer(repartition: Repartition, classes: Classement, reglages: Reglages) -> dict[str, Any]:
    """Corps de l'état d'une répartition déjà mise en classes, valeurs comprises."""
    fiche = repartition.indicateur
    return {
        **_teintes(repartition, classes, reglages),
        "effectifs": list(classes.effectifs),
        "sans": classes.sans_donnee - int(repartition.dans_la_revision.sum()),
        **valeurs_serrees(repartition),
        **intervalles_serres(repartition),
        **statuts_serres(repartition),
        **ordre(repartition),
        "decimales": fiche.decimales,
        "unite": fiche.unite,
        "titre": formats.typographie(fiche.libelle),
        "periode": formats.periode(repartition.periode),
        "nombre": formats.typographie(NOMS_NIVEAUX[repartition.niveau][1]),
        "cercles": fiche.representation == "effectif",
    }


def _teintes(repartition: Repartition, classes: Classement, reglages: Reglages) -> dict[str, Any]:
    """Couleurs, bornes (null : classe ouverte) et libellés des classes, et ce que la carte embrasse."""
    decimales = repartition.indicateur.decimales + 2
    return {
        "couleurs": couleurs(repartition, classes),
        "bornes": [round(borne, decimales) if math.isfinite(borne) else None for borne in classes.bornes],
        "classes": legende.etiquettes(classes.bornes, repartition.indicateur.decimales),
        "methode": METHODES[reglages.methode].split(" (")[0],
        "national": repartition.niveau != "commune" or not repartition.zone,
        **({"communes": True} if repartition.niveau == "commune" and not repartition.zone else {}),
    }


@lru_cache(maxsize=256)
def _en_serie(indicateur: str, niveau: str, periode: str, zone: str, reglages: Reglages) -> dict[str, Any]:
    """Comme `_corps`, sans les valeurs ni leur ordre, que porte la série ; partagée, à ne jamais modifier."""
    classes = classement(indicateur, niveau, periode, zone, reglages)
    repartition = repartir(indicateur, niveau, periode, zone)
    communes = en_serie(repartition) and not reglages.par_date and reglages.methode != "manuelles"
    derniere = formats.periode_courte(entrepot.periodes(indicateur, niveau)[-1])
    teintes = _teintes(repartition, classes, reglages)
    return {
        "date": periode,
        **teintes,
        **({} if porte_l_ordre(repartition) else ordre(repartition)),
        **({"methode": f"{teintes['methode']} de {derniere}"} if communes else {}),
        **({"par_date": True} if reglages.par_date else {}),
    }


def habiller(habillage: Habillage) -> dict[str, Any]:
    """Partie de l'état qui vient de l'habillage."""
    cernees = habillage.perimetre
    ecrits = {"ecrits": True} if habillage.ecrits else {}
    limites = {"limites": str(entrepot.contour("departement")["fichier"])} if habillage.limites else {}
    return {
        **({"selection": habillage.selection} if habillage.selection else {}),
        "couches": list(habillage.couches),
        **({"fond": PLAN_IGN} if habillage.plan else {}),
        "theme": habillage.theme,
        "noms": habillage.noms,
        **ecrits,
        **limites,
        **({"perimetre": dict(cernees) if isinstance(cernees, Mapping) else list(cernees)} if cernees else {}),
    }


def etat_carte(
    repartition: Repartition, reglages: Reglages, habillage: Habillage, series: Depot | None = None
) -> dict[str, Any]:
    """Compose l'état complet envoyé à la carte (moins de 2 ko sans les valeurs, de 6 ko avec, pour les 306 zones).

    Parameters
    ----------
    repartition : Repartition
        Ce qui est montré.
    reglages : Reglages
        Mise en classes.
    habillage : Habillage
        Sélection, couches, fond, thème.
    series : Depot, optional
        Où le navigateur lira les valeurs, à toutes les dates ; sans lui, elles voyagent dans l'état, à celle-ci.
    """
    cle = (repartition.indicateur.id, repartition.niveau, repartition.periode, repartition.zone, reglages)
    return {
        **({"serie": series.adresse(repartition), **_en_serie(*cle)} if series else _corps(*cle)),
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
        **habiller(replace(habillage, selection="", plan=False)),
    }
