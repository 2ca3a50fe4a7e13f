"""Ce que l'Atlas contient et de quand datent ses données."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from geo.ecriture import formats
from pages.interface import tableau

REPERES = ("chomage_localise", "emploi_prive", "emploi_salarie", "projets_recrutement", "revenu_median")


def fraicheur(maisons: pd.DataFrame, actions: pd.DataFrame) -> None:
    """Dernière période des grandes séries et nombre de maisons et d'actions relevées."""
    catalogue = charger()
    st.header("Fraîcheur des données", anchor=False)
    lignes = [
        {
            "Série": catalogue.indicateurs[identifiant].libelle,
            "Dernière période": formats.periode(entrepot.periodes(identifiant, "zone_emploi")[-1]),
            "Producteur": catalogue.sources[catalogue.indicateurs[identifiant].sources[0]].producteur,
        }
        for identifiant in REPERES
    ]
    tableau.texte(pd.DataFrame(lignes).set_index("Série"), "Date et source de chaque série")
    defaut = int(maisons["par_defaut"].sum())
    st.caption(
        f"{formats.nombre(len(catalogue.indicateurs))} indicateurs, {formats.nombre(len(catalogue.sources))} sources, "
        f"{formats.nombre(len(actions))} actions, {formats.nombre(defaut)} maisons de l'emploi et antennes, montrées "
        f"d'office, et {formats.nombre(len(maisons) - defaut)} structures voisines ou moins sûres, que les filtres de "
        "« Maisons » montrent. Il n'existe pas de liste officielle des maisons de l'emploi : "
        "chaque fiche donne sa source et la date de cette source."
    )
