"""Un serveur mal réglé ne démarre pas : l'édition sans compte ne s'ouvre jamais au-delà de la machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.navigateur.serveur import RACINE, ServeurAbsent, servir


def test_edition_locale_refusee_hors_de_la_boucle(tmp_path: Path) -> None:
    options = ["--server.address", "0.0.0.0"]
    with (
        pytest.raises(ServeurAbsent, match="l'écriture sans compte"),
        servir(RACINE / "app.py", tmp_path / "j.txt", options=options, variables={"ATLAS_EDITION_LOCALE": "1"}),
    ):
        pytest.fail("le serveur a démarré")
