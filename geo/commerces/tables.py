"""L'accès en tableaux : à l'écran, en CSV et en classeur, chaque ligne avec son unité, sa date et sa source."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from donnees.catalogue import charger
from donnees.catalogue.modeles import Source, citer
from geo.commerces.acces import Acces, Temoins
from geo.commerces.couverture import Ouverture
from geo.commerces.distances import AUCUN, releve
from geo.commerces.types import POPULATIONS, Type
from geo.ecriture import tableurs
from geo.ecriture.classeurs import Feuille, composer
from geo.ecriture.sources import tableau as tableau_sources
from geo.territoires import Territoire, rangs
from geo.territoires.index import index

METHODE = (
    "Distance au grand cercle (à vol d'oiseau) entre la mairie de la commune et celle de la commune équipée la plus "
    "proche, sans traverser la mer ; 0 dans une commune équipée ; moyenne pondérée par la population de 2023. Quand la "
    "position connue de la mairie tombe hors de la commune, un point intérieur du contour la remplace."
)
DECIMALES_ACCES = {
    "Habitants sans": 0,
    "Part des habitants sans (%)": 1,
    "Distance moyenne (km)": 2,
    "Distance moyenne des habitants sans (km)": 2,
    "Équipements": 0,
    "Pour 10 000 habitants": 2,
    "Médiane des bassins semblables": 2,
}


DECIMALES_PLACES = {
    "Habitants de la commune": 0,
    "Habitants gagnés": 0,
    "Habitants couverts ensuite": 0,
    "Part couverte (%)": 1,
    "Distance moyenne ensuite (km)": 2,
}


def accord(mesures: Sequence[Acces], temoins: Temoins) -> pd.DataFrame:
    """Une ligne par type, le plus souvent absent d'abord."""
    return pd.DataFrame(
        [
            {
                "Type": acces.type.libelle,
                "Relevé": acces.type.millesime,
                "Habitants sans": acces.sans if acces.communes else math.nan,
                "Part des habitants sans (%)": acces.part,
                "Distance moyenne (km)": acces.km,
                "Distance moyenne des habitants sans (km)": acces.km_sans,
                "Équipements": acces.nombre if acces.communes else math.nan,
                "Pour 10 000 habitants": acces.densite,
                "Médiane des bassins semblables": temoins.mediane(acces.type),
                "Statut": _statut(acces),
            }
            for acces in ordonner(mesures)
        ]
    )


def _statut(acces: Acces) -> str:
    if not acces.type.determine:
        return "composition non documentée"
    return "estimé" if acces.estime else ""


def accord_csv(territoire: Territoire, mesures: Sequence[Acces], temoins: Temoins) -> bytes:
    """CSV du même tableau ; chaque ligne dit le territoire, les bassins semblables, la source et la méthode."""
    table = accord(mesures, temoins).round(dict(DECIMALES_ACCES))
    fixes = {"Territoire": territoire.libelle, "Bassins semblables": temoins.texte, "Méthode": METHODE}
    return tableurs.en_csv(table.assign(**fixes, Source=[citation(acces.type) for acces in ordonner(mesures)]))


def ordonner(mesures: Sequence[Acces]) -> list[Acces]:
    """Du plus souvent absent au moins ; à la fin, sans ordre, les types non relevés ou de composition inconnue."""
    return sorted(mesures, key=_ordre)


def _ordre(acces: Acces) -> tuple[bool, float, str]:
    dernier = math.isnan(acces.part) or not acces.type.determine
    return dernier, 0.0 if dernier else -acces.part, acces.type.libelle


def communes(territoire: Territoire, type_: Type) -> pd.DataFrame:
    """Chaque commune : habitants, équipements, distance au plus proche et où il est ; la plus loin d'abord."""
    equipements, choisies, noms = releve(type_.code), rangs(territoire), np.array(index().noms, dtype=object)
    proches = equipements.proche[choisies]
    table = pd.DataFrame(
        {
            "Commune": noms[choisies],
            "Code": [index().codes[rang] for rang in choisies],
            "Habitants": index().population[choisies],
            type_.libelle: equipements.nombre[choisies],
            "Distance (km)": equipements.km[choisies].round(2),
            "Commune équipée la plus proche": np.where(proches == AUCUN, "", noms[proches]),
        }
    )
    return table.sort_values(["Distance (km)", "Habitants"], ascending=False, na_position="first", ignore_index=True)


def places(suite: Sequence[tuple[str, Ouverture]], total: float) -> pd.DataFrame:
    """Les meilleurs lieux dans l'ordre où les ouvrir ; ``total`` : habitants du territoire."""
    rang = index().rang
    return pd.DataFrame(
        [
            {
                "Ordre": ordre,
                "Commune": index().noms[rang[code]],
                "Code": code,
                "Habitants de la commune": float(index().population[rang[code]]),
                "Habitants gagnés": ouverture.gagnes,
                "Habitants couverts ensuite": ouverture.couverts,
                "Part couverte (%)": 100 * ouverture.couverts / total if total else math.nan,
                "Distance moyenne ensuite (km)": ouverture.moyenne if math.isfinite(ouverture.moyenne) else math.nan,
            }
            for ordre, (code, ouverture) in enumerate(suite, start=1)
        ]
    )


def emporter(table: pd.DataFrame, territoire: Territoire, type_: Type) -> bytes:
    """CSV d'un tableau ; chaque ligne dit le territoire, la date, la source et la méthode."""
    fixes = {"Type": type_.libelle, "Territoire": territoire.libelle, "Source": citation(type_), "Méthode": METHODE}
    return tableurs.en_csv(table.rename(columns={type_.libelle: "Équipements"}).assign(**fixes))


def citation(type_: Type) -> str:
    """« Insee, Base permanente des équipements 2024 (2024) ; Insee, Populations… »."""
    return citer(sources(type_))


def sources(type_: Type) -> list[Source]:
    """Fiches de source d'un type : le relevé, les populations, les mairies et les contours d'où viennent les points."""
    fiches = charger().sources
    return [type_.source, fiches[POPULATIONS], fiches["dila_mairies"], fiches["ign_admin_express"]]


def classeur(territoire: Territoire, mesures: Sequence[Acces], temoins: Temoins, type_: Type) -> bytes:
    """Classeur : tous les types, les communes pour le type choisi, les sources."""
    feuilles = [
        Feuille("Accès", accord(mesures, temoins), (METHODE, f"Médiane : {temoins.texte}."), DECIMALES_ACCES),
        Feuille(type_.libelle, communes(territoire, type_), (METHODE,), {"Distance (km)": 2, "Habitants": 0}),
    ]
    citees = tableau_sources(source.id for source in sources(type_))
    return composer(f"Commerces et services : {territoire.libelle}", feuilles, citees)
