"""La sonde : l'Atlas va bien si ses produits et son registre répondent, et seulement alors."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from donnees import entrepot, integrite
from donnees.erreurs import ErreurDonnees
from donnees.registre import controle
from pages.cadre.serveur import secrets_lus

GARDE = 2.0
"""Secondes pendant lesquelles une réponse resert : sonder sans cesse ne coûte rien de plus."""
BON, PANNE = "bon", "panne"


@dataclass
class _Dernier:
    """Dernier examen, et quand il a été mené."""

    bilan: dict[str, Any] = field(default_factory=dict)
    instant: float = -GARDE


_dernier = _Dernier()
_verrou = asyncio.Lock()


async def repondre(_portee: Scope) -> Response:
    """200 si tout répond, 503 sinon ; en français, sans adresse ni chemin de la machine."""
    async with _verrou:
        if time.monotonic() - _dernier.instant >= GARDE:
            _dernier.bilan = await run_in_threadpool(examiner)
            _dernier.instant = time.monotonic()
    statut = 200 if _dernier.bilan["etat"] == BON else 503
    return JSONResponse(_dernier.bilan, statut, {"Cache-Control": "no-store"})


def examiner() -> dict[str, Any]:
    """Examine les produits et le registre à neuf, sans rien devoir aux lectures déjà faites."""
    produits, registre = _examen_produits(), _examen(controle.verifier)
    bons = produits["etat"] == registre["etat"] == BON
    avertissements = [avertissement.public for avertissement in secrets_lus.avertissements()]
    return {
        "etat": BON if bons else PANNE,
        "produits": produits,
        "registre": registre,
        "avertissements": avertissements,
    }


def _examen_produits() -> dict[str, str]:
    examen = _examen(integrite.verifier)
    return examen if examen["etat"] == PANNE else {**examen, "empreinte": str(entrepot.manifeste()["empreinte"])}


def _examen(verifier: Callable[[], None]) -> dict[str, str]:
    try:
        verifier()
    except ErreurDonnees as erreur:
        return {"etat": PANNE, "message": str(erreur)}
    return {"etat": BON}
