"""On cherche en tapant : aucun champ de recherche n'attend Entrée."""

from __future__ import annotations

import pytest

from tests.pages.visite import PAGES, ouvrir

SAISIES = {"Nom du marché (facultatif)", "Nom du lot (facultatif)", "Nom du périmètre"}
"""Champs qui nomment ce que l'on compose : ils se valident."""
AUTREMENT = {"saisir", "modifier-maison", "importer", "compte"}
"""Formulaires, qui se valident."""


@pytest.mark.parametrize("page", sorted(PAGES.keys() - AUTREMENT))
def test_un_champ_de_recherche_repond_a_la_frappe(page: str) -> None:
    champs = [champ for champ in ouvrir(page).text_input if champ.label not in SAISIES]
    muets = [champ.label for champ in champs if not champ.proto.HasField("live_debounce_ms")]
    assert muets == []


def test_il_y_a_des_champs_de_recherche() -> None:
    assert [champ.proto.live_debounce_ms for champ in ouvrir("comparer").text_input] == [250]
