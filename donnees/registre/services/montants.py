"""Les montants : des euros à l'écran et dans les fichiers, des centimes entiers dans la base."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

_CENTIMES: Final = Decimal(100)


def euros(centimes: int | None) -> Decimal | None:
    """Montant lu dans la base ; vide s'il n'est pas connu."""
    return None if centimes is None else Decimal(centimes) / _CENTIMES


def centimes(montant: Decimal | str | None) -> int | None:
    """Montant à garder dans la base."""
    return None if montant is None else int(Decimal(montant) * _CENTIMES)
