"""Les questions sous un bloc : une par partenaire invité, avec ce qu'il a répondu, tel qu'il l'a écrit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from donnees.catalogue.diagnostic import Bloc as BlocFixe
from donnees.catalogue.diagnostic import Section as SectionFixe
from donnees.catalogue.diagnostic import diagnostic
from donnees.vocabulaire import LIBELLES_PARTENAIRES, NaturePartenaire
from geo.documents.demande import Contexte, Contribution
from geo.documents.modele import Bloc, Chiffres, Figure, Partie, Question, Questions, Reponse, Tableau
from geo.ecriture import formats


def partie(contexte: Contexte, fixe: SectionFixe, intertitre: str, blocs: Iterable[Bloc | None]) -> Partie:
    """Une partie : ses blocs (un None ne montre rien), et sous chacun de ceux du catalogue, ses questions.

    Parameters
    ----------
    intertitre : str
        Clé d'un intertitre de la section ; vide : le début de la section.
    """
    titre = fixe.intertitres[intertitre] if intertitre else ""
    return Partie(titre, tuple(suite for bloc in blocs if bloc is not None for suite in _suivi(contexte, fixe, bloc)))


def _suivi(contexte: Contexte, fixe: SectionFixe, bloc: Bloc) -> Iterator[Bloc]:
    """Le bloc, puis ses questions s'il en a."""
    yield bloc
    if isinstance(bloc, Chiffres | Tableau | Figure):
        posees = questions(contexte, fixe.bloc(bloc.cle))
        if posees.questions:
            yield posees


def questions(contexte: Contexte, bloc: BlocFixe) -> Questions:
    """Une question par invité ; sans invité, aux natures principales. Aucune réponse n'est laissée de côté."""
    recues = _recues(contexte, bloc)
    attendues = [*_aux_invites(contexte, bloc, recues)] or [*_aux_natures(bloc, recues)]
    repondues = {id(reponse) for _, reponses in attendues for reponse in reponses}
    autres = [recue for recue in recues if id(recue) not in repondues]
    posees = [question for question, _ in attendues]
    return Questions(bloc.id, (*posees, *_des_autres(bloc, autres)))


def sans_bloc(contexte: Contexte, fixe: SectionFixe, parties: Iterable[Partie]) -> tuple[Partie, ...]:
    """Réponses données sous un bloc que la section ne montre pas ici, faute de données : elles se lisent quand même."""
    montres = {bloc.sous for une in parties for bloc in une.blocs if isinstance(bloc, Questions)}
    restes = [Questions(b.id, tuple(_des_autres(b, _recues(contexte, b)))) for b in fixe.blocs if b.id not in montres]
    gardees = tuple(reste for reste in restes if reste.questions)
    return (Partie(diagnostic().mots["sans_bloc"], gardees),) if gardees else ()


def retirees(contexte: Contexte) -> tuple[Partie, ...]:
    """Réponses à une question d'un bloc qui n'est plus au catalogue."""
    connus, mots = {bloc.id for bloc in diagnostic().blocs}, diagnostic().mots
    perdues = [c for c in contexte.releve.contributions if c.question.partition(".")[0] not in connus]
    posees = tuple(_question(c.question, _destinataire(c.nature), mots["retiree"], [c]) for c in perdues)
    return (Partie(mots["sans_bloc"], (Questions("", posees),)),) if posees else ()


Posee = tuple[Question, list[Contribution]]


def _recues(contexte: Contexte, bloc: BlocFixe) -> list[Contribution]:
    """Réponses aux questions du bloc, même à une question qui n'y est plus."""
    return [c for c in contexte.releve.contributions if c.question.partition(".")[0] == bloc.id]


def _aux_invites(contexte: Contexte, bloc: BlocFixe, recues: list[Contribution]) -> Iterator[Posee]:
    for invite in contexte.demande.invites:
        cle, texte = bloc.demander(invite.nature)
        if cle:
            siennes = [c for c in recues if c.question == cle and c.nature == invite.nature]
            siennes = [c for c in siennes if _meme(c.organisme, invite.nom)]
            yield _question(cle, f"{_destinataire(invite.nature)} ({invite.nom})", texte, siennes), siennes


def _meme(gauche: str, droite: str) -> bool:
    """Le même organisme, à la casse et aux espaces près."""
    return " ".join(gauche.casefold().split()) == " ".join(droite.casefold().split())


def _aux_natures(bloc: BlocFixe, recues: list[Contribution]) -> Iterator[Posee]:
    for nature in diagnostic().principales:
        cle, texte = bloc.demander(nature)
        if cle:
            siennes = [c for c in recues if c.question == cle and c.nature == nature]
            yield _question(cle, _destinataire(nature), texte, siennes), siennes


def _des_autres(bloc: BlocFixe, recues: list[Contribution]) -> Iterator[Question]:
    """Réponses d'organismes qui ne sont pas invités, ou à une question que le catalogue ne pose plus."""
    for cle, nature in dict.fromkeys((c.question, c.nature) for c in recues):
        siennes = [c for c in recues if (c.question, c.nature) == (cle, nature)]
        texte = bloc.demandes.get(cle) or bloc.demander(nature)[1]
        yield _question(cle, _destinataire(nature), texte, siennes)


def _destinataire(nature: NaturePartenaire) -> str:
    return diagnostic().destinataires[nature]


def _question(cle: str, a_qui: str, texte: str, recues: Iterable[Contribution]) -> Question:
    reponses = (
        Reponse(c.organisme, LIBELLES_PARTENAIRES[c.nature], c.mandat, c.texte, formats.date_partielle(c.date))
        for c in recues
    )
    return Question(cle, a_qui, texte, tuple(reponses))
