"""Refaire un gabarit par défaut : ``python -m geo.documents.word gabarit [--allure fiche] [--sortie F]``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from geo.documents.word.fabrique import ALLURES, MODELES, fabriquer


def main(arguments: Sequence[str] | None = None) -> None:
    """Écrit les gabarits par défaut, ceux que l'Atlas livre, ou l'un d'eux, qu'une direction veut retoucher."""
    analyseur = argparse.ArgumentParser(prog="python -m geo.documents.word", description=__doc__)
    gabarit = analyseur.add_subparsers(required=True).add_parser("gabarit", help="écrire les gabarits par défaut")
    gabarit.add_argument("--allure", choices=list(ALLURES), help="un seul des gabarits ; sans elle, tous ceux livrés")
    gabarit.add_argument("--sortie", type=Path, help="fichier à écrire ; sans lui, celui que l'Atlas livre")
    choix = analyseur.parse_args(arguments)
    if choix.sortie:
        choix.sortie.write_bytes(fabriquer(choix.allure or "diagnostic"))
        return
    for allure in [choix.allure] if choix.allure else ALLURES:
        (MODELES / f"{allure}.docx").write_bytes(fabriquer(allure))


if __name__ == "__main__":
    main()
