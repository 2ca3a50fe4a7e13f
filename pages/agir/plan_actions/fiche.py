"""La fiche d'une action : ce qu'elle est, qui fait quoi, où, pour quel effet, et ce qu'on en sait."""

from __future__ import annotations

import math
from html import escape

import streamlit as st

from donnees.registre import services
from donnees.registre.droits import VISITEUR, Operation
from donnees.registre.erreurs import ErreurRegistre, Introuvable
from donnees.registre.services import Fiche
from donnees.vocabulaire import (
    AXES_2009,
    AXES_2013,
    LIBELLES_FINANCEURS,
    LIBELLES_PARTENAIRES,
    LIBELLES_ROLES,
    LIBELLES_STATUTS,
)
from geo.actions import annuaire, tables
from geo.actions.points import THEMES_ACTIONS
from geo.ecriture import formats
from pages.agir.plan_actions import exports, gestes, suivi, vues
from pages.cadre import plan
from pages.carte import vivante
from pages.interface import acces, historique, liens, partage, refus, registre
from pages.interface.provenance import source
from pages.interface.texte import brut

LIEUX_MONTRES = 12
ZOOM = 8


def afficher(cle: str) -> None:
    """Affiche la fiche d'une action ; une clé inconnue est dite en clair."""
    st.page_link(plan.PLAN_ACTIONS, label="Toutes les actions", icon=":material/arrow_back:")
    try:
        fiche = services.lire(registre.ouvert(), VISITEUR, cle)
    except Introuvable:
        refus.action_inconnue(cle)
        return
    except ErreurRegistre as erreur:
        st.title("Plan d'actions", anchor=False)
        st.warning(brut(erreur))
        return
    _tete(fiche)
    with st.container(key="fiche-action"):
        gauche, droite = st.columns([3, 2], gap="large")
    with gauche:
        _corps(fiche)
        suivi.afficher(fiche)
    with droite:
        _cote(fiche)
    _historique(fiche)


def _tete(fiche: Fiche) -> None:
    st.title(brut(fiche.titre), anchor=False)
    sorte = f"{brut(LIBELLES_STATUTS[fiche.statut])} · {brut(THEMES_ACTIONS[fiche.theme])} · {vues.quand(fiche)}"
    st.write(f"**{sorte}**")
    if fiche.archivee:
        st.info("Cette action est archivée : ni plan, ni carte, ni bilan ne la montrent, et elle ne se modifie plus.")
    with st.container(horizontal=True, key="fiche-commandes"):
        gestes.boutons(fiche)
        exports.emporter([fiche], f"action-{fiche.cle}")
        partage.barre(imprimer=True)


def _corps(fiche: Fiche) -> None:
    if fiche.description:
        st.html(f'<p class="atlas-texte">{escape(fiche.description)}</p>')
    st.subheader("Qui fait quoi", anchor=False)
    if fiche.maison:
        liens.maison(f"**{brut(fiche.nom_maison)}**", fiche.maison)
        role = LIBELLES_ROLES[fiche.role_maison] if fiche.role_maison else "Rôle non dit par la source"
        st.write(f"{role}. La maison coordonne, elle ne crée pas d'offre propre.")
    for partenaire in fiche.partenaires:
        nature = LIBELLES_PARTENAIRES[partenaire.nature]
        st.write(f"**{brut(partenaire.nom)}** ({nature}) : {brut(partenaire.role)}")
    if not fiche.partenaires:
        st.caption("Aucun partenaire n'est nommé.")
    _lignes(
        [
            ("Public visé", fiche.public),
            ("Service pilote", fiche.pilote),
            ("Élu·e référent·e", f"{fiche.elu_nom}, {fiche.elu_mandat}" if fiche.elu_nom else ""),
        ]
    )
    _moyens(fiche)
    if fiche.empechement.strip():
        st.subheader("Ce qui n'a pas pu se faire", anchor=False)
        st.html(f'<p class="atlas-texte">{escape(fiche.empechement)}</p>')


def _lignes(lignes: list[tuple[str, str]]) -> None:
    for titre, valeur in lignes:
        if valeur:
            st.write(f"**{titre} :** {brut(valeur)}")


def _moyens(fiche: Fiche) -> None:
    if fiche.budget is None and fiche.etp is None and not fiche.financeurs:
        return
    st.subheader("Moyens", anchor=False)
    if fiche.etp is not None:
        st.write(f"**Équivalents temps plein :** {formats.nombre_libre(float(fiche.etp))}")
    if fiche.budget is not None:
        st.write(f"**Budget :** {formats.euros(float(fiche.budget))}")
    for financeur in fiche.financeurs:
        nom = f"{LIBELLES_FINANCEURS[financeur.nature]}{f', {financeur.nom}' if financeur.nom else ''}"
        montant = "montant non connu"
        if financeur.montant is not None:
            montant = formats.euros(float(financeur.montant))
        st.write(f"{brut(nom)} : {montant}")


def _cote(fiche: Fiche) -> None:
    """Axes, lieux, carte, source."""
    st.subheader("Cadre", anchor=False)
    axe = f"Arrêté de 2013, axe {fiche.axe_2013} : {AXES_2013[fiche.axe_2013]}" if fiche.axe_2013 else ""
    axes = [f"Cahier des charges de 2009, axe {n} : {AXES_2009[n]}" for n in fiche.axes_2009]
    dits = [axe, *axes] if axe else axes
    st.write("\n".join(f"- {ligne}" for ligne in dits) if dits else "La source ne dit pas l'axe des textes.")
    st.subheader("Où", anchor=False)
    sieges = registre.releve().maisons_par_cle
    lieux = tables.lieux_de(fiche, sieges)
    for niveau, code in lieux[:LIEUX_MONTRES]:
        parametres = {"niveau": niveau, "code": code}
        st.page_link(plan.TERRITOIRE, label=brut(tables.nom_lieu(niveau, code)), query_params=parametres)
    if len(lieux) > LIEUX_MONTRES:
        st.caption(f"et {formats.nombre(len(lieux) - LIEUX_MONTRES)} autres lieux")
    if not lieux:
        st.caption("Aucun lieu n'est connu.")
    lon, lat = tables.point(fiche, sieges)
    if not fiche.archivee and math.isfinite(lon):
        vivante.montrer_actions([fiche.cle], f"action.{fiche.cle}", (lat, lon, ZOOM))
    st.subheader("Source", anchor=False)
    if fiche.fiabilite:
        st.write(annuaire.FIABILITE_EXPLIQUEE[fiche.fiabilite])
    source(fiche.source or "saisie par la maison")


@st.fragment
def _historique(fiche: Fiche) -> None:
    """Passages de statut ; à qui peut écrire pour cette maison, le journal, lu seulement une fois déplié."""
    reserve = acces.peut(Operation.LIRE_JOURNAL, fiche.maison)
    nom = f"action-{fiche.cle}"
    volet = st.expander("Historique", key=historique.cle_volet(nom), on_change="rerun" if reserve else "ignore")
    with volet:
        passages = [
            f"- {formats.date_partielle(passage.quand[:10])} : {LIBELLES_STATUTS[passage.statut].lower()}"
            for passage in fiche.historique
        ]
        st.markdown("Passages de statut, à la date de leur enregistrement :\n" + "\n".join(passages))
        st.caption(f"Version {fiche.version}, enregistrée le {formats.date_partielle(fiche.modifie_le[:10])}.")
        if reserve and volet.open:
            gestes.journal(fiche, nom)
