"""Un travail confié à l'atelier : ce qu'il y a à faire, où il en est, qui l'attend, ce qu'il a rendu."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import Any, Final

from geo.documents.ouvrier.messages import Commande
from geo.erreurs import ErreurGeo

PATIENCE: Final = 5.0
"""Secondes au bout desquelles un travail que plus personne n'attend perd sa place ; une page rejouée la garde."""
POIDS_MIN: Final = 4_000
"""Octets que prend un résultat gardé, si petit soit-il, avec sa clé."""


@dataclass(eq=False)
class Travail:
    """Un travail demandé.

    Attributes
    ----------
    commande : Commande or None
        Ce qu'il y a à faire ; None une fois fait : un résultat gardé ne retient pas les arguments de son travail.
    part, texte : float, str
        Où il en est (0 à 1), et ce qui se fait.
    demandeurs : int
        Combien l'attendent.
    laisse : float
        Quand le dernier a cessé de l'attendre (horloge monotone).
    """

    commande: Commande | None
    part: float = 0.0
    texte: str = ""
    demandeurs: int = 0
    laisse: float = 0.0
    _fini: Event = field(default_factory=Event)
    _resultat: Any = None
    _erreur: ErreurGeo | None = None

    @property
    def fini(self) -> bool:
        """Dit s'il n'y a plus rien à attendre."""
        return self._fini.is_set()

    @property
    def oublie(self) -> bool:
        """Dit si plus personne ne l'attend, depuis plus de `PATIENCE` secondes."""
        return self.demandeurs <= 0 and monotonic() - self.laisse > PATIENCE

    def attendre(self, secondes: float | None = None) -> bool:
        """Attend la fin, au plus ``secondes`` ; dit si elle est venue."""
        return self._fini.wait(secondes)

    def resultat(self) -> Any:  # noqa: ANN401 - ce que rend la tâche
        """Attend la fin et rend le résultat ; lève l'`ErreurGeo` qui l'a empêché."""
        self._fini.wait()
        if self._erreur is not None:
            raise self._erreur
        return self._resultat

    def clore(self, resultat: object = None, erreur: ErreurGeo | None = None) -> None:
        """Rend le résultat, ou ce qui l'a empêché, à qui attend."""
        self._resultat, self._erreur, self.part, self.commande = resultat, erreur, 1.0, None
        self._fini.set()

    @property
    def poids(self) -> int:
        """Octets d'un résultat gardé : ceux d'un fichier ou d'un texte, et ce qui l'entoure."""
        rendu = self._resultat
        return POIDS_MIN + (len(rendu) if isinstance(rendu, (bytes, str)) else sys.getsizeof(rendu))
