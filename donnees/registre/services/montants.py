"""Les nombres à deux décimales (euros, équivalents temps plein) : décimaux à l'écran, centièmes entiers en base."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

CHAMPS: Final = ("budget", "etp")
"""Champs d'une action que la base garde en centièmes."""
ETP_MAX: Final = Decimal("9999.99")
_CENTIEMES: Final = Decimal(100)
_NOMBRE = re.compile(r"-?\d{1,20}(\.\d{1,20})?", re.ASCII)


def _chiffres_latins(valeur: Any) -> Any:  # noqa: ANN401 - la validation du montant vient ensuite
    """Laisse passer tout montant sauf un texte aux chiffres d'une autre écriture (« ١ »), que `Decimal` lirait."""
    if isinstance(valeur, str) and not valeur.strip().isascii():
        raise PydanticCustomError("montant", "Un montant en euros est attendu.")
    return valeur


def _nombre_latin(valeur: Any) -> Any:  # noqa: ANN401 - la validation du nombre vient ensuite
    """Refuse un texte qui n'est pas un nombre : `Montant` le dirait en parlant d'euros."""
    if isinstance(valeur, str) and not _NOMBRE.fullmatch(valeur):
        raise PydanticCustomError("nombre", "Un nombre est attendu.")
    return valeur


Montant = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2), BeforeValidator(_chiffres_latins)]
Etp = Annotated[Decimal, Field(ge=0, le=ETP_MAX, decimal_places=2), BeforeValidator(_nombre_latin)]


def decimal(centiemes: int | None) -> Decimal | None:
    """Nombre lu dans la base ; vide s'il n'est pas connu."""
    return None if centiemes is None else Decimal(centiemes) / _CENTIEMES


def centiemes(nombre: Decimal | str | None) -> int | None:
    """Nombre à garder dans la base."""
    return None if nombre is None else int(Decimal(nombre) * _CENTIEMES)
