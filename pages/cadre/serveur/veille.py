"""Suivre ce que les autres répliques écrivent au registre, même quand personne ne lit ici."""

from __future__ import annotations

import asyncio

from starlette.concurrency import run_in_threadpool

from pages.interface import registre

PERIODE = 1.0
"""Secondes entre deux regards : un nom effacé ailleurs n'est plus servi d'ici deux secondes après."""


async def veiller() -> None:
    """Regarde le registre sans fin ; une panne se dit au journal, et le regard suivant la verra finie."""
    while True:
        await run_in_threadpool(registre.suivre)
        await asyncio.sleep(PERIODE)
