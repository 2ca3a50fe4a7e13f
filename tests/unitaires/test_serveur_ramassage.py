"""Le ramasse-miettes ne reparcourt pas ce qui lui a survécu, et ne laisse pourtant rien fuir."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from pages.cadre.serveur.ramassage import PERIODE, Ramassage


class Cercle:
    """Un objet que seul le ramasse-miettes peut rendre : il se nomme lui-même."""

    def __init__(self) -> None:
        self.moi = self


@pytest.fixture
def heure() -> Iterator[list[float]]:
    """L'heure que lit le ramassage installé ; tout est remis en place ensuite."""
    instants = [0.0]
    ramassage = Ramassage(lambda: instants[0])
    gc.callbacks.append(ramassage)
    yield instants
    gc.callbacks.remove(ramassage)
    gc.unfreeze()


def test_un_ramassage_entier_met_de_cote_ce_qui_lui_survit(heure: list[float]) -> None:
    garde = [Cercle() for _ in range(500)]
    gc.collect()
    assert gc.get_freeze_count() > len(garde)
    assert len(gc.get_objects()) < gc.get_freeze_count()


def test_un_ramassage_partiel_ne_met_rien_de_cote(heure: list[float]) -> None:
    gc.unfreeze()
    gc.collect(1)
    assert gc.get_freeze_count() == 0


def test_les_miettes_d_une_relance_partent_a_sa_fin(heure: list[float]) -> None:
    gc.collect()
    temoin = weakref.ref(Cercle())
    gc.collect()
    assert temoin() is None


def test_une_session_close_apres_coup_part_au_ramassage_entier_suivant(heure: list[float]) -> None:
    session = Cercle()
    temoin = weakref.ref(session)
    gc.collect()
    del session
    gc.collect()
    assert temoin() is not None
    heure[0] += PERIODE
    gc.collect()
    assert temoin() is None
