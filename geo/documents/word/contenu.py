"""Le corps du document : chaque section, chaque intertitre, chaque bloc, dans l'ordre du modèle."""

from __future__ import annotations

from typing import Final

from donnees.catalogue.documents import mots
from geo.documents.modele import (
    Bloc,
    Chiffres,
    Document,
    Figure,
    Genre,
    Liste,
    Partie,
    Questions,
    Section,
    Tableau,
    Texte,
)
from geo.documents.word import styles, tableaux
from geo.documents.word.atelier import Atelier
from geo.documents.word.chiffres import chiffres
from geo.documents.word.elements import Noeud
from geo.documents.word.figures import figure
from geo.documents.word.orientation import Groupe, couchee
from geo.documents.word.questions import questions
from geo.documents.word.tableaux import tableau

_GENRES: Final[dict[Genre, tuple[str, str]]] = {
    "phrase": (styles.NORMAL, ""),
    "note": (styles.NOTE, ""),
    "limite": (styles.LIMITE, "limite"),
    "absence": (styles.ABSENCE, "manque"),
}
"""Genre d'un paragraphe → son style, et le mot du catalogue qui l'annonce."""


def contenu(atelier: Atelier, document: Document) -> list[Groupe]:
    """Les sections, puis les sources ; ce qui commence et ce qui finit le document reste debout."""
    groupes: list[Groupe] = []
    for section in document.sections:
        suivie = section is not document.sections[-1] or bool(document.sources)
        couche = suivie and atelier.ecart > 0 and couchee(section)
        if couche and not groupes:
            groupes.append((False, [atelier.ecrire(styles.NOTE)]))
        with atelier.page(couchee=couche):
            groupes.append((couche, _section(atelier, section)))
    return [*groupes, (False, tableaux.sources(atelier, document))]


def _section(atelier: Atelier, section: Section) -> list[Noeud]:
    numero = f"{section.numero}. " if section.numero else ""
    sortie = [atelier.titre(1, f"{numero}{section.titre}")]
    sortie += [atelier.phrase(styles.CHAPEAU, section.chapeau)] if section.chapeau else []
    return sortie + [element for partie in section.parties for element in _partie(atelier, section, partie)]


def _partie(atelier: Atelier, section: Section, partie: Partie) -> list[Noeud]:
    sortie = [atelier.titre(2, partie.titre)] if partie.titre else []
    return sortie + [element for bloc in partie.blocs for element in _bloc(atelier, section, bloc)]


def _bloc(atelier: Atelier, section: Section, bloc: Bloc) -> list[Noeud]:
    match bloc:
        case Texte():
            style, mot = _GENRES[bloc.genre]
            return [atelier.phrase(style, " ".join(bloc.phrases), mots()[mot] if mot else "")]
        case Liste():
            return [atelier.phrase(styles.PUCE, element) for element in bloc.elements]
        case Chiffres():
            return chiffres(atelier, bloc)
        case Tableau():
            return tableau(atelier, bloc)
        case Figure():
            return figure(atelier, bloc, dite=section.dit(bloc.alternative))
        case Questions():
            return questions(atelier, bloc)
