"""Secteurs et métiers › Fiche GPECT : à imprimer, à emporter, à remplir ensemble."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from donnees.catalogue.fiches_documents import mots
from geo.documents.fiches import gpect as document
from geo.documents.modele import Document
from geo.ecriture import formats
from geo.ecriture.tableurs import en_csv
from geo.secteurs import fiche, questions
from geo.secteurs.choix import Choix
from geo.secteurs.fiche import ENQUETE, RUBRIQUES, Chiffre
from geo.secteurs.questions import Question
from geo.secteurs.tables import classeur
from geo.sorties.metadonnees import Sujet
from geo.territoires import Territoire
from pages.comprendre.secteurs import tableaux
from pages.comprendre.secteurs.choix import source_et_limite
from pages.interface import documents, horloge, partage
from pages.interface.texte import brut, compose

MOTS = mots("gpect")


def vue(zone: Territoire, choix: Choix) -> None:
    """Toute la vue."""
    chiffres = fiche.chiffres(zone, choix.reference, choix.source, ENQUETE)
    posees = questions.questions(zone, choix.reference, choix.source, ENQUETE)
    st.header(MOTS["titre"].format(zone=brut(zone.libelle)), anchor=False)
    st.write(f"{MOTS['chapeau']} Imprimez-la, ou emportez le document ou le classeur à remplir.")
    corps = "".join(_rubrique(rubrique, chiffres, posees) for rubrique in RUBRIQUES)
    st.html(f'<div class="atlas-secteurs-fiche">{corps}</div>')
    source_et_limite(choix, fiche.precision(choix.reference))
    emportes = fiche.tableau(chiffres)
    a_remplir = questions.tableau(posees)
    sources = fiche.sources(choix.source)
    dit = Sujet(f"Fiche GPECT : {zone.libelle}", ("gpect", zone), tuple(sources))
    with st.container(horizontal=True, key="gpect-documents"):
        documents.proposer(dit.nom, composition(zone, choix))
    tableaux.emporter(
        "gpect",
        dit,
        {
            "CSV": lambda: en_csv(emportes.assign(Territoire=zone.libelle)),
            "XLSX": lambda: classeur(
                f"Fiche GPECT : {zone.libelle}",
                [("Chiffres", emportes, []), ("Questions", a_remplir, ["Colonnes à remplir ensemble."])],
                sources,
            ),
        },
    )


def composition(zone: Territoire, choix: Choix) -> partial[Document]:
    """De quoi composer la fiche en document, ici ou dans un autre processus."""
    adresse = partage.adresse(st.query_params.to_dict())
    return partial(document.composer, zone.code, choix.reference, choix.source, horloge.jour(), adresse)


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
