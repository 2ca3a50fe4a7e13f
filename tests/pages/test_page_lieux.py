"""Chaque page sur soixante territoires, sans registre garni ou avec deux mille actions : jamais une erreur."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import streamlit as st

from donnees import entrepot
from donnees.registre import semis
from donnees.registre.demarrage import demarrer
from pages.interface import registre
from tests.pages.soixante_lieux import LIEUX, Lieu
from tests.pages.visite import PAGES, ouvrir, sans_erreur

TOUS_LES_COMBIEN = 12
"""Un registre vide ou très plein ne change pas d'un territoire à l'autre : quelques-uns suffisent."""


def _ouvrir(page: str, lieu: Lieu) -> None:
    niveau, code = lieu
    visite = ouvrir(
        page, niveau=niveau, code=code, territoire=code, avec=f"{niveau}:{code}~france:FR", nom="Lieu d'épreuve"
    )
    sans_erreur(visite)
    assert len(visite.title) == 1, (page, lieu)


@pytest.mark.parametrize("page", PAGES)
def test_chaque_page_sur_soixante_territoires(page: str) -> None:
    for lieu in LIEUX:
        _ouvrir(page, lieu)


@pytest.fixture
def registre_vide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Un registre migré, sans une maison ni une action."""
    monkeypatch.setenv("ATLAS_BASE_URL", f"sqlite:///{tmp_path / 'vide.sqlite'}")
    monkeypatch.setattr(registre, "demarrer", partial(demarrer, semis=False))
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.mark.usefixtures("registre_vide")
@pytest.mark.parametrize("page", PAGES)
def test_chaque_page_au_registre_vide(page: str) -> None:
    assert registre.releve().actions.empty
    for lieu in LIEUX[::TOUS_LES_COMBIEN]:
        _ouvrir(page, lieu)


@pytest.fixture(scope="module")
def registre_plein() -> None:
    """Les actions relevées, seize fois : deux mille de plus."""
    lignes = entrepot.table("actions").to_dict("records")
    copies = [ligne | {"action": f"{ligne['action']}-{tour}"} for tour in range(16) for ligne in lignes]
    registre.ouvert().ecrire(lambda session: session.add_all([semis._action(copie) for copie in copies]))


@pytest.mark.usefixtures("registre_plein")
@pytest.mark.parametrize("page", PAGES)
def test_chaque_page_avec_deux_mille_actions(page: str) -> None:
    assert len(registre.releve().actions) > 2_000
    for lieu in LIEUX[::TOUS_LES_COMBIEN]:
        _ouvrir(page, lieu)
