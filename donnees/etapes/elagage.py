"""Étape « élagage » : ne garder des communes que les composantes qu'un périmètre recalculera."""

from __future__ import annotations

from collections.abc import Iterable

from donnees.catalogue import charger
from donnees.catalogue.effectifs import Operande
from donnees.catalogue.formules import Publie
from donnees.etapes.atelier import Atelier


def construire(atelier: Atelier) -> None:
    """Retire de ``composantes`` les mesures communales publiées telles quelles : ``valeurs`` les porte déjà."""
    table = atelier.tables["composantes"]
    garder = (table["niveau"] != "commune") | table["composante"].isin(recalculables())
    atelier.tables["composantes"] = table[garder].reset_index(drop=True)


def recalculables() -> frozenset[str]:
    """Composantes d'au moins une formule qui se recalcule (somme, ratio, évolution, part de la population)."""
    formules = [fiche.formule for fiche in charger().indicateurs.values()]
    return _noms(operande for formule in formules for operande in formule.operandes.values())


def utiles() -> frozenset[str]:
    """Composantes d'au moins une formule, mesures publiées comprises."""
    formules = [fiche.formule for fiche in charger().indicateurs.values()]
    publiees = (operande for formule in formules if isinstance(formule, Publie) for operande in formule.ensembles)
    return recalculables() | _noms(publiees)


def _noms(operandes: Iterable[Operande]) -> frozenset[str]:
    return frozenset(nom for operande in operandes for nom in operande.noms)
