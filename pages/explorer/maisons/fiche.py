"""La fiche d'une maison : territoire, statut daté, fiabilité, contacts, actions et leurs sources."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from donnees import entrepot
from donnees.catalogue.fiches_documents import mots
from donnees.registre.droits import Operation
from geo.actions import annuaire, preuves
from geo.documents.fiches import maison as document
from geo.documents.modele import Document
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.sorties.noms import nommer
from geo.territoires import perimetre
from pages.cadre import plan
from pages.interface import acces, documents, horloge, liens, partage, registre
from pages.interface.provenance import source
from pages.interface.texte import brut

DESCRIPTION_MAX = 600
MOTS = mots("maison")


def demandee() -> pd.Series | None:
    """Maison demandée par l'adresse ; inconnue, elle est dite et rend None."""
    cle = st.query_params.get("maison", "")
    maison = annuaire.maison(registre.releve().maisons, cle) if cle else None
    if cle and maison is None:
        st.warning(f"La maison « {brut(cle[:40])} » n'est pas dans l'annuaire. Voici toutes les maisons.")
    return maison


def afficher(maison: pd.Series) -> None:
    """Affiche la fiche complète d'une maison."""
    st.page_link(plan.MAISONS, label="Toutes les maisons", icon=":material/arrow_back:")
    st.title(brut(maison["nom"]), anchor=False)
    st.write(f"{brut(maison['categorie_libelle'])} · {brut(maison['ville'])} ({maison['departement']})")
    cle = str(maison["maison"])
    with st.container(horizontal=True, key="fiche-maison-documents"):
        documents.proposer(nommer("maison", cle), composition(cle))
        partage.legere()
    gauche, droite = st.columns([3, 2], gap="large")
    with gauche:
        _identite(maison)
    with droite:
        _contacts(maison)
    toutes = registre.releve().actions
    _actions(toutes[toutes["maison"] == cle], cle)


def composition(cle: str) -> partial[Document]:
    """De quoi composer la fiche en document, ici ou dans un autre processus."""
    releve = registre.releve()
    siennes = tuple(fiche for fiche in releve.fiches if fiche.maison == cle)
    adresse = partage.adresse({"maison": cle})
    return partial(document.composer, cle, releve.maisons_par_cle.get(cle), siennes, horloge.jour(), adresse)


def _identite(maison: pd.Series) -> None:
    st.subheader("Territoire et statut", anchor=False)
    if maison["territoire"]:
        st.write(f"**{MOTS['territoire']} :** {brut(maison['territoire'])}")
    date = formats.date_partielle(str(maison["date_source"])) or MOTS["date_inconnue"]
    st.write(f"**{MOTS['statut']} ({brut(date)}) :** {brut(maison['statut'])}.")
    st.info(MOTS["precaution"], icon=":material/history:")
    st.write(annuaire.FIABILITE_EXPLIQUEE[str(maison["fiabilite"])])
    source(str(maison["source"]), str(maison["date_source"]))
    zone = str(maison["zone_emploi"])
    nom = str(entrepot.territoires("zone_emploi")["libelle_long"].get(zone, zone))
    liens.portrait(f"Chiffres de la zone d'emploi {nom}", "insights", niveau="zone_emploi", code=zone)
    vue = f"{maison['lat']:.3f}_{maison['lon']:.3f}_9"
    liens.carte("Voir ce bassin sur la carte", territoire=zone, vue=vue)
    _perimetre(str(maison["maison"]))


def _perimetre(maison: str) -> None:
    """Le périmètre : celui que la maison a enregistré, sinon celui que la source nomme assez précisément."""
    communes, nom = annuaire.communes(maison, registre.releve().maisons_par_cle.get(maison))
    if communes:
        st.page_link(
            plan.PERIMETRE,
            label=f"Son périmètre : {len(communes)} communes",
            icon=":material/draw:",
            query_params={"niveau": "perimetre", "code": perimetre.encoder(communes), "nom": nom[:80]},
        )
    if acces.peut(Operation.MODIFIER_MAISON, maison):
        st.page_link(
            plan.MODIFIER_MAISON, label="Modifier cette fiche", icon=":material/edit:", query_params={"maison": maison}
        )


def _contacts(maison: pd.Series) -> None:
    st.subheader(MOTS["contacts"], anchor=False)
    adresse = maison["adresse"] or f"{maison['code_postal']} {maison['ville']}".strip()
    st.write(brut(adresse) or MOTS["sans_adresse"])
    precision = annuaire.PRECISIONS.get(str(maison["precision_geo"]), "")
    st.caption(f"Sur la carte : {precision}." if precision else "Sans point sur la carte.")
    if maison["telephone"]:
        st.write(MOTS["telephone"].format(numero=brut(maison["telephone"])).removesuffix("."))
        st.caption(MOTS["precaution_telephone"])
    if preuves.ADRESSE_WEB.fullmatch(str(maison["site"])):
        st.link_button("Site relevé dans la source", str(maison["site"]), icon=":material/open_in_new:")


def _actions(actions: pd.DataFrame, maison: str) -> None:
    st.subheader(f"Actions ({len(actions)})", anchor=False)
    if actions.empty:
        st.info(MOTS["sans_action"])
        return
    with st.container(horizontal=True):
        st.page_link(
            plan.PLAN_ACTIONS,
            label="Son plan d'actions",
            query_params={"maisons": maison},
            icon=":material/event_note:",
        )
        st.page_link(plan.BILAN, label="Son bilan", query_params={"maison": maison}, icon=":material/summarize:")
    for _, action in actions.iterrows():
        with st.container(border=True):
            liens.action(f"**{brut(action['titre'])}**", action["action"])
            st.caption(f"{brut(action['theme_libelle'])} · {annuaire.quand(action)} · {brut(action['statut_libelle'])}")
            st.write(brut(action["description"][:DESCRIPTION_MAX]))
            if action["indicateur"]:
                st.write(f"{brut(majuscule(str(action['indicateur'])))} : **{brut(action['valeur'])}**")
            source(str(action["source"]))
