"""L'état de deux cartes liées : un indicateur à deux dates, mis dans les mêmes classes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from donnees import entrepot
from geo.cartes.classes import Reglages, mettre_en_classes, sures
from geo.cartes.etat import Habillage, composer, habiller
from geo.cartes.valeurs_serrees import INCERTAINS
from geo.mesures.repartitions import Repartition, repartir


def etat_double(indicateur: str, avant: str, apres: str, habillage: Habillage) -> dict[str, Any]:
    """État de la carte de gauche, et sous « double » ce qui change à droite.

    Parameters
    ----------
    indicateur : str
        Un taux connu des zones d'emploi.
    avant, apres : str
        Périodes de gauche et de droite.

    Notes
    -----
    Les classes portent sur les valeurs des deux dates réunies : une couleur a le même sens des deux côtés.
    """
    gauche, droite = (repartir(indicateur, "zone_emploi", periode) for periode in (avant, apres))
    classes = mettre_en_classes(_reunies(gauche, droite), Reglages())
    corps = [composer(repartition, classes, Reglages()) for repartition in (gauche, droite)]
    change = ("valeurs", "base", "largeur", "statut", "exceptions", "periode", *INCERTAINS)
    doutes = int(gauche.dans_la_revision.sum() + droite.dans_la_revision.sum())
    return {
        **corps[0],
        "nombre": "zones, deux dates",
        "periode": corps[0]["periode"],
        "contours": str(entrepot.contour("zone_emploi")["fichier"]),
        "sans": classes.sans_donnee - doutes,
        "double": {cle: corps[1].get(cle) for cle in change},
        **habiller(habillage),
    }


def _reunies(gauche: Repartition, droite: Repartition) -> Repartition:
    return replace(
        gauche,
        codes=(*gauche.codes, *droite.codes),
        libelles=(*gauche.libelles, *droite.libelles),
        valeurs=np.concatenate([sures(gauche), sures(droite)]),
        intervalles={},
        statuts=(*gauche.statuts, *droite.statuts),
    )
