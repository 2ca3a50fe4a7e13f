"""La carte des communes d'un territoire, dans son portrait."""

from __future__ import annotations

import streamlit as st

from donnees.catalogue import charger
from geo.mesures import phrases
from geo.mesures.repartitions import communales
from geo.mesures.situation import renseignes
from geo.objets import communes
from geo.territoires import Territoire
from geo.territoires.perimetre import MAXIMUM_COMMUNES
from pages.carte import vivante
from pages.interface import adresse, feuille, liens
from pages.interface.provenance import provenance

DEFAUT = "population_evolution_2018"


@st.fragment
def carte(territoire: Territoire) -> None:
    """Communes du territoire coloriées par un indicateur qu'elles ont ; au-delà de 2 000, un lien vers la carte."""
    st.header("Dans le territoire, commune par commune", anchor=False)
    if len(territoire.communes) == 1:
        st.info("Une seule commune : sa zone d'emploi et son département sont sur la carte nationale.")
        liens.sur_la_carte(territoire, "Ouvrir la carte")
        return
    if len(territoire.communes) > MAXIMUM_COMMUNES:
        liens.sur_la_carte(territoire, "Voir la carte des communes de France", niveau="commune", indicateur=DEFAUT)
        return
    connus = renseignes("commune", territoire.communes)
    libelles = {f.id: f.libelle for f in charger().indicateurs.values() if f.id in connus}
    defaut = DEFAUT if DEFAUT in libelles else next(iter(libelles))
    choisi = adresse.choisir(st.selectbox, "Indicateur communal", "communal", libelles, defaut)
    repartition = communales(choisi, territoire.communes)
    st.write(phrases.phrase(repartition))
    if carte_communes := communes.carte(territoire, choisi, feuille.theme()):
        vivante.montrer(carte_communes, "communes")
    provenance(choisi, repartition.periode)
    liens.sur_la_carte(territoire)
