"""Le portrait d'un territoire : les phrases et les chiffres clés de l'écran, puis toutes ses mesures."""

from __future__ import annotations

import numpy as np
import pandas as pd
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from donnees import entrepot
from donnees.catalogue import charger
from geo import mesures
from geo.ecriture.formats import typographie
from geo.portrait import carton, constats, phrases
from geo.sorties import metadonnees, portrait
from geo.territoires import Territoire
from pages.api.parametres import Comparateur, Identifiant, Lieu, face
from pages.api.reponses import TYPES, de_l_ecran, du_territoire, en_json, fichier
from pages.api.ressources.chiffres import Mesures, Portrait, SansChiffre, Serie, chiffre
from pages.api.ressources.lieux import bref

routeur = APIRouter(prefix="/territoires/{niveau}/{code}", tags=["Portraits"])


@routeur.get("/portrait", response_model=Portrait, summary="Le portrait")
def portrait_territoire(demande: Request, territoire: Lieu, comparateur: Comparateur = "") -> Response:
    """Les phrases et les chiffres clés exactement tels que l'écran les écrit, face au même comparateur."""
    return en_json(composer(demande, territoire, face(territoire, comparateur)))


def composer(demande: Request, territoire: Territoire, autre: Territoire | None) -> Portrait:
    """Le portrait d'un territoire, face à un autre."""
    faits, pairs = constats.constats(territoire, autre), mesures.niveau_des_pairs(territoire)
    composes = (carton.composer(constat, autre, pairs) for constat in faits)
    phrasees = phrases.phrases(constats.faits(territoire, autre), territoire.niveau)
    return Portrait(
        territoire=bref(demande, territoire),
        comparateur=bref(demande, autre) if autre else None,
        pairs=pairs,
        phrases=tuple(typographie(phrase) for phrase in phrasees),
        chiffres=tuple(chiffre(compose) for compose in composes if compose is not None),
        sans_chiffre=tuple(
            SansChiffre(
                raison=typographie(absence.raison), indicateurs=tuple(fiche.id for fiche in absence.indicateurs)
            )
            for absence in carton.absences(faits, territoire)
        ),
        donnees=str(entrepot.manifeste()["empreinte"]),
    )


@routeur.get("/mesures", response_model=Mesures, summary="Tous ses indicateurs")
def mesures_territoire(demande: Request, territoire: Lieu) -> Response:
    """Chaque indicateur à sa dernière période : publié, recalculé depuis les communes, ou pourquoi il n'y en a pas."""
    table = portrait.tableau(territoire).rename(columns=Mesures.COLONNES)[list(Mesures.COLONNES.values())]
    lignes = table.astype(object).where(table.notna(), None).to_dict("records")
    suites = {"csv": ".csv", "csvw": ".csv-metadata.json", "geojson": ".geojson"}
    fichiers = {genre: du_territoire(demande, territoire, f"/mesures{suite}") for genre, suite in suites.items()}
    return en_json(
        Mesures.model_validate({"territoire": bref(demande, territoire), "elements": lignes, "fichiers": fichiers})
    )


@routeur.get(
    "/mesures.csv",
    response_class=Response,
    summary="Tous ses indicateurs, en CSV",
    responses={200: {"content": {"text/csv": {}}}},
)
def mesures_csv(demande: Request, territoire: Lieu) -> Response:
    """Le CSV du portrait ; l'entête ``Link`` mène à sa fiche CSVW."""
    fiche = du_territoire(demande, territoire, "/mesures.csv-metadata.json")
    return fichier(portrait.csv(territoire), portrait.sujet(territoire).nom, "csv", fiche)


@routeur.get(
    "/mesures.csv-metadata.json",
    response_class=Response,
    summary="La fiche CSVW de ce CSV",
    responses={200: {"content": {TYPES["csvm"]: {}}}},
)
def mesures_csvw(demande: Request, territoire: Lieu) -> Response:
    """Sources, licence, unités et sens des colonnes."""
    sujet, csv = portrait.sujet(territoire), du_territoire(demande, territoire, "/mesures.csv")
    page = de_l_ecran(demande, "territoire", {"niveau": territoire.niveau, "code": territoire.code})
    return fichier(metadonnees.composer(sujet, portrait.csv(territoire), page, csv), sujet.nom, "csvm")


@routeur.get(
    "/mesures.geojson",
    response_class=Response,
    summary="Tous ses indicateurs et son contour, en GeoJSON",
    responses={200: {"content": {TYPES["geojson"]: {}}}},
)
def mesures_geojson(territoire: Lieu) -> Response:
    """Le GeoJSON du portrait (RFC 7946)."""
    return fichier(portrait.geojson(territoire), portrait.sujet(territoire).nom, "geojson")


@routeur.get("/series/{indicateur}", response_model=Serie, summary="Un indicateur, toutes ses périodes")
def serie(demande: Request, territoire: Lieu, indicateur: Identifiant) -> Response:
    """La série publiée, ou recalculée depuis les communes ; vide si elle n'existe pas ici."""
    fiche = charger().indicateur(indicateur)
    lignes: pd.DataFrame = mesures.serie(territoire, indicateur)
    valeurs = lignes["valeur"].to_numpy(dtype=np.float64)
    elements = [
        {"periode": str(periode), "valeur": float(valeur) if np.isfinite(valeur) else None, "statut": str(statut)}
        for periode, valeur, statut in zip(lignes["periode"], valeurs, lignes["statut"], strict=True)
    ]
    return en_json(
        Serie.model_validate(
            {
                "territoire": bref(demande, territoire),
                "indicateur": fiche.id,
                "libelle": fiche.libelle,
                "unite": fiche.unite,
                "elements": elements,
            }
        )
    )
