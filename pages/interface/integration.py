"""« Intégrer » : le code qui montre une carte, un graphique ou un chiffre, seul, dans un autre site."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from math import ceil
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from geo.objets.objet import Objet
from pages.cadre.plan import PLAN
from pages.interface import feuille

OBJET: Final = "objet"
PAGE: Final = "integrer"
SIGNES_TITRE, SIGNES_LIGNE = 55, 80
"""Signes d'une ligne de titre, de note ou de source, dans un cadre de 600 points de large."""
LIGNE, MARGES = 24, 60
"""Hauteur d'une ligne, et de ce qui entoure les textes, en points d'écran."""
PART_CARTE: Final = 0.72
CARTE: Final = 760
CHIFFRE: Final = 340
"""Hauteur du cadre d'une carte, au moins, et d'un chiffre : titre, objet et source y tiennent."""
Choix = tuple[str, str, Mapping[str, str]]
THEMES: Final[Mapping[str, str]] = {"": "Celui du lecteur", "light_theme": "Clair", "dark_theme": "Sombre"}


def offert() -> bool:
    """Faux sur une feuille imprimée et dans le cadre d'un autre site : aucun code n'y est proposé."""
    return not (feuille.en_cours() or st.context.is_embedded)


def proposer(objet: Objet, hauteur: int = CARTE, cle: str = "", *, choix: Choix | None = None) -> None:
    """Bouton discret sous un objet : son code, clair ou sombre, et son aperçu ; rien là où rien n'est `offert`.

    Parameters
    ----------
    objet : Objet
        Ce qui se montre ; tout ce que dit son adresse y est relu et vérifié avant d'être montré.
    hauteur : int
        Celle de son cadre, en points d'écran.
    cle : str
        Ce qui distingue deux objets de même nature dans la page.
    choix : tuple, optional
        Paramètre, question et réponses (valeur → libellé), quand le bouton sert à plusieurs objets.
    """
    if offert():
        _volet(objet.nom, objet.parametres, objet.titre, (hauteur, f"integrer.{objet.nom}.{cle}"), choix)


@st.fragment
def _volet(objet: str, parametres: Mapping[str, str], titre: str, cadre_: tuple[int, str], choix: Choix | None) -> None:
    """Le bouton ; ce fragment ne retient de l'objet que son adresse et son titre, jamais son dessin."""
    hauteur, nom = cadre_
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
        st.code(cadre(source, titre, hauteur), language="html", wrap_lines=True)
        st.link_button("Voir l'aperçu", source, icon=":material/open_in_new:")


def texte(objet: Objet) -> int:
    """Hauteur que prennent, dans un cadre de 600 points de large, le titre, la note et la source."""
    lien = len("Source : . Atlas des maisons de l'emploi")
    lignes = ceil(len(objet.titre) / SIGNES_TITRE) + ceil((len(objet.source) + lien) / SIGNES_LIGNE)
    return MARGES + LIGNE * (lignes + ceil(len(objet.note) / SIGNES_LIGNE))


def hauteur_carte(objet: Objet) -> int:
    """Hauteur du cadre d'une carte : elle en prend 72 % (`atlas-disposition.js`), ses textes le reste."""
    return max(CARTE, ceil(texte(objet) / (1 - PART_CARTE)))


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
