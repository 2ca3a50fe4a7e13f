"""Par où commencer, selon qui l'on est."""

from __future__ import annotations

import streamlit as st

from pages.cadre import plan

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


def portes() -> None:
    """Trois entrées, une par lecteur."""
    st.header("Trois portes d'entrée", anchor=False)
    for colonne, (titre, texte, page, libelle) in zip(st.columns(3), PORTES, strict=True):
        with colonne.container(border=True, height="stretch"):
            st.subheader(titre, anchor=False)
            st.write(texte)
            st.page_link(page, label=libelle, icon=":material/arrow_forward:")
