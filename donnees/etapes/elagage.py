"""Étape « élagage » : ne garder des communes que les composantes qu'un périmètre recalculera."""

from __future__ import annotations

from donnees.catalogue import charger
from donnees.catalogue.modeles import Evolution, PartPopulation, Publie, Ratio, Somme
from donnees.etapes.atelier import Atelier


def construire(atelier: Atelier) -> None:
    """Retire de ``composantes`` les mesures communales publiées telles quelles : ``valeurs`` les porte déjà."""
    table = atelier.tables["composantes"]
    garder = (table["niveau"] != "commune") | table["composante"].isin(recalculables())
    atelier.tables["composantes"] = table[garder].reset_index(drop=True)


def recalculables() -> frozenset[str]:
    """Composantes d'au moins une formule qui se recalcule (somme, ratio, évolution, part de la population)."""
    return _noms(publiees=False)


def utiles() -> frozenset[str]:
    """Composantes d'au moins une formule, mesures publiées comprises."""
    return _noms(publiees=True)


def _noms(*, publiees: bool) -> frozenset[str]:
    noms: set[str] = set()
    for fiche in charger().indicateurs.values():
        match fiche.formule:
            case Somme(composantes=composantes):
                noms.update(composantes)
            case Ratio(numerateur=haut, denominateur=bas):
                noms.update(haut, bas)
            case PartPopulation(composantes=composantes, poids=poids):
                noms.update(composantes, (poids,))
            case Evolution(composantes=composantes, depart=depart):
                noms.update(composantes, depart)
            case Publie(composantes=composantes) if publiees:
                noms.update(nom.strip() for somme in composantes for nom in somme.split("+"))
    return frozenset(noms)
