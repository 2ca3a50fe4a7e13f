"""Ce que le registre dit des sujets connus de la grille d'évaluation nationale : des faits, jamais une note."""

from __future__ import annotations

from collections import Counter

from donnees.catalogue.fiches_documents import mots
from donnees.vocabulaire import LIBELLES_PARTENAIRES, NaturePartenaire, RoleMaison
from geo.actions.bilan import Bilan
from geo.ecriture import formats

SUJETS = ("pilotage", "rapprochement", "coordination", "anticipation", "autres")
"""Sujets que cite le rapport du Sénat, puis ceux qu'on n'a pas retrouvés."""


def sujets(bilan: Bilan) -> list[tuple[str, str]]:
    """Chaque sujet de la grille et ce que le registre en dit, texte brut."""
    grille, faits = mots("grille"), _faits(bilan)
    return [(grille[sujet], grille[f"{sujet}_dit"].format(**faits)) for sujet in SUJETS]


def _faits(bilan: Bilan) -> dict[str, str]:
    natures = Counter(partenaire.nature for partenaire in bilan.partenaires)
    comptes = {
        "entreprises": natures[LIBELLES_PARTENAIRES[NaturePartenaire.ENTREPRISE]],
        "branches": natures[LIBELLES_PARTENAIRES[NaturePartenaire.BRANCHE]],
        "chambres": natures[LIBELLES_PARTENAIRES[NaturePartenaire.CHAMBRE_CONSULAIRE]],
        "missions": natures[LIBELLES_PARTENAIRES[NaturePartenaire.MISSION_LOCALE]],
        "coordonnees": sum(fiche.role_maison is RoleMaison.COORDINATION for fiche in bilan.actions),
        "partagees": sum(bool(fiche.partenaires) for fiche in bilan.actions),
        "anticipees": sum(fiche.axe_2013 == 1 for fiche in bilan.actions),
        "actions": len(bilan.actions),
    }
    return {nom: formats.nombre(nombre) for nom, nombre in comptes.items()}
