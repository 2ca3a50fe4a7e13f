"""Accueil : où est ma maison ?"""

from __future__ import annotations

import streamlit as st

from geo.territoires import recherche
from pages.cadre import plan
from pages.cadre.habillage import pied
from pages.carte import memoire
from pages.carte.exploration import explorer
from pages.explorer.accueil.fraicheur import fraicheur
from pages.interface import registre, territoire_choisi
from pages.interface.texte import brut

MAXIMUM = 10
PORTES = (
    (
        "Vous êtes élu·e",
        "Votre bassin en deux minutes : touchez-le sur la carte, lisez ses chiffres, envoyez le lien.",
        plan.CARTE,
        "Ouvrir la carte",
    ),
    (
        "Vous dirigez une maison",
        "Composez votre périmètre, lisez son portrait recalculé, trouvez les bassins qui lui ressemblent.",
        plan.PERIMETRE,
        "Composer un périmètre",
    ),
    (
        "Vous voulez vérifier",
        "Chaque chiffre remonte à sa source : producteur, date, licence, formule et précautions.",
        plan.METHODE,
        "Voir méthode et données",
    ),
)


def _resultats(texte: str) -> None:
    for lieu in territoire_choisi.trouver(texte, MAXIMUM, recherche.ORDRE):
        cible = plan.MAISONS if lieu.genre == "maison" else plan.TERRITOIRE
        parametres = {"maison": lieu.code} if lieu.genre == "maison" else {"niveau": lieu.genre, "code": lieu.code}
        st.page_link(cible, label=f"{brut(lieu.libelle)} · {recherche.GENRES[lieu.genre]}", query_params=parametres)


st.title("Où est ma maison de l'emploi ?", anchor=False)
cherche = st.text_input(
    "Commune, code postal, intercommunalité, zone d'emploi ou maison",
    placeholder="Saint-Étienne, 42000, Pays voironnais…",
    max_chars=80,
)
_resultats(cherche)
memoire.restaurer()
explorer(complet=False)
st.header("Trois portes d'entrée", anchor=False)
for colonne, (titre, texte, page, libelle) in zip(st.columns(3), PORTES, strict=True):
    with colonne.container(border=True, height="stretch"):
        st.subheader(titre, anchor=False)
        st.write(texte)
        st.page_link(page, label=libelle, icon=":material/arrow_forward:")
fraicheur(registre.releve().maisons, registre.releve().actions)
pied()
