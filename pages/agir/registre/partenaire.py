"""Corriger le nom ou la nature d'un partenaire, pour toutes ses actions."""

from __future__ import annotations

import streamlit as st

from donnees.registre import services
from donnees.registre.droits import VISITEUR, Identite
from donnees.registre.erreurs import ErreurRegistre, SaisieInvalide
from donnees.vocabulaire import LIBELLES_PARTENAIRES
from pages.agir.registre import journal
from pages.interface import registre
from pages.interface.texte import brut, libeller


def formulaire(identite: Identite) -> None:
    """Choix du partenaire, son nom, sa nature."""
    st.header("Corriger un partenaire", anchor=False)
    connus = services.partenaires(registre.ouvert(), VISITEUR)
    if not connus:
        st.info("Aucun partenaire n'est encore au registre : ils viennent des actions saisies.")
        return
    cle = st.selectbox("Partenaire", list(connus), format_func=libeller(lambda c: connus[c][0]))
    nom, nature = connus[cle]
    with st.form(f"partenaire.{cle}"):
        nouveau = st.text_input("Nom", nom)
        natures = [n.value for n in LIBELLES_PARTENAIRES]
        choisie = st.selectbox(
            "Nature",
            natures,
            natures.index(nature),
            format_func=libeller({n.value: t for n, t in LIBELLES_PARTENAIRES.items()}.__getitem__),
        )
        corrige = st.form_submit_button("Corriger", type="primary")
    if corrige:
        _corriger(identite, cle, {"nom": nouveau, "nature": choisie})
    journal.deplier(
        "Historique du partenaire",
        services.journal_partenaire,
        "partenaire",
        cle,
        "Ce partenaire est tel que la première action qui le cite l'a nommé. Corrigez-le ci-dessus s'il le faut.",
    )


def _corriger(identite: Identite, cle: str, brute: dict[str, str]) -> None:
    try:
        services.modifier_partenaire(registre.ouvert(), identite, cle, brute)
    except SaisieInvalide as erreur:
        for texte in erreur.champs.values():
            st.warning(brut(texte))
    except ErreurRegistre as erreur:
        st.warning(brut(erreur))
    else:
        st.rerun()
