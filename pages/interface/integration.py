"""« Intégrer » : le code qui montre une carte, un graphique ou un chiffre, seul, dans un autre site."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from math import ceil
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from geo.ecriture import formats
from geo.objets.objet import Objet
from pages.cadre.plan import PLAN
from pages.interface import feuille

OBJET: Final = "objet"
PAGE: Final = "integrer"
LARGE, TELEPHONE = 600, 390
"""Largeurs de page, en points : à partir de l'une, et à l'autre, un cadre a ses deux hauteurs."""
SIGNES: Final = {LARGE: (55, 80), TELEPHONE: (32, 45)}
"""Signes d'une ligne de titre, de note ou de source."""
Hauteurs = tuple[int, int]
"""Hauteur d'un cadre sur une page large, puis sur un téléphone, où ses textes se replient."""
LIGNE, MARGES = 24, 60
"""Hauteur d'une ligne, et de ce qui entoure les textes, en points d'écran."""
PART_CARTE: Final = 0.72
CARTE: Final = 760
CHIFFRE: Final[Hauteurs] = (285, 365)
"""Hauteur du cadre d'une carte, au moins, et d'un chiffre : titre, objet et source y tiennent."""
Choix = tuple[str, str, Mapping[str, str]]
THEMES: Final[Mapping[str, str]] = {"light_theme": "Clair", "dark_theme": "Sombre", "": "Celui du lecteur"}
"""Le premier, d'office : un site clair n'a pas de bloc noir parce que son lecteur a réglé sa machine en sombre."""


def offert() -> bool:
    """Faux sur une feuille imprimée et dans le cadre d'un autre site : aucun code n'y est proposé."""
    return not (feuille.en_cours() or st.context.is_embedded)


def proposer(objet: Objet, hauteurs: Hauteurs = (CARTE, CARTE), cle: str = "", *, choix: Choix | None = None) -> None:
    """Bouton discret sous un objet : son code, clair ou sombre, et son aperçu ; rien là où rien n'est `offert`.

    Parameters
    ----------
    objet : Objet
        Ce qui se montre ; tout ce que dit son adresse y est relu et vérifié avant d'être montré.
    hauteurs : (int, int)
        Celles de son cadre, en points d'écran.
    cle : str
        Ce qui distingue deux objets de même nature dans la page.
    choix : tuple, optional
        Paramètre, question et réponses (valeur → libellé), quand le bouton sert à plusieurs objets.
    """
    if offert():
        _volet(objet.nom, objet.parametres, objet.titre, (hauteurs, f"integrer.{objet.nom}.{cle}"), choix)


@st.fragment
def _volet(
    objet: str, parametres: Mapping[str, str], titre: str, cadre_: tuple[Hauteurs, str], choix: Choix | None
) -> None:
    """Le bouton ; ce fragment ne retient de l'objet que son adresse et son titre, jamais son dessin."""
    hauteurs, nom = cadre_
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
            "Thème", list(THEMES), default=next(iter(THEMES)), format_func=THEMES.__getitem__, key=f"{nom}.theme"
        )
        source = adresse(objet, parametres, theme or "")
        st.code(cadre(source, titre, hauteurs), language="html", wrap_lines=True)
        st.link_button("Voir l'aperçu", source, icon=":material/open_in_new:")


def texte(objet: Objet, largeur: int = LARGE) -> int:
    """Hauteur que prennent, sur une page de cette largeur, le titre, la note et la source."""
    titre, ligne = SIGNES[largeur]
    lien = len("Source : . Atlas des maisons de l'emploi")
    lignes = ceil(len(objet.titre) / titre) + ceil((len(objet.source) + lien) / ligne)
    return MARGES + LIGNE * (lignes + ceil(len(objet.note) / ligne))


def hauteurs_carte(objet: Objet) -> Hauteurs:
    """Celles du cadre d'une carte : elle en prend 72 % (`atlas-disposition.js`), ses textes le reste."""
    haute = max(CARTE, ceil(texte(objet) / (1 - PART_CARTE)))
    return haute, haute


def adresse(objet: str, parametres: Mapping[str, str], theme: str = "") -> str:
    """Adresse publique de l'objet seul."""
    options = {"embed_options": theme} if theme else {}
    return f"{base()}/{PAGE}?{urlencode({OBJET: objet, **parametres, 'embed': 'true', **options})}"


def cadre(source: str, titre: str, hauteurs: Hauteurs) -> str:
    """Code ``<iframe>`` d'une adresse : sa hauteur grandit de la page large au téléphone, où ses textes se replient."""
    large, telephone = hauteurs
    pente = ceil(100 * (telephone - large) / (LARGE - TELEPHONE)) / 100
    suit = f";height:calc({large}px + {pente}*max(0px,{LARGE}px - 100vw))" if pente > 0 else ""
    return (
        f'<iframe src="{escape(source)}" title="{escape(formats.typographie(titre))}" width="100%" height="{large}" '
        f'style="border:0{suit}" loading="lazy"></iframe>'
    )


def base() -> str:
    """Adresse publique de l'Atlas, sans la page ; vide hors d'un navigateur."""
    page = (st.context.url or "").split("?")[0].rstrip("/")
    adresses = {f"/{fiche['url_path']}" for pages in PLAN.values() for fiche in pages}
    return next((page.removesuffix(chemin) for chemin in adresses if page.endswith(chemin)), page)
