"""Les maisons retenues, en liste et sur la carte."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from donnees import entrepot
from geo.actions import annuaire
from geo.objets import maisons as objets
from pages.carte import vivante
from pages.interface import feuille, liens, pagination, registre
from pages.interface.texte import brut


def montrer(retenues: pd.DataFrame) -> None:
    """Combien, lesquelles, où ; aucune, quoi élargir."""
    total = len(registre.releve().maisons)
    st.subheader(f"{len(retenues)} sur {total} maisons relevées", anchor=False)
    if retenues.empty:
        st.info("Aucune maison ne répond à ces filtres. Élargissez la catégorie, la fiabilité ou la région.")
        return
    with st.container(key="annuaire-vues"):
        liste, carte = st.columns([2, 3], gap="medium")
    with carte:
        parametres = {nom: st.query_params[nom] for nom in annuaire.NOMS if nom in st.query_params}
        fichier = registre.releve().fichiers["maisons"]
        cles = retenues["maison"].tolist()
        vivante.montrer_fiches(objets.annuaire(cles, fichier, parametres, feuille.theme()), "annuaire")
    with liste.container(key="annuaire-liste"):
        _maisons(retenues)


def _maisons(retenues: pd.DataFrame) -> None:
    """Liste paginée, chaque nom menant à sa fiche."""
    tranche = pagination.tranche(len(retenues))
    nombres = registre.releve().actions["maison"].value_counts()
    regions = entrepot.territoires("region")["libelle"]
    for _, maison in retenues.iloc[tranche].iterrows():
        liens.maison(f"**{brut(maison['nom'])}**", maison["maison"])
        actions = int(nombres.get(maison["maison"], 0))
        suite = f" · {actions} action{'s' if actions > 1 else ''}" if actions else ""
        st.caption(
            f"{brut(maison['ville'])}, {regions.get(maison['region'], '')} · {brut(maison['categorie_libelle'])} · "
            f"fiabilité {maison['fiabilite']} · source de {brut(maison['date_source'] or 'date inconnue')}{suite}"
        )
