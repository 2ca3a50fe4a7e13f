"""Les filtres de l'annuaire ; chacun est un paramètre de l'adresse, donc du lien partagé."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from donnees import entrepot
from geo.actions import annuaire, points, presence
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
PARAMETRES = ("regions", "categories", "fiabilites", "themes")
"""Ce qu'un filtre replié écrit dans l'adresse."""
_OUVERTS = "maisons.filtres"


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

    @property
    def autour(self) -> pd.DataFrame:
        """Les plus proches que les mêmes filtres retiennent hors du territoire."""
        releve = registre.releve()
        partout = annuaire.filtrer(releve.maisons, releve.actions, self.filtre)
        return presence.autour(partout, self.retenues, self.territoire)


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
    """Recherche et filtres ; chacun est un paramètre de l'adresse, donc du lien partagé.

    Les choix sont repliés tant que le lien n'en dit aucun : la réponse vient avant eux.
    """
    texte = recherche.champ(NOMS["texte"], "Blois, Trégor, 59000…", key="q", bind="query-params")
    ouverts = st.session_state.setdefault(_OUVERTS, any(nom in st.query_params for nom in PARAMETRES))
    un, deux, trois, quatre = st.expander("Filtrer : région, catégorie, fiabilité, actions", expanded=ouverts).columns(
        4
    )
    categories = points.LIBELLES_CATEGORIES
    regions = dict(entrepot.territoires("region")["libelle"])
    return annuaire.Filtre(
        texte=texte,
        regions=adresse.plusieurs(NOMS["regions"], "regions", regions, emplacement=un),
        categories=adresse.plusieurs(NOMS["categories"], "categories", categories, ["mde"], emplacement=deux),
        fiabilite=adresse.plusieurs(NOMS["fiabilite"], "fiabilites", points.FIABILITES, ["A", "B"], emplacement=trois),
        themes=adresse.plusieurs(NOMS["themes"], "themes", points.THEMES_ACTIONS, emplacement=quatre),
    )
