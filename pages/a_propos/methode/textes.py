"""Les textes rédigés de la méthode, chacun dans son fichier."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

DOSSIER = Path(__file__).parent / "textes"


def ecrire(nom: str) -> None:
    """Montre un de ces textes."""
    st.markdown((DOSSIER / f"{nom}.md").read_text(encoding="utf-8"))
