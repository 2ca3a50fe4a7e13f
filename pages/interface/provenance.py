"""Source, date et précaution sous une figure ou un tableau, et le chemin jusqu'au fichier d'origine."""

from __future__ import annotations

import streamlit as st

from donnees.catalogue import charger
from donnees.catalogue.modeles import citer
from geo.ecriture import formats
from pages.cadre import plan
from pages.interface.texte import brut


def provenance(identifiant: str, periode: str = "", note: str = "") -> None:
    """Écrit d'où vient un indicateur ; un lien mène à sa fiche."""
    fiche = charger().indicateur(identifiant)
    noms = citer(charger().sources_de(fiche, periode or fiche.periodes[-1]))
    precaution = next(iter(fiche.precautions), "")
    st.caption(formats.typographie(f"{note} Source : {brut(noms)}. {brut(precaution)}".strip()))
    st.page_link(
        plan.METHODE,
        label=f"Définition et source : {brut(fiche.libelle)}",
        icon=":material/fact_check:",
        query_params={"fiche": identifiant},
    )
