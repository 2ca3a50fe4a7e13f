"""Les créations d'établissements d'un territoire : nombre, taux, évolution, rang, parmi les zones d'emploi publiées.

Source : Insee, SIDE, par zone d'emploi. Un territoire fait de zones entières est leur somme ; les autres se lisent à
la zone où vivent le plus de leurs habitants, nommée comme telle. La France est la somme des zones publiées.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np
import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import citer
from geo.commerces.evolutions import comparable, evolution, evolutions
from geo.ecriture import formats
from geo.mesures.classement import regions
from geo.territoires import Territoire, libelle, rangs, traverses
from geo.territoires.index import index

NIVEAU: Final = "zone_emploi"
CREATIONS: Final = "creations_etablissements"
STOCK: Final = "etablissements"
SOURCES: Final = ("insee_side", "insee_populations_cog", "insee_comparateur_2022")
ANNEE_STOCK, ANNEE_APRES = "2018", "2019"
POUR_MILLE, POUR_CENT = 1000, 100
UN_AN, CINQ_ANS = 1, 5
COLONNES: Final = {
    "creations": "Créations",
    "taux": "Pour 1 000 habitants",
    "un_an": "En un an, jusqu'en {} (%)",
    "cinq_ans": "En cinq ans, jusqu'en {} (%)",
    "par_stock": "Créations 2019 pour 100 établissements fin 2018",
}


@dataclass(frozen=True)
class Creations:
    """Créations d'établissements d'un ensemble de zones d'emploi.

    Attributes
    ----------
    zones : tuple of str
        Zones additionnées.
    sujet : str
        À qui sont ces chiffres.
    part : float
        Part des habitants du territoire demandé qui vivent dans ces zones, entre 0 et 1.
    propre : bool
        Vrai si ces zones font exactement le territoire demandé.
    serie : tuple of (str, float)
        Année et nombre d'établissements créés.
    taux : float
        Dernière année, pour 1 000 habitants (population de 2023).
    un_an, cinq_ans : float
        Évolution du nombre, en %, jusqu'à la dernière année d'avant une rupture de série (`comparable`).
    par_stock : float
        Créations de 2019 pour 100 établissements actifs fin 2018 : deux champs différents, à comparer entre zones.
    rang, sur : int
        Rang du taux, du plus haut au plus bas, parmi les zones publiées ; 0 pour un ensemble de zones.
    """

    zones: tuple[str, ...]
    sujet: str
    part: float
    propre: bool
    serie: tuple[tuple[str, float], ...]
    taux: float
    un_an: float
    cinq_ans: float
    par_stock: float
    rang: int
    sur: int

    @property
    def annee(self) -> str:
        """Dernière année."""
        return self.serie[-1][0]

    @property
    def nombre(self) -> float:
        """Créations de la dernière année."""
        return self.serie[-1][1]


@cache
def effectifs() -> pd.DataFrame:
    """Créations par zone publiée (lignes) et année (colonnes)."""
    lues = entrepot.composantes(CREATIONS, NIVEAU)
    return lues.pivot_table(index="code", columns="periode", values="valeur").sort_index(axis=1)


@lru_cache(maxsize=256)
def lire(territoire: Territoire) -> Creations | None:
    """Créations d'un territoire, ou de la zone où vivent le plus de ses habitants ; None si elle n'est pas publiée."""
    zones, part, propre = _zones(territoire)
    publiees = effectifs()
    if not zones or not set(zones) <= set(publiees.index):
        return None
    sommes = publiees.loc[list(zones)].sum()
    serie = tuple((str(annee), float(nombre)) for annee, nombre in sommes.items())
    seule = zones[0] if len(zones) == 1 else ""
    classees = table()
    return Creations(
        zones=zones,
        sujet=_sujet(territoire, zones, propre=propre),
        part=part,
        propre=propre,
        serie=serie,
        taux=POUR_MILLE * serie[-1][1] / float(_population(zones)),
        un_an=evolution(serie, UN_AN),
        cinq_ans=evolution(serie, CINQ_ANS),
        par_stock=_par_stock(zones, dict(serie)),
        rang=int(classees["rang"].to_dict()[seule]) if seule else 0,
        sur=len(classees),
    )


def _zones(territoire: Territoire) -> tuple[tuple[str, ...], float, bool]:
    """Zones additionnées, part des habitants, et si elles font exactement le territoire."""
    codes = index().territoires[NIVEAU]
    if territoire.niveau == "france":
        publiees = tuple(effectifs().index)
        return publiees, _population(publiees) / territoire.population, False
    pavees = index().pavage(NIVEAU, rangs(territoire))
    if pavees is not None:
        return tuple(codes[int(rang)] for rang in pavees), 1.0, True
    principale = traverses(territoire, NIVEAU)[0]
    return (principale.code,), principale.part, False


def _sujet(territoire: Territoire, zones: tuple[str, ...], *, propre: bool) -> str:
    if propre:
        return territoire.libelle
    return f"{len(zones)} zones d'emploi publiées" if len(zones) > 1 else libelle(NIVEAU, zones[0])


def _population(zones: tuple[str, ...]) -> float:
    return float(entrepot.territoires(NIVEAU).loc[list(zones), "population"].sum())


def _stock(zones: tuple[str, ...]) -> float:
    valeurs = entrepot.valeurs_periode(STOCK, NIVEAU, ANNEE_STOCK)["valeur"].reindex(list(zones))
    return float(valeurs.sum(skipna=False))


def _par_stock(zones: tuple[str, ...], creations: dict[str, float]) -> float:
    stock = _stock(zones)
    return POUR_CENT * creations[ANNEE_APRES] / stock if stock else math.nan


@cache
def table() -> pd.DataFrame:
    """Les zones publiées, indexées par code, du plus fort taux au plus faible.

    Colonnes ``rang, libelle, population, region`` et celles de `COLONNES`.
    """
    publiees, zones = effectifs(), entrepot.territoires(NIVEAU)
    noms, par_zone = entrepot.territoires("region")["libelle"], regions(NIVEAU)
    derniere = publiees.columns[-1]
    stock = entrepot.valeurs_periode(STOCK, NIVEAU, ANNEE_STOCK)["valeur"].reindex(publiees.index)
    population = zones["population"].reindex(publiees.index)
    lignes = pd.DataFrame(
        {
            "libelle": zones["libelle_long"].reindex(publiees.index),
            "population": population,
            "region": [", ".join(noms[r] for r in par_zone.get(str(code), ())) for code in publiees.index],
            "creations": publiees[derniere],
            "taux": POUR_MILLE * publiees[derniere] / population,
            "un_an": evolutions(publiees, UN_AN),
            "cinq_ans": evolutions(publiees, CINQ_ANS),
            "par_stock": POUR_CENT * publiees[ANNEE_APRES] / stock.replace(0, np.nan),
        }
    )
    lignes.insert(0, "rang", lignes["taux"].rank(method="min", ascending=False).astype("int64"))
    return lignes.sort_values(["taux", "libelle"], ascending=[False, True])


def colonnes() -> dict[str, str]:
    """Colonne → son nom ; une évolution dit jusqu'à quelle année."""
    annees = {"un_an": UN_AN, "cinq_ans": CINQ_ANS}
    fins = {nom: comparable(effectifs().columns, ans) for nom, ans in annees.items()}
    return {nom: texte.format(fins.get(nom, "")) for nom, texte in COLONNES.items()}


def decimales() -> dict[str, int]:
    """Colonnes de nombres de `a_montrer` → décimales."""
    return {"Rang": 0, "Créations": 0, "Habitants": 0} | dict.fromkeys(list(colonnes().values())[1:], 1)


def a_montrer(codes: Iterable[str] | None = None) -> pd.DataFrame:
    """Le classement prêt à montrer, colonnes nommées en français ; ``codes`` : ces seules zones, si elles y sont."""
    lignes = table() if codes is None else table().loc[[code for code in codes if code in table().index]]
    return pd.DataFrame(
        {
            "Rang": lignes["rang"],
            "Zone d'emploi": lignes["libelle"],
            **{nom: lignes[colonne] for colonne, nom in colonnes().items()},
            "Habitants": lignes["population"],
            "Région": lignes["region"],
            "Code": lignes.index,
        }
    ).reset_index(drop=True)


def ensemble() -> tuple[tuple[str, float], ...]:
    """Somme des zones publiées, par année."""
    return tuple((str(annee), float(nombre)) for annee, nombre in effectifs().sum().items())


def serie_a_montrer(creations: Creations) -> pd.DataFrame:
    """Les séries de la courbe en tableau."""
    annees = [annee for annee, _ in creations.serie]
    table_ = pd.DataFrame({"Année": annees, creations.sujet: [nombre for _, nombre in creations.serie]})
    if set(creations.zones) != set(effectifs().index):
        table_[f"{creations.sur} zones publiées"] = [nombre for _, nombre in ensemble()]
    return table_


def citation() -> str:
    """Producteur, titre et millésime de chaque source."""
    fiches = charger().sources
    return citer(fiches[identifiant] for identifiant in SOURCES)


def phrase(territoire: Territoire, creations: Creations | None) -> str:
    """La phrase qui ouvre la page."""
    if creations is None:
        return f"{territoire.libelle} : les créations d'établissements n'y sont pas publiées par zone d'emploi."
    taux = f"{formats.nombre(creations.taux, 1)} pour 1 000 habitants"
    rang = (
        f", {formats.ordinal(creations.rang)} taux sur {formats.nombre(creations.sur)} zones d'emploi"
        if creations.rang
        else ""
    )
    fait = f"{formats.nombre(creations.nombre)} établissements ont été créés en {creations.annee}, soit {taux}{rang}"
    if creations.propre:
        return f"{creations.sujet} : {fait}."
    part = formats.part(creations.part)
    lieu = creations.sujet if territoire.niveau == "france" else f"la zone d'emploi {creations.sujet}"
    return f"{territoire.libelle} : dans {lieu}, où vivent {part} des habitants, {fait}."
