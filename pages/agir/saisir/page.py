"""Agir › Saisir une action : réservé aux maisons, droits vérifiés ici et dans les services."""

from __future__ import annotations

import streamlit as st

from donnees.registre.droits import Operation
from donnees.registre.erreurs import ErreurRegistre, Introuvable
from pages.agir.saisir import formulaire, garde
from pages.agir.saisir.brouillon import ouvrir
from pages.cadre.habillage import pied
from pages.interface import acces, liens, refus, registre
from pages.interface.acces import maisons_permises
from pages.interface.texte import brut

cle = st.query_params.get("action", "")
identite = acces.reserver("Modifier une action" if cle else "Saisir une action")
maisons = maisons_permises()
seule = next(iter(maisons)) if len(maisons) == 1 else ""
try:
    brouillon = ouvrir(cle, st.query_params.get("maison", seule))
except Introuvable:
    refus.action_inconnue(cle)
except ErreurRegistre as erreur:
    st.title("Saisir une action", anchor=False)
    st.warning(brut(erreur))
else:
    st.title("Modifier une action" if cle else "Saisir une action", anchor=False)
    origine = brouillon.initial["maison"] or None
    if cle and not acces.peut(Operation.MODIFIER, origine):
        st.warning("Cette action est celle d'une autre maison : vous pouvez la lire, ou la dupliquer pour la vôtre.")
        liens.action("Lire l'action", cle)
    elif cle and not registre.en_panne() and all(fiche.cle != cle for fiche in registre.releve().fiches):
        st.warning("Cette action est archivée : rétablissez-la depuis sa fiche avant de la modifier.")
        liens.action("Lire l'action", cle)
    elif not garde.retrouve(brouillon, identite):
        st.write("Les champs se vérifient à mesure ; rien n'est public avant « Enregistrer ».")
        formulaire.formulaire(brouillon, identite, maisons)
pied()
