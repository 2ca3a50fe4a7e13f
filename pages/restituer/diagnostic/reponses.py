"""Les réponses des partenaires à la section montrée : lues de tous, saisies par qui peut écrire pour la maison."""

from __future__ import annotations

import streamlit as st

from donnees.catalogue.diagnostic import diagnostic
from donnees.registre import services
from donnees.registre.droits import VISITEUR, Operation
from donnees.registre.erreurs import ErreurRegistre
from donnees.vocabulaire import LIBELLES_PARTENAIRES
from geo.documents.demande import Contribution, Demande
from pages.cadre import plan
from pages.interface import acces, registre
from pages.interface.texte import brut
from pages.restituer.diagnostic import saisie


def relever(demande: Demande) -> tuple[Contribution, ...]:
    """Réponses gardées pour ce territoire (et cette maison, s'il y en a une) ; aucune si la base ne répond pas."""
    return _relever(registre.jeton(), (demande.niveau, demande.code), demande.maison)


@st.cache_data(show_spinner=False, max_entries=256)
def _relever(version: str, territoire: tuple[str, str], maison: str) -> tuple[Contribution, ...]:
    if version == registre.PANNE:
        return ()
    try:
        lues = services.lister_contributions(registre.ouvert(), VISITEUR, territoire, maison)
    except ErreurRegistre:
        return ()
    return tuple(
        Contribution(lue.question, lue.organisme, lue.nature, lue.mandat, lue.texte, lue.modifie_le[:10])
        for lue in lues
    )


def saisir(demande: Demande, section: str) -> None:
    """De quoi répondre aux questions de la section, un partenaire à la fois."""
    posees = [bloc for bloc in diagnostic().section(section).blocs if bloc.question]
    if not posees:
        return
    st.header("Les réponses des partenaires", anchor=False)
    if not _permis(demande):
        return
    with st.container(horizontal=True):
        libelles = [f"{invite.nom} · {LIBELLES_PARTENAIRES[invite.nature]}" for invite in demande.invites]
        rangs = range(len(libelles))
        rang = st.selectbox("Qui répond", rangs, format_func=libelles.__getitem__, key="diagnostic.qui", width=420)
    invite = demande.invites[rang]
    for cle, texte in dict.fromkeys(bloc.demander(invite.nature) for bloc in posees):
        saisie.question(saisie.Place(demande, invite, cle), texte)


def _permis(demande: Demande) -> bool:
    """Dit ce qui manque pour saisir : le droit, une maison, un partenaire."""
    if not acces.ecrit_quelque_part():
        st.write(
            "Sans connexion, le document garde des lignes à remplir à la main. Les personnes habilitées par une maison "
            "saisissent ici les réponses, qui s'impriment telles qu'écrites, attribuées et datées."
        )
        st.page_link(plan.COMPTE, label="Mon accès", icon=":material/login:")
        return False
    if not demande.maison:
        st.info("Choisissez, sous « Porté par », la maison qui porte le document : les réponses lui appartiennent.")
        return False
    if not acces.peut(Operation.CONTRIBUER, demande.maison):
        nom = registre.releve().noms_maisons.get(demande.maison, demande.maison)
        st.warning(f"Vous ne pouvez pas saisir pour {brut(nom)} : choisissez une maison qui vous est confiée.")
        return False
    if not demande.invites:
        st.info("Ajoutez un partenaire, sous « Partenaires » : chacun a ses questions.")
        return False
    return True
