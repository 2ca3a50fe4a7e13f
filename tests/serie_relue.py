"""Un fichier de série relu comme le fait le navigateur (``atlas-temps.js``)."""

from __future__ import annotations

import gzip
import json
from itertools import accumulate
from pathlib import Path
from typing import Any


def relire(fichier: Path) -> dict[str, Any]:
    """Contenu d'un fichier de série."""
    contenu: dict[str, Any] = json.loads(gzip.decompress(fichier.read_bytes()))
    return contenu


def cumuler(lignes: list[list[int | None]]) -> list[list[int | None]]:
    """Écarts successifs → entiers, date après date."""
    par_rang = []
    for sauts in zip(*lignes, strict=True):
        connus = accumulate(saut or 0 for saut in sauts)
        par_rang.append([None if saut is None else connu for saut, connu in zip(sauts, connus, strict=True)])
    return [list(ligne) for ligne in zip(*par_rang, strict=True)]


def a_la_date(contenu: dict[str, Any], date: str) -> dict[str, Any]:
    """Ce que l'état de la carte reçoit de sa série, à une date ; un statut par territoire sous « statuts »."""
    rang = contenu["dates"].index(date)
    presents = [nom for nom in ("valeurs", "moins", "plus") if nom in contenu]
    entiers: dict[str, Any] = {nom: cumuler(contenu[nom])[rang] for nom in presents}
    serres = contenu["statuts"][rang]
    statuts = [
        serres["exceptions"].get(str(place), serres.get("absence", "nd") if valeur is None else serres["statut"])
        for place, valeur in enumerate(entiers["valeurs"])
    ]
    doutes = {"revision": contenu["revision"][rang]} if "revision" in contenu else {}
    nom = contenu["noms"][contenu["periodes"].index(date)]
    return {**contenu, **entiers, **doutes, "statuts": statuts, "periode": nom}
