"""L'entrepôt garde ce qu'il relit dans une place bornée en octets, et ne hache qu'une fois les mêmes codes."""

from __future__ import annotations

import pandas as pd
import pytest
from cachetools import LRUCache

from donnees import entrepot
from donnees.catalogue import charger

COMMUNES = [fiche.id for fiche in charger().indicateurs.values() if "commune" in fiche.niveaux]


@pytest.fixture(scope="module")
def tranches() -> dict[str, int]:
    """Toutes les tranches communales, à leur dernière période : identifiant → identité de leur index."""
    return {
        nom: id(entrepot.valeurs_periode(nom, "commune", entrepot.periodes(nom, "commune")[-1]).index)
        for nom in COMMUNES
    }


def test_les_memes_codes_partagent_un_seul_index(tranches: dict[str, int]) -> None:
    codes = {
        nom: tuple(entrepot.valeurs_periode(nom, "commune", entrepot.periodes(nom, "commune")[-1]).index)
        for nom in tranches
    }
    assert len(set(tranches.values())) == len(set(codes.values())) < len(COMMUNES)


@pytest.mark.usefixtures("tranches")
@pytest.mark.parametrize(
    ("lecture", "place"),
    [(entrepot._lire, entrepot.SERIES_OCTETS), (entrepot._tranche, entrepot.TRANCHES_OCTETS)],
)
def test_la_place_est_bornee_en_octets(lecture: object, place: int) -> None:
    cache = lecture.cache  # type: ignore[attr-defined]  # cachetools pose le cache sur la fonction
    assert isinstance(cache, LRUCache)
    tables = [gardee if isinstance(gardee, pd.DataFrame) else gardee.table for gardee in cache.values()]
    pesees = sum(int(table.memory_usage(index=False, deep=True).sum()) for table in tables)
    assert 0 < pesees == cache.currsize <= cache.maxsize == place


def test_une_valeur_partagee_reste_celle_de_sa_serie() -> None:
    for nom in COMMUNES[::7]:
        periode = entrepot.periodes(nom, "commune")[0]
        serie = entrepot.valeurs(nom, "commune").query("periode == @periode").set_index("code")["valeur"]
        assert entrepot.valeurs_periode(nom, "commune", periode)["valeur"].equals(serie)
