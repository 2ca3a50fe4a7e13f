"""Sous-processus d'épreuve : écrit mille actions en annonçant chacune, ou démarre une réplique."""

from __future__ import annotations

import sys

from donnees.registre import services
from donnees.registre.base import Registre, lire_adresse
from donnees.registre.demarrage import demarrer
from tests.registre.atelier_registre import ADMIN, saisie


def ecrire(adresse: str) -> None:
    registre = Registre(lire_adresse(adresse))
    for rang in range(1000):
        fiche = services.creer(registre, ADMIN, saisie(titre=f"Écriture {rang}", lieux=[]))
        print(fiche.cle, flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "demarrer":
        demarrer(lire_adresse(sys.argv[2])).fermer()
    else:
        ecrire(sys.argv[2])
