"""Ligne de commande : ``python -m donnees.registre COMMANDE``.

``demarrer``, ``sauvegarder FICHIER``, ``restaurer FICHIER``, ``purger`` (durées de conservation du journal et des
brouillons), ``schema`` (schéma JSON d'une action).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from donnees.erreurs import ErreurDonnees
from donnees.registre.base import Registre
from donnees.registre.conservation import ANNEES, JOURS_BROUILLON, purger
from donnees.registre.demarrage import demarrer
from donnees.registre.echanges.schema import schema
from donnees.registre.sauvegarde import restaurer, sauvegarder


def _analyseur() -> argparse.ArgumentParser:
    analyseur = argparse.ArgumentParser(prog="python -m donnees.registre", description="Registre de l'Atlas.")
    commandes = analyseur.add_subparsers(dest="commande", required=True)
    commandes.add_parser("demarrer", help="mettre la base à jour et la semer")
    echeances = f"auteurs du journal après {ANNEES} ans, brouillons après {JOURS_BROUILLON} jours"
    commandes.add_parser("purger", help=f"effacer ce qui est échu : {echeances}")
    commandes.add_parser("schema", help="écrire le schéma JSON d'une action")
    for nom, aide in (("sauvegarder", "écrire une sauvegarde"), ("restaurer", "restaurer dans une base vide")):
        commandes.add_parser(nom, help=aide).add_argument("fichier", type=Path)
    return analyseur


def _executer(commande: str, fichier: Path | None) -> str:
    if commande == "schema":
        return json.dumps(schema(), ensure_ascii=False, indent=2)
    if commande == "demarrer":
        demarrer().fermer()
        return "Registre à jour."
    registre = Registre()
    try:
        return _sur(registre, commande, fichier)
    finally:
        registre.fermer()


def _sur(registre: Registre, commande: str, fichier: Path | None) -> str:
    if fichier is None:
        faite = purger(registre)
        journal = f"{faite.auteurs} entrées du journal dont l'auteur vient d'être effacé."
        return f"{journal} {faite.brouillons} brouillons échus effacés."
    if commande == "sauvegarder":
        return f"Sauvegarde écrite : {fichier}, SHA-256 {sauvegarder(registre, fichier)}."
    return f"{restaurer(registre, fichier)} lignes restaurées depuis {fichier}."


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
