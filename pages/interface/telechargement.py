"""Le bouton d'un fichier à emporter : même icône, même clé, type déduit du nom, page jamais rejouée."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from geo.ecriture import tableurs
from geo.sorties import metadonnees
from geo.sorties.metadonnees import Sujet
from geo.sorties.noms import FORME
from pages.interface import partage

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
        Nom du fichier, unique dans la page, composé par `geo.sorties.noms` ; son suffixe donne son type.
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
    ValueError
        Si le nom ne dit pas son contenu comme tous les autres.
    """
    nom, _, suffixe = fichier.rpartition(".")
    type_ = TYPES[suffixe]
    if not FORME.fullmatch(nom):
        raise ValueError(f"« {fichier} » : un fichier se nomme par geo.sorties.noms, d'après son contenu.")
    st.download_button(
        libelle,
        contenu,
        fichier,
        type_,
        key=f"telecharger.{fichier}",
        on_click="ignore",
        icon=":material/download:",
        width="stretch" if large else "content",
        disabled=ferme,
    )


Lignes = pd.DataFrame | bytes


def table(sujet: Sujet, lignes: Lignes | Callable[[], Lignes], libelle: str = "CSV") -> None:
    """Boutons d'un CSV et de sa fiche CSVW, composés au clic.

    Parameters
    ----------
    sujet : Sujet
        Ce que le fichier contient ; il le nomme.
    lignes : DataFrame, bytes or callable
        Le tableau, le CSV déjà écrit, ou ce qui les compose : rien ne se compose avant le clic.
    """
    composer = partial(_csv, lignes)
    adresse = partage.adresse(st.query_params.to_dict())
    with st.container(horizontal=True, width="content", gap="small"):
        proposer(libelle, f"{sujet.nom}.csv", composer)
        st.download_button(
            "Métadonnées",
            partial(_fiche, sujet, composer, adresse),
            f"{sujet.nom}{metadonnees.SUFFIXE}",
            "application/csvm+json",
            key=f"telecharger.{sujet.nom}{metadonnees.SUFFIXE}",
            on_click="ignore",
            help="Sources, licence, unités et sens des colonnes du CSV, pour une machine (CSVW).",
        )


def _csv(lignes: Lignes | Callable[[], Lignes]) -> bytes:
    composees = lignes() if callable(lignes) else lignes
    return composees if isinstance(composees, bytes) else tableurs.en_csv(composees)


def _fiche(sujet: Sujet, composer: Callable[[], bytes], adresse: str) -> bytes:
    return metadonnees.composer(sujet, composer(), adresse)
