"""Partager l'écran : lien exact, page légère qui s'ouvre partout, cadre à poser dans un autre site, impression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from pages.interface import feuille, figures, integration, suivi
from pages.leger import adresses

HAUTEUR_CADRE = 900


def barre(*, imprimer: bool = False) -> None:
    """Boutons « Copier le lien » et « Imprimer », page à partager, et code d'intégration."""
    with st.container(horizontal=True, key="partage", vertical_alignment="center"):
        copier = '<button type="button" data-geste="copier">Copier le lien</button>'
        st.html(f'<div class="atlas-gestes">{copier}{_lien()}</div>')
        if imprimer:
            feuille.bouton()
        with st.popover("Intégrer, exporter", icon=":material/code:"):
            st.caption("À coller dans la page d'un autre site : il montre cet écran, toujours à jour.")
            st.code(cadre(), language="html", wrap_lines=True)
            figures.format_image()


def legere() -> None:
    """Le lien vers la page légère, seul, là où il n'y a pas d'autre bouton ; rien si cet écran n'en a pas."""
    if lien := _lien():
        st.html(f'<div class="atlas-gestes">{lien}</div>')


def _lien() -> str:
    """Lien vers la page légère de cet écran ; vide s'il n'en a pas, ou dans le cadre d'un autre site."""
    page = str(st.session_state.get(suivi.PAGE, ""))
    adresse = adresses.de_page(page, st.query_params.to_dict()) if integration.offert() else ""
    if not adresse:
        return ""
    aide = "La même page, légère : elle s’ouvre partout et s’annonce dans un message"
    vers = escape(f"{integration.base()}{adresse}")
    return f'<a href="{vers}" target="_blank" rel="noopener" title="{aide}">Page à partager</a>'


def cadre() -> str:
    """Code ``<iframe>`` de l'écran courant, en mode intégré."""
    reglages = {nom: st.query_params.get_all(nom) for nom in st.query_params}  # un même nom peut y être plusieurs fois
    return integration.cadre(
        adresse(reglages | {"embed": "true"}), "Atlas des maisons de l’emploi", (HAUTEUR_CADRE, HAUTEUR_CADRE)
    )


def adresse(parametres: Mapping[str, str | Sequence[str]]) -> str:
    """Adresse publique de la page, réduite à ces paramètres (une suite : autant de fois le paramètre)."""
    base = (st.context.url or "").split("?")[0]
    return f"{base}?{urlencode(parametres, doseq=True)}" if parametres else base
