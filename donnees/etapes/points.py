"""Étape « points » : un petit fichier JSON par couche, servi par URL à la carte.

Chaque fichier ``points/<couche>-<empreinte>.json`` porte ``{"constantes": {}, "colonnes": [], "lignes": []}`` :
texte brut (le client échappe), longitude et latitude à 5 décimales (un mètre). Les lignes sans point n'y sont pas :
la table ``points`` en donne le nombre (``sans_point``). Territoires d'industrie et ZRR sont des listes de communes.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from donnees.encodages.colonnes import json_en_colonnes
from donnees.etapes.atelier import Atelier
from donnees.etapes.programmes import LIBELLES as PROGRAMMES
from donnees.etapes.programmes import PRECAUTIONS
from donnees.etapes.reseau import TYPES

PROGRAMMES_EN_POINTS = ("acv", "acv2", "pvd", "va", "cde", "citeduc", "fabt", "manuprox", "frla", "pao")
POINT = ["lon", "lat"]
PROVENANCE = ["source", "date_source", "fiabilite"]
COLONNES = {
    "maisons": [
        *("maison", "nom", "categorie", "categorie_libelle", "ville", "territoire", "statut"),
        *("adresse", "code_postal", "telephone", *PROVENANCE, *POINT),
    ],
    "actions": [
        *("titre", "theme", "theme_libelle", "annee_debut", "annee_fin", "maison"),
        *("nom_maison", "ville", "description", "indicateur", "valeur", *PROVENANCE, *POINT),
    ],
    "reseau": [
        *("nom", "type", "type_libelle", "sous_type_libelle", "adresse", "code_postal", "ville"),
        *("telephone", "precision_geo", *PROVENANCE, *POINT),
    ],
    "programmes": [
        *("nom", "programme", "programme_libelle", "ville", "date_signature", *PROVENANCE, *POINT),
    ],
}
TELEPHONE = "Le téléphone est parfois celui du service hébergé."
PRECAUTIONS_COUCHES = {
    "maisons": f"Le statut est celui que dit la source à sa date, non l'état actuel. {TELEPHONE}",
    "actions": "Actions relevées dans des sources publiques : un relevé, non un recensement. "
    "Une année 0 est inconnue ; une année déduite est signalée.",
    "reseau-france_travail": "Liste de 2019 : des agences ont pu déménager, ouvrir ou fermer depuis.",
    "reseau-france_services": "Bus et espaces itinérants compris, placés à leur adresse de rattachement.",
    "reseau-siae": "Liste de juillet 2019, placée au point de la commune.",
    "reseau-dila": "Annuaire d'octobre 2019, placé au point de la commune.",
}


@dataclass(frozen=True)
class Couche:
    """Une couche de points à écrire."""

    couche: str
    groupe: str
    libelle: str
    table: pd.DataFrame
    precaution: str


def construire(atelier: Atelier) -> None:
    """Pose les fichiers ``points/*.json`` et la table ``points``."""
    couches = [*_maisons(atelier), *_reseaux(atelier), *_programmes(atelier)]
    lignes = [_ecrire(atelier, couche) for couche in couches]
    atelier.tables["points"] = pd.DataFrame(lignes).sort_values("couche").reset_index(drop=True)


def _maisons(atelier: Atelier) -> list[Couche]:
    return [
        Couche("maisons", "maisons", "Maisons de l'emploi", atelier.tables["maisons"], PRECAUTIONS_COUCHES["maisons"]),
        Couche("actions", "actions", "Actions", atelier.tables["actions"], PRECAUTIONS_COUCHES["actions"]),
    ]


def _reseaux(atelier: Atelier) -> list[Couche]:
    reseau = atelier.tables["reseau"]
    couches = []
    for nom, libelle in TYPES.items():
        couche = f"reseau-{nom}"
        precaution = PRECAUTIONS_COUCHES.get(couche, PRECAUTIONS_COUCHES["reseau-dila"])
        couches.append(Couche(couche, "reseau", libelle, reseau[reseau["type"] == nom], precaution))
    return couches


def _programmes(atelier: Atelier) -> list[Couche]:
    territoires = atelier.tables["territoires"]
    noms = territoires[territoires["niveau"] == "commune"].set_index("code")["libelle"]
    programmes = atelier.tables["programmes"]
    ville = programmes["commune"].map(noms)
    # Le « libellé » du FRLA est un périmètre (« QPV »), non un lieu : la commune le nomme, le périmètre suit.
    perimetre = ville + " — " + programmes["territoire_libelle"]
    nom = programmes["territoire_libelle"].mask(programmes["programme"] == "frla", perimetre)
    programmes = programmes.assign(ville=ville, nom=nom)
    return [
        Couche(
            f"programme-{code}",
            "programmes",
            PROGRAMMES[code],
            programmes[programmes["programme"] == code],
            PRECAUTIONS.get(code, ""),
        )
        for code in PROGRAMMES_EN_POINTS
    ]


def _ecrire(atelier: Atelier, couche: Couche) -> dict[str, str | int]:
    """Écrit le fichier de la couche et rend sa ligne de la table ``points``."""
    places = couche.table[couche.table["lon"].notna()]
    octets = json_en_colonnes(places[COLONNES[couche.groupe]])
    fichier = atelier.deposer(f"points/{couche.couche}", octets, comprimer=True)
    return {
        "couche": couche.couche,
        "groupe": couche.groupe,
        "libelle": couche.libelle,
        "fichier": fichier,
        "nombre": len(places),
        "sans_point": len(couche.table) - len(places),
        "date_source": _dates(couche.table["date_source"]),
        "precaution": couche.precaution,
    }


def _dates(dates: pd.Series) -> str:
    """Étendue des dates de source : « 2019-10 » ou « 2006 à 2025-09 » ; vide si la source n'en donne aucune."""
    connues = sorted(set(dates[dates != ""]))
    if not connues:
        return ""
    return connues[0] if len(connues) == 1 else f"{connues[0]} à {connues[-1]}"
