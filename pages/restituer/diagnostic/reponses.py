"""Les réponses des partenaires à la section montrée : lues de tous, saisies par qui peut écrire pour la maison."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from donnees.catalogue.diagnostic import diagnostic
from donnees.registre import services
from donnees.registre.droits import VISITEUR, Operation
from donnees.registre.erreurs import ErreurRegistre
from donnees.vocabulaire import LIBELLES_PARTENAIRES
from geo.documents.demande import Contribution, Demande, Invite
from pages.cadre import plan
from pages.interface import acces, registre
from pages.interface.texte import brut
from pages.restituer.diagnostic import saisie

QUI = "diagnostic.qui"


def relever(demande: Demande, version: str) -> tuple[Contribution, ...] | None:
    """Réponses gardées pour ce territoire (et cette maison, s'il y en a une) ; None si la base ne répond pas."""
    try:
        return None if version == registre.PANNE else _relever(version, (demande.niveau, demande.code), demande.maison)
    except ErreurRegistre:
        return None


@st.cache_data(show_spinner=False, max_entries=256)
def _relever(version: str, territoire: tuple[str, str], maison: str) -> tuple[Contribution, ...]:  # noqa: ARG001 - elle date ce qui est gardé
    lues = services.lister_contributions(registre.ouvert(), VISITEUR, territoire, maison)
    return tuple(map(Contribution.depuis, lues))


def saisir(demande: Demande, section: str) -> None:
    """De quoi répondre aux questions de la section, un partenaire à la fois."""
    posees = [bloc for bloc in diagnostic().section(section).blocs if bloc.question]
    if not posees:
        return
    st.header("Les réponses des partenaires", anchor=False)
    if not _permis(demande):
        return
    invite = _qui(demande.invites)
    for cle, texte in dict.fromkeys(bloc.demander(invite.nature) for bloc in posees):
        saisie.question(saisie.Place(demande, invite, cle), texte)


def _qui(invites: Sequence[Invite]) -> Invite:
    """Partenaire qui répond : le même tant qu'il est du document, où qu'il soit dans la liste."""
    noms = {f"{invite.nom} · {LIBELLES_PARTENAIRES[invite.nature]}": invite for invite in invites}
    if st.session_state.get(QUI) not in noms:
        st.session_state.pop(QUI, None)
    with st.container(horizontal=True):
        choisi = st.selectbox("Qui répond", list(noms), key=QUI, width=420)
    return noms[choisi]


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
