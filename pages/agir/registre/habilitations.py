"""Confier une maison à une personne, ou lui retirer ce droit : réservé à l'administration."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from donnees.registre import services
from donnees.registre.droits import Identite, Role
from donnees.registre.erreurs import ErreurRegistre
from geo.ecriture import formats
from pages.interface import acces, registre
from pages.interface.texte import brut, libeller

ROLES = {Role.CONTRIBUTEUR: "Contribution", Role.ADMINISTRATEUR: "Administration", Role.LECTEUR: "Lecture"}
COMPTE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|[0-9a-f]{64}")
PORTEES = {
    Role.CONTRIBUTEUR: "Elle pourra écrire au nom de {} maison{} :",
    Role.ADMINISTRATEUR: "Elle pourra écrire au nom de **toutes** les maisons, et habiliter d'autres personnes.",
    Role.LECTEUR: "Elle ne pourra rien écrire.",
}
ATTENDU = "Attendu : un courriel (nom@domaine.fr), ou l'identifiant de 64 signes que montre « Mon accès »."
_DEMANDE = "habiliter.demande"


class Demande(NamedTuple):
    """Une habilitation à confirmer, dans l'ordre qu'attend le service."""

    sujet: str
    nom: str
    role: Role
    maisons: tuple[str, ...]


def afficher() -> None:
    """Personnes habilitées, puis le formulaire."""
    st.header("Personnes habilitées", anchor=False)
    try:
        connues = services.habilitations(registre.ouvert(), acces.qui())
    except ErreurRegistre as erreur:
        st.warning(brut(erreur))
        return
    noms = registre.releve().noms_maisons
    if not connues:
        st.info("Personne n'est encore habilité au registre.")
    for personne in connues:
        _personne(personne, noms)
    _habiliter(noms)


def _personne(personne: Identite, noms: dict[str, str]) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        maisons = ", ".join(noms.get(cle, cle) for cle in sorted(personne.maisons))
        st.write(f"**{brut(personne.nom)}** · {ROLES[personne.role]}{f' · {brut(maisons)}' if maisons else ''}")
        if st.button("Retirer", key=f"retirer.{personne.sujet}"):
            _ecrire(lambda: services.retirer(registre.ouvert(), acces.qui(), personne.sujet))


def _habiliter(noms: dict[str, str]) -> None:
    """Le formulaire, puis la confirmation : rien n'est écrit avant que chaque maison ait été relue."""
    with st.form("habiliter"):
        st.write("**Habiliter une personne**")
        courriel = st.text_input("Courriel du compte, ou identifiant lu dans « Mon accès » (non gardé)", max_chars=320)
        nom = st.text_input("Nom à montrer au journal", max_chars=300)
        role = st.selectbox("Rôle", list(ROLES), format_func=libeller(ROLES.__getitem__))
        maisons = st.multiselect("Maisons", list(noms), format_func=libeller(noms.__getitem__), placeholder="Choisir")
        envoye = st.form_submit_button("Relire avant d'habiliter", type="primary")
    if envoye:
        st.session_state.pop(_DEMANDE, None)
        if not (courriel.isascii() and COMPTE.fullmatch(courriel.strip())):
            st.warning(ATTENDU)
            return
        retenues = tuple(maisons) if role is Role.CONTRIBUTEUR else ()
        st.session_state[_DEMANDE] = Demande(acces.identifiant(courriel), nom, role, retenues)
    if (demande := st.session_state.get(_DEMANDE)) is not None:
        _confirmer(demande, noms)


def _confirmer(demande: Demande, noms: dict[str, str]) -> None:
    """Rappelle la personne, son rôle et chaque maison, une par ligne ; un seul bouton écrit."""
    with st.container(border=True, key="habiliter-confirmer"):
        st.write(f"**{brut(demande.nom)}** aura le rôle : **{ROLES[demande.role]}**.")
        st.write(PORTEES[demande.role].format(formats.nombre(len(demande.maisons)), "s" * (len(demande.maisons) > 1)))
        if demande.maisons:
            st.markdown("\n".join(f"- {brut(noms.get(cle, cle))}" for cle in demande.maisons))
        with st.container(horizontal=True):
            if st.button("Confirmer l'habilitation", type="primary", icon=":material/check:"):
                del st.session_state[_DEMANDE]
                _ecrire(lambda: services.habiliter(registre.ouvert(), acces.qui(), *demande))
            if st.button("Renoncer"):
                del st.session_state[_DEMANDE]
                st.rerun()


def _ecrire(geste: Callable[[], object]) -> None:
    """Écrit, puis rejoue la page ; un refus se dit en clair."""
    try:
        geste()
    except ErreurRegistre as erreur:
        st.warning(brut(erreur))
    else:
        st.rerun()
