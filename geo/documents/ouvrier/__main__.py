"""Le processus de l'ouvrier : lit une commande, l'exécute, rend le résultat ; s'arrête quand l'atelier s'en va."""

from __future__ import annotations

import os
import resource
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

from geo.documents.ouvrier.messages import Avance, Commande, Echec, Fait, Refus, envoyer, recevoir
from geo.erreurs import ErreurGeo

COURTOISIE = 5
"""Les pages passent avant les documents quand le processeur manque."""


def executer(commande: Commande, sortie: BinaryIO) -> Fait | Refus | Echec:
    """Exécute une commande ; la tâche reçoit ses arguments, puis de quoi dire où elle en est."""
    try:
        resultat = commande.tache(*commande.arguments, lambda part, texte: envoyer(sortie, Avance(part, texte)))
    except ErreurGeo as refus:
        return Refus(str(refus))
    except Exception:  # noqa: BLE001 - tout défaut va au journal de l'atelier
        return Echec(traceback.format_exc())
    return Fait(resultat, occupee())


def occupee() -> int:
    """Mémoire que ce processus occupe, en octets.

    ``ru_maxrss`` ne la dit pas : un processus l'hérite de celui qui l'a lancé, ici le serveur et ses centaines de Mo.
    """
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def mener() -> None:
    """Boucle de l'ouvrier ; rien d'autre que des messages ne s'écrit dans son tube de sortie."""
    os.nice(COURTOISIE)
    entree, sortie = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while True:
        try:
            commande: Commande = recevoir(entree)
        except EOFError:
            return
        envoyer(sortie, executer(commande, sortie))


if __name__ == "__main__":
    mener()
