"""Le document en données JSON pour le gabarit : ni nombre brut, ni signe que la police n'a pas."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from itertools import count
from typing import Any

from donnees.catalogue.documents import mots
from geo.documents.modele import Chiffres, Document
from geo.documents.signes import imprimable

FICHES = ("action", "maison", "acheteur")
"""Genres qui tiennent sur une page : ni couverture, ni sommaire."""
TUS = ("brute", "brutes", "dessin", "indicateur", "cle", "unite")
"""Champs qu'un document imprimé n'écrit pas."""
ADRESSE_MAX = 70


def en_json(document: Document, image: Callable[[int], str]) -> bytes:
    """Le document, les mots et l'allure, en JSON.

    Parameters
    ----------
    image : callable
        Rang d'une figure → nom de son fichier.
    """
    rangs = count()
    contenu = _plat(document, lambda: image(next(rangs)))
    contenu["adresse"] = document.adresse
    contenu["adresse_courte"] = imprimable(_abreger(document.adresse))
    paquet = {"document": contenu, "mots": dict(mots()), "fiche": document.genre in FICHES}
    return json.dumps(paquet, ensure_ascii=False, allow_nan=False).encode()


def _plat(valeur: Any, image: Callable[[], str]) -> Any:  # noqa: ANN401 - n'importe quel champ du modèle
    if isinstance(valeur, str):
        return imprimable(valeur)
    if isinstance(valeur, tuple):
        return [_plat(element, image) for element in valeur]
    if not is_dataclass(valeur):
        return valeur
    champs = {champ.name: getattr(valeur, champ.name) for champ in fields(valeur) if champ.name not in TUS}
    plats = {"type": type(valeur).__name__, **{nom: _plat(champ, image) for nom, champ in champs.items()}}
    if hasattr(valeur, "dessin"):
        plats["image"] = image()
    if isinstance(valeur, Chiffres):
        noms = dict.fromkeys(c.nom for chiffre in valeur.chiffres for c in chiffre.comparees)
        plats["comparateurs"] = [imprimable(nom) for nom in noms]
    return plats


def _abreger(adresse: str) -> str:
    """Adresse sans son protocole, coupée si elle est longue ; le lien, lui, est entier."""
    courte = adresse.removeprefix("https://").removeprefix("http://")
    return courte if len(courte) <= ADRESSE_MAX else courte[: ADRESSE_MAX - 1] + "…"
