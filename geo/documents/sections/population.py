"""La population et sa qualification."""

from __future__ import annotations

from donnees.catalogue.diagnostic import diagnostic
from geo.documents.blocs import figures, tableaux
from geo.documents.blocs.chiffres import planche
from geo.documents.blocs.questions import partie
from geo.documents.blocs.textes import constat, texte
from geo.documents.demande import Contexte
from geo.documents.modele import Partie

CLE = "population"


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """Six chiffres, une carte par commune, les diplômes et les catégories sociales."""
    fixe = diagnostic().section(CLE)
    carte = figures.communes(contexte, fixe.bloc("population_carte"))
    chiffres = planche(contexte, fixe.bloc("population_chiffres"))
    qualification = tableaux.indicateurs(contexte, fixe.bloc("population_qualification"))
    sans_chiffre = texte(fixe.textes["sans_chiffre"], genre="absence")
    absente = texte(fixe.textes["sans_communes"], genre="absence")
    return (
        partie(contexte, fixe, "habitants", (texte(constat(contexte, "population")), chiffres or sans_chiffre)),
        partie(contexte, fixe, "communes", (carte or absente,)),
        partie(contexte, fixe, "qualification", (qualification or sans_chiffre,)),
    )
