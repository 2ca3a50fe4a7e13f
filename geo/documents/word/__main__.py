"""Refaire le gabarit par défaut : ``python -m geo.documents.word gabarit [--sortie F]``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from geo.documents.word.fabrique import FICHIER, fabriquer


def main(arguments: Sequence[str] | None = None) -> None:
    """Écrit le gabarit par défaut, celui que l'Atlas livre ou celui qu'une direction veut retoucher."""
    analyseur = argparse.ArgumentParser(prog="python -m geo.documents.word", description=__doc__)
    commandes = analyseur.add_subparsers(required=True)
    gabarit = commandes.add_parser("gabarit", help="écrire le gabarit par défaut")
    gabarit.add_argument("--sortie", type=Path, default=FICHIER, help="fichier à écrire")
    analyseur.parse_args(arguments).sortie.write_bytes(fabriquer())


if __name__ == "__main__":
    main()
