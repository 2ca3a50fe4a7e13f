"""La place où les résultats se gardent : bornée en octets, partagée par les fils du processus."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import wraps
from threading import RLock
from types import FunctionType, ModuleType
from typing import Any, Final, ParamSpec, TypeVar

import numpy as np
import pandas as pd
from cachetools import LRUCache

OCTETS: Final = 128_000_000
"""Place de la réserve ; les résultats les plus anciennement lus cèdent la leur."""
PART_MAX: Final = 1 / 8
"""Un résultat plus gros que cette part de la réserve n'y entre pas : il en chasserait trop d'autres."""
P = ParamSpec("P")
R = TypeVar("R")
Cle = tuple[Any, ...]

_gardes: LRUCache[Cle, tuple[Any, int]] = LRUCache(OCTETS, getsizeof=lambda garde: garde[1])
_verrou = RLock()


def gardee(fonction: Callable[P, R]) -> Callable[P, R]:
    """Fonction pure dont chaque résultat est gardé, pour tous les lecteurs.

    Ses arguments se hachent (listes, ensembles et dictionnaires sont lus par leur contenu) ; son résultat ne se
    modifie pas : il est le même objet pour tous.

    Raises
    ------
    TypeError
        Un argument ne se hache pas.
    """

    @wraps(fonction)
    def lire(*args: P.args, **kwargs: P.kwargs) -> R:
        cle = (f"{fonction.__module__}.{fonction.__qualname__}", _hachable(args), _hachable(kwargs))
        with _verrou:
            if (garde := _gardes.get(cle)) is not None:
                resultat: R = garde[0]
                return resultat
        resultat = fonction(*args, **kwargs)
        _garder(cle, resultat)
        return resultat

    return lire


def poids() -> int:
    """Octets que tient la réserve."""
    return int(_gardes.currsize)


def vider() -> None:
    """Oublie tout."""
    with _verrou:
        _gardes.clear()


def _garder(cle: Cle, resultat: object) -> None:
    octets = peser(resultat, set())
    if octets <= PART_MAX * OCTETS:
        with _verrou:
            _gardes[cle] = (resultat, octets)


def peser(valeur: Any, deja: set[int]) -> int:  # noqa: ANN401 - un résultat, quel qu'il soit
    """Octets que tient un résultat en mémoire, ce qu'il contient compris ; ``deja`` : ce qui est déjà compté."""
    if id(valeur) in deja or isinstance(valeur, type | ModuleType):
        return 0
    deja.add(id(valeur))
    if isinstance(valeur, pd.DataFrame | pd.Series):
        return int(np.sum(valeur.memory_usage(deep=True)))
    if isinstance(valeur, np.ndarray):
        return valeur.nbytes
    return sys.getsizeof(valeur) + sum(peser(contenu, deja) for contenu in _contenus(valeur))


def _contenus(valeur: Any) -> list[Any]:  # noqa: ANN401 - un résultat, quel qu'il soit
    if isinstance(valeur, Mapping):
        return [*valeur.keys(), *valeur.values()]
    if isinstance(valeur, list | tuple | set | frozenset):
        return list(valeur)
    if isinstance(valeur, FunctionType):
        return [cellule.cell_contents for cellule in valeur.__closure__ or ()]
    return list(getattr(valeur, "__dict__", {}).values())


def _hachable(valeur: Any) -> Any:  # noqa: ANN401 - un argument, quel qu'il soit
    if isinstance(valeur, Mapping):
        return ("table", tuple((cle, _hachable(valeur[cle])) for cle in sorted(valeur)))
    if isinstance(valeur, list | tuple):
        return tuple(_hachable(element) for element in valeur)
    if isinstance(valeur, set):
        return frozenset(valeur)
    return valeur
