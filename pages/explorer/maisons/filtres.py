"""Les filtres de l'annuaire ; chacun est un paramètre de l'adresse, donc du lien partagé."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from donnees import entrepot
from geo.actions import annuaire, points
from geo.territoires import Territoire
from pages.cadre import plan
from pages.interface import adresse, recherche, registre, territoire_choisi

NOMS = {
    "texte": "Nom, ville, territoire ou code postal",
    "regions": "Région",
    "categories": "Catégorie",
    "fiabilite": "Fiabilité",
    "themes": "Ayant une action",
}
"""Champ d'un filtre → son nom à l'écran."""


@dataclass(frozen=True)
class Tri:
    """Les maisons retenues, le territoire où on les cherche, les filtres."""

    retenues: pd.DataFrame
    territoire: Territoire | None
    filtre: annuaire.Filtre

    @property
    def poses(self) -> tuple[str, ...]:
        """Noms des filtres qui ne sont pas ceux d'office."""
        office = annuaire.Filtre()
        return tuple(nom for champ, nom in NOMS.items() if getattr(self.filtre, champ) != getattr(office, champ))

    def ailleurs(self) -> pd.DataFrame:
        """Les maisons que les mêmes filtres retiennent dans toute la France."""
        releve = registre.releve()
        return annuaire.filtrer(releve.maisons, releve.actions, self.filtre)


def retenir() -> Tri:
    """Pose les filtres et rend ce qu'ils retiennent ; dit le territoire quand l'adresse en demande un."""
    territoire = territoire_choisi.restreint()
    releve = registre.releve()
    filtre = _filtres()
    retenues = annuaire.filtrer(releve.maisons, releve.actions, filtre, territoire.communes if territoire else ())
    if territoire:
        territoire_choisi.seulement(plan.MAISONS, "Seulement celles dont le siège est dans", territoire)
    return Tri(retenues, territoire, filtre)


def _filtres() -> annuaire.Filtre:
    """Recherche et filtres ; chacun est un paramètre de l'adresse, donc du lien partagé."""
    texte = recherche.champ(NOMS["texte"], "Blois, Trégor, 59000…", key="q", bind="query-params")
    un, deux, trois, quatre = st.columns(4)
    categories = points.LIBELLES_CATEGORIES
    regions = dict(entrepot.territoires("region")["libelle"])
    return annuaire.Filtre(
        texte=texte,
        regions=adresse.plusieurs(NOMS["regions"], "regions", regions, emplacement=un),
        categories=adresse.plusieurs(NOMS["categories"], "categories", categories, ["mde"], emplacement=deux),
        fiabilite=adresse.plusieurs(NOMS["fiabilite"], "fiabilites", points.FIABILITES, ["A", "B"], emplacement=trois),
        themes=adresse.plusieurs(NOMS["themes"], "themes", points.THEMES_ACTIONS, emplacement=quatre),
    )
