"""Une réponse : tapée, gardée en brouillon à mesure, enregistrée sous le nom de l'organisme ; rien ne s'écrase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from donnees.registre import services
from donnees.registre.droits import VISITEUR
from donnees.registre.erreurs import ConflitDeVersion, ErreurRegistre, Introuvable, SaisieInvalide
from donnees.registre.modeles.contributions import TEXTE_MAX
from donnees.registre.services import FicheContribution
from donnees.registre.services.brouillons import cle_contribution
from geo.documents.demande import Demande, Invite
from pages.interface import acces, horloge, registre
from pages.interface.refus import faute
from pages.interface.texte import brut

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
    st.text_area(texte, key=cle, max_chars=TEXTE_MAX, height=120, on_change=_garder, args=(place,))
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
    if etat["conflit"]:
        _conflit(place, etat)
    if st.session_state.pop(REJOUER, False):
        st.rerun()


def _ouvrir(place: Place) -> dict[str, Any]:
    """État de la réponse dans l'onglet ; au premier passage, celui du brouillon, sinon du registre."""
    cle = f"{place.cle}.etat"
    if cle not in st.session_state or _perime(place, st.session_state[cle]):
        _lire(place)
    elif place.cle not in st.session_state:  # le champ n'était plus à l'écran : son texte revient
        st.session_state[place.cle] = st.session_state[cle]["texte"]
    etat: dict[str, Any] = st.session_state[cle]
    etat["texte"] = st.session_state[place.cle]
    return etat


def _perime(place: Place, etat: dict[str, Any]) -> bool:
    """Vrai si le registre a changé depuis, et que rien n'a été tapé : ce qui est tapé ne se remplace jamais."""
    texte = st.session_state.get(place.cle, etat["texte"])
    retouche = etat["brouillon"] or etat["conflit"] or texte != etat["depart"]
    return not retouche and registre.jeton() not in {etat["jeton"], registre.PANNE}


def _lire(place: Place) -> None:
    """Pose l'état : la réponse du registre, ou le brouillon qui en est parti."""
    jeton, lue = registre.jeton(), place.enregistree()
    brouillon = services.relire_brouillon(registre.ouvert(), acces.qui(), place.cle)
    etat = _depuis(lue) | {"jeton": jeton, "brouillon": "", "faute": "", "conflit": 0, "autre": None}
    st.session_state[place.cle] = etat["depart"]
    if brouillon is not None:
        st.session_state[place.cle] = str(brouillon.contenu["texte"])
        etat |= {"version": int(brouillon.contenu["version"]), "brouillon": brouillon.maj}
    st.session_state[f"{place.cle}.etat"] = etat


def _depuis(lue: FicheContribution | None) -> dict[str, Any]:
    """Ce qu'on sait d'une réponse du registre ; sans réponse, la version 0."""
    if lue is None:
        return {"version": 0, "maj": "", "depart": ""}
    return {"version": lue.version, "maj": lue.modifie_le, "depart": lue.texte}


def _ou_en_est(place: Place, etat: dict[str, Any]) -> str:
    if etat["brouillon"]:
        return f"Brouillon gardé le {horloge.dire(etat['brouillon'])}, pour vous seul·e : pas encore enregistré."
    if etat["version"]:
        return f"Enregistrée le {horloge.dire(etat['maj'])}, au nom de {brut(place.invite.nom)}."
    return "Pas encore de réponse : le document garde des lignes à remplir."


def _garder(place: Place) -> None:
    """Garde ce qui est tapé, pour cette personne seule."""
    etat, texte = st.session_state[f"{place.cle}.etat"], st.session_state[place.cle]
    etat |= {"faute": "", "texte": texte}
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

    def geste() -> None:
        saisie = place.saisie(texte)
        lue = services.enregistrer_contribution(registre.ouvert(), acces.qui(), etat["version"], saisie)
        etat.update(_depuis(lue))

    _ecrire(place, geste, "La réponse n'a pas été enregistrée")


def _retirer(place: Place) -> None:
    """Retire la réponse du document ; le journal la garde."""
    etat = st.session_state[f"{place.cle}.etat"]

    def geste() -> None:
        lue = place.enregistree()
        if lue is not None:  # sinon, un autre l'a déjà retirée
            services.retirer_contribution(registre.ouvert(), acces.qui(), lue.cle, etat["version"])
        etat.update(_depuis(None))
        st.session_state[place.cle] = ""

    _ecrire(place, geste, "La réponse n'a pas été retirée")


def _ecrire(place: Place, geste: Callable[[], None], echec: str) -> None:
    """Fait un geste sur le registre, et dit ce qui l'empêche ; le texte tapé reste quoi qu'il arrive."""
    etat = st.session_state[f"{place.cle}.etat"]
    try:
        try:
            geste()
        except ConflitDeVersion as conflit:
            autre = place.enregistree()
            etat |= {"conflit": autre.version if autre else conflit.version, "autre": autre, "faute": ""}
            return
    except SaisieInvalide as erreur:
        etat["faute"] = " ".join(erreur.champs.values())
        return
    except ErreurRegistre as erreur:
        etat["faute"] = f"{echec} : {erreur}"
        if isinstance(erreur, Introuvable):  # la suivante sera la première
            etat["version"] = 0
        return
    etat |= {"faute": "", "conflit": 0, "autre": None}
    _oublier(place, etat)
    st.session_state[REJOUER] = True


def _oublier(place: Place, etat: dict[str, Any]) -> None:
    etat["brouillon"] = ""
    try:
        services.oublier_brouillon(registre.ouvert(), acces.qui(), place.cle)
    except ErreurRegistre:  # la copie sera offerte à la prochaine visite, ou échue
        return


def _conflit(place: Place, etat: dict[str, Any]) -> None:
    """Ce qu'un autre a fait entre-temps, et le choix : le sien, ou le vôtre."""
    autre: FicheContribution | None = etat["autre"]
    if autre is None:
        st.warning("Cette réponse a été retirée par quelqu'un d'autre. Votre texte est gardé ci-dessus.")
    else:
        st.warning("Cette réponse a été modifiée par quelqu'un d'autre. Votre texte est gardé ci-dessus. La sienne :")
        st.code(autre.texte, language=None, wrap_lines=True)
    sienne = "Prendre la sienne" if autre else "La laisser retirée"
    with st.container(horizontal=True):
        st.button("Garder la mienne", key=f"{place.cle}.mienne", on_click=_garder_la_mienne, args=(place,))
        st.button(sienne, key=f"{place.cle}.sienne", on_click=_prendre_la_sienne, args=(place,))


def _garder_la_mienne(place: Place) -> None:
    etat = st.session_state[f"{place.cle}.etat"]
    etat |= {"version": etat["conflit"], "conflit": 0, "autre": None}
    _enregistrer(place)


def _prendre_la_sienne(place: Place) -> None:
    """La réponse du registre remplace le texte, et le brouillon qu'on abandonne n'est plus offert."""
    etat = st.session_state[f"{place.cle}.etat"]
    etat |= _depuis(etat["autre"]) | {"conflit": 0, "autre": None}
    st.session_state[place.cle] = etat["depart"]
    _oublier(place, etat)
