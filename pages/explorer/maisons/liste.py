"""Les maisons retenues, en liste et sur la carte."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from donnees import entrepot
from geo.actions import annuaire
from geo.ecriture import formats
from geo.objets import maisons as objets
from pages.carte import vivante
from pages.explorer.maisons.filtres import Tri
from pages.interface import absence, feuille, liens, pagination, registre
from pages.interface.texte import brut


def montrer(tri: Tri) -> None:
    """Combien, lesquelles, où, puis les plus proches autour ; aucune, pourquoi."""
    total, retenues, autour = len(registre.releve().maisons), tri.retenues, tri.autour
    st.subheader(f"{len(retenues)} sur {total} structures relevées", anchor=False)
    if retenues.empty:
        absence.dire("Aucune maison relevée", "dont le siège est dans", tri.territoire, tri.poses)
        _proches(autour)
        return
    with st.container(key="annuaire-vues"):
        liste, carte = st.columns([2, 3], gap="medium")
    with carte:
        parametres = {nom: st.query_params[nom] for nom in annuaire.NOMS if nom in st.query_params}
        fichier = registre.releve().fichiers["maisons"]
        cles = [table["maison"].tolist() for table in (retenues, autour)]
        carte_maisons = objets.annuaire(cles, fichier, parametres, feuille.theme(), tri.territoire)
        vivante.montrer_fiches(carte_maisons, "annuaire")
    with liste.container(key="annuaire-liste"):
        _maisons(retenues)
        _proches(autour)


def _proches(maisons: pd.DataFrame) -> None:
    """Les maisons les plus proches autour du territoire, à vol d'oiseau."""
    if maisons.empty:
        return
    st.write("**Autour, les plus proches à vol d'oiseau**")
    for _, maison in maisons.iterrows():
        distance = formats.avec_unite(maison["km"], "km")
        liens.maison(brut(f"{maison['nom']} ({maison['ville']}), à {distance}"), maison["maison"])


def _maisons(retenues: pd.DataFrame) -> None:
    """Liste paginée, chaque nom menant à sa fiche."""
    tranche = pagination.tranche(len(retenues))
    nombres = registre.releve().actions["maison"].value_counts()
    regions = entrepot.territoires("region")["libelle"]
    for _, maison in retenues.iloc[tranche].iterrows():
        liens.maison(f"**{brut(maison['nom'])}**", maison["maison"])
        actions = int(nombres.get(maison["maison"], 0))
        suite = f" · {actions} action{'s' if actions > 1 else ''}" if actions else ""
        date = formats.date_partielle(str(maison["date_source"])) or "date inconnue"
        st.caption(
            f"{brut(maison['ville'])}, {regions.get(maison['region'], '')} · {brut(maison['categorie_libelle'])} · "
            f"fiabilité {maison['fiabilite']} · source de {date}{suite}"
        )
