"""Le document neutre : ce qu'il dit, une fois pour toutes, avant tout format.

Sait : chaque nombre y est déjà écrit en français ; un format le recopie et ne le recalcule jamais.
Ignore : les formats. Les valeurs brutes ne servent qu'aux graphiques et au classeur.
"""

from geo.documents.modele.blocs import (
    Bloc,
    Chiffre,
    Chiffres,
    Colonne,
    Comparee,
    Figure,
    Genre,
    Liste,
    Nature,
    Question,
    Questions,
    Reponse,
    Tableau,
    Texte,
)
from geo.documents.modele.dessins import Barres, Carte, Courbes, Serie
from geo.documents.modele.document import FICHES, Document, Participant, Partie, Section, Source

__all__ = [
    "FICHES",
    "Barres",
    "Bloc",
    "Carte",
    "Chiffre",
    "Chiffres",
    "Colonne",
    "Comparee",
    "Courbes",
    "Document",
    "Figure",
    "Genre",
    "Liste",
    "Nature",
    "Participant",
    "Partie",
    "Question",
    "Questions",
    "Reponse",
    "Section",
    "Serie",
    "Source",
    "Tableau",
    "Texte",
]
