"""« Intégrer » : le code qui montre une carte, un graphique ou un chiffre, seul, dans un autre site."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from pages.cadre.plan import PLAN
from pages.interface import feuille

OBJET: Final = "objet"
PAGE: Final = "integrer"
HAUTEURS: Final[Mapping[str, int]] = {"carte": 760, "communes": 760, "courbe": 500, "chiffre": 340}
"""Objet → hauteur de son cadre, en points d'écran : titre, objet et source y tiennent."""
Choix = tuple[str, str, Mapping[str, str]]
THEMES: Final[Mapping[str, str]] = {"": "Celui du lecteur", "light_theme": "Clair", "dark_theme": "Sombre"}


@st.fragment
def proposer(
    objet: str, parametres: Mapping[str, str], titre: str, cle: str = "", *, choix: Choix | None = None
) -> None:
    """Bouton discret sous un objet : son code, clair ou sombre, et son aperçu ; rien sur une feuille imprimée.

    Parameters
    ----------
    objet : str
        Une clé de `HAUTEURS`.
    parametres : mapping of str to str
        Ce qui le désigne dans l'adresse ; tout y est relu et vérifié avant d'être montré.
    titre : str
        Ce que le cadre montre, pour qui ne le voit pas.
    cle : str
        Ce qui distingue deux objets de même nature dans la page.
    choix : tuple, optional
        Paramètre, question et réponses (valeur → libellé), quand le bouton sert à plusieurs objets.
    """
    if feuille.en_cours() or st.context.is_embedded:
        return
    nom = f"integrer.{objet}.{cle}"
    volet = st.popover("Intégrer", icon=":material/code:", type="tertiary", key=nom, on_change="rerun")
    if not volet.open:
        return
    with volet:
        st.caption("À coller dans la page d'un autre site : il montre cet objet seul, toujours à jour.")
        if choix:
            nom_choisi, question, reponses = choix
            voulu = st.selectbox(question, list(reponses), format_func=dict(reponses).__getitem__, key=f"{nom}.choix")
            parametres, titre = {**parametres, nom_choisi: voulu}, f"{titre} : {reponses[voulu]}"
        theme = st.segmented_control(
            "Thème", list(THEMES), default="", format_func=THEMES.__getitem__, key=f"{nom}.theme"
        )
        source = adresse(objet, parametres, theme or "")
        st.code(cadre(source, titre, HAUTEURS[objet]), language="html", wrap_lines=True)
        st.link_button("Voir l'aperçu", source, icon=":material/open_in_new:")


def adresse(objet: str, parametres: Mapping[str, str], theme: str = "") -> str:
    """Adresse publique de l'objet seul."""
    options = {"embed_options": theme} if theme else {}
    return f"{base()}/{PAGE}?{urlencode({OBJET: objet, **parametres, 'embed': 'true', **options})}"


def cadre(source: str, titre: str, hauteur: int) -> str:
    """Code ``<iframe>`` d'une adresse."""
    return (
        f'<iframe src="{escape(source)}" title="{escape(titre)}" width="100%" height="{hauteur}" style="border:0" '
        'loading="lazy"></iframe>'
    )


def base() -> str:
    """Adresse publique de l'Atlas, sans la page ; vide hors d'un navigateur."""
    page = (st.context.url or "").split("?")[0].rstrip("/")
    adresses = {f"/{fiche['url_path']}" for pages in PLAN.values() for fiche in pages}
    return next((page.removesuffix(chemin) for chemin in adresses if page.endswith(chemin)), page)
