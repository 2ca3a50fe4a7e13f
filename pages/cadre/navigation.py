"""Navigation et habillage, joués à chaque page."""

from __future__ import annotations

import streamlit as st

from pages.cadre import typographie
from pages.cadre.habillage import ICONE
from pages.cadre.plan import PLAN
from pages.interface import depot

typographie.installer()
st.set_page_config(page_title="Atlas des maisons de l'emploi", page_icon=str(ICONE), layout="wide")
rubriques = {rubrique: [st.Page(**page) for page in pages] for rubrique, pages in PLAN.items()}
page = st.navigation(rubriques, position="hidden" if st.context.is_embedded else "top")
with depot.passage():
    page.run()
