"""Navigation et habillage, joués à chaque page."""

from __future__ import annotations

import streamlit as st

from pages.cadre import entete, suivi, typographie
from pages.cadre.habillage import ICONE
from pages.cadre.plan import PLAN
from pages.interface import depot

typographie.installer()
rubriques = {rubrique: [st.Page(**page) for page in pages] for rubrique, pages in PLAN.items()}
page = st.navigation(rubriques, position="hidden" if st.context.is_embedded else "top")
adresse = page.url_path or "accueil"
suivi.suivre(adresse)
st.set_page_config(page_title=entete.titre(page.title, suivi.courant()), page_icon=str(ICONE), layout="wide")
if not st.context.is_embedded and adresse != "integrer":  # un objet se montre seul, dans un cadre ou non
    entete.poser(adresse)
with depot.passage():
    page.run()
