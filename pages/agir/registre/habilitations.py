"""Confier une maison à une personne, ou lui retirer ce droit : réservé à l'administration."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from donnees.registre import services
from donnees.registre.droits import Identite, Role
from donnees.registre.erreurs import ErreurRegistre
from pages.interface import acces, registre
from pages.interface.texte import brut

ROLES = {Role.CONTRIBUTEUR: "Contribution", Role.ADMINISTRATEUR: "Administration", Role.LECTEUR: "Lecture"}
COMPTE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|[0-9a-f]{64}")


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
    with st.form("habiliter"):
        st.write("**Habiliter une personne**")
        courriel = st.text_input("Courriel du compte, ou identifiant lu dans « Mon accès » (non gardé)", max_chars=320)
        nom = st.text_input("Nom à montrer au journal", max_chars=300)
        role = st.selectbox("Rôle", list(ROLES), format_func=ROLES.__getitem__)
        maisons = st.multiselect("Maisons", list(noms), format_func=noms.__getitem__, placeholder="Choisir")
        if not st.form_submit_button("Habiliter", type="primary"):
            return
    if not COMPTE.fullmatch(courriel.strip()):
        st.warning("Attendu : un courriel (nom@domaine.fr), ou l'identifiant de 64 signes que montre « Mon accès ».")
        return
    compte = acces.identifiant(courriel)
    _ecrire(lambda: services.habiliter(registre.ouvert(), acces.qui(), compte, nom, role, maisons))


def _ecrire(geste: Callable[[], object]) -> None:
    """Écrit, puis rejoue la page ; un refus se dit en clair."""
    try:
        geste()
    except ErreurRegistre as erreur:
        st.warning(brut(erreur))
    else:
        st.rerun()
