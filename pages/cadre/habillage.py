"""Habillage commun : icône, feuille de style (posée par le serveur), pied de page."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.ecriture import formats
from geo.graphiques.style import papier
from pages.cadre import plan

ICONE = Path(__file__).with_name("icone.png")
_CADRE = Path(__file__).parent
_COMMUNS = ("jetons", "socle", "liens", "entete", "carte", "portrait", "impression")


def style() -> str:
    """Feuille de style entière : le système commun, puis ce que chaque page ajoute chez elle (``style.css``)."""
    communs = [_CADRE / "style" / f"{nom}.css" for nom in _COMMUNS]
    propres = sorted(_CADRE.parent.glob("*/*/style.css"))
    feuilles = [fichier.read_text(encoding="utf-8") for fichier in [*communs, *propres]]
    return "".join([*feuilles, f"@media print {{\n{papier()}}}\n"])


def gestes() -> str:
    """Ce que Streamlit n'offre pas et que le navigateur fait seul, dans l'ordre des noms."""
    return "".join(fichier.read_text(encoding="utf-8") for fichier in sorted((_CADRE / "gestes").glob("*.js")))


def phrase(texte: str, emplacement: DeltaGenerator | None = None) -> None:
    """Une phrase en grand, dans la page ou à sa place réservée."""
    (emplacement or st).html(f'<p class="atlas-phrase">{escape(formats.typographie(texte))}</p>')


def legende(texte: str) -> None:
    """Source, limite ou précaution, en petit sous ce qu'elle explique."""
    st.caption(formats.typographie(texte))


def pied() -> None:
    """Pied de chaque page : sources, méthode, accessibilité."""
    cadre = st.container(key="pied")
    cadre.divider()
    colonnes = cadre.columns([3, 1, 1], vertical_alignment="center")
    colonnes[0].caption(
        "Données ouvertes INSEE, URSSAF, France Travail, ANCT… (Licence Ouverte 2.0). "
        "Ni mesure d'audience, ni cookie tiers, ni appel à un tiers."
    )
    colonnes[1].page_link(plan.METHODE, label="Méthode et données")
    colonnes[2].page_link(plan.ACCESSIBILITE, label="Accessibilité")
