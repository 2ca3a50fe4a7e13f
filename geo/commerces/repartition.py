"""La distance au plus proche, commune par commune : ce que la carte et les tableaux d'un territoire montrent."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from donnees.catalogue.modeles import Indicateur
from geo.commerces.distances import releve
from geo.commerces.types import POPULATIONS, SOURCES, Type
from geo.mesures import hors_catalogue
from geo.mesures.repartitions import Repartition
from geo.territoires import Territoire, rangs
from geo.territoires.index import index


@lru_cache(maxsize=64)
def fiche(type_: Type) -> Indicateur:
    """Fiche, au format du catalogue, de la distance au plus proche : c'est ce que la carte sait montrer."""
    return hors_catalogue.fiche(
        "distance",
        "commune",
        str(type_.millesime),
        id=f"distance_{type_.code.lower()}",
        libelle=f"{type_.libelle} : distance {type_.au_plus_proche}",
        libelle_court="Distance",
        question="À quelle distance est l'équipement le plus proche ?",
        unite="km",
        sens="mieux_bas",
        theme="commerces",
        sources=(SOURCES[type_.millesime], POPULATIONS),
        decimales=1,
        precautions=("Distance à vol d'oiseau entre communes.",),
        mention="distance au grand cercle entre points de communes",
    )


def repartir(territoire: Territoire, type_: Type) -> Repartition:
    """Distance de chaque commune du territoire, une décimale ; jamais zéro pour une commune non équipée."""
    equipements, choisies = releve(type_.code), rangs(territoire)
    km, equipees = equipements.km[choisies], np.nan_to_num(equipements.nombre[choisies]) > 0
    return Repartition(
        indicateur=fiche(type_),
        niveau="commune",
        periode=str(type_.millesime),
        zone="",
        codes=tuple(index().codes[rang] for rang in choisies),
        libelles=tuple(index().noms[rang] for rang in choisies),
        valeurs=np.where(equipees, 0.0, np.maximum(km, 0.1)),
        statuts=tuple("nd" if np.isnan(d) else "" for d in km),
    )


def equipees(territoire: Territoire, type_: Type) -> list[str]:
    """Codes des communes équipées."""
    equipements, choisies = releve(type_.code), rangs(territoire)
    return [index().codes[rang] for rang in choisies if np.nan_to_num(equipements.nombre[rang]) > 0]
