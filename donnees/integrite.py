"""Les produits sont-ils entiers ? Chaque fichier a la somme que dit le manifeste, ou l'on sait lequel est abîmé."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from donnees.chemins import PRODUITS
from donnees.erreurs import ProduitAbime, ProduitAbsent

MANIFESTE = "manifeste.json"
REMEDE = "Reprendre donnees/produits/ du dépôt, ou lancer « make donnees » pour le reconstruire."
NOMMES = 5


@lru_cache(maxsize=2_048)
def _somme(fichier: Path, _taille: int, _date: int) -> str:
    """Somme SHA-256, refaite seulement si le fichier a changé de taille ou de date."""
    with fichier.open("rb") as flux:
        return hashlib.file_digest(flux, "sha256").hexdigest()


def _sommes(dossier: Path) -> dict[str, str]:
    """Sommes attendues, par fichier."""
    try:
        attendues = json.loads((dossier / MANIFESTE).read_text(encoding="utf-8"))["produits"]
        return {str(nom): str(somme) for nom, somme in attendues.items()}
    except FileNotFoundError as cause:
        raise ProduitAbsent(f"Produit absent : {MANIFESTE}. {REMEDE}") from cause
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
        raise ProduitAbime(f"Produit abîmé : {MANIFESTE} ne se lit pas. {REMEDE}") from cause


def verifier(dossier: Path = PRODUITS) -> None:
    """Vérifie tous les produits ; sans rien relire de ce qui n'a pas changé depuis la dernière fois.

    Raises
    ------
    ProduitAbsent
        Le manifeste ou un fichier qu'il nomme manque.
    ProduitAbime
        Le manifeste ne se lit pas, ou un fichier n'a pas la somme qu'il dit.
    """
    absents, abimes = [], []
    for nom, somme in _sommes(dossier).items():
        fichier = dossier / nom
        try:
            etat = fichier.stat()
            if _somme(fichier, etat.st_size, etat.st_mtime_ns) != somme:
                abimes.append(nom)
        except OSError:
            absents.append(nom)
    if absents:
        raise ProduitAbsent(f"{_liste('absent', absents)}. {REMEDE}")
    if abimes:
        raise ProduitAbime(f"{_liste('abîmé', abimes)}. {REMEDE}")


def _liste(adjectif: str, noms: list[str]) -> str:
    pluriel = "s" if len(noms) > 1 else ""
    suite = f" et {len(noms) - NOMMES} de plus" if len(noms) > NOMMES else ""
    return f"Produit{pluriel} {adjectif}{pluriel} : {', '.join(sorted(noms)[:NOMMES])}{suite}"
