"""Réglages communs : exemples toujours les mêmes, paquets installés parcourus une seule fois."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

settings.register_profile("atlas", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("atlas")


@pytest.fixture(scope="session", autouse=True)
def _registre_jetable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Un registre neuf par séance d'épreuves, jamais celui de la machine."""
    with pytest.MonkeyPatch.context() as correctif:
        correctif.setenv("ATLAS_BASE_URL", f"sqlite:///{tmp_path_factory.mktemp('registre')}/atlas.sqlite")
        yield


@pytest.fixture(scope="session", autouse=True)
def _paquets_parcourus_une_fois() -> Iterator[None]:
    """Chaque AppTest relit les métadonnées de tous les paquets (0,15 s) ; elles ne changent pas en cours d'épreuve."""
    with pytest.MonkeyPatch.context() as correctif:
        correctif.setattr(
            manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
        )
        yield
