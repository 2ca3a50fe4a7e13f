"""Échanger avec le registre : le schéma d'une action, les colonnes du fichier."""

from __future__ import annotations

import json

from donnees.registre.echanges.schema import schema
from pages.interface import colonnes_echange, telechargement


def echange() -> None:
    """Schéma à télécharger, puis ce que contient chaque colonne."""
    texte = json.dumps(schema(), ensure_ascii=False, indent=2)
    telechargement.proposer("Schéma JSON d'une action", "action.schema.json", texte)
    colonnes_echange.colonnes()
