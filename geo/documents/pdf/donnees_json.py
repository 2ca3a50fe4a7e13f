"""Le document en données JSON pour le gabarit : ni nombre brut, ni signe que la police n'a pas."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

from donnees.catalogue.documents import mots
from geo.documents.modele import FICHES, Bloc, Chiffres, Document, Figure, Section, Tableau
from geo.documents.signes import imprimable

TUS = ("brute", "brutes", "dessin", "sections", "parties", "indicateur", "cle", "unite")
"""Champs qu'un document imprimé n'écrit pas."""
ADRESSE_MAX = 70
_LIE = re.compile(r"\u00a0(?=\w)")
"""Ce qui lie un nombre à son unité en toutes lettres : dans une colonne étroite, on peut couper là."""


def en_json(document: Document, image: Callable[[int], str]) -> bytes:
    """Le document, les mots et l'allure, en JSON.

    Parameters
    ----------
    image : callable
        Rang d'une figure → nom de son fichier.
    """
    contenu = _champs(document)
    contenu["sections"] = [_section(section) for section in document.sections]
    figures = [bloc for section in contenu["sections"] for partie in section["parties"] for bloc in partie["blocs"]]
    for rang, figure in enumerate(figure for figure in figures if figure["type"] == "Figure"):
        figure["image"] = image(rang)
    contenu["adresse"] = document.adresse
    contenu["adresse_courte"] = imprimable(_abreger(document.adresse))
    paquet = {"document": contenu, "mots": dict(mots()), "fiche": document.genre in FICHES}
    return json.dumps(paquet, ensure_ascii=False, allow_nan=False).encode()


def _section(section: Section) -> dict[str, Any]:
    parties = [
        {"titre": imprimable(partie.titre), "blocs": [_bloc(bloc, section) for bloc in partie.blocs]}
        for partie in section.parties
    ]
    return {**_champs(section), "parties": parties}


def _bloc(bloc: Bloc, section: Section) -> dict[str, Any]:
    champs = _champs(bloc)
    if isinstance(bloc, Figure):
        champs["dite"] = section.dit(bloc.alternative)
    elif isinstance(bloc, Chiffres):
        champs["comparateurs"] = [imprimable(nom) for nom in bloc.comparateurs]
    elif isinstance(bloc, Tableau):
        champs["lignes"] = [[_LIE.sub(" ", imprimable(cellule)) for cellule in ligne] for ligne in bloc.lignes]
    return champs


def _champs(objet: Any) -> dict[str, Any]:  # noqa: ANN401 - n'importe quel objet du modèle
    """Champs d'un objet, en JSON ; ``type`` dit lequel c'est."""
    gardes = {champ.name: getattr(objet, champ.name) for champ in fields(objet) if champ.name not in TUS}
    return {"type": type(objet).__name__, **{nom: _plat(valeur) for nom, valeur in gardes.items()}}


def _plat(valeur: Any) -> Any:  # noqa: ANN401 - n'importe quel champ du modèle
    if isinstance(valeur, str):
        return imprimable(valeur)
    if isinstance(valeur, tuple):
        return [_plat(element) for element in valeur]
    return _champs(valeur) if is_dataclass(valeur) else valeur


def _abreger(adresse: str) -> str:
    """Adresse sans son protocole, coupée si elle est longue ; le lien, lui, est entier."""
    courte = adresse.removeprefix("https://").removeprefix("http://")
    return courte if len(courte) <= ADRESSE_MAX else courte[: ADRESSE_MAX - 1] + "…"
