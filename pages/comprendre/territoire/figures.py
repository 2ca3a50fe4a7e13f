"""Les figures d'un portrait : courbes face à la région et à la France, structure de l'emploi."""

from __future__ import annotations

import streamlit as st

from donnees.catalogue import charger
from geo import territoires
from geo.ecriture import formats
from geo.mesures.chiffres_cles import SERIES
from geo.objets import series
from geo.objets import territoire as objets
from geo.portrait.series import absence, d_office, porte, siens, suivis
from geo.territoires import Territoire
from pages.interface import adresse
from pages.interface.figures import montrer, theme
from pages.interface.provenance import provenance
from pages.interface.texte import brut


@st.fragment
def courbes(territoire: Territoire, comparateur: Territoire | None) -> None:
    """Séries du territoire, de son comparateur, de sa région et de la France."""
    fiches = charger().indicateurs
    libelles = {identifiant: fiches[identifiant].libelle for identifiant in SERIES}
    choisi = adresse.choisir(st.segmented_control, "Série", "serie", libelles, d_office(territoire))
    connue = any(porte(sien, choisi) for sien in siens(territoire, choisi))
    traces = {f"{t.niveau}.{t.code}": t for t in suivis(territoire, comparateur, choisi)} if connue else {}
    dessin = series.courbes(list(traces.values()), choisi, theme(), repere=True) if connue else None
    if dessin is None:
        st.info(brut(formats.typographie(f"Cette série n'existe ni pour {territoire.libelle}, ni pour ses zones.")))
        return
    if dite := absence(territoire, choisi, [str(trace.name) for trace in reversed(dessin.figure.data)]):
        st.write(brut(formats.typographie(dite)))
    montrer(dessin, f"courbes.{choisi}")
    provenance(choisi, note=dessin.note, citation=dessin.source)


@st.fragment
def structure(territoire: Territoire, comparateur: Territoire | None) -> None:
    """Grands secteurs de l'emploi privé, face au comparateur ; par zone d'emploi quand le territoire n'en a pas."""
    montre = objets.zone_des_secteurs(territoire)
    dessin = objets.structure(territoire, comparateur, theme())
    if montre is None or dessin is None:
        st.info("Les secteurs ne sont publiés que par zone d'emploi et pour la France.")
        return
    if montre != territoire:
        part = formats.part(territoires.traverses(territoire, "zone_emploi")[0].part)
        st.write(f"Publiée par zone d'emploi : ici **{brut(montre.libelle)}**, où vivent {part} des habitants.")
    montrer(dessin, "structure")
    provenance(objets.PREMIER)
