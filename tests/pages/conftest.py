"""Réglages communs : exemples toujours les mêmes, paquets installés parcourus une seule fois."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from donnees.registre.edition import VARIABLE
from pages.cadre import typographie
from pages.interface import acces, registre, tableau
from tests.pages.visite import SECRETS, Connecter

settings.register_profile("atlas", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("atlas")


@pytest.fixture(scope="module", autouse=True)
def _registre_jetable(registre_seme: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Chaque fichier d'épreuves a son registre, jamais celui de la machine : ce qu'il y écrit n'y gêne que lui."""
    copie = tmp_path_factory.mktemp("registre") / "atlas.sqlite"
    shutil.copy(registre_seme, copie)
    with pytest.MonkeyPatch.context() as correctif:
        correctif.setenv("ATLAS_BASE_URL", f"sqlite:///{copie}")
        st.cache_resource.clear()
        st.cache_data.clear()
        yield
        st.cache_resource.clear()
        st.cache_data.clear()


@pytest.fixture(scope="session", autouse=True)
def _paquets_parcourus_une_fois() -> Iterator[None]:
    """Chaque AppTest relit les métadonnées de tous les paquets (0,15 s) ; elles ne changent pas en cours d'épreuve."""
    with pytest.MonkeyPatch.context() as correctif:
        correctif.setattr(
            manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
        )
        yield


@pytest.fixture(autouse=True)
def _texte_tel_qu_ecrit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Une page s'éprouve sur le texte qu'elle écrit ; ce que la sortie en compose s'éprouve dans `test_typographie`."""
    monkeypatch.setattr(typographie, "composer", lambda _message: None)
    monkeypatch.setattr(tableau, "_composee", lambda table: table)
    monkeypatch.setattr(tableau, "_compose", lambda valeur: valeur)


@pytest.fixture(autouse=True)
def _base_repondante() -> None:
    """Une panne éprouvée ne se retient pas d'une épreuve à l'autre."""
    registre._panne["fin"] = 0.0


@pytest.fixture
def edition(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Édition locale, serveur sur la boucle locale."""
    monkeypatch.setenv(VARIABLE, "1")
    avant = st.config.get_option("server.address")
    st.config.set_option("server.address", "127.0.0.1")
    yield
    st.config.set_option("server.address", avant)


@pytest.fixture
def connecter(monkeypatch: pytest.MonkeyPatch) -> Connecter:
    """Fait croire à une connexion : les revendications du jeton d'identité."""

    def faire(**jeton: Any) -> None:
        monkeypatch.setattr(acces, "secrets", lambda section: SECRETS[section])
        defaut = {"is_logged_in": True, "iat": time.time(), "iss": "https://f", "sub": "1", "name": "Camille"}
        defaut["email_verified"] = True
        monkeypatch.setattr(st, "user", defaut | jeton)

    return faire
