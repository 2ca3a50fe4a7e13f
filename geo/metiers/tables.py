"""Les métiers en tableaux et en phrases : le secret en toutes lettres, l'estimation dite."""

from __future__ import annotations

import math

import pandas as pd

from donnees.catalogue import charger
from geo.ecriture import formats, tableurs
from geo.metiers import lectures
from geo.metiers.enquete import ANNEES, PAYS, Lieu, Total, total


def intervalle(bas: float, haut: float, decimales: int = 0) -> str:
    """« 12 à 18 » ; un seul nombre quand les bornes s'écrivent pareil ; « — » sans nombre."""
    textes = [formats.nombre(borne, decimales) for borne in (bas, haut)]
    return textes[0] if textes[0] == textes[1] else f"{textes[0]} à {textes[1]}"


def metiers(lieu: Lieu, annee: int, famille: str = "") -> pd.DataFrame:
    """Tous les métiers d'un lieu, à montrer et à emporter ; une famille vide les garde tous."""
    table = lectures.face_a_la_france(lieu, annee)
    if famille:
        table = table[table["famille"] == famille]
    avant = lectures.precedente(annee)
    evolution = {f"Évolution {avant}-{annee} (%)": table["evolution"]} if avant else {}
    return pd.DataFrame(
        {
            "Métier": table["libelle"],
            "Projets connus": table["projets"],
            "Projets, bornes": [intervalle(bas, haut) for bas, haut in zip(*_bornes(table), strict=True)],
            "Difficiles, au moins (%)": table["part_difficile"],
            "Difficiles, au plus (%)": table["part_difficile_max"],
            "Difficiles, France (%)": table["part_difficile_france"],
            "Saisonniers, au moins (%)": table["part_saisonniere"],
            "Saisonniers, au plus (%)": table["part_saisonniere_max"],
            **evolution,
            "Part des projets (%)": table["part"],
            "Part, France (%)": table["part_france"],
            "Famille": table["famille"],
            "Code": table.index,
        }
    ).reset_index(drop=True)


def _parts(table: pd.DataFrame, nom: str) -> list[str]:
    """Une part et ses bornes de secret : « 94 à 95 »."""
    return [intervalle(bas, haut) for bas, haut in zip(table[nom], table[f"{nom}_max"], strict=True)]


def _bornes(table: pd.DataFrame) -> tuple[list[float], list[float]]:
    return table["plancher"].tolist(), table["plafond"].tolist()


def surveiller(lieu: Lieu, annee: int) -> pd.DataFrame:
    """Métiers à surveiller, à montrer."""
    table = lectures.a_surveiller(lieu, annee)
    return pd.DataFrame(
        {
            "Métier": table["libelle"],
            "Projets connus": table["projets"],
            "Difficiles (%, bornes)": _parts(table, "part_difficile"),
            "Difficiles, France (%)": table["part_difficile_france"],
            "Saisonniers (%, bornes)": _parts(table, "part_saisonniere"),
        }
    ).reset_index(drop=True)


def tension(lieu: Lieu, regions: tuple[str, ...]) -> pd.DataFrame:
    """Métiers en tension, chiffrés sur l'enquête 2023."""
    table = lectures.tension_chiffree(lieu, regions)
    return pd.DataFrame(
        {
            "Métier en tension (FAP 2009)": table["libelle"],
            "Où": table["regions"].replace("", "France entière"),
            "Projets 2023": table["projets"],
            "Difficiles 2023 (%, bornes)": _parts(table, "part_difficile"),
            "Code": table["fap"],
        }
    )


def phrase(lieu: Lieu, annee: int, territoire: str) -> str:
    """Une phrase : combien de projets, combien difficiles, face à la France."""
    ici, pays = total(lieu, annee), total(PAYS, annee)
    if not ici.projets:
        return f"L'enquête {annee} ne publie aucun projet de recrutement pour {territoire}."
    environ = "environ " if lieu.estime else ""
    face = "" if lieu == PAYS else f" ({_part(pays)} en France)"
    return (
        f"{territoire} : pour {annee}, les employeurs déclarent {environ}{formats.nombre(ici.projets)} projets de "
        "recrutement. "
        f"{_part(ici)} sont jugés difficiles{face}, "
        f"{intervalle(ici.saisonnier, ici.saisonnier_max, 0)}{formats.INSECABLE}% saisonniers."
    )


def _part(compte: Total) -> str:
    return f"{intervalle(compte.difficile, compte.difficile_max, 0)}{formats.INSECABLE}%"


def secret(lieu: Lieu, annee: int) -> str:
    """Ce que le secret cache, borné."""
    compte = total(lieu, annee)
    if not compte.masquees:
        return "Aucun effectif de projets n'est masqué ici."
    nombre = math.ceil(compte.masquees)
    accord = "s" if nombre > 1 else ""
    return (
        f"Secret statistique : {formats.nombre(nombre)} réponse{accord} masquée{accord} (un métier dans un bassin), "
        "chacune de 1 à 4 projets, qui ne sont pas dans le total écrit ci-dessus : avec eux, le vrai total est entre "
        f"{formats.nombre(compte.plancher)} et {formats.nombre(compte.plafond)}. Une part donnée par deux nombres est bornée de même, jamais comptée à zéro."
    )


def emporter(table: pd.DataFrame, lieu: Lieu, annee: int) -> bytes:
    """CSV ; chaque ligne dit le lieu, l'année, la nomenclature, l'estimation et la source."""
    fiche = charger().sources["france_travail_bmo"]
    return tableurs.en_csv(
        table.assign(
            Lieu=lieu.libelle,
            Échelle={"bassin": "bassin de l'enquête", "zone_emploi": "zone d'emploi"}.get(lieu.genre, lieu.genre),
            Année=annee,
            Nomenclature=ANNEES[annee],
            Statut="estimé au prorata de la population des bassins" if lieu.estime else "somme des réponses publiées",
            Source=fiche.citer(str(annee)),
            Précaution="Intentions déclarées ; le secret (1 à 4 projets) est borné.",
        )
    )
