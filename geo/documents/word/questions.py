"""La parole des partenaires : la question, qui a répondu, ce qu'il a écrit ; sans réponse, des lignes à remplir."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from donnees.catalogue.documents import mots
from geo.documents.modele import Colonne, Question, Questions, Reponse
from geo.documents.word import styles
from geo.documents.word.atelier import Atelier
from geo.documents.word.elements import Noeud, passage, propre
from geo.documents.word.tableaux import Cellule, composer, legende, sous

_LIGNES: Final = 3


def questions(atelier: Atelier, bloc: Questions) -> list[Noeud]:
    """Les questions dans leur ordre : en encadré celles qui ont une réponse, en tableau celles qui l'attendent."""
    sortie: list[Noeud] = []
    for repondues, suite in groupby(bloc.questions, key=lambda question: bool(question.reponses)):
        ecrire = _repondues if repondues else _a_remplir
        sortie += ecrire(atelier, list(suite))
    return sortie


def _repondues(atelier: Atelier, suite: Sequence[Question]) -> list[Noeud]:
    sortie: list[Noeud] = []
    for question in suite:
        sortie += [atelier.phrase(styles.DESTINATAIRE, question.a_qui), atelier.phrase(styles.QUESTION, question.texte)]
        sortie += [element for reponse in question.reponses for element in _reponse(atelier, reponse)]
    return sortie


def _reponse(atelier: Atelier, reponse: Reponse) -> list[Noeud]:
    """Qui parle, puis ses mots, un paragraphe par ligne écrite : une longue réponse se pagine comme un texte."""
    suite = [texte for texte in (reponse.nature, reponse.mandat, reponse.date) if texte]
    qui = passage(reponse.organisme, atelier.styles[styles.GRAS])
    attribution = atelier.ecrire(styles.ATTRIBUTION, qui, passage("".join(f" · {texte}" for texte in suite)))
    return [attribution, *(atelier.phrase(styles.CITATION, ligne) for ligne in propre(reponse.texte).split("\n"))]


def _a_remplir(atelier: Atelier, suite: Sequence[Question]) -> list[Noeud]:
    """Tableau à deux colonnes : à qui et quoi, puis des lignes où écrire, à la main ou au clavier."""
    colonnes = (Colonne(mots()["question"], largeur=2), Colonne(mots()["a_remplir"], largeur=3))
    rangees = [[_demande(atelier, question), _lignes(atelier)] for question in suite]
    titre = mots()["questions"]
    return [*legende(atelier, titre), composer(atelier, colonnes, rangees, titre), *sous(atelier, "", "")]


def _demande(atelier: Atelier, question: Question) -> Cellule:
    qui = passage(question.a_qui, atelier.styles[styles.GRAS])
    return [atelier.ecrire(styles.CELLULE, qui), atelier.phrase(styles.CELLULE, question.texte)]


def _lignes(atelier: Atelier) -> Cellule:
    return [atelier.ecrire(styles.LIGNE) for _ in range(_LIGNES)]
