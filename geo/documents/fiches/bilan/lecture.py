"""Comment lire le bilan : ses réserves, et ce que le registre dit de la grille d'évaluation nationale."""

from __future__ import annotations

from geo.actions import grille, phrases
from geo.actions.bilan import Bilan
from geo.documents.fiches.assemblage import dits, tableau
from geo.documents.modele import Liste, Partie, Section
from geo.ecriture import formats

MOTS, GRILLE = dits("bilan"), dits("grille")


def reserves(bilan: Bilan) -> Section:
    """Les réserves, puis la grille : des faits et une colonne à remplir."""
    notes = Liste(tuple(map(formats.typographie, phrases.reserves(bilan))))
    lignes = [(*map(formats.typographie, sujet), "") for sujet in grille.sujets(bilan)]
    noms = (GRILLE["sujet"], GRILLE["registre"], GRILLE["a_renseigner"])
    titre = GRILLE["tableau"].format(annee=bilan.annee)
    table = tableau(
        "grille",
        titre,
        noms,
        lignes,
        natures="ttv",
        largeurs=(2, 3, 2),
        note=GRILLE["chapeau"],
        source=GRILLE["source"],
    )
    return Section("lecture", "7", MOTS["lecture"], "", (Partie("", (notes,)), Partie(GRILLE["titre"], (table,))))
