"""Ligne de commande : ``python -m geo.documents diagnostic``, un diagnostic ou ceux de toutes les zones d'emploi."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tqdm import tqdm

from donnees import entrepot
from donnees.erreurs import ErreurDonnees
from donnees.registre import services
from donnees.registre.demarrage import demarrer
from donnees.registre.droits import VISITEUR
from geo.documents import fabrique
from geo.documents.demande import FRANCE, Contribution, Demande, Releve
from geo.erreurs import ErreurGeo, TerritoireInconnu

Options = argparse.Namespace
Lieu = tuple[str, str]
"""Niveau et code."""


def _analyseur() -> argparse.ArgumentParser:
    analyseur = argparse.ArgumentParser(prog="python -m geo.documents", description="Documents de l'Atlas.")
    commandes = analyseur.add_subparsers(dest="commande", required=True)
    commande = commandes.add_parser("diagnostic", help="diagnostic territorial partagé")
    choix = commande.add_mutually_exclusive_group(required=True)
    choix.add_argument("--code", help="code du territoire (un périmètre : son encodage, tel que dans un lien)")
    choix.add_argument(
        "--toutes", action="store_true", help="tous les territoires du niveau, repris là où l'on en était"
    )
    commande.add_argument("--niveau", default="zone_emploi", help="zone_emploi, commune, epci, departement, region…")
    commande.add_argument("--nom", default="", help="nom d'un périmètre")
    commande.add_argument("--format", default="pdf", choices=list(fabrique.FORMATS))
    commande.add_argument("--sortie", type=Path, required=True, help="fichier, ou dossier avec --toutes")
    commande.add_argument("--ouvriers", type=int, default=os.cpu_count() or 1, help="processus, avec --toutes")
    commande.add_argument("--sans-registre", action="store_true", help="ne pas lire les actions")
    return analyseur


@dataclass(frozen=True)
class Registre:
    """Ce que le registre contient : le même relevé pour tous les territoires, et les réponses données pour chacun."""

    releve: Releve
    reponses: Mapping[Lieu, tuple[Contribution, ...]] = field(default_factory=dict)

    def de(self, niveau: str, code: str) -> Releve:
        """Relevé d'un territoire, ses réponses comprises."""
        return replace(self.releve, contributions=self.reponses.get((niveau, code), ()))


def relever(*, ouvrir: bool) -> Registre:
    """Ce que le registre contient ; rien, et dit illisible, si l'on ne l'ouvre pas."""
    if not ouvrir:
        return Registre(Releve(lisible=False))
    registre = demarrer()
    reponses: dict[Lieu, tuple[Contribution, ...]] = {}
    for fiche in services.lister_contributions(registre, VISITEUR):
        lieu = (fiche.niveau.value, fiche.code)
        reponses[lieu] = (*reponses.get(lieu, ()), Contribution.depuis(fiche))
    releve = Releve(tuple(services.lister(registre, VISITEUR)), tuple(services.maisons(registre, VISITEUR)))
    return Registre(releve, reponses)


def _une(options: Options, registre: Registre) -> int:
    releve = registre.de(options.niveau, options.code)
    fabrique.poser(_demande(options, options.code), releve, options.format, options.sortie)
    print(f"Écrit : {options.sortie} ({options.sortie.stat().st_size} octets).")
    return 0


def _demande(options: Options, code: str) -> Demande:
    comparateurs = () if options.niveau == "france" else (FRANCE,)
    return Demande(options.niveau, code, options.nom, comparateurs, jour=_aujourd_hui())


def _aujourd_hui() -> str:
    return datetime.now(UTC).date().isoformat()


def codes(niveau: str) -> list[str]:
    """Codes des territoires d'un niveau ; lève `TerritoireInconnu` s'il n'existe pas."""
    trouves = [str(code) for code in entrepot.territoires(niveau).index]
    if not trouves:
        raise TerritoireInconnu(f"Aucun territoire au niveau « {niveau} » : zone_emploi, commune, epci, region…")
    return trouves


def _toutes(options: Options, registre: Registre) -> int:
    """Tous les territoires d'un niveau, en parallèle ; ceux dont le fichier existe ne se refont pas."""
    dossier: Path = options.sortie
    dossier.mkdir(parents=True, exist_ok=True)
    tous = codes(options.niveau)
    a_faire = {code: dossier / f"{options.niveau}-{code}.{options.format}" for code in tous}
    restants = {code: fichier for code, fichier in a_faire.items() if not fichier.exists()}
    echecs = _mener(restants, partial(_demande, options), registre, options)
    print(f"{len(tous) - len(echecs)} documents sur {len(tous)} dans {dossier}.")
    for code, raison in sorted(echecs.items()):
        print(f"{options.niveau} {code} : {raison}", file=sys.stderr)
    return bool(echecs)


def _mener(
    restants: dict[str, Path], demander: Callable[[str], Demande], registre: Registre, options: Options
) -> dict[str, str]:
    """Échecs : code → raison."""
    echecs: dict[str, str] = {}
    with ProcessPoolExecutor(options.ouvriers, multiprocessing.get_context("spawn")) as bassin:
        travaux = {
            bassin.submit(
                fabrique.poser, demander(code), registre.de(options.niveau, code), options.format, fichier
            ): code
            for code, fichier in restants.items()
        }
        for travail in tqdm(as_completed(travaux), total=len(travaux), unit="document", disable=None):
            if (erreur := travail.exception()) is not None:
                echecs[travaux[travail]] = f"{type(erreur).__name__} : {erreur}"
    return echecs


def principal(arguments: list[str] | None = None) -> int:
    """Exécute la commande et rend le code de sortie : 0, ou 1 si un document manque."""
    options = _analyseur().parse_args(arguments)
    try:
        registre = relever(ouvrir=not options.sans_registre)
        return _toutes(options, registre) if options.toutes else _une(options, registre)
    except (ErreurGeo, ErreurDonnees, OSError) as erreur:
        print(erreur, file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(principal())
