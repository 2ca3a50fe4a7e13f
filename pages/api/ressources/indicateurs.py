"""Les indicateurs du catalogue et leurs fiches."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from donnees import entrepot
from donnees.catalogue import Indicateur, charger
from geo.mesures.repartitions import niveaux_carte
from pages.api.parametres import LIMITE, Apres, Identifiant, Limite, Publie
from pages.api.problemes import Refus
from pages.api.reponses import Modele, Page, de_l_ecran, en_json, racine, trancher

routeur = APIRouter(tags=["Indicateurs"])


class IndicateurBref(Modele):
    """Un indicateur, en une ligne."""

    id: str
    libelle: str
    theme: str
    unite: str
    representation: str = Field(description="« taux » ou « effectif ».")
    niveaux: tuple[str, ...]
    derniere_periode: str
    fiche: str = Field(description="Adresse de sa fiche.")


class SourceCitee(Modele):
    """D'où vient l'indicateur."""

    id: str
    producteur: str
    titre: str
    millesime: str
    date: str | None
    licence: str
    adresse: str
    retraitement: str | None = Field(description="Ce qu'un tiers a fait au fichier avant l'Atlas.")


class FicheIndicateur(IndicateurBref):
    """La fiche d'un indicateur, telle que la page Méthode la montre."""

    question: str
    sens: str = Field(description="« mieux_haut », « mieux_bas » ou « neutre ».")
    formule: str
    agregation: str
    decimales: int
    champ: str = Field(description="Ce que couvre la valeur nationale.")
    hors_champ: tuple[str, ...] = Field(description="Départements que la source ne couvre pas.")
    precautions: tuple[str, ...]
    ruptures: dict[str, str] = Field(description="Période → pourquoi elle ne se compare pas à celles d'avant.")
    periodes: dict[str, tuple[str, ...]] = Field(description="Niveau → périodes publiées.")
    cartographies: tuple[str, ...] = Field(description="Niveaux dont les valeurs se lisent aussi en GeoJSON.")
    sources: tuple[SourceCitee, ...]
    valeurs: dict[str, str] = Field(description="Niveau → adresse des valeurs.")
    page: str = Field(description="Page de l'Atlas.")


@routeur.get("/indicateurs", response_model=Page[IndicateurBref], summary="Le catalogue des indicateurs")
def indicateurs(
    demande: Request,
    theme: Annotated[str, Query(max_length=40, description="Thème du catalogue.")] = "",
    niveau: Annotated[Publie | None, Query(description="Niveau où l'indicateur est publié.")] = None,
    limite: Limite = LIMITE,
    apres: Apres = "",
) -> Response:
    """Tous les indicateurs, par identifiant ; les filtres se cumulent."""
    if theme and theme not in charger().themes:
        raise Refus(f"Thème inconnu « {theme} » ; admis : {', '.join(charger().themes)}.")
    retenus = sorted(
        (
            fiche
            for fiche in charger().indicateurs.values()
            if (not theme or fiche.theme == theme) and (not niveau or niveau in fiche.niveaux)
        ),
        key=lambda fiche: fiche.id,
    )
    tranche = trancher(demande, [fiche.id for fiche in retenus], limite, apres)
    elements = tuple(
        IndicateurBref.model_validate(_bref(demande, fiche)) for fiche in retenus[tranche.debut : tranche.fin]
    )
    return en_json(Page[IndicateurBref](total=len(retenus), suivant=tranche.suivant, elements=elements))


@routeur.get("/indicateurs/{indicateur}", response_model=FicheIndicateur, summary="La fiche d'un indicateur")
def fiche_indicateur(demande: Request, indicateur: Identifiant) -> Response:
    """Définition, formule, sources, précautions, périodes de chaque niveau."""
    fiche = charger().indicateur(indicateur)
    publies = {niveau: dates for niveau in fiche.niveaux if (dates := entrepot.periodes(fiche.id, niveau))}
    directs = ("question", "sens", "agregation", "decimales", "hors_champ", "precautions", "ruptures")
    return en_json(
        FicheIndicateur.model_validate(
            {
                **_bref(demande, fiche),
                **{nom: getattr(fiche, nom) for nom in directs},
                "formule": fiche.mention,
                "champ": fiche.nom_france,
                "periodes": publies,
                "cartographies": niveaux_carte(fiche.id),
                "sources": _sources(fiche),
                "valeurs": {niveau: f"{racine(demande)}/valeurs/{fiche.id}/{niveau}" for niveau in publies},
                "page": de_l_ecran(demande, "methode", {"fiche": fiche.id}),
            }
        )
    )


def _bref(demande: Request, fiche: Indicateur) -> dict[str, object]:
    return {
        **{nom: getattr(fiche, nom) for nom in ("id", "libelle", "theme", "unite", "representation", "niveaux")},
        "derniere_periode": fiche.periodes[-1],
        "fiche": f"{racine(demande)}/indicateurs/{fiche.id}",
    }


def _sources(fiche: Indicateur) -> tuple[SourceCitee, ...]:
    connues = charger().sources
    return tuple(
        SourceCitee.model_validate({nom: getattr(connues[source], nom) for nom in SourceCitee.model_fields})
        for source in fiche.sources
    )
