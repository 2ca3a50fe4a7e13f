"""Ligne de commande : ``python -m donnees construire [--brut DOSSIER] [--sortie DOSSIER]``."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from pathlib import Path

from donnees.chemins import BRUT_DEFAUT, PRODUITS
from donnees.erreurs import ErreurDonnees


def principal(arguments: list[str] | None = None) -> int:
    """Exécute la commande ; rend le code de sortie (0 réussite, 1 erreur dite en français)."""
    analyseur = argparse.ArgumentParser(prog="python -m donnees", description="Données de l'Atlas.")
    commandes = analyseur.add_subparsers(dest="commande", required=True)
    construire = commandes.add_parser("construire", help="reconstruire donnees/produits/ depuis les fichiers bruts")
    construire.add_argument("--brut", type=Path, default=BRUT_DEFAUT, help="dossier des fichiers bruts")
    construire.add_argument("--sortie", type=Path, default=PRODUITS, help="dossier des produits")
    options = analyseur.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    return _construire(options.brut, options.sortie)


def _construire(brut: Path, sortie: Path) -> int:
    from donnees.construire import construire as executer  # noqa: PLC0415 - dépendances de construction seulement

    debut = time.perf_counter()
    try:
        manifeste = executer(brut, sortie)
    except ErreurDonnees as erreur:
        print(f"Construction arrêtée : {erreur}", file=sys.stderr)
        return 1
    poids = sum(chemin.stat().st_size for chemin in sortie.rglob("*") if chemin.is_file()) / 1e6
    duree = time.perf_counter() - debut
    print(f"{len(manifeste['produits'])} fichiers, {poids:.1f} Mo, {duree:.0f} s, empreinte {manifeste['empreinte']}.")
    return 0


if __name__ == "__main__":
    sys.exit(principal())
