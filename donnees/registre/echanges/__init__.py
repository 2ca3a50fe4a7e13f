"""Échanger avec le registre : modèle à remplir, import vérifié tout ou rien, exports ouverts, schéma.

Sait : lire un fichier hostile ligne à ligne, et écrire des fichiers inertes.
Ignore : l'écran où le fichier a été déposé.
"""

from donnees.registre.echanges import exportation, modele
from donnees.registre.echanges.colonnes import COLONNES, Colonne
from donnees.registre.echanges.ecriture_groupee import Bilan
from donnees.registre.echanges.importation import LigneExaminee, Rapport, Verdict, examiner, importer
from donnees.registre.echanges.lignes import Probleme
from donnees.registre.echanges.schema import schema

__all__ = [
    "COLONNES",
    "Bilan",
    "Colonne",
    "LigneExaminee",
    "Probleme",
    "Rapport",
    "Verdict",
    "examiner",
    "exportation",
    "importer",
    "modele",
    "schema",
]
