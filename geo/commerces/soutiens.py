"""Ce qui peut aider un commerce ou une création : programmes dont le territoire bénéficie, structures proches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from donnees import entrepot
from geo.commerces import sphere
from geo.commerces.distances import Reels, positions, secteurs
from geo.territoires import Territoire, rangs
from geo.territoires.index import index

PROGRAMMES: Final = ("acv", "acv2", "pvd", "va", "ti", "zrr", "frla", "fabt", "manuprox")
"""Programmes d'aménagement, de commerce ou d'activité ; l'éducatif et l'insertion n'y sont pas."""
STRUCTURES: Final = ("cci", "cma", "chambre_agriculture", "france_services", "france_travail")
NOMMES: Final = ("acv", "acv2", "pvd", "va", "ti")
"""Programmes dont la source nomme des villes ou des territoires ; les autres libellés sont des dossiers."""
NOMS_MONTRES: Final = 4


@dataclass(frozen=True)
class Programme:
    """Un programme dans un territoire.

    Attributes
    ----------
    code : str
        Un de `PROGRAMMES`.
    laureats : tuple of str
        Territoires lauréats, triés ; vide quand la source ne nomme pas de territoire.
    communes : int
        Communes du territoire concernées.
    part : float
        Part des habitants du territoire dont la commune est concernée, en %.
    """

    code: str
    libelle: str
    laureats: tuple[str, ...]
    communes: int
    part: float
    date: str
    source: str
    precaution: str

    @property
    def noms(self) -> str:
        """« Alençon, Mamers et 3 autres » ; vide si aucun n'est nommé."""
        if len(self.laureats) <= NOMS_MONTRES:
            return ", ".join(self.laureats)
        autres = len(self.laureats) - NOMS_MONTRES
        return f"{', '.join(self.laureats[:NOMS_MONTRES])} et {autres} autre{'s' if autres > 1 else ''}"


@lru_cache(maxsize=256)
def programmes(territoire: Territoire) -> tuple[Programme, ...]:
    """Programmes qui concernent une commune au moins, dans l'ordre de `PROGRAMMES`."""
    tous = entrepot.table("programmes")
    ici = tous[tous["programme"].isin(PROGRAMMES) & tous["commune"].isin(set(territoire.communes))]
    par_code = {str(code): lignes for code, lignes in ici.groupby("programme")}
    return tuple(_programme(par_code[code], territoire) for code in PROGRAMMES if code in par_code)


def _programme(lignes: pd.DataFrame, territoire: Territoire) -> Programme:
    premiere, communes = lignes.iloc[0], sorted(set(lignes["commune"]))
    habitants = index().population[index().rangs_de(communes)].sum()
    nommes = lignes["territoire_libelle"] if premiere["programme"] in NOMMES else ()
    precautions = [texte for texte in dict.fromkeys(lignes["precaution"]) if texte]
    if lignes["partiel"].any():
        precautions.append("Une commune au moins n'est classée qu'en partie.")
    return Programme(
        code=str(premiere["programme"]),
        libelle=str(premiere["programme_libelle"]),
        laureats=tuple(sorted({str(nom) for nom in nommes if nom})),
        communes=len(communes),
        part=100 * float(habitants) / territoire.population if territoire.population else 0.0,
        date=str(premiere["date_source"]),
        source=str(premiere["source"]),
        precaution=" ".join(precautions),
    )


@dataclass(frozen=True)
class Structure:
    """Un réseau d'accompagnement vu d'un territoire.

    Attributes
    ----------
    libelle : str
        Type de structure.
    dedans : int
        Nombre dans le territoire.
    nom, ville : str
        La plus proche de la commune la plus peuplée du territoire ; vides s'il n'y en a pas sur la même terre.
    km : float
        Sa distance à vol d'oiseau.
    """

    libelle: str
    dedans: int
    nom: str
    ville: str
    km: float
    date: str
    source: str


def principale(territoire: Territoire) -> int:
    """Rang de la commune la plus peuplée."""
    choisies = rangs(territoire)
    return int(choisies[np.argmax(index().population[choisies])])


@lru_cache(maxsize=256)
def structures(territoire: Territoire) -> tuple[Structure, ...]:
    """Une ligne par réseau de `STRUCTURES`."""
    depuis, communes = principale(territoire), set(territoire.communes)
    return tuple(_structure(_reseau(type_), depuis, communes) for type_ in STRUCTURES)


@lru_cache(maxsize=16)
def _reseau(type_: str) -> tuple[pd.DataFrame, Reels]:
    """Structures d'un type, avec leur terre (vide si leur point est inconnu), et leurs points sur la sphère."""
    tous = entrepot.table("reseau")
    lignes = tous[tous["type"] == type_].reset_index(drop=True)
    situees = lignes["lon"].notna()
    terres = [
        secteurs()[index().rang[code]] if situee and code in index().rang else ""
        for code, situee in zip(lignes["commune"], situees, strict=True)
    ]
    points = sphere.vecteurs(lignes["lon"].to_numpy(dtype=np.float64), lignes["lat"].to_numpy(dtype=np.float64))
    return lignes.assign(terre=terres), points


def _structure(reseau: tuple[pd.DataFrame, Reels], depuis: int, communes: set[str]) -> Structure:
    lignes, points = reseau
    premiere, nom, ville, km = lignes.iloc[0], "", "", float("nan")
    places = np.flatnonzero(lignes["terre"] == secteurs()[depuis])
    if places.size:
        distances = sphere.entre_km(positions()[[depuis]], points[places])[0]
        proche = lignes.iloc[places[int(np.argmin(distances))]]
        nom, ville, km = str(proche["nom"]), str(proche["ville"]), float(distances.min())
    return Structure(
        libelle=str(premiere["type_libelle"]),
        dedans=int(lignes["commune"].isin(communes).sum()),
        nom=nom,
        ville=ville,
        km=km,
        date=str(premiere["date_source"]),
        source=str(premiere["source"]),
    )


def table_programmes(territoire: Territoire) -> pd.DataFrame:
    """Programmes à emporter, un par ligne."""
    return pd.DataFrame(
        [
            {
                "Territoire": territoire.libelle,
                "Programme": programme.libelle,
                "Lauréats": ", ".join(programme.laureats),
                "Communes": programme.communes,
                "Habitants concernés (%)": round(programme.part, 1),
                "Date": programme.date,
                "Source": programme.source,
                "Précaution": programme.precaution,
            }
            for programme in programmes(territoire)
        ]
    )


def table_structures(territoire: Territoire) -> pd.DataFrame:
    """Structures à emporter, un réseau par ligne."""
    return pd.DataFrame(
        [
            {
                "Territoire": territoire.libelle,
                "Structure": lue.libelle,
                "Nombre dans le territoire": lue.dedans,
                "La plus proche": lue.nom,
                "Ville": lue.ville,
                "Distance (km)": round(lue.km, 1),
                "Date": lue.date,
                "Source": lue.source,
            }
            for lue in structures(territoire)
        ]
    )
