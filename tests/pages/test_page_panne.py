"""Une base qui ne répond pas : chaque page vit sans les actions, et le dit."""

from __future__ import annotations

import pytest

from donnees.registre import services
from donnees.registre.erreurs import RegistreIndisponible
from tests.pages.visite import ouvrir, sans_erreur, textes

SEMEE = "12300-1-3ef7a2"
RESERVEES = ("saisir", "importer", "modifier-maison")


@pytest.fixture
def base_en_panne(monkeypatch: pytest.MonkeyPatch) -> None:
    """Une base qui ne répond plus."""

    def echouer(_registre: object) -> str:
        raise RegistreIndisponible

    monkeypatch.setattr(services, "version", echouer)


@pytest.mark.usefixtures("base_en_panne")
@pytest.mark.parametrize("page", ["accueil", "carte", "maisons", "territoire", "plan-actions", "ou-agir", "bilan"])
def test_base_en_panne_la_page_vit_sans_les_actions(page: str) -> None:
    visite = sans_erreur(ouvrir(page, niveau="zone_emploi", code="0051"))
    assert visite.title
    if page in {"plan-actions", "bilan", "ou-agir"}:
        assert "ne répond pas" in textes(visite)
