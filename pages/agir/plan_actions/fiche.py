"""La fiche d'une action : ce qu'elle est, qui fait quoi, où, pour quel effet, et ce qu'on en sait."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from donnees.catalogue.fiches_documents import mots
from donnees.registre import services
from donnees.registre.droits import VISITEUR, Operation
from donnees.registre.erreurs import ErreurRegistre, Introuvable
from donnees.registre.services import Fiche
from donnees.vocabulaire import LIBELLES_PARTENAIRES, LIBELLES_STATUTS
from geo.actions import annuaire, enonces, tables
from geo.actions.points import THEMES_ACTIONS
from geo.documents.fiches import action as document
from geo.documents.modele import Document
from geo.ecriture import formats
from geo.objets import actions as objets
from geo.sorties.noms import nommer
from pages.agir.plan_actions import exports, gestes, suivi, vues
from pages.cadre import plan
from pages.carte import vivante
from pages.interface import acces, documents, feuille, historique, horloge, liens, partage, refus, registre
from pages.interface.provenance import source
from pages.interface.texte import brut

MOTS = mots("action")
LIEUX_MONTRES = 12


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
        st.info(MOTS["archivee"])
    with st.container(horizontal=True, key="fiche-commandes"):
        gestes.boutons(fiche)
        exports.emporter([fiche], fiche.titre)
        documents.proposer(nommer("action", fiche.titre), composition(fiche))
        partage.barre(imprimer=True)


def composition(fiche: Fiche) -> partial[Document]:
    """De quoi composer la fiche en document, ici ou dans un autre processus."""
    maison = registre.releve().maisons_par_cle.get(fiche.maison or "")
    adresse = partage.adresse({"action": fiche.cle})
    return partial(document.composer, fiche, maison, horloge.jour(), adresse)


def _corps(fiche: Fiche) -> None:
    if fiche.description:
        st.html(f'<p class="atlas-texte">{escape(fiche.description)}</p>')
    st.subheader("Qui fait quoi", anchor=False)
    if fiche.maison:
        liens.maison(f"**{brut(fiche.nom_maison)}**", fiche.maison)
        st.write(f"{enonces.role(fiche)}. {MOTS['coordonne']}")
    for partenaire in fiche.partenaires:
        nature = LIBELLES_PARTENAIRES[partenaire.nature]
        st.write(f"**{brut(partenaire.nom)}** ({nature}) : {brut(partenaire.role)}")
    if not fiche.partenaires:
        st.caption(MOTS["sans_partenaire"])
    _lignes(
        [
            (MOTS["public"], fiche.public),
            (MOTS["pilote"], fiche.pilote),
            (MOTS["elu"], enonces.elu(fiche)),
        ]
    )
    _moyens(fiche)
    if fiche.empechement.strip():
        st.subheader(MOTS["empechement"], anchor=False)
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
        st.write(f"**{MOTS['etp']} :** {enonces.etp(fiche)}")
    if fiche.budget is not None:
        st.write(f"**{MOTS['budget']} :** {enonces.budget(fiche)}")
    for nom, montant in enonces.financeurs(fiche):
        st.write(f"{brut(nom)} : {montant}")


def _cote(fiche: Fiche) -> None:
    """Axes, lieux, carte, source."""
    st.subheader("Cadre", anchor=False)
    st.write("\n".join(f"- {axe}" for axe in enonces.axes(fiche)) or MOTS["sans_axe"])
    st.subheader("Où", anchor=False)
    sieges = registre.releve().maisons_par_cle
    lieux = tables.lieux_de(fiche, sieges)
    for niveau, code in lieux[:LIEUX_MONTRES]:
        parametres = {"niveau": niveau, "code": code}
        st.page_link(plan.TERRITOIRE, label=brut(tables.nom_lieu(niveau, code)), query_params=parametres)
    if len(lieux) > LIEUX_MONTRES:
        st.caption(f"et {formats.nombre(len(lieux) - LIEUX_MONTRES)} autres lieux")
    if not lieux:
        st.caption(MOTS["sans_lieu"])
    if carte := objets.action(fiche, sieges, registre.releve().fichiers["actions"], feuille.theme()):
        vivante.montrer_fiches(carte, f"action.{fiche.cle}")
    st.subheader("Source", anchor=False)
    if fiche.fiabilite:
        st.write(annuaire.FIABILITE_EXPLIQUEE[fiche.fiabilite])
    source(fiche.source or MOTS["saisie"])


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
