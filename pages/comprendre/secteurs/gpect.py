"""Secteurs et métiers › Fiche GPECT : à imprimer, à emporter, à remplir ensemble."""

from __future__ import annotations

from html import escape

import streamlit as st

from geo.ecriture import formats
from geo.ecriture.tableurs import en_csv
from geo.secteurs import fiche, questions
from geo.secteurs.champs import libelle_reference
from geo.secteurs.fiche import RUBRIQUES, Chiffre
from geo.secteurs.questions import Question
from geo.secteurs.tables import classeur
from geo.territoires import Territoire
from pages.comprendre.secteurs import tableaux
from pages.comprendre.secteurs.choix import Choix, source_et_limite
from pages.interface.texte import brut, compose

ENQUETE = 2025


def vue(zone: Territoire, choix: Choix) -> None:
    """Toute la vue."""
    chiffres = fiche.chiffres(zone, choix.reference, choix.source, ENQUETE)
    posees = questions.questions(zone, choix.reference, choix.source, ENQUETE)
    st.header(f"Fiche GPECT : {brut(zone.libelle)}", anchor=False)
    st.write(
        "Pour la première réunion du comité de pilotage : les chiffres dont partir, les questions auxquelles seuls les "
        "partenaires peuvent répondre. Imprimez-la, ou emportez le classeur à remplir."
    )
    corps = "".join(_rubrique(rubrique, chiffres, posees) for rubrique in RUBRIQUES)
    st.html(f'<div class="atlas-secteurs-fiche">{corps}</div>')
    source_et_limite(
        choix,
        f"En 38 secteurs, face à : {libelle_reference(choix.reference)}. Métiers : enquête de {ENQUETE}, estimée "
        "à la zone d'emploi ; « à surveiller » suit la règle écrite dans la vue Métiers.",
    )
    emportes = fiche.tableau(chiffres)
    a_remplir = questions.tableau(posees)
    sources = [choix.champ.source, "france_travail_bmo", "france_travail_bassins"]
    tableaux.emporter(
        "gpect",
        f"atlas-gpect-{zone.code}",
        {
            "CSV": lambda: en_csv(emportes.assign(Territoire=zone.libelle)),
            "XLSX": lambda: classeur(
                f"Fiche GPECT : {zone.libelle}",
                [("Chiffres", emportes, []), ("Questions", a_remplir, ["Colonnes à remplir ensemble."])],
                sources,
            ),
        },
    )


def _rubrique(rubrique: str, chiffres: list[Chiffre], posees: list[Question]) -> str:
    lignes = "".join(_chiffre(chiffre) for chiffre in chiffres if chiffre.rubrique == rubrique)
    siennes = [question for question in posees if question.rubrique == rubrique]
    demandes = "".join(f'<li>{compose(question.texte)}<span aria-hidden="true"></span></li>' for question in siennes)
    ouvertes = f"<h4>Questions ouvertes</h4><ol>{demandes}</ol>" if demandes else ""
    tete = '<thead><tr><th scope="col">Chiffre</th><th scope="col">Ici</th><th scope="col">Repère</th></tr></thead>'
    return (
        f"<section><h3>{rubrique}</h3><table><caption>{rubrique} : chiffres</caption>{tete}"
        f"<tbody>{lignes}</tbody></table>{ouvertes}</section>"
    )


def _chiffre(chiffre: Chiffre) -> str:
    lien = f' · <a href="methode?fiche={chiffre.fiche}">définition</a>' if chiffre.fiche else ""
    libelle, repere = (compose(texte) for texte in (chiffre.libelle, chiffre.repere))
    return (
        f'<tr><th scope="row">{libelle}<small>{escape(chiffre.source)}{lien}</small></th>'
        f"<td><b>{escape(chiffre.valeur)}</b></td><td>{repere or formats.ABSENT}</td></tr>"
    )
