"""L'en-tête de chaque page : la marque, le territoire courant, à quoi il se compare, les favoris."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from geo.ecriture import formats
from geo.mesures import comparaison
from geo.territoires import Territoire
from pages.cadre import suivi
from pages.interface import territoire_choisi
from pages.interface.suivi import SUIVIS, lieu

MARQUE: Final = Path(__file__).with_name("marque.svg")
SITE: Final = "Atlas des maisons de l’emploi"


def titre(page: str, territoire: Territoire | None) -> str:
    """Titre du document : « Lyon · Mon territoire · Atlas des maisons de l’emploi »."""
    lieu = [territoire.libelle] if territoire else []
    return " · ".join([*lieu, *([page] if page != "Accueil" else []), SITE])


def poser(page: str) -> None:
    """La marque et la barre du territoire courant, en tête de la page d'adresse ``page``."""
    st.logo(str(MARQUE), size="large")
    with st.container(key="entete"):
        st.html(_barre(suivi.courant(), page))


def _barre(territoire: Territoire | None, page: str) -> str:
    cle = comparaison.ecrire([territoire]) if territoire else ""
    suit = "1" if page in SUIVIS and SUIVIS[page].sujet and (page != "perimetre" or not territoire) else ""
    donnees = f'data-cle="{escape(cle)}" data-suit="{suit}" data-nom="{escape(_nom(territoire))}" '
    donnees += f'data-lieu="{escape(lieu())}"'
    return (
        f'<div class="atlas-entete" role="group" aria-label="Territoire courant" {donnees}>'
        f"{_puce(territoire)}{_face(territoire)}{_favori(territoire)}</div>"
    )


def _nom(territoire: Territoire | None) -> str:
    return f"{territoire.libelle} ({territoire_choisi.nature(territoire).lower()})" if territoire else ""


def _puce(territoire: Territoire | None) -> str:
    """Le bouton qui dit le territoire et ouvre la recherche."""
    if territoire is None:
        texte = "<b>Choisir un territoire</b>"
    else:
        nature = escape(formats.typographie(territoire_choisi.nature(territoire)))
        cachee = '<span class="atlas-cache">, changer de territoire</span>'
        texte = f"<small>{nature}</small> <b>{escape(territoire.libelle)}</b>{cachee}"
    attributs = 'data-geste="chercher" aria-haspopup="dialog" title="Changer de territoire"'
    return f'<button type="button" class="puce" {attributs}>{texte}</button>'


def _face(territoire: Territoire | None) -> str:
    """À quoi le territoire se compare, et de quoi en changer."""
    if territoire is None or territoire.niveau == "france":
        return ""
    _, libelles, defaut = territoire_choisi.comparateurs(territoire)
    choisi = suivi.comparateur() if suivi.comparateur() in libelles else defaut
    ranges = sorted(
        libelles.items(), key=lambda paire: paire[0] != defaut
    )  # celui d'office d'abord, les autres ensuite
    lignes = "".join(_reglage(cle, libelle, cle == choisi, cle == defaut) for cle, libelle in ranges)
    return (
        f'<details class="face"><summary>face à <b>{escape(libelles[choisi])}</b></summary><ul>{lignes}</ul></details>'
    )


def _reglage(cle: str, libelle: str, choisi: bool, defaut: bool) -> str:  # noqa: FBT001 - un seul appel, au-dessus
    valeur = "" if defaut else escape(cle)
    return (
        f'<li><button type="button" data-geste="regler" data-nom="{suivi.COMPARATEUR}" data-valeur="{valeur}" '
        f'aria-pressed="{"true" if choisi else "false"}">{escape(libelle)}</button></li>'
    )


def _favori(territoire: Territoire | None) -> str:
    if territoire is None:
        return ""
    return (
        '<button type="button" class="favori" data-geste="favori" aria-pressed="false" '
        f'title="Garder en favori sur cet appareil"><span class="atlas-cache">Favori : {escape(territoire.libelle)}'
        "</span></button>"
    )
