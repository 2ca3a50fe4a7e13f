"""Ligne de commande des données.

- ``python -m donnees construire [--brut DOSSIER] [--sortie DOSSIER]`` reconstruit les produits et tient leur journal ;
- ``python -m donnees controler [--brut DOSSIER] [SOURCE …]`` mesure les contrôles des sources, sans rien construire.
"""

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
    controler = commandes.add_parser("controler", help="mesurer les contrôles des sources, sans rien construire")
    for commande in (construire, controler):
        commande.add_argument("--brut", type=Path, default=BRUT_DEFAUT, help="dossier des fichiers bruts")
    construire.add_argument("--sortie", type=Path, default=PRODUITS, help="dossier des produits")
    controler.add_argument("sources", nargs="*", metavar="SOURCE", help="identifiant de fiche ; aucun : toutes")
    options = analyseur.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        if options.commande == "controler":
            return _controler(options.brut, options.sources)
        return _construire(options.brut, options.sortie)
    except ErreurDonnees as erreur:
        verbe = "Contrôle arrêté" if options.commande == "controler" else "Construction arrêtée"
        print(f"{verbe} : {erreur}", file=sys.stderr)
        return 1


def _construire(brut: Path, sortie: Path) -> int:
    from donnees.construire import construire as executer  # noqa: PLC0415 - dépendances de construction seulement
    from donnees.journal.jeux import Jeu, reference  # noqa: PLC0415 - inutile à l'autre commande
    from donnees.journal.tenue import consigner  # noqa: PLC0415 - inutile à l'autre commande

    debut = time.perf_counter()
    with reference(PRODUITS, sortie) as avant:
        manifeste = executer(brut, sortie)
        print(consigner(avant, Jeu(sortie)))
    poids = sum(chemin.stat().st_size for chemin in sortie.rglob("*") if chemin.is_file()) / 1e6
    duree = time.perf_counter() - debut
    print(f"{len(manifeste['produits'])} fichiers, {poids:.1f} Mo, {duree:.0f} s, empreinte {manifeste['empreinte']}.")
    return 0


def _controler(brut: Path, identifiants: list[str]) -> int:
    """Imprime chaque contrôle ; 1 si l'un d'eux ne tient pas."""
    from donnees.controles.releve import choisir, decrire, relever  # noqa: PLC0415 - dépendances de construction
    from donnees.lecture.socle import Brut  # noqa: PLC0415 - dépendances de construction seulement

    refus = 0
    for constat in relever(Brut(brut), choisir(identifiants)):
        refus += not constat.tenu
        print(f"{'tient ' if constat.tenu else 'REFUS '} {decrire(constat)}")
    print(f"{refus} refus.")
    return int(refus > 0)


if __name__ == "__main__":
    sys.exit(principal())
