"""Où se trouvent les bruts et les produits."""

from __future__ import annotations

from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
PRODUITS = RACINE / "donnees" / "produits"
CATALOGUE = RACINE / "donnees" / "catalogue"
BRUT_DEFAUT = RACINE.parent / "shared" / "brut"
