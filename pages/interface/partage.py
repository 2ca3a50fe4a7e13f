"""Partager l'écran : lien exact, cadre à poser dans un autre site, impression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from pages.interface import feuille, figures, integration

HAUTEUR_CADRE = 900


def barre(*, imprimer: bool = False) -> None:
    """Boutons « Copier le lien » et « Imprimer », et code d'intégration."""
    with st.container(horizontal=True, key="partage", vertical_alignment="center"):
        st.html('<div class="atlas-gestes"><button type="button" data-geste="copier">Copier le lien</button></div>')
        if imprimer:
            feuille.bouton()
        with st.popover("Intégrer, exporter", icon=":material/code:"):
            st.caption("À coller dans la page d'un autre site : il montre cet écran, toujours à jour.")
            st.code(cadre(), language="html", wrap_lines=True)
            figures.format_image()


def cadre() -> str:
    """Code ``<iframe>`` de l'écran courant, en mode intégré."""
    reglages = {nom: st.query_params.get_all(nom) for nom in st.query_params}  # un même nom peut y être plusieurs fois
    return integration.cadre(adresse(reglages | {"embed": "true"}), "Atlas des maisons de l’emploi", HAUTEUR_CADRE)


def adresse(parametres: Mapping[str, str | Sequence[str]]) -> str:
    """Adresse publique de la page, réduite à ces paramètres (une suite : autant de fois le paramètre)."""
    base = (st.context.url or "").split("?")[0]
    return f"{base}?{urlencode(parametres, doseq=True)}" if parametres else base
