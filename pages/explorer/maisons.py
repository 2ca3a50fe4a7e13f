"""Explorer › Maisons : qui couvre quoi ?"""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from donnees import entrepot
from geo.actions import annuaire, points
from pages.cadre import plan
from pages.cadre.habillage import pied
from pages.carte import vivante
from pages.interface import adresse, fiche_maison, registre, territoire_choisi
from pages.interface.texte import brut

PAR_PAGE = 15


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


def _liste(retenues: pd.DataFrame) -> None:
    """Liste paginée, chaque nom menant à sa fiche."""
    pages = max(math.ceil(len(retenues) / PAR_PAGE), 1)
    page = st.number_input(f"Page (sur {pages})", 1, pages, 1) if pages > 1 else 1
    nombres = registre.releve().actions["maison"].value_counts()
    regions = entrepot.territoires("region")["libelle"]
    for _, maison in retenues.iloc[(page - 1) * PAR_PAGE : page * PAR_PAGE].iterrows():
        st.page_link(plan.MAISONS, label=f"**{brut(maison['nom'])}**", query_params={"maison": str(maison["maison"])})
        actions = int(nombres.get(maison["maison"], 0))
        suite = f" · {actions} action{'s' if actions > 1 else ''}" if actions else ""
        st.caption(
            f"{brut(maison['ville'])}, {regions.get(maison['region'], '')} · {brut(maison['categorie_libelle'])} · "
            f"fiabilité {maison['fiabilite']} · source de {brut(maison['date_source'] or 'date inconnue')}{suite}"
        )


def _annuaire() -> None:
    st.title("Les maisons de l'emploi relevées", anchor=False)
    st.write(
        "Il n'existe pas de liste officielle accessible. Chaque maison vient d'une source publique citée, "
        "et son statut est celui que disait cette source à sa date."
    )
    territoire = territoire_choisi.demande()
    releve = registre.releve()
    retenues = annuaire.filtrer(releve.maisons, releve.actions, _filtres(), territoire.communes if territoire else ())
    if territoire:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.write(f"Seulement celles dont le siège est dans : **{brut(territoire.libelle)}**")
            st.page_link(plan.MAISONS, label="Voir toute la France", icon=":material/close:")
    total = len(releve.maisons)
    st.subheader(f"{len(retenues)} sur {total} maisons relevées", anchor=False)
    if retenues.empty:
        st.info("Aucune maison ne répond à ces filtres. Élargissez la catégorie, la fiabilité ou la région.")
        return
    liste, carte = st.columns([2, 3], gap="medium")
    with carte:
        vivante.afficher_maisons(retenues["maison"].tolist())
    with liste.container(key="annuaire-liste"):
        _liste(retenues)


demandee = st.query_params.get("maison", "")
trouvee = annuaire.maison(registre.releve().maisons, demandee) if demandee else None
if demandee and trouvee is None:
    st.warning(f"La maison « {brut(demandee[:40])} » n'est pas dans l'annuaire. Voici toutes les maisons.")
if trouvee is None:
    _annuaire()
else:
    fiche_maison.afficher(trouvee)
pied()
