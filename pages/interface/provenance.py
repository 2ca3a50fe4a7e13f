"""Source, date et précaution sous une figure ou un tableau, et le chemin jusqu'au fichier d'origine."""

from __future__ import annotations

import streamlit as st

from donnees.catalogue import charger
from donnees.catalogue.modeles import citer
from geo.actions import preuves
from geo.ecriture import formats
from geo.ecriture.origines import lisible
from pages.cadre.habillage import legende
from pages.interface import liens
from pages.interface.texte import brut


def provenance(identifiant: str, periode: str = "", note: str = "", *, citation: str = "") -> None:
    """Écrit d'où vient un indicateur ; un lien mène à sa fiche.

    ``citation`` : les sources d'un objet qui montre plusieurs dates, déjà dites ; sans elle, celles de ``periode``, à
    défaut de la dernière.
    """
    fiche = charger().indicateur(identifiant)
    noms = citation or citer(charger().sources_de(fiche, periode or fiche.periodes[-1]))
    precaution = next(iter(fiche.precautions), "")
    legende(f"{note} Source : {brut(noms)}. {brut(precaution)}".strip())
    liens.definition(f"Définition et source : {brut(fiche.libelle)}", identifiant)


def source(texte: str, date: str = "") -> None:
    """Source telle qu'écrite au registre ; seule l'adresse d'une source relevée s'ouvre, un texte tapé reste inerte."""
    adresse = preuves.adresse(texte)
    suite = f" ({formats.date_partielle(date)})" if date else ""
    if adresse:
        domaine = preuves.domaine(adresse).replace("[", "").replace("]", "")
        st.caption(f"Source : [{brut(domaine)}]({adresse}){suite}")
    else:
        st.caption(f"Source : {brut(lisible(texte))}{suite}")
