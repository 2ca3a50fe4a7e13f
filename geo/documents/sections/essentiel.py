"""L'essentiel : trois phrases, dix chiffres."""

from __future__ import annotations

from donnees.catalogue.diagnostic import diagnostic
from geo.documents.blocs.chiffres import du_constat
from geo.documents.blocs.questions import partie
from geo.documents.demande import Contexte
from geo.documents.modele import Chiffres, Liste, Partie
from geo.portrait import constats, phrases

CLE = "essentiel"
PHRASES = 3


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """Les premières phrases du portrait, puis ses chiffres clés face aux comparateurs."""
    fixe, territoire = diagnostic().section(CLE), contexte.territoire
    faits = constats.faits(territoire, contexte.comparateur)
    mentions = phrases.phrases(faits, territoire.niveau)[:PHRASES]
    chiffres = [du_constat(contexte, constat) for constat in constats.constats(territoire, contexte.comparateur)]
    (bloc,) = fixe.blocs
    tete = Liste(tuple(mentions)) if mentions else None
    return (partie(contexte, fixe, "", (tete, Chiffres(bloc.id, tuple(chiffres)))),)
