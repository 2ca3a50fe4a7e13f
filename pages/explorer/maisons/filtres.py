"""Les filtres de l'annuaire ; chacun est un paramètre de l'adresse, donc du lien partagé."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from donnees import entrepot
from geo.actions import annuaire, points
from pages.cadre import plan
from pages.interface import adresse, registre, territoire_choisi


def retenir() -> pd.DataFrame:
    """Pose les filtres et rend les maisons retenues ; dit le territoire quand l'adresse en demande un."""
    territoire = territoire_choisi.restreint()
    releve = registre.releve()
    retenues = annuaire.filtrer(releve.maisons, releve.actions, _filtres(), territoire.communes if territoire else ())
    if territoire:
        territoire_choisi.seulement(plan.MAISONS, "Seulement celles dont le siège est dans", territoire)
    return retenues


def _filtres() -> annuaire.Filtre:
    """Recherche et filtres ; chacun est un paramètre de l'adresse, donc du lien partagé."""
    texte = st.text_input(
        "Nom, ville, territoire ou code postal",
        placeholder="Blois, Trégor, 59000…",
        max_chars=80,
        key="q",
        bind="query-params",
    )
    un, deux, trois, quatre = st.columns(4)
    regions = dict(entrepot.territoires("region")["libelle"])
    return annuaire.Filtre(
        texte=texte,
        regions=adresse.plusieurs("Région", "regions", regions, emplacement=un),
        categories=adresse.plusieurs("Catégorie", "categories", points.LIBELLES_CATEGORIES, ["mde"], emplacement=deux),
        fiabilite=adresse.plusieurs("Fiabilité", "fiabilites", points.FIABILITES, ["A", "B"], emplacement=trois),
        themes=adresse.plusieurs("Ayant une action", "themes", points.THEMES_ACTIONS, emplacement=quatre),
    )
