"""Forces, faiblesses, opportunités, risques : des faits avec leurs chiffres, et des colonnes à remplir."""

from __future__ import annotations

from typing import get_args

import pandas as pd

from donnees.catalogue.diagnostic import diagnostic
from geo.documents.blocs import tableaux
from geo.documents.blocs.questions import partie
from geo.documents.blocs.tableaux import Allure
from geo.documents.blocs.textes import avis, texte
from geo.documents.demande import Contexte
from geo.documents.faits import Fait, Genre, faits
from geo.documents.modele import Bloc, Partie
from geo.documents.sections.economie import reference
from geo.documents.sections.recrutements import ANNEE
from geo.secteurs import ouverture

CLE = "forces"


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """La règle, puis un tableau par genre de faits."""
    fixe, trouves = diagnostic().section(CLE), releves(contexte)
    pays = fixe.textes["pays"] if contexte.territoire.niveau == "france" else ""
    tete = (texte(fixe.textes["regle"], fixe.textes["echelle"], pays, genre="note"),)
    genres: tuple[Genre, ...] = get_args(Genre)
    return (
        partie(contexte, fixe, "", tete),
        *(partie(contexte, fixe, genre, (_tableau(contexte, genre, trouves),)) for genre in genres),
    )


def releves(contexte: Contexte) -> tuple[Fait, ...]:
    """Les faits du territoire, face à la référence de la section des secteurs."""
    territoire = contexte.territoire
    return faits(territoire, reference(contexte, ouverture.zone_lue(territoire)), ANNEE)


def _tableau(contexte: Contexte, genre: Genre, trouves: tuple[Fait, ...]) -> Bloc | None:
    fixe = diagnostic().section(CLE)
    siens = [fait for fait in trouves if fait.genre == genre]
    mentions = [fixe.textes["constat"].format(texte=fait.texte, regle=fait.regle) for fait in siens]
    table = pd.DataFrame({"constat": mentions})
    allure = Allure(vides=("avis",), largeurs={"constat": 4, "avis": 1.25}, partenaires=avis(contexte))
    source = " ; ".join(dict.fromkeys(source for fait in siens for source in fait.sources))
    absent = texte(fixe.textes["aucun"], genre="absence")
    return tableaux.depuis(fixe.bloc(f"forces_{genre}"), table, allure, source) or absent
