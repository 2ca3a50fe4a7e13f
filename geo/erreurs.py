"""Erreurs du dossier ``geo``."""

from __future__ import annotations


class ErreurGeo(Exception):
    """Racine des erreurs de calcul et de carte."""


class NiveauIndisponible(ErreurGeo, LookupError):
    """L'indicateur n'existe pas au niveau demandé."""
