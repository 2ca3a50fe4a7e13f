"""Ce que la méthode dit en toutes lettres : les calculs, les manques, le registre et son fichier d'échange."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from donnees.registre.echanges.schema import schema
from geo.sorties.noms import nommer
from pages.interface import colonnes_echange, telechargement

TEXTES = Path(__file__).parent / "textes"


def ecrire(nom: str) -> None:
    """Montre un de ces textes."""
    st.markdown((TEXTES / f"{nom}.md").read_text(encoding="utf-8"))


def registre() -> None:
    """Règles du registre, schéma d'une action, colonnes d'échange."""
    ecrire("registre")
    texte = json.dumps(schema(), ensure_ascii=False, indent=2)
    telechargement.proposer("Schéma JSON d'une action", f"{nommer('schema-action')}.json", texte)
    colonnes_echange.colonnes()
