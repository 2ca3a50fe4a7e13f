"""Ligne de commande : ``python -m donnees.registre demarrer | sauvegarder FICHIER | restaurer FICHIER``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from donnees.erreurs import ErreurDonnees
from donnees.registre.base import Registre
from donnees.registre.demarrage import demarrer
from donnees.registre.sauvegarde import restaurer, sauvegarder


def _analyseur() -> argparse.ArgumentParser:
    analyseur = argparse.ArgumentParser(prog="python -m donnees.registre", description="Registre de l'Atlas.")
    commandes = analyseur.add_subparsers(dest="commande", required=True)
    commandes.add_parser("demarrer", help="mettre la base à jour et la semer")
    for nom, aide in (("sauvegarder", "écrire une sauvegarde"), ("restaurer", "restaurer dans une base vide")):
        commandes.add_parser(nom, help=aide).add_argument("fichier", type=Path)
    return analyseur


def _executer(commande: str, fichier: Path | None) -> str:
    if fichier is None:
        demarrer().fermer()
        return "Registre à jour."
    registre = Registre()
    try:
        if commande == "sauvegarder":
            return f"Sauvegarde écrite : {fichier}, SHA-256 {sauvegarder(registre, fichier)}."
        return f"{restaurer(registre, fichier)} lignes restaurées depuis {fichier}."
    finally:
        registre.fermer()


def principal(arguments: list[str] | None = None) -> int:
    """Exécute la commande ; rend le code de sortie (0 réussite, 1 erreur dite en français)."""
    options = _analyseur().parse_args(arguments)
    try:
        print(_executer(options.commande, getattr(options, "fichier", None)))
    except (ErreurDonnees, OSError) as erreur:
        print(f"Arrêt : {erreur}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(principal())
