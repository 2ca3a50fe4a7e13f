"""Secteurs et métiers : la phrase qui ouvre la page, et ce qui se lit sans zone d'emploi."""

from __future__ import annotations

import streamlit as st

from geo import territoires
from geo.secteurs import phrases
from geo.secteurs.champs import METROPOLE, effectifs, nom
from geo.secteurs.exposition import reculs
from geo.secteurs.structure import resumer, structure
from pages.comprendre.secteurs import tableaux
from pages.comprendre.secteurs.choix import Choix, source_et_limite
from pages.interface.texte import compose

PRESENTEES = {
    "secteurs": "ce qui fait l'emploi d'un bassin, ce qui le distingue, ce qui y grandit ou y recule",
    "decalage": "ce que l'évolution de l'emploi d'un bassin doit au pays, à ses secteurs et à lui-même",
    "gpect": "la fiche d'où part un comité de pilotage : quelques chiffres et des questions ouvertes",
}


def ouvrir(choix: Choix) -> None:
    """La phrase qui ouvre la page."""
    st.html(f'<p class="atlas-phrase atlas-secteurs-ouverture">{compose(_phrase(choix))}</p>')


def _phrase(choix: Choix) -> str:
    if choix.zone is None:
        if choix.demande is not None and choix.demande.niveau != "france":
            return (
                f"Ni l'Urssaf ni Flores ne publient les secteurs de {choix.demande.libelle} : Mayotte n'est pas "
                "couverte. Seuls ses métiers, tirés de l'enquête Besoins en main-d'œuvre, se lisent ici."
            )
        return phrases.pays(choix.source, choix.nomenclature)
    lignes = structure(choix.zone.code, choix.reference, choix.source, choix.nomenclature)
    resume = resumer(choix.zone.code, choix.source, choix.nomenclature)
    return phrases.ouverture(_sujet(choix), resume, choix.reference, choix.champ, lignes)


def _sujet(choix: Choix) -> str:
    """La zone lue, et la part des habitants du territoire demandé qui y vit."""
    zone, demande = choix.zone, choix.demande
    if zone is None or demande is None or zone == demande:
        return phrases.sujet(zone.libelle if zone else "")
    morceaux = territoires.traverses(demande, "zone_emploi")
    return phrases.sujet(zone.libelle, demande.libelle, next(m.part for m in morceaux if m.code == zone.code))


def sans_zone(choix: Choix, vue: str) -> None:
    """Sans zone d'emploi à lire : ce que la vue montrerait, et les secteurs du pays."""
    st.info(f"Cette vue montre {PRESENTEES[vue]}. Choisissez un territoire ci-dessus pour la lire.")
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
