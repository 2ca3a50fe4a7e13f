"""Une réponse : tapée, gardée en brouillon à mesure, enregistrée sous le nom de l'organisme ; rien ne s'écrase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from donnees.registre import services
from donnees.registre.droits import VISITEUR
from donnees.registre.erreurs import ConflitDeVersion, ErreurRegistre, SaisieInvalide
from donnees.registre.services import FicheContribution
from donnees.registre.services.brouillons import cle_contribution
from geo.documents.demande import Demande, Invite
from pages.interface import acces, horloge, registre
from pages.interface.refus import faute
from pages.interface.texte import brut

SIGNES_MAX = 100_000
REJOUER = "diagnostic.rejouer"
"""Une réponse a changé : l'aperçu, hors du fragment, est à refaire."""


@dataclass(frozen=True)
class Place:
    """Où va une réponse : le diagnostic, qui répond, à quelle question."""

    demande: Demande
    invite: Invite
    question: str

    @property
    def cle(self) -> str:
        """Clé du brouillon, et des champs à l'écran."""
        lieu = (self.demande.niveau, self.demande.code, self.question)
        return cle_contribution(self.demande.maison, *lieu, self.invite.nature.value, self.invite.nom)

    def enregistree(self) -> FicheContribution | None:
        """La réponse du registre ; None s'il n'y en a pas."""
        territoire = (self.demande.niveau, self.demande.code)
        lues = services.lister_contributions(registre.ouvert(), VISITEUR, territoire, self.demande.maison)
        siennes = [lue for lue in lues if (lue.question, lue.organisme) == (self.question, self.invite.nom)]
        return next((lue for lue in siennes if lue.nature is self.invite.nature), None)

    def saisie(self, texte: str) -> dict[str, Any]:
        """Ce que le registre attend."""
        return {
            "maison": self.demande.maison,
            "niveau": self.demande.niveau,
            "code": self.demande.code,
            "question": self.question,
            "organisme": self.invite.nom,
            "nature": self.invite.nature.value,
            "mandat": self.invite.mandat,
            "texte": texte,
        }


@st.fragment
def question(place: Place, texte: str) -> None:
    """Une question, le champ de sa réponse, et où en est celle-ci."""
    try:
        etat = _ouvrir(place)
    except ErreurRegistre as erreur:
        st.warning(f"La réponse ne peut pas être lue : {brut(erreur)}")
        return
    cle = place.cle
    st.text_area(texte, key=cle, max_chars=SIGNES_MAX, height=120, on_change=_garder, args=(place,))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Enregistrer la réponse",
            key=f"{cle}.enregistrer",
            icon=":material/save:",
            on_click=_enregistrer,
            args=(place,),
        )
        if etat["version"]:
            st.button("Retirer", key=f"{cle}.retirer", type="tertiary", on_click=_retirer, args=(place,))
        st.caption(_ou_en_est(place, etat))
    faute(etat["faute"])
    if etat["autre"] is not None:
        _conflit(place, etat)
    if st.session_state.pop(REJOUER, False):
        st.rerun()


def _ouvrir(place: Place) -> dict[str, Any]:
    """État de la réponse dans l'onglet ; au premier passage, celui du brouillon, sinon du registre."""
    cle = f"{place.cle}.etat"
    if cle not in st.session_state:
        lue = place.enregistree()
        brouillon = services.relire_brouillon(registre.ouvert(), acces.qui(), place.cle)
        depart = lue.texte if lue else ""
        version, contenu = (lue.version, lue.cle) if lue else (0, "")
        if brouillon is not None:
            depart, version = str(brouillon.contenu["texte"]), int(brouillon.contenu["version"])
        st.session_state[place.cle] = depart
        st.session_state[cle] = {
            "version": version,
            "cle": contenu,
            "maj": lue.modifie_le if lue else "",
            "brouillon": brouillon.maj if brouillon else "",
            "faute": "",
            "autre": None,
        }
    elif place.cle not in st.session_state:  # le champ n'était plus à l'écran : son texte revient
        st.session_state[place.cle] = st.session_state[cle].get("texte", "")
    etat: dict[str, Any] = st.session_state[cle]
    etat["texte"] = st.session_state[place.cle]
    return etat


def _ou_en_est(place: Place, etat: dict[str, Any]) -> str:
    if etat["brouillon"]:
        return f"Brouillon gardé le {horloge.dire(etat['brouillon'])}, pour vous seul·e : pas encore enregistré."
    if etat["version"]:
        return f"Enregistrée le {horloge.dire(etat['maj'])}, au nom de {brut(place.invite.nom)}."
    return "Pas encore de réponse : le document garde des lignes à remplir."


def _garder(place: Place) -> None:
    """Garde ce qui est tapé, pour cette personne seule."""
    etat, texte = st.session_state[f"{place.cle}.etat"], st.session_state[place.cle]
    etat["faute"] = ""
    try:
        contenu = {"texte": texte, "version": etat["version"]}
        services.garder_brouillon(registre.ouvert(), acces.qui(), place.cle, contenu)
        garde = services.relire_brouillon(registre.ouvert(), acces.qui(), place.cle)
        etat["brouillon"] = garde.maj if garde else ""
    except ErreurRegistre as erreur:
        etat["faute"] = f"Le brouillon n'a pas pu être gardé : {erreur} Votre texte reste dans cet onglet."


def _enregistrer(place: Place) -> None:
    """Enregistre au nom de l'organisme ; si la réponse a changé ailleurs, garde le texte et montre l'autre."""
    etat, texte = st.session_state[f"{place.cle}.etat"], st.session_state[place.cle]
    try:
        saisie = place.saisie(texte)
        lue = services.enregistrer_contribution(registre.ouvert(), acces.qui(), etat["version"], saisie)
    except ConflitDeVersion as conflit:
        autre = place.enregistree()
        etat |= {"autre": autre.texte if autre else "", "version_autre": conflit.version, "faute": ""}
        return
    except SaisieInvalide as erreur:
        etat["faute"] = " ".join(erreur.champs.values())
        return
    except ErreurRegistre as erreur:
        etat["faute"] = f"La réponse n'a pas été enregistrée : {erreur}"
        return
    etat |= {"version": lue.version, "cle": lue.cle, "maj": lue.modifie_le, "faute": "", "autre": None}
    _oublier(place, etat)
    st.session_state[REJOUER] = True


def _retirer(place: Place) -> None:
    """Retire la réponse du document ; le journal la garde."""
    etat = st.session_state[f"{place.cle}.etat"]
    lue = place.enregistree()
    if lue is None:
        return
    try:
        services.retirer_contribution(registre.ouvert(), acces.qui(), lue.cle, etat["version"])
    except ErreurRegistre as erreur:
        etat["faute"] = f"La réponse n'a pas été retirée : {erreur}"
        return
    etat |= {"version": 0, "cle": "", "maj": "", "faute": ""}
    st.session_state[place.cle] = ""
    _oublier(place, etat)
    st.session_state[REJOUER] = True


def _oublier(place: Place, etat: dict[str, Any]) -> None:
    etat["brouillon"] = ""
    try:
        services.oublier_brouillon(registre.ouvert(), acces.qui(), place.cle)
    except ErreurRegistre:  # la copie sera offerte à la prochaine visite, ou échue
        return


def _conflit(place: Place, etat: dict[str, Any]) -> None:
    """Ce qu'un autre a enregistré entre-temps, et le choix : le sien, ou le vôtre."""
    st.warning("Cette réponse a été modifiée par quelqu'un d'autre. Votre texte est gardé ci-dessus. La sienne :")
    st.code(etat["autre"], language=None, wrap_lines=True)
    with st.container(horizontal=True):
        st.button("Garder la mienne", key=f"{place.cle}.mienne", on_click=_trancher, args=(place, False))
        st.button("Prendre la sienne", key=f"{place.cle}.sienne", on_click=_trancher, args=(place, True))


def _trancher(place: Place, sienne: bool) -> None:  # noqa: FBT001 - le choix est celui d'un bouton
    etat = st.session_state[f"{place.cle}.etat"]
    if sienne:
        st.session_state[place.cle] = etat["autre"]
    etat |= {"version": etat["version_autre"], "autre": None}
    if not sienne:
        _enregistrer(place)
