"""Ce que se disent l'atelier et l'ouvrier, par ses tubes privés : des objets Python, l'un après l'autre."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

Avancer = Callable[[float, str], None]
"""Part faite (0 à 1) et ce qui se fait."""


@dataclass(frozen=True)
class Commande:
    """Une fonction du dépôt (désignée par son module et son nom) et ses arguments."""

    tache: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Avance:
    """Un travail avance."""

    part: float
    texte: str


@dataclass(frozen=True)
class Fait:
    """Un travail est fini ; ``memoire`` : la place qu'occupe l'ouvrier ensuite, en octets."""

    resultat: Any
    memoire: int


@dataclass(frozen=True)
class Refus:
    """La demande n'est pas recevable : une phrase pour qui l'a faite."""

    raison: str


@dataclass(frozen=True)
class Echec:
    """Un défaut : sa trace, pour le journal."""

    trace: str


Reponse = Avance | Fait | Refus | Echec


def envoyer(tube: BinaryIO, message: Commande | Reponse) -> None:
    """Écrit un message entier."""
    pickle.dump(message, tube, protocol=pickle.HIGHEST_PROTOCOL)
    tube.flush()


def recevoir(tube: BinaryIO) -> Any:  # noqa: ANN401 - une commande d'un côté, une réponse de l'autre
    """Lit un message entier ; lève `EOFError` quand l'autre bout est parti."""
    return pickle.load(tube)  # noqa: S301 - tube privé entre l'atelier et le processus qu'il a lancé
