"""Le document en données JSON pour le gabarit : ni nombre brut, ni signe que la police n'a pas."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.ft2font import FT2Font

from donnees.catalogue.documents import mots
from geo.documents.dessin.style import POLICES
from geo.documents.modele import Chiffres, Document

FICHES = ("action", "maison", "acheteur")
"""Genres qui tiennent sur une page : ni couverture, ni sommaire."""
TUS = ("brute", "brutes", "dessin", "indicateur", "cle", "unite")
"""Champs qu'un document imprimé n'écrit pas."""
MOT_MAX = 32
ABSENT = "□"
ADRESSE_MAX = 70
_LONG = re.compile(rf"[^\s\u200b]{{{MOT_MAX}}}(?=[^\s\u200b])")
_COUPE = "\u200b"


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


def imprimable(texte: str) -> str:
    """Texte que la page peut porter : retours à la ligne gardés, mots trop longs coupables, signes inconnus marqués."""
    connus = _signes()
    lisible = "".join(
        lettre if lettre == "\n" or ord(lettre) in connus else " " if lettre.isspace() else _remplacer(lettre)
        for lettre in texte.replace("\r\n", "\n").replace("\r", "\n")
    )
    return _LONG.sub(lambda trouve: trouve.group() + _COUPE, lisible)


def _remplacer(lettre: str) -> str:
    """Rien pour un signe de commande, de mise en forme ou une moitié de paire ; un carré pour un signe sans dessin."""
    return ABSENT if lettre.isprintable() else ""


@cache
def _signes() -> frozenset[int]:
    """Signes que l'une des deux polices sait dessiner."""
    textes = [*POLICES.glob("*Regular.ttf"), Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"]
    dessines = frozenset(code for police in textes for code in FT2Font(str(police)).get_charmap())
    return dessines - {*range(32), 127} | {ord(_COUPE)}


def _abreger(adresse: str) -> str:
    """Adresse sans son protocole, coupée si elle est longue ; le lien, lui, est entier."""
    courte = adresse.removeprefix("https://").removeprefix("http://")
    return courte if len(courte) <= ADRESSE_MAX else courte[: ADRESSE_MAX - 1] + "…"
