"""Partager l'écran : lien exact, cadre à poser dans un autre site, impression."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from pages.interface import figures

HAUTEUR_CADRE = 900


def barre(*, imprimer: bool = False) -> None:
    """Boutons « Copier le lien » et « Imprimer », et code d'intégration."""
    with st.container(horizontal=True, key="partage", vertical_alignment="center"):
        boutons = '<button type="button" data-geste="copier">Copier le lien</button>'
        if imprimer:
            boutons += '<button type="button" data-geste="imprimer">Imprimer</button>'
        st.html(f'<div class="atlas-gestes">{boutons}</div>')
        with st.popover("Intégrer, exporter", icon=":material/code:"):
            st.caption("À coller dans la page d'un autre site : il montre cet écran, toujours à jour.")
            st.code(cadre(), language="html", wrap_lines=True)
            figures.format_image()


def cadre() -> str:
    """Code ``<iframe>`` de l'écran courant, en mode intégré."""
    parametres = urlencode([*st.query_params.to_dict().items(), ("embed", "true")])
    base = (st.context.url or "").split("?")[0]
    adresse = escape(f"{base}?{parametres}")
    return (
        f'<iframe src="{adresse}" title="Atlas des maisons de l\'emploi" width="100%" height="{HAUTEUR_CADRE}" '
        'style="border:0" loading="lazy"></iframe>'
    )
