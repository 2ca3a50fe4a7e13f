"""Les valeurs d'un indicateur à un niveau : en JSON par pages, et dans les fichiers mêmes que l'écran donne."""

from __future__ import annotations

import math
from urllib.parse import urlencode

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from donnees import entrepot
from donnees.catalogue import charger
from geo.ecriture import formats
from geo.erreurs import NiveauIndisponible
from geo.mesures.repartitions import Repartition, niveaux_carte, repartir, restreindre
from geo.sorties import carte, metadonnees, tableaux
from geo.territoires import lire
from pages.api.parametres import LIMITE, Apres, Identifiant, Limite, NiveauPublie, Periode, Zone
from pages.api.problemes import Refus
from pages.api.reponses import TYPES, Modele, Page, de_l_ecran, en_json, fichier, racine, trancher

routeur = APIRouter(prefix="/valeurs/{indicateur}", tags=["Valeurs"])


class Valeur(Modele):
    """La valeur d'un territoire."""

    code: str
    territoire: str
    valeur: float | None = Field(description="Telle que l'Atlas la garde : une décimale de plus que son écriture.")
    ecrit: str = Field(description="Telle que l'écran l'écrit.")
    minimum: float | None = Field(description="Au moins, quand le secret ou une révision rend la valeur incertaine.")
    maximum: float | None
    statut: str = Field(description="Réserve sur la valeur ; vide pour une valeur publiée.")


class Valeurs(Page[Valeur]):
    """Les valeurs d'un indicateur à un niveau et à une date, par code."""

    indicateur: str
    libelle: str
    unite: str
    niveau: str
    periode: str
    source: str
    fichiers: dict[str, str] = Field(description="Les mêmes valeurs, entières : CSV, sa fiche CSVW, GeoJSON.")


@routeur.get(
    "/{niveau}.csv",
    response_class=Response,
    summary="Les valeurs, en CSV",
    responses={200: {"content": {"text/csv": {}}}},
)
def valeurs_csv(
    demande: Request, indicateur: Identifiant, niveau: NiveauPublie, periode: Periode = "", zone: Zone = ""
) -> Response:
    """Le CSV de la carte (« ; », virgule, UTF-8 avec BOM) ; l'entête ``Link`` mène à sa fiche CSVW."""
    repartition = _repartition(indicateur, niveau, periode, zone)
    adresses = _fichiers(demande, repartition)
    return fichier(tableaux.csv(repartition), tableaux.sujet(repartition).nom, "csv", adresses["csvw"])


@routeur.get(
    "/{niveau}.csv-metadata.json",
    response_class=Response,
    summary="La fiche CSVW du CSV",
    responses={200: {"content": {TYPES["csvm"]: {}}}},
)
def valeurs_csvw(
    demande: Request, indicateur: Identifiant, niveau: NiveauPublie, periode: Periode = "", zone: Zone = ""
) -> Response:
    """Sources, licence, unités et sens des colonnes du CSV (https://www.w3.org/TR/tabular-metadata/)."""
    repartition = _repartition(indicateur, niveau, periode, zone)
    sujet, adresse = tableaux.sujet(repartition), de_l_ecran(demande, "methode", {"fiche": repartition.indicateur.id})
    csv = _fichiers(demande, repartition)["csv"]
    return fichier(metadonnees.composer(sujet, tableaux.csv(repartition), adresse, csv), sujet.nom, "csvm")


@routeur.get(
    "/{niveau}.geojson",
    response_class=Response,
    summary="Les valeurs et leurs contours, en GeoJSON",
    responses={200: {"content": {TYPES["geojson"]: {}}}},
)
def valeurs_geojson(indicateur: Identifiant, niveau: NiveauPublie, periode: Periode = "", zone: Zone = "") -> Response:
    """Le GeoJSON de la carte (RFC 7946) ; des communes, il faut dire la zone d'emploi."""
    if niveau not in niveaux_carte(indicateur):
        raise NiveauIndisponible(f"Pas de contour pour « {indicateur} » au niveau « {niveau} » : lire le CSV.")
    if niveau == "commune" and not zone:
        raise Refus("Les contours de toutes les communes sont trop lourds : dire la zone d'emploi (zone=8421).")
    repartition = _repartition(indicateur, niveau, periode, zone)
    return fichier(carte.geojson(repartition), tableaux.sujet(repartition).nom, "geojson")


@routeur.get("/{niveau}", response_model=Valeurs, summary="Les valeurs, par pages")
def valeurs(  # noqa: PLR0913, PLR0917 - les paramètres de l'adresse
    demande: Request,
    indicateur: Identifiant,
    niveau: NiveauPublie,
    periode: Periode = "",
    zone: Zone = "",
    limite: Limite = LIMITE,
    apres: Apres = "",
) -> Response:
    """Une valeur par territoire, par code ; sans valeur, elle est nulle et le statut dit pourquoi."""
    repartition = _repartition(indicateur, niveau, periode, zone)
    codes = sorted(repartition.codes)
    tranche = trancher(demande, codes, limite, apres)
    lignes = restreindre(repartition, codes[tranche.debut : tranche.fin])
    fiche = repartition.indicateur
    return en_json(
        Valeurs(
            total=len(codes),
            suivant=tranche.suivant,
            elements=tuple(_valeurs(lignes)),
            indicateur=fiche.id,
            libelle=fiche.libelle,
            unite=fiche.unite,
            niveau=niveau,
            periode=repartition.periode,
            source=repartition.sources,
            fichiers=_fichiers(demande, repartition),
        )
    )


def _repartition(indicateur: str, niveau: str, periode: str, zone: str) -> Repartition:
    """La répartition demandée ; une date qui n'existe pas se dit, au lieu d'être remplacée."""
    charger().indicateur(indicateur)
    existantes = entrepot.periodes(indicateur, niveau)
    if periode and existantes and periode not in existantes:
        bornes = f"de {existantes[0]} à {existantes[-1]}"
        raise Refus(f"« {indicateur} » n'a pas de valeur pour « {periode} » au niveau « {niveau} » : {bornes}.", 404)
    if zone and niveau != "commune":
        raise Refus("« zone » ne restreint que des communes.")
    if zone:
        lire("zone_emploi", zone)
    return repartir(indicateur, niveau, periode, zone)


def _valeurs(repartition: Repartition) -> list[Valeur]:
    fiche = repartition.indicateur
    bas, haut = repartition.bornes()
    colonnes = (repartition.codes, repartition.libelles, repartition.valeurs, bas, haut, repartition.statuts)
    return [
        Valeur(
            code=code,
            territoire=libelle,
            valeur=_fini(valeur),
            ecrit=formats.selon(fiche, valeur),
            minimum=_fini(mini),
            maximum=_fini(maxi),
            statut=formats.statut(statut),
        )
        for code, libelle, valeur, mini, maxi, statut in zip(*colonnes, strict=True)
    ]


def _fini(valeur: float) -> float | None:
    return float(valeur) if math.isfinite(valeur) else None


def _fichiers(demande: Request, repartition: Repartition) -> dict[str, str]:
    """Format → adresse exacte, période dite."""
    dits = {"periode": repartition.periode} | ({"zone": repartition.zone} if repartition.zone else {})
    base, question = f"{racine(demande)}/valeurs/{repartition.indicateur.id}/{repartition.niveau}", urlencode(dits)
    adresses = {"csv": f"{base}.csv?{question}", "csvw": f"{base}.csv-metadata.json?{question}"}
    dessine = repartition.niveau in niveaux_carte(repartition.indicateur.id)
    if dessine and (repartition.niveau != "commune" or repartition.zone):
        adresses["geojson"] = f"{base}.geojson?{question}"
    return adresses
