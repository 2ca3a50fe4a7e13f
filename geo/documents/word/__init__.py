"""Un document en Word (DOCX) : un gabarit tenu par une direction, de vrais styles, des tableaux qui se remplissent.

Sait : écrire le modèle dans un gabarit, le sien ou celui qu'on dépose, et dire pourquoi un gabarit ne convient pas.
Ignore : d'où viennent le document et le gabarit, et ce que valent les nombres, déjà écrits.
"""

from __future__ import annotations

from geo.documents.word.ecriture import ecrire
from geo.documents.word.examen import Examen, Refus, examiner

__all__ = ["Examen", "Refus", "ecrire", "examiner"]
