"""Un territoire à emporter : CSV, classeur et GeoJSON, chaque chiffre avec sa fiche."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import shapely

from donnees import entrepot
from donnees.catalogue import charger
from geo import mesures
from geo.ecriture import tableurs
from geo.ecriture.classeurs import Feuille, composer
from geo.ecriture.sources import tableau as tableau_sources
from geo.mesures import Mesure, reserves
from geo.sorties.geojson import geometrie
from geo.sorties.metadonnees import Sujet, sources_de
from geo.territoires import Territoire, perimetre
from geo.territoires.niveaux import NOMS_NIVEAUX

COLONNES = (
    "Thème",
    "Identifiant",
    "Indicateur",
    "Valeur",
    "Minimum",
    "Maximum",
    "Unité",
    "Période",
    "Statut",
    "Origine",
    "Remarque",
    "Question",
    "Formule",
    "Source",
)
ORIGINES = {
    "publie": "publié",
    "estime": "notre estimation",
    "recalcule": "recalculé depuis les communes",
    "non_recalculable": "non recalculable",
    "non_calculable": "non calculable",
    "secret": "secret statistique",
    "absent": "sans donnée",
}


def tableau(territoire: Territoire) -> pd.DataFrame:
    """Un indicateur par ligne, avec sa fiche (`COLONNES`)."""
    return pd.DataFrame([_ligne(mesure) for mesure in mesures.toutes(territoire)], columns=list(COLONNES))


def _ligne(mesure: Mesure) -> dict[str, object]:
    fiche = mesure.indicateur
    return {
        "Thème": charger().themes[fiche.theme].libelle,
        "Identifiant": fiche.id,
        "Indicateur": fiche.libelle,
        "Valeur": _arrondi(mesure, mesure.valeur),
        "Minimum": _arrondi(mesure, mesure.minimum),
        "Maximum": _arrondi(mesure, mesure.maximum),
        "Unité": fiche.unite,
        "Période": mesure.periode,
        "Statut": mesure.reserve,
        "Origine": ORIGINES[mesure.origine],
        "Remarque": " ".join(dict.fromkeys(note for note in (mesure.explication, *reserves.notes(mesure)) if note)),
        "Question": fiche.question,
        "Formule": fiche.mention,
        "Source": reserves.source(mesure),
    }


def _arrondi(mesure: Mesure, valeur: float) -> float | None:
    """La valeur telle que l'Atlas la garde : la colonne n'ajoute pas de fausse décimale à un nombre arrondi."""
    return float(mesure.indicateur.arrondir(np.array(valeur))) if np.isfinite(valeur) else None


def sujet(territoire: Territoire) -> Sujet:
    """Ce que contiennent les fichiers du portrait."""
    return Sujet(f"Portrait : {territoire.libelle}", ("portrait", territoire), sources_de(list(charger().indicateurs)))


def csv(territoire: Territoire) -> bytes:
    """CSV à la française (« ; », virgule, UTF-8 avec BOM)."""
    table = tableau(territoire).assign(Territoire=territoire.libelle)
    return tableurs.en_csv(table[["Territoire", *COLONNES]])


def xlsx(territoire: Territoire) -> bytes:
    """Classeur : une feuille par thème, puis les sources."""
    toutes = tableau(territoire)
    feuilles = [
        Feuille(str(theme), lignes.drop(columns=["Thème", "Identifiant"]), ())
        for theme, lignes in toutes.groupby("Thème", sort=False)
    ]
    indicateurs = charger().indicateurs
    citees = [source for identifiant in toutes["Identifiant"] for source in indicateurs[identifiant].sources]
    return composer(f"Portrait : {territoire.libelle}", feuilles, tableau_sources(citees))


def geojson(territoire: Territoire) -> bytes:
    """GeoJSON (RFC 7946) d'un seul trait : le contour du territoire et ses indicateurs, par identifiant."""
    lues = mesures.toutes(territoire)
    valeurs = {m.indicateur.id: _arrondi(m, m.valeur) for m in lues}
    for borne in ("minimum", "maximum"):
        incertaines = [m for m in lues if np.isfinite(m.minimum)]
        valeurs |= {f"{m.indicateur.id}_{borne}": _arrondi(m, getattr(m, borne)) for m in incertaines}
    nature = NOMS_NIVEAUX[territoire.niveau][0]
    proprietes = {"nom": territoire.libelle, "nature": nature, "communes": list(territoire.communes), **valeurs}
    trait = {"type": "Feature", "geometry": _contour(territoire), "properties": proprietes}
    collection = {"type": "FeatureCollection", "name": territoire.libelle, "features": [trait]}
    return json.dumps(collection, ensure_ascii=False).encode()


def _contour(territoire: Territoire) -> dict[str, object]:
    """Contour du fichier de son niveau s'il existe, sinon union de ses communes ; la France : union des régions."""
    niveau = "region" if territoire.niveau == "france" else territoire.niveau
    if niveau in {"zone_emploi", "departement", "region"}:
        codes, formes = entrepot.geometries(niveau, "")
        tous = territoire.niveau == "france"
        choisies = [forme for code, forme in zip(codes, formes, strict=True) if tous or code == territoire.code]
        union = shapely.union_all(choisies)
    else:
        union = perimetre.geometrie(territoire.communes)
    return geometrie(union)


def communes_csv(territoire: Territoire) -> bytes:
    """CSV des communes d'un territoire : code, nom, population, rattachements."""
    communes = entrepot.territoires("commune").loc[list(territoire.communes), ["libelle", "population"]]
    rattachees = entrepot.table("appartenance").set_index("commune").loc[list(territoire.communes)]
    table = pd.DataFrame(
        {
            "code_insee": communes.index,
            "commune": communes["libelle"].to_numpy(),
            "population": communes["population"].to_numpy(),
            **{colonne: rattachees[colonne].to_numpy() for colonne in ("epci", "zone_emploi", "departement", "region")},
        }
    )
    return tableurs.en_csv(table)
