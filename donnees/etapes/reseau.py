"""Étape « réseaux » : agences, France services, missions locales, SIAE, chambres… placées quand c'est certain.

Deux types de l'annuaire DILA sont écartés, et comptés au journal : ``epci`` (une intercommunalité n'est pas un service)
et ``msap`` (maisons de services au public de 2019, remplacées par la liste France services de 2024).

Fiabilité : A le producteur donne le point ou le code de la commune et rien ne le contredit ; B la commune est déduite
du code postal et du nom, ou le point publié a été corrigé ; C la commune reste incertaine, sans point.
"""

from __future__ import annotations

import logging

import pandas as pd

from donnees.etapes.atelier import Atelier
from donnees.etapes.localisation import (
    cle_nom,
    communes_courantes,
    communes_publiees,
    departement_postal,
    placer,
    rattacher,
    texte_net,
)
from donnees.lecture.agences import lire_agences
from donnees.lecture.anct import FRANCE_SERVICES, lire_france_services
from donnees.lecture.asp import lire_siae
from donnees.lecture.dila import SERVICES, lire_services
from donnees.vocabulaire import LIBELLES_SIAE

JOURNAL = logging.getLogger("atlas.construction")
TYPES = {
    "france_travail": "Agence France Travail",
    "france_services": "Espace France services",
    "mission_locale": "Mission locale",
    "siae": "Structure d'insertion par l'activité économique (SIAE)",
    "cci": "Chambre de commerce et d'industrie (CCI)",
    "cma": "Chambre de métiers et de l'artisanat (CMA)",
    "chambre_agriculture": "Chambre d'agriculture",
    "cij": "Information jeunesse",
    "cio": "Centre d'information et d'orientation (CIO)",
    "greta": "Greta (formation continue)",
    "apec": "Apec (emploi des cadres)",
    "afpa": "Afpa (formation des adultes)",
    "direccte_ut": "Direccte, unité départementale (DDETS depuis 2021)",
}
TYPES_DILA_ECARTES = ("epci", "msap")
RENOMMES_DILA = {"chambre_metier": "cma"}
FORMATS = {
    "Fixe": ("fixe", "Fixe"),
    "Multisites": ("multisites", "Plusieurs sites"),
    "Bus_équivalent": ("bus", "Bus ou équivalent"),
    "Fixe_antenne(s)": ("fixe_antennes", "Fixe avec antennes"),
    "Itinérante": ("itinerante", "Itinérante"),
}
SOURCES = {
    "france_travail": ("Pôle emploi, liste des agences de 2019, renommée « France Travail » par un tiers", "2019"),
    "france_services": ("ANCT, espaces France services", "2024-08-01"),
    "siae": ("ASP, structures d'insertion par l'activité économique", "2019-07"),
    "dila": ("DILA, annuaire de l'administration", "2019-10"),
}
COLONNES = [
    *("point", "type", "type_libelle", "nom", "sous_type", "sous_type_libelle", "adresse", "code_postal", "ville"),
    *("commune", "methode", "lon", "lat", "precision_geo", "telephone", "site", "source", "date_source", "fiabilite"),
]
ADRESSE_DILA = r"^(?P<adresse>.*?)[\s,]*(?P<code_postal>\d{4,5})\s*,\s*(?P<ville>[^,]*)$"


def construire(atelier: Atelier) -> None:
    """Pose la table ``reseau``."""
    communes = communes_courantes(atelier)
    morceaux = [
        _agences(atelier, communes),
        _france_services(atelier),
        _siae(atelier, communes),
        _dila(atelier, communes),
    ]
    table = placer(pd.concat(morceaux, ignore_index=True), communes)
    libelles = table["commune"].map(communes["libelle"])
    table = table.assign(
        ville=libelles.fillna(table["ville"]),
        type_libelle=table["type"].map(TYPES),
        telephone=_telephones(table["telephone"]),
        fiabilite=_fiabilite(table),
    )
    table = texte_net(table, ["nom", "adresse", "ville", "telephone", "site"])
    places = table["lon"].notna().sum()
    JOURNAL.info("réseaux : %d lignes, %d placées, %d sans point", len(table), places, len(table) - places)
    atelier.tables["reseau"] = table[COLONNES].sort_values("point").reset_index(drop=True)


def _agences(atelier: Atelier, communes: pd.DataFrame) -> pd.DataFrame:
    table = lire_agences(atelier.brut)
    sans_code = table["code_postal"] + "-" + cle_nom(table["nom"]).str.lower().str.replace(" ", "-")
    rattachees = rattacher(table["code_postal"], table["ville"], communes)
    return _source(
        table.assign(
            point="ft-" + table["code_safir"].where(table["code_safir"] != "", sans_code),
            commune=rattachees["commune"],
            methode=rattachees["methode"],
        ),
        "france_travail",
    )


def _france_services(atelier: Atelier) -> pd.DataFrame:
    table = lire_france_services(atelier.brut)
    complement = table["complement_adresse"].where(
        table["complement_adresse"] == "", ", " + table["complement_adresse"]
    )
    antenne = (table["type_fs"] == "Antenne").map({True: " (antenne)", False: ""})
    return _source(
        pd.DataFrame(
            {
                "point": "fs-" + table["id_fs"],
                "nom": table["lib_fs"],
                "sous_type": table["format_fs"].map({nom: code for nom, (code, _) in FORMATS.items()}),
                "sous_type_libelle": table["format_fs"].map({nom: mots for nom, (_, mots) in FORMATS.items()})
                + antenne,
                "adresse": table["adresse"] + complement,
                "code_postal": table["code_postal"],
                "ville": table["lib_com"],
                "commune": communes_publiees(atelier, table["insee_com"], FRANCE_SERVICES),
                "methode": "code_insee",
                "lon": table["lon"],
                "lat": table["lat"],
                "telephone": table["telephone"],
            }
        ),
        "france_services",
    )


def _siae(atelier: Atelier, communes: pd.DataFrame) -> pd.DataFrame:
    """Une structure (SIRET) par point, ses mesures jointes (« ACI/EI »)."""
    lignes = lire_siae(atelier.brut)
    paires = lignes[["siret", "mesure"]].drop_duplicates().sort_values(["siret", "mesure"])
    mesures = paires.assign(mots=paires["mesure"].map(LIBELLES_SIAE)).groupby("siret", sort=True)
    table = lignes.sort_values(["siret", "mesure"]).drop_duplicates("siret").set_index("siret")
    rattachees = rattacher(table["code_postal"], table["commune"], communes)
    return _source(
        pd.DataFrame(
            {
                "point": "siae-" + table.index.to_series(),
                "nom": table["denomination_sociale"],
                "sous_type": mesures["mesure"].agg("/".join),
                "sous_type_libelle": mesures["mots"].agg(" ; ".join),
                "adresse": table["num_rue"] + " " + table["nom_rue"],
                "code_postal": table["code_postal"],
                "ville": table["commune"],
                "commune": rattachees["commune"],
                "methode": rattachees["methode"],
                "telephone": table["telephone"],
            }
        ),
        "siae",
    )


def _dila(atelier: Atelier, communes: pd.DataFrame) -> pd.DataFrame:
    lignes = lire_services(atelier.brut)
    for nom, nombre in lignes["type"].value_counts().reindex(TYPES_DILA_ECARTES, fill_value=0).items():
        JOURNAL.info("réseaux : %d lignes DILA « %s » écartées (voir reseau.py)", nombre, nom)
    table = lignes[~lignes["type"].isin(TYPES_DILA_ECARTES)].reset_index(drop=True)
    morceaux = table["adresse"].str.extract(ADRESSE_DILA).fillna("")
    cp = morceaux["code_postal"].str.zfill(5).where(morceaux["code_postal"] != "", "")
    publiees = communes_publiees(atelier, table["code_insee"], SERVICES)
    return _source(
        table.assign(
            point=table["id"],
            type=table["type"].replace(RENOMMES_DILA),
            nom=table["nom"].str.replace(r"\s+(?:\d{5}|2[AB]\d{3})-\d{2}$", "", regex=True),
            adresse=morceaux["adresse"],
            code_postal=cp,
            ville=morceaux["ville"],
            telephone=table["telephone"].str.split(" / Num").str[0],
            **_commune_dila(publiees, cp, rattacher(cp, morceaux["ville"], communes), communes),
        ),
        "dila",
    )


def _commune_dila(
    publiees: pd.Series, codes_postaux: pd.Series, adresses: pd.DataFrame, communes: pd.DataFrame
) -> dict[str, pd.Series]:
    """L'adresse l'emporte sur le code publié ; un code d'un autre département que l'adresse est incertain.

    Le code INSEE de l'annuaire est parfois celui d'une autre commune (le CIO de Cannes y porte 60029, dans l'Oise) :
    quand l'adresse désigne une seule commune par son nom, c'est là qu'est la porte.
    """
    certaines = adresses["methode"].isin(["nom_code_postal", "nom_departement"])
    departements = publiees.map(communes["departement"]).replace({"2A": "20", "2B": "20"})
    contredites = (codes_postaux != "") & (departement_postal(codes_postaux) != departements)
    codes = publiees.mask(contredites, "")
    commune = codes.mask(certaines, adresses["commune"])
    memes = commune == publiees
    methode = adresses["methode"].mask(memes | ~certaines, "code_insee").where(commune != "", "")
    return {"commune": commune, "methode": methode}


def _source(table: pd.DataFrame, cle: str) -> pd.DataFrame:
    """Complète les colonnes communes et la provenance."""
    source, date = SOURCES[cle]
    vides = {"type": cle, "sous_type": "", "sous_type_libelle": "", "telephone": "", "site": ""}
    for colonne, valeur in (vides | {"lon": float("nan"), "lat": float("nan")}).items():
        if colonne not in table.columns or (colonne == "type" and cle != "dila"):
            table = table.assign(**{colonne: valeur})
    gardees = [*vides, *("point", "nom", "adresse", "code_postal", "ville", "commune", "methode", "lon", "lat")]
    table = table[gardees].reset_index(drop=True)
    return table.assign(source=source, date_source=date, point_publie=table["lon"].notna())


def _fiabilite(table: pd.DataFrame) -> pd.Series:
    """A, B ou C : voir l'en-tête du module."""
    corrige = table["point_publie"] & (table["precision_geo"] != "adresse")
    deduite = (table["methode"] != "code_insee") & (table["precision_geo"] != "adresse")
    notes = pd.Series("A", index=table.index, dtype=str).mask(corrige | deduite, "B")
    return notes.mask(table["lon"].isna(), "C")


def _telephones(numeros: pd.Series) -> pd.Series:
    """Dix chiffres accolés → cinq paires ; tout autre numéro reste tel que publié."""
    return (
        numeros.astype(str)
        .str.strip()
        .str.replace(r"^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$", r"\1 \2 \3 \4 \5", regex=True)
    )
