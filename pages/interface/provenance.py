"""Source, date et précaution sous une figure ou un tableau, et le chemin jusqu'au fichier d'origine."""

from __future__ import annotations

import re
from functools import cache

import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import citer
from geo.ecriture import formats
from pages.cadre.habillage import legende
from pages.interface import liens
from pages.interface.texte import brut

ADRESSE_WEB = re.compile(r"https?://[^\s)]+")


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


@cache
def _publiees() -> frozenset[str]:
    """Sources relevées avec les données du dépôt, à la différence de celles qu'une personne a tapées."""
    return frozenset(source for nom in ("maisons", "actions") for source in entrepot.table(nom)["source"])


def source(texte: str, date: str = "") -> None:
    """Source telle qu'écrite au registre ; seule l'adresse d'une source relevée s'ouvre, un texte tapé reste inerte."""
    adresse = ADRESSE_WEB.search(texte) if texte in _publiees() else None
    suite = f" ({formats.date_partielle(date)})" if date else ""
    if adresse:
        domaine = adresse.group(0).split("/")[2].replace("[", "").replace("]", "")
        st.caption(f"Source : [{brut(domaine)}]({adresse.group(0)}){suite}")
    else:
        st.caption(f"Source : {brut(texte)}{suite}")
