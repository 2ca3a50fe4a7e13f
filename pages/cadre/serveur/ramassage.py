"""Le ramasse-miettes que Streamlit lance à la fin de chaque relance, ramené à ce que cette relance a créé."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any, Final

PERIODE: Final = 60.0
"""Secondes entre deux ramassages entiers, au plus tôt : ce qu'une session close laisse y part."""
_ENTIER: Final = 2


class Ramassage:
    """Met de côté, après chaque ramassage entier, tout ce qui lui a survécu ; le reprend une fois par minute.

    Streamlit 1.67 ramasse tout à la fin de chaque relance. Les modules, les données du pays et les sessions des autres
    lecteurs y sont parcourus pour rien : 80 ms sur les 110 d'une page sans calcul, une fois chaque page vue. Un objet
    mis de côté part toujours quand plus rien ne le nomme ; seuls les cercles attendent le prochain ramassage entier.

    Parameters
    ----------
    horloge : callable
        Secondes, croissantes.
    """

    def __init__(self, horloge: Callable[[], float] = time.monotonic) -> None:
        self._horloge, self._dernier = horloge, horloge()

    def __call__(self, phase: str, info: dict[str, Any]) -> None:
        """Ce que `gc.callbacks` appelle avant et après chaque ramassage."""
        if info["generation"] != _ENTIER:
            return
        if phase == "stop":
            gc.freeze()
        elif self._horloge() - self._dernier >= PERIODE:
            self._dernier = self._horloge()
            gc.unfreeze()


def installer() -> None:
    """Ramasse, met de côté ce qui reste, et le fera à chaque relance."""
    if not any(isinstance(appel, Ramassage) for appel in gc.callbacks):
        gc.callbacks.append(Ramassage())
    gc.collect()
