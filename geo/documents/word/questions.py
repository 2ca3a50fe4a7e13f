"""La parole des partenaires : la question, qui a répondu, ce qu'il a écrit ; sans réponse, des lignes à remplir."""

from __future__ import annotations

from typing import Final

from donnees.catalogue.documents import mots
from geo.documents.modele import Question, Questions, Reponse
from geo.documents.word import styles
from geo.documents.word.atelier import Atelier
from geo.documents.word.elements import Noeud, passage, propre

_LIGNES: Final = 4


def questions(atelier: Atelier, bloc: Questions) -> list[Noeud]:
    """Les questions l'une après l'autre, chacune avec ses réponses ou ses lignes."""
    return [element for question in bloc.questions for element in _question(atelier, question)]


def _question(atelier: Atelier, question: Question) -> list[Noeud]:
    entete = [
        atelier.phrase(styles.DESTINATAIRE, question.a_qui),
        atelier.phrase(styles.QUESTION, question.texte),
    ]
    reponses = [element for reponse in question.reponses for element in _reponse(atelier, reponse)]
    return entete + (reponses or _lignes(atelier))


def _reponse(atelier: Atelier, reponse: Reponse) -> list[Noeud]:
    """Qui parle, puis ses mots, un paragraphe par ligne écrite : une longue réponse se pagine comme un texte."""
    suite = [texte for texte in (reponse.nature, reponse.mandat, reponse.date) if texte]
    qui = passage(reponse.organisme, atelier.styles[styles.GRAS])
    attribution = atelier.ecrire(styles.ATTRIBUTION, qui, passage("".join(f" · {texte}" for texte in suite)))
    return [attribution, *(atelier.phrase(styles.CITATION, ligne) for ligne in propre(reponse.texte).split("\n"))]


def _lignes(atelier: Atelier) -> list[Noeud]:
    consigne = atelier.phrase(styles.CONSIGNE, mots()["a_remplir"])
    return [consigne, *(atelier.ecrire(styles.LIGNE) for _ in range(_LIGNES))]
