"""La file des travaux confiés à l'ouvrier : un à la fois, chacun sachant sa place ; deux pareils n'en font qu'un."""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread, Timer
from time import monotonic
from typing import Any, BinaryIO, Final, cast

from cachetools import LRUCache

from geo.documents.ouvrier.messages import Avance, Commande, Echec, Fait, Refus, Reponse, envoyer, recevoir
from geo.documents.ouvrier.travail import Travail
from geo.erreurs import ErreurGeo

JOURNAL = logging.getLogger("atlas.documents")
RACINE: Final = Path(__file__).resolve().parents[3]
REPOS: Final = 300.0
"""Secondes sans travail au bout desquelles l'ouvrier s'arrête et rend sa mémoire."""
DELAI: Final = 180.0
"""Secondes sans nouvelle d'un travail au bout desquelles l'ouvrier est tenu pour perdu."""
FILE_MAX: Final = 40
MEMOIRE_MAX: Final = 700_000_000
"""Octets au-delà desquels l'ouvrier, son travail rendu, est remplacé."""
GARDE_OCTETS: Final = 48_000_000
"""Place des derniers résultats : le même document, redemandé, est déjà là."""
PERTES: Final = (OSError, EOFError, pickle.UnpicklingError)
SOBRE: Final = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""Réglages de mémoire de l'ouvrier, qui n'a qu'un fil : 70 Mo de moins, mesuré."""
SECRETS: Final = ("ATLAS_BASE_URL", "ATLAS_CLE_SAUVEGARDE")
DEFAUT: Final = "Le document n'a pas pu être composé : une erreur est survenue."


class AtelierPlein(ErreurGeo):
    """Trop de documents attendent déjà."""


class OuvrierPerdu(ErreurGeo):
    """Le processus s'est arrêté, ou n'a pas fini à temps."""


class Atelier:
    """La file et son ouvrier, lancé au premier travail."""

    def __init__(self, *, repos: float = REPOS, delai: float = DELAI, file_max: int = FILE_MAX) -> None:
        self.repos, self.delai, self.file_max = repos, delai, file_max
        self._en_cours: dict[Hashable, Travail] = {}
        self._gardes: LRUCache[Hashable, Travail] = LRUCache(GARDE_OCTETS, lambda travail: travail.poids)
        self._condition = Condition()
        self._ouvrier: subprocess.Popen[bytes] | None = None
        self._fil: Thread | None = None

    def demander(self, cle: Hashable, tache: Callable[..., Any], *arguments: object) -> Travail:
        """Met un travail en file, ou rend celui qui porte déjà cette clé.

        Parameters
        ----------
        cle : hashable
            Ce qui distingue ce travail : tout ce dont dépend son résultat.
        tache : callable
            Fonction d'un module du dépôt ; elle reçoit ``arguments``, puis de quoi dire où elle en est.

        Raises
        ------
        AtelierPlein
            Trop de travaux attendent.
        """
        with self._condition:
            connu = self._gardes.get(cle) or self._en_cours.get(cle)
            if connu is not None:
                connu.demandeurs += 1
                return connu
            self._oublier()
            if len(self._en_cours) >= self.file_max:
                raise AtelierPlein("Trop de documents sont demandés en ce moment : réessayez dans une minute.")
            travail = self._en_cours[cle] = Travail(Commande(tache, arguments), demandeurs=1)
            if self._fil is None or not self._fil.is_alive():
                self._fil = Thread(target=self._mener, name="atelier", daemon=True)
                self._fil.start()
            self._condition.notify_all()
            return travail

    def laisser(self, travail: Travail) -> None:
        """Dit qu'un demandeur ne l'attend plus : sans demandeur, un travail qui n'est pas commencé sort de la file."""
        with self._condition:
            travail.demandeurs, travail.laisse = travail.demandeurs - 1, monotonic()

    def _oublier(self) -> None:
        """Ôte de la file ce que plus personne n'attend, sauf le premier, qui se fait."""
        for cle in [cle for cle, travail in [*self._en_cours.items()][1:] if travail.oublie]:
            del self._en_cours[cle]

    def rang(self, travail: Travail) -> int:
        """Travaux à finir avant celui-ci : 0 quand il se fait ou qu'il est fini."""
        with self._condition:
            attente = list(self._en_cours.values())
        return attente.index(travail) if travail in attente else 0

    def fermer(self) -> None:
        """Arrête l'ouvrier ; le prochain travail en lancera un autre."""
        ouvrier, self._ouvrier = self._ouvrier, None
        if ouvrier is not None:
            ouvrier.kill()
            for tube in (ouvrier.stdin, ouvrier.stdout):
                with suppress(OSError):  # fermer un tube dont l'autre bout est mort
                    cast("BinaryIO", tube).close()
            ouvrier.wait()

    @property
    def processus(self) -> int | None:
        """Numéro du processus de l'ouvrier ; None s'il dort."""
        return self._ouvrier.pid if self._ouvrier is not None else None

    def _mener(self) -> None:
        """Le fil de l'atelier : un travail après l'autre, puis le repos."""
        while True:
            with self._condition:
                if not self._en_cours and not self._condition.wait_for(lambda: self._en_cours, self.repos):
                    self._fil = None
                    self.fermer()
                    return
                cle, travail = next(iter(self._en_cours.items()))
            resultat, erreur = self._faire(travail)
            with self._condition:  # clos, ôté et gardé d'un seul geste : qui attendait peut redemander aussitôt
                travail.clore(resultat, erreur)
                self._oublier()
                del self._en_cours[cle]
                if erreur is None and travail.poids <= GARDE_OCTETS:
                    self._gardes[cle] = travail

    def _faire(self, travail: Travail) -> tuple[Any, ErreurGeo | None]:
        """Résultat, ou ce qui l'a empêché."""
        try:
            reponse = self._obtenir(travail)
        except PERTES as cause:
            JOURNAL.warning("L'ouvrier des documents est perdu : %s", cause)
            self.fermer()
            return None, OuvrierPerdu("Le document n'a pas pu être composé. Réessayez dans un instant.")
        except Exception:  # noqa: BLE001 - le fil survit à tout : sans lui, la file attendrait pour toujours
            JOURNAL.exception("Un travail n'a pas pu être confié à l'ouvrier des documents.")
            self.fermer()
            return None, OuvrierPerdu(DEFAUT)
        if isinstance(reponse, Fait):
            if reponse.memoire > MEMOIRE_MAX:
                self.fermer()
            return reponse.resultat, None
        if isinstance(reponse, Refus):
            return None, ErreurGeo(reponse.raison)
        JOURNAL.error("Un document n'a pas pu être composé.\n%s", reponse.trace)
        return None, OuvrierPerdu(DEFAUT)

    def _obtenir(self, travail: Travail) -> Fait | Refus | Echec:
        """La réponse de l'ouvrier ; celle de son remplaçant, s'il était déjà mort en recevant le travail.

        Perdu en chemin, un travail ne se refait pas : ce qui a tué un ouvrier tuerait le suivant.
        """
        ancien = self._ouvrier is not None
        try:
            return self._confier(travail)
        except PERTES:
            if not ancien or travail.part:
                raise
            self.fermer()
            return self._confier(travail)

    def _confier(self, travail: Travail) -> Fait | Refus | Echec:
        """Donne le travail à l'ouvrier et suit ses messages jusqu'à la réponse."""
        ouvrier = self._ouvrier = self._ouvrier or _lancer()
        entree, sortie = (cast("BinaryIO", tube) for tube in (ouvrier.stdin, ouvrier.stdout))
        envoyer(entree, cast("Commande", travail.commande))
        while True:
            garde = Timer(self.delai, ouvrier.kill)
            garde.start()
            try:
                reponse: Reponse = recevoir(sortie)
            finally:
                garde.cancel()
            if not isinstance(reponse, Avance):
                return reponse
            travail.part, travail.texte = reponse.part, reponse.texte


def _lancer() -> subprocess.Popen[bytes]:
    """Lance l'ouvrier, sans les secrets du serveur : il n'ouvre ni base, ni réseau."""
    milieu = {nom: valeur for nom, valeur in os.environ.items() if nom not in SECRETS}
    return subprocess.Popen(
        [sys.executable, "-m", "geo.documents.ouvrier"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=RACINE,
        env=milieu | SOBRE,
    )
