"""Les textes fixes de Streamlit, en français : lesquels, dans quel fichier, et à quelle adresse on les sert.

Streamlit dit ses fichiers éternels (``immutable``) : un navigateur qui en a déjà l'anglais ne les redemande pas. Les
nôtres ont donc une adresse, ``static/fr-EMPREINTE/…``, qui change avec Streamlit et avec le catalogue ; comme les
fichiers s'appellent entre eux par des chemins relatifs, la page n'a qu'à demander le premier à cette adresse.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path

import streamlit as st

from pages.cadre import icones

CATALOGUE = Path(__file__).with_name("traduction.toml")
DOSSIER = icones.STATIQUE


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Par fichier, sans son empreinte : texte du paquet → texte français."""
    with CATALOGUE.open("rb") as fichier:
        return tomllib.load(fichier)


@cache
def empreinte() -> str:
    """Change avec la version de Streamlit, avec le catalogue et avec les icônes que les pages nomment."""
    versions = f"{st.__version__} {icones.empreinte()}".encode()
    return hashlib.sha256(versions + CATALOGUE.read_bytes()).hexdigest()[:10]


def dossier() -> str:
    """Chemin du paquet français, à la place de ``static/``."""
    return f"static/fr-{empreinte()}/"


@cache
def fichiers() -> dict[str, dict[str, str]]:
    """Fichiers installés dont le catalogue parle (``js/Nom.empreinte.js``), et leurs textes."""
    installes = {f"js/{fichier.name}": fichier.name.partition(".")[0] for fichier in (DOSSIER / "js").glob("*.js")}
    return {nom: catalogue()[racine] for nom, racine in installes.items() if racine in catalogue()}


@cache
def traduit(nom: str) -> bytes:
    """Contenu français d'un de ces fichiers ; gardé (6,4 Mo en tout, dont 4,7 pour plotly).

    Raises
    ------
    KeyError
        Le catalogue n'en dit rien, ou il n'est pas installé.
    """
    textes = fichiers()[nom]
    contenu = (DOSSIER / nom).read_text(encoding="utf-8")
    for anglais, francais in textes.items():
        contenu = contenu.replace(anglais, francais)
    return contenu.encode()
