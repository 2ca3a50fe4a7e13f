"""Petits territoires et petites fiches pour éprouver les formules à la main."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from donnees.catalogue.modeles import Indicateur
from donnees.etapes.effectifs import Effectifs
from donnees.etapes.formules import calculer
from donnees.etapes.mesures import CLE

APPARTENANCE = pd.DataFrame(
    {
        "commune": ["01001", "01002", "01003", "97601"],
        "zone_emploi": ["8401", "8401", "8402", "0601"],
        "epci": ["E1", "E1", "", "E9"],
        "departement": ["01", "01", "01", "976"],
        "region": ["84", "84", "84", "06"],
    }
)
COMMUNES = list(APPARTENANCE["commune"])
Ligne = tuple[str, str, str, str, float | None, str]


def effectifs_de(lignes: list[Ligne]) -> Effectifs:
    colonnes = ["composante", "niveau", "code", "periode", "valeur", "statut"]
    table = pd.DataFrame(lignes, columns=colonnes).astype({"valeur": "float64"})
    return Effectifs(table, APPARTENANCE)


def communal(nom: str, periode: str, valeurs: list[float | None], statuts: str = "----") -> list[Ligne]:
    """Une composante communale ; « - » est une valeur observée, sinon la lettre est le statut."""
    return [
        (nom, "commune", code, periode, valeur, statut.replace("-", ""))
        for code, valeur, statut in zip(COMMUNES, valeurs, statuts, strict=True)
    ]


def fiche_de(formule: dict[str, Any], agregation: str, **champs: Any) -> Indicateur:
    base: dict[str, Any] = {
        "id": "essai",
        "libelle": "Essai",
        "libelle_court": "Essai",
        "question": "Combien ?",
        "unite": "%",
        "sens": "neutre",
        "theme": "emploi",
        "sources": ["insee"],
        "niveaux": ["france", "region", "departement", "zone_emploi", "epci", "commune"],
        "periodes": ["2020"],
        "representation": "effectif" if agregation == "somme" else "taux",
        "formule": formule,
        "agregation": agregation,
        "decimales": 1,
        "precautions": ["Total hors Mayotte."],
        "mention": "essai",
    }
    return Indicateur.model_validate(base | champs)


def calcul(fiche: Indicateur, effectifs: Effectifs) -> dict[tuple[str, str, str], tuple[Any, str]]:
    table = calculer(fiche, effectifs, {fiche.id: fiche})
    assert not table.duplicated(CLE).any()
    lignes = zip(*(table[nom].tolist() for nom in [*CLE, "valeur", "statut"]), strict=True)
    return {
        (niveau, code, periode): (None if math.isnan(valeur) else valeur, statut)
        for niveau, code, periode, valeur, statut in lignes
    }
