"""Secteurs et métiers : la phrase qui ouvre la page, et ce qui se lit sans zone d'emploi."""

from __future__ import annotations

import streamlit as st

from geo.secteurs.champs import METROPOLE, effectifs, nom
from geo.secteurs.choix import Choix
from geo.secteurs.exposition import reculs
from geo.secteurs.ouverture import phrase
from geo.territoires import Territoire
from pages.comprendre.secteurs import tableaux
from pages.comprendre.secteurs.choix import source_et_limite
from pages.interface.texte import brut, compose

PRESENTEES = {
    "secteurs": "ce qui fait l'emploi d'un bassin, ce qui le distingue, ce qui y grandit ou y recule",
    "decalage": "ce que l'évolution de l'emploi d'un bassin doit au pays, à ses secteurs et à lui-même",
    "gpect": "la fiche d'où part un comité de pilotage : quelques chiffres et des questions ouvertes",
}


def ouvrir(choix: Choix) -> None:
    """La phrase qui ouvre la page."""
    dite = phrase(choix.demande, choix.zone, choix.reference, choix.source, choix.nomenclature)
    st.html(f'<p class="atlas-phrase atlas-secteurs-ouverture">{compose(dite)}</p>')


def _pour_la_lire(demande: Territoire | None) -> str:
    """Ce qu'il faut choisir pour lire la vue, ou pourquoi elle ne se lit pas du territoire choisi."""
    if demande is None:
        return "Choisissez un territoire ci-dessus pour la lire."
    if demande.niveau == "france":
        return "Elle se lit d'un bassin : choisissez un territoire plus petit que le pays."
    return f"Elle ne se lit pas pour {brut(demande.libelle)}, dont les secteurs ne sont pas publiés : voici le pays."


def sans_zone(choix: Choix, vue: str) -> None:
    """Sans zone d'emploi à lire : ce que la vue montrerait, et les secteurs du pays."""
    st.info(f"Cette vue montre {PRESENTEES[vue]}. {_pour_la_lire(choix.demande)}")
    st.header("Les secteurs de la France métropolitaine", anchor=False)
    debut, fin = choix.champ.bornes
    en_recul = reculs(choix.source, choix.nomenclature)
    table = effectifs(choix.source, choix.nomenclature, fin, METROPOLE).rename("fin").to_frame()
    table["debut"] = effectifs(choix.source, choix.nomenclature, debut, METROPOLE)
    table = table.sort_values("fin", ascending=False)
    montree = table.assign(
        secteur=[nom(choix.nomenclature, str(code)) for code in table.index],
        part=100 * table["fin"] / table["fin"].sum(),
        evolution=100 * (table["fin"] / table["debut"] - 1),
        sens=["en recul" if code in en_recul else "en croissance ou stable" for code in table.index],
    )[["secteur", "fin", "part", "evolution", "sens"]].set_axis(
        ["Secteur", f"Effectif {fin}", "Part (%)", f"Évolution {debut}-{fin} (%)", "Sens"], axis=1
    )
    tableaux.montrer(montree, "Secteurs de la France métropolitaine", 560)
    source_et_limite(choix)
