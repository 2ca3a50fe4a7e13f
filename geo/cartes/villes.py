"""Les villes que la carte nomme : un petit fichier tiré de nos communes, servi une fois."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Final

import pandas as pd

from donnees import entrepot

HABITANTS_MIN: Final = 5_000
PAS: Final = 1_000
"""Millième de degré : cent mètres, moins d'un pixel jusqu'au zoom 10."""
MILLIERS: Final = 1_000


def villes() -> pd.DataFrame:
    """Communes d'au moins `HABITANTS_MIN` habitants, de la plus peuplée à la moins peuplée.

    Returns
    -------
    DataFrame
        ``libelle``, ``population``, ``lon`` et ``lat`` de la mairie, indexés par code.
    """
    communes = entrepot.territoires("commune")
    grandes = communes[(communes["population"] >= HABITANTS_MIN) & communes["lon"].notna()]
    colonnes = grandes[["libelle", "population", "lon", "lat"]]
    return colonnes.sort_values("population", ascending=False, kind="stable")


def fichier() -> bytes:
    """JSON comprimé : noms séparés par « | », milliers d'habitants, longitudes et latitudes en pas de `PAS`.

    Longitudes et latitudes sont en écarts à la ville précédente.
    """
    table = villes()
    places = {axe: (table[axe] * PAS).round().astype(int).diff().fillna(table[axe] * PAS) for axe in ("lon", "lat")}
    corps = {
        "noms": "|".join(table["libelle"]),
        "milliers": (table["population"] // MILLIERS).astype(int).tolist(),
        **{axe: ecarts.round().astype(int).tolist() for axe, ecarts in places.items()},
        "pas": PAS,
    }
    texte = json.dumps(corps, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(texte.encode(), mtime=0)


def deposer_villes(dossier: Path) -> str:
    """Écrit le fichier des villes dans un dossier servi ; rend son nom, qui porte son empreinte."""
    octets = fichier()
    nom = f"villes-{hashlib.sha256(octets).hexdigest()[:10]}.json.gzip"
    (dossier / nom).write_bytes(octets)
    return nom
