"""La page de la carte : aucun lien sortant, état inerte dans le script, code réuni sous une empreinte."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.cartes.adresses import Adresses, empaqueter
from geo.cartes.classes import Reglages
from geo.cartes.etat import PLAN_IGN, Habillage, etat_carte, etat_neutre
from geo.cartes.fond import CarteLocale, CoucheEtat, litteral
from geo.mesures.repartitions import repartir

SCRIPT = "../c/atlas-0123456789.js"
ADRESSES = Adresses("../produits", "../depot", "../police.woff2", "/villes.json.gzip")
ESPACES_DE_NOMS = "http://www.w3.org/"
json_quelconque = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**50), 2**50), st.text()),
    lambda enfants: st.one_of(st.lists(enfants, max_size=3), st.dictionaries(st.text(), enfants, max_size=3)),
    max_leaves=8,
)


def _page(etat: dict[str, object], vue: tuple[float, float, float] | None = None) -> str:
    carte = CarteLocale(SCRIPT, vue)
    CoucheEtat(etat).add_to(carte)
    rendue: str = carte.get_root().render()
    return rendue


def _liens(page: str) -> list[str]:
    return [
        lien for lien in re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\"' <]*", page) if ESPACES_DE_NOMS not in lien
    ]


@pytest.mark.parametrize("niveau", ["zone_emploi", "departement", "region"])
def test_aucun_lien_sortant(niveau: str) -> None:
    page = _page(etat_carte(repartir("population", niveau), Reglages(), Habillage()), (46.0, 2.0, 7.0))
    assert _liens(page) == []
    assert not re.search(r"cdn|googleapis|bootstrap|fontawesome|unpkg", page, re.IGNORECASE)
    assert SCRIPT in page
    assert '"vue": [46.0, 2.0, 7.0]' in page


def test_fond_neutre_sans_lien_sortant() -> None:
    assert _liens(_page(etat_neutre(Habillage()))) == []


def test_seul_le_plan_ign_allume_sort() -> None:
    page = _page(etat_carte(repartir("population", "region"), Reglages(), Habillage(plan=True)))
    assert {lien.split("?")[0] for lien in _liens(page)} == {PLAN_IGN["url"].split("?")[0]}


def test_json_hostile_inerte() -> None:
    page = _page({**etat_neutre(Habillage()), "titre": "</script><script>alert(1)</script><!--\u2028\u2029 &lt;"})
    assert "alert(1)</script>" not in page
    assert "<!--" not in page
    assert "\u2028" not in page
    assert "\u2029" not in page


@given(st.dictionaries(st.text(), json_quelconque, max_size=4))
def test_litteral_fidele_et_sans_signe_actif(etat: dict[str, object]) -> None:
    texte = litteral(etat)
    assert json.loads(texte) == etat
    assert not set(texte) & set("<>&\u2028\u2029\n\r")


def test_code_reuni_sous_son_empreinte(tmp_path: Path) -> None:
    nom = empaqueter(tmp_path, ADRESSES)
    assert re.fullmatch(r"atlas-[0-9a-f]{10}\.js", nom)
    assert empaqueter(tmp_path, ADRESSES) == nom
    contenu = (tmp_path / nom).read_text(encoding="utf-8")
    for attendu in (
        "leaflet",
        "markerClusterGroup",
        "topojson",
        "atlas.afficher",
        ".leaflet-container",
        ADRESSES.villes,
    ):
        assert attendu in contenu
    assert "sourceMappingURL" not in contenu
    styles = contenu.split("\n", 1)[0]
    assert not re.search(r"url\((?!#|data:|[\\\"']*images/)|@import|@font-face", styles)
