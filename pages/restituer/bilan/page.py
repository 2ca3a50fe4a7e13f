"""Restituer › Bilan : qu'avons-nous fait cette année, avec qui, pour quels résultats ?"""

from __future__ import annotations

import streamlit as st

from geo.actions import bilan as calcul
from geo.actions.bilan import Bilan
from pages.cadre.habillage import pied
from pages.interface import registre, texte
from pages.interface.figures import laisser_peindre
from pages.interface.texte import brut
from pages.restituer.bilan import blocs, parties, phrases


def montrer(bilan: Bilan) -> None:
    """Le bilan d'une année qui a des actions."""
    st.html(blocs.nombres(bilan))
    parties.commandes(bilan)
    gauche, droite = st.columns([3, 2], gap="medium")
    with gauche:
        st.header("Par thème et par statut", anchor=False)
        st.html(blocs.croisement(bilan))
        parties.actions(bilan)
    laisser_peindre("bilan")
    with droite:
        parties.carte(bilan)
    parties.resultats(bilan)
    parties.appuis(bilan)
    parties.reserves(bilan)


def page() -> None:
    """Choix de la maison et de l'année, puis leur bilan."""
    releve = registre.releve()
    tete = st.container()
    if registre.en_panne():
        tete.title("Bilan", anchor=False)
        st.warning("Le registre ne répond pas : le bilan ne peut pas être établi. Réessayez dans quelques minutes.")
        return
    parties.verifier_lien(releve)
    noms = {maison.cle: maison.nom for maison in releve.fiches_maisons}
    with st.container(horizontal=True, key="atlas-bilan-choix"):
        maison = parties.choisir_maison(releve)
        siennes = calcul.de_la_maison(releve.fiches, maison)
        annee = parties.choisir_annee(releve.fiches, siennes) if maison else 0
    if not maison:
        tete.title("Bilan d'une maison", anchor=False)
        parties.accueil(releve.fiches, noms)
        return
    bilan = calcul.bilan(releve.fiches, maison, annee)
    tete.title(f"Bilan {annee} — {brut(noms[maison])}", anchor=False)
    if bilan.actions:
        tete.html(f'<p class="atlas-phrase">{texte.ecrit(phrases.phrase(bilan, parties.courante()))}</p>')
        montrer(bilan)
    else:
        parties.rien(bilan, siennes)


page()
pied()
