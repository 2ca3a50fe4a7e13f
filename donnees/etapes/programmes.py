"""Étape « programmes » : programmes de l'ANCT, Territoires d'industrie, ZRR ; appartenance de chaque commune.

Règles
------
- Un territoire d'une seule commune garde son point publié ; quand il en compte plusieurs, le fichier intervertit les
  points de ses communes (cités de l'emploi, Action cœur de ville) : chaque ligne est alors au point de sa commune.
- Territoires d'industrie : la source liste des EPCI, ici développés en communes membres d'aujourd'hui (fiabilité B) ;
  les trois EPT du Grand Paris le sont par leurs décrets, les communes listées seules par leur nom et leur département.
- ZRR : communes classées (C) et partiellement classées (PC, ``partiel``) ; une commune née d'une fusion de communes au
  classement différent est partielle.
- Saint-Martin (97801) n'a ni zone d'emploi ni commune au COG : ses lignes sont dans
  ``intermediaires["programmes_hors_champ"]`` et au journal, pas dans la table.
"""

from __future__ import annotations

import logging

import pandas as pd

from donnees.erreurs import CodeInconnu
from donnees.etapes.atelier import Atelier
from donnees.etapes.localisation import cle_nom, communes_courantes, communes_publiees, texte_net
from donnees.lecture.anct import (
    EPT,
    PROGRAMMES,
    TERRITOIRES_INDUSTRIE,
    ZRR,
    lire_programmes,
    lire_territoires_industrie,
    lire_zrr,
)

JOURNAL = logging.getLogger("atlas.construction")
LIBELLES = {
    "acv": "Action cœur de ville",
    "acv2": "Action cœur de ville, seconde liste",
    "pvd": "Petites villes de demain",
    "va": "Villages d'avenir",
    "ti": "Territoires d'industrie",
    "zrr": "Zone de revitalisation rurale (2022)",
    "cde": "Cités de l'emploi",
    "citeduc": "Cités éducatives",
    "fabt": "Fabriques de territoire",
    "manuprox": "Manufactures de proximité",
    "frla": "Fonds de restructuration des locaux d'activité",
    "pao": "Opérations « pao » de l'ANCT",
}
PRECAUTIONS = {
    "acv2": "Code « acv2 » de l'ANCT : sous-ensemble de villes d'Action cœur de ville ; la source ne dit pas lequel.",
    "frla": "Le libellé du territoire est ici le périmètre de l'opération (quartier prioritaire, ORT…), non un lieu.",
    "pao": "Code « pao » non développé par la source (montage, investissement, exploitation) : libellé gardé tel quel.",
    "ti": "Liste d'EPCI développée en communes d'après leur composition actuelle.",
    "zrr": "Classement de novembre 2022, remplacé depuis par France ruralités revitalisation (2024).",
}
LISTES = ("ti", "zrr")
SOURCES = {
    "anct": ("ANCT, programmes d'appui aux territoires", "2024"),
    "ti": ("ANCT, Territoires d'industrie", "2024"),
    "zrr": ("Zones de revitalisation rurale, classement des communes", "2022-11-09"),
}
COLONNES = [
    *("programme", "programme_libelle", "territoire", "territoire_libelle", "commune", "partiel", "date_signature"),
    *("precision_geo", "lon", "lat", "source", "date_source", "fiabilite", "precaution"),
]


def construire(atelier: Atelier) -> None:
    """Pose la table ``programmes``."""
    communes = communes_courantes(atelier)
    table = pd.concat([_anct(atelier), _industrie(atelier), _zrr(atelier)], ignore_index=True)
    hors_champ = table[table["commune"] == ""]
    atelier.intermediaires["programmes_hors_champ"] = hors_champ.reset_index(drop=True)
    for ligne in hors_champ.itertuples():
        JOURNAL.info("programmes : hors champ, %s « %s » (%s)", ligne.programme, ligne.territoire, ligne.code_publie)
    table = _placer(table[table["commune"] != ""], communes)
    table = table.assign(
        programme_libelle=table["programme"].map(LIBELLES),
        precaution=table["programme"].map(PRECAUTIONS).fillna(""),
    )
    table = texte_net(table, ["territoire", "territoire_libelle"])
    cle = ["programme", "territoire", "commune"]
    reunies = table.duplicated(cle)
    if reunies.any():
        JOURNAL.info("programmes : %d ligne(s) réunie(s) par une fusion de communes", reunies.sum())
    table = table[~reunies][COLONNES].sort_values(cle).reset_index(drop=True)
    atelier.tables["programmes"] = table


def _anct(atelier: Atelier) -> pd.DataFrame:
    table = lire_programmes(atelier.brut)
    table = table.assign(
        commune=communes_publiees(atelier, table["code_insee"], PROGRAMMES), partiel=False, fiabilite="A"
    )
    return _sourcer(
        table.rename(
            columns={
                "id_territoire": "territoire",
                "lib_territoire": "territoire_libelle",
                "code_insee": "code_publie",
            }
        ),
        "anct",
    )


def _industrie(atelier: Atelier) -> pd.DataFrame:
    """Développe les groupements en communes membres ; un SIREN inconnu arrête la construction."""
    groupements = lire_territoires_industrie(atelier.brut)
    appartenance = atelier.tables["appartenance"]
    membres = pd.concat(
        [
            appartenance.loc[appartenance["epci"] != "", ["epci", "commune"]].set_axis(
                ["siren_epci", "commune"], axis=1
            ),
            pd.DataFrame(
                [(siren, code) for siren, codes in EPT.items() for code in codes], columns=["siren_epci", "commune"]
            ),
            _communes_listees(groupements, communes_courantes(atelier)),
        ]
    )
    inconnus = set(groupements["siren_epci"]) - set(membres["siren_epci"])
    if inconnus:
        raise CodeInconnu(TERRITOIRES_INDUSTRIE, inconnus)
    table = groupements.merge(membres, on="siren_epci", how="left")
    return _sourcer(
        pd.DataFrame(
            {
                "programme": "ti",
                "territoire": table["id_ti"],
                "territoire_libelle": table["lib_ti"],
                "code_publie": table["siren_epci"],
                "commune": table["commune"],
                "partiel": False,
                "fiabilite": "B",
            }
        ),
        "ti",
    )


def _communes_listees(groupements: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """Communes listées seules (SIREN en 21) : retrouvées par leur nom dans le département que dit le SIREN.

    Le reste du SIREN ne suffit pas : le rang de la commune n'y est pas écrit de même dans tous les départements.
    """
    seules = groupements[groupements["siren_epci"].str.startswith("21")]
    cherchees = pd.DataFrame(
        {
            "siren_epci": seules["siren_epci"],
            "departement": seules["siren_epci"].str[2:4],
            "nom": cle_nom(seules["lib_epci"]),
        }
    )
    noms = pd.DataFrame(
        {"departement": communes["departement"], "nom": cle_nom(communes["libelle"]), "commune": communes.index}
    )
    noms = noms[~noms.duplicated(["departement", "nom"], keep=False)]
    return cherchees.merge(noms, on=["departement", "nom"])[["siren_epci", "commune"]]


def _zrr(atelier: Atelier) -> pd.DataFrame:
    """Communes classées au moins en partie."""
    table = lire_zrr(atelier.brut)
    table = table.assign(commune=communes_publiees(atelier, table["insee_code"], ZRR))
    table = table.assign(entiere=table["status"] == "C", touchee=table["status"] != "NC")
    classements = table.groupby("commune", sort=True)
    retenues = classements["entiere"].all()[classements["touchee"].any()]
    return _sourcer(
        pd.DataFrame(
            {
                "programme": "zrr",
                "territoire": "zrr",
                "territoire_libelle": "Zone de revitalisation rurale",
                "code_publie": retenues.index,
                "commune": retenues.index,
                "partiel": ~retenues.to_numpy(),
                "fiabilite": "A",
            }
        ),
        "zrr",
    )


def _sourcer(table: pd.DataFrame, cle: str) -> pd.DataFrame:
    source, date = SOURCES[cle]
    table = table.assign(source=source, date_source=date)
    if cle == "anct":
        return table
    return table.assign(date_signature="", lon=float("nan"), lat=float("nan"))


def _placer(table: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """Point publié d'un territoire d'une seule commune, sinon celui de la commune ; aucun pour les listes."""
    tailles = table.groupby(["programme", "territoire"])["commune"].transform("nunique")
    publie = table["lon"].notna() & table["lat"].notna() & (tailles == 1)
    centres = communes.reindex(table["commune"]).set_index(table.index)
    listes = table["programme"].isin(LISTES)
    return table.assign(
        lon=table["lon"].where(publie, centres["lon"]).mask(listes),
        lat=table["lat"].where(publie, centres["lat"]).mask(listes),
        precision_geo=publie.map({True: "publié", False: "commune"}).mask(listes, ""),
    )
