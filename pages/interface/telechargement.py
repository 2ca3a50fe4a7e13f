"""Le bouton d'un fichier à emporter : même icône, même clé, type déduit du nom, page jamais rejouée."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from geo.ecriture import tableurs

_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "csv": "text/csv",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "geojson": "application/geo+json",
    "ics": "text/calendar",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "svg": "image/svg+xml",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
"""Type MIME de chaque suffixe de fichier emporté."""


def proposer(
    libelle: str,
    fichier: str,
    contenu: bytes | str | Callable[[], bytes | str],
    *,
    large: bool = False,
    ferme: bool = False,
) -> None:
    """Bouton qui livre un fichier sans rejouer la page.

    Parameters
    ----------
    libelle : str
        Ce que dit le bouton.
    fichier : str
        Nom du fichier, unique dans la page ; son suffixe donne son type.
    contenu : bytes, str or callable
        Le contenu, ou une fonction qui le compose au clic.
    large : bool
        Vrai pour toute la largeur du conteneur.
    ferme : bool
        Vrai pour un bouton montré mais inactif.

    Raises
    ------
    KeyError
        Si le suffixe n'est pas dans `TYPES`.
    """
    st.download_button(
        libelle,
        contenu,
        fichier,
        TYPES[fichier.rpartition(".")[2]],
        key=f"telecharger.{fichier}",
        on_click="ignore",
        icon=":material/download:",
        width="stretch" if large else "content",
        disabled=ferme,
    )


def table(fichier: str, lignes: pd.DataFrame | Callable[[], pd.DataFrame], libelle: str = "CSV") -> None:
    """Bouton d'un tableau, écrit en CSV au clic ; un tableau que la page ne montre pas ne se compose qu'alors."""
    proposer(libelle, fichier, lambda: tableurs.en_csv(lignes() if callable(lignes) else lignes))
