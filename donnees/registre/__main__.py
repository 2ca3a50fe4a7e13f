"""Ligne de commande : ``python -m donnees.registre COMMANDE``.

``demarrer``, ``sauvegarder FICHIER``, ``restaurer FICHIER``, ``purger`` (durées de conservation du journal et des
brouillons), ``effacer`` (une personne nommée), ``schema`` (schéma JSON d'une action).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from donnees.erreurs import ErreurDonnees
from donnees.registre import archive
from donnees.registre.base import Registre
from donnees.registre.conservation import ANNEES, JOURS_BROUILLON, purger
from donnees.registre.demarrage import demarrer
from donnees.registre.droits import Identite, Role
from donnees.registre.echanges.schema import schema
from donnees.registre.restauration import restaurer
from donnees.registre.sauvegarde import sauvegarder
from donnees.registre.services import apercevoir, effacer
from donnees.registre.services.effacement import RESTE

EXPLOITATION = Identite("exploitation", "Ligne de commande", Role.ADMINISTRATEUR)
Options = argparse.Namespace


def _analyseur() -> argparse.ArgumentParser:
    analyseur = argparse.ArgumentParser(prog="python -m donnees.registre", description="Registre de l'Atlas.")
    commandes = analyseur.add_subparsers(dest="commande", required=True)
    commandes.add_parser("demarrer", help="mettre la base à jour et la semer")
    echeances = f"journal après {ANNEES} ans, brouillons après {JOURS_BROUILLON} jours"
    commandes.add_parser("purger", help=f"effacer ce qui est échu : {echeances}")
    commandes.add_parser("schema", help="écrire le schéma JSON d'une action")
    commandes.add_parser("sauvegarder", help="écrire une sauvegarde").add_argument("fichier", type=Path)
    rendre = commandes.add_parser("restaurer", help="restaurer dans une base vide")
    rendre.add_argument("fichier", type=Path)
    preuve = rendre.add_mutually_exclusive_group()
    preuve.add_argument("--somme", default="", help="somme SHA-256 dite par « sauvegarder »")
    preuve.add_argument("--sans-preuve", action="store_true", help="archive qui n'a jamais quitté vos mains")
    efface = commandes.add_parser("effacer", help="effacer une personne nommée ; le nom se lit sur l'entrée standard")
    efface.add_argument("--confirmer", type=int, metavar="LIGNES", help="nombre de lignes qu'a annoncé l'aperçu")
    return analyseur


def _sauvegarder(registre: Registre, options: Options) -> str:
    cle = archive.cle()
    somme = sauvegarder(registre, options.fichier, cle)
    return f"Sauvegarde {'signée ' if cle else ''}écrite : {options.fichier}, SHA-256 {somme}."


def _restaurer(registre: Registre, options: Options) -> str:
    preuve = archive.Preuve(options.somme, archive.cle(), options.sans_preuve)
    return f"{restaurer(registre, options.fichier, preuve)} lignes restaurées depuis {options.fichier}."


def _purger(registre: Registre, _options: Options) -> str:
    faite = purger(registre)
    return f"{faite.entrees} entrées échues du journal effacées. {faite.brouillons} brouillons échus effacés."


def _effacer(registre: Registre, options: Options) -> str:
    """Aperçu, ou effacement confirmé ; le nom ne passe pas par la ligne de commande, que garde son historique."""
    nom = sys.stdin.readline().strip()
    if options.confirmer is not None:
        faite = effacer(registre, EXPLOITATION, nom, options.confirmer)
        suite = "" if faite.compacte else " Base occupée : relancer à l'arrêt pour que le fichier n'en garde rien."
        return f"{faite.lignes} lignes récrites. {RESTE}{suite}"
    apercu = apercevoir(registre, EXPLOITATION, nom)
    comptes = Counter(f"{occurrence.table}.{occurrence.colonne}" for occurrence in apercu.occurrences)
    details = [f"  {champ} : {fois}" for champ, fois in sorted(comptes.items())]
    details += [f"  clé d'action, qui restera : {cle}" for cle in apercu.cles]
    suite = f"Pour les effacer : effacer --confirmer {apercu.lignes}. {RESTE}" if apercu.lignes else "Rien à effacer."
    return "\n".join([f"{apercu.lignes} lignes citent cette personne.", *details, suite])


GESTES: dict[str, Callable[[Registre, Options], str]] = {
    "sauvegarder": _sauvegarder,
    "restaurer": _restaurer,
    "purger": _purger,
    "effacer": _effacer,
}


def _executer(options: Options) -> str:
    if options.commande == "schema":
        return json.dumps(schema(), ensure_ascii=False, indent=2)
    if options.commande == "demarrer":
        demarrer().fermer()
        return "Registre à jour."
    registre = Registre()
    try:
        return GESTES[options.commande](registre, options)
    finally:
        registre.fermer()


def principal(arguments: list[str] | None = None) -> int:
    """Exécute la commande ; rend le code de sortie (0 réussite, 1 erreur dite en français)."""
    options = _analyseur().parse_args(arguments)
    try:
        print(_executer(options))
    except (ErreurDonnees, OSError) as erreur:
        print(f"Arrêt : {erreur}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(principal())
