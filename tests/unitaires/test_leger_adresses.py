"""Les adresses canoniques : lisibles, sûres, et qui mènent à l'objet dont elles viennent."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from geo.erreurs import TerritoireInconnu
from geo.territoires import PERIMETRE, du_perimetre
from geo.territoires import lire as lire_territoire
from geo.territoires.index import NIVEAUX
from pages.leger import adresses
from tests.lieux_temoins import CODE_DU_GIER

FORME = re.compile(r"/t/[a-z_]+/[0-9A-Z]+(-[a-z0-9]+)*", re.ASCII)


@pytest.mark.parametrize(
    ("niveau", "code", "attendue"),
    [
        ("zone_emploi", "8421", "/t/zone_emploi/8421-lyon"),
        ("commune", "2A004", "/t/commune/2A004-ajaccio"),
        ("departement", "976", "/t/departement/976-mayotte"),
        ("france", "FR", "/t/france/FR-france"),
    ],
)
def test_une_adresse_porte_le_code_et_le_nom(niveau: str, code: str, attendue: str) -> None:
    assert adresses.territoire(lire_territoire(niveau, code)) == attendue


def test_chaque_territoire_publie_a_la_sienne_et_elle_y_ramene() -> None:
    table = entrepot.table("territoires")
    toutes = set()
    for niveau, code, libelle in zip(table["niveau"], table["code"], table["libelle_long"], strict=True):
        adresse = adresses.publie(niveau, code, libelle)
        assert FORME.fullmatch(adresse), adresse
        toutes.add(adresse)
        assert adresse.split("/")[3].partition("-")[0] == code
    assert len(toutes) == len(table) > 36_000


@given(st.sampled_from(NIVEAUX), st.data())
def test_le_nom_qui_suit_le_code_ne_compte_pas(niveau: str, tirage: st.DataObject) -> None:
    code = tirage.draw(st.sampled_from(entrepot.territoires(niveau).index.tolist()))
    suite = tirage.draw(st.text(max_size=40))
    assert adresses.lire(niveau, f"{code}-{suite}") == lire_territoire(niveau, code)
    assert adresses.lire(niveau, code.lower()).code == code


@given(st.text(max_size=60), st.text(max_size=60))
def test_un_segment_quelconque_mene_a_un_territoire_ou_se_refuse(niveau: str, segment: str) -> None:
    try:
        lu_ici = adresses.lire(niveau, segment)
    except TerritoireInconnu:
        return
    assert adresses.territoire(lu_ici)


@given(st.text(max_size=120))
def test_le_nom_d_un_perimetre_ne_sort_pas_de_sa_question(nom: str) -> None:
    adresse = adresses.territoire(du_perimetre(["42218", "42207"], nom))
    chemin, _, question = adresse.partition("?")
    assert re.fullmatch(r"/t/perimetre/[A-Za-z0-9_-]+", chemin)
    assert re.fullmatch(r"(nom=[A-Za-z0-9_.%+~-]+)?", question)


@given(st.text(min_size=1, max_size=60))
def test_une_cle_quelconque_reste_un_seul_segment(cle: str) -> None:
    for adresser in (adresses.maison, adresses.action, adresses.indicateur):
        assert re.fullmatch(r"/[a-z]+/[A-Za-z0-9_.~%-]*", adresser(cle))


@pytest.mark.parametrize(
    ("page", "parametres", "attendue"),
    [
        ("territoire", {"niveau": "zone_emploi", "code": "8421", "serie": "x"}, "/t/zone_emploi/8421-lyon"),
        ("territoire", {"niveau": "zone_emploi", "code": "<b>"}, ""),
        ("territoire", {}, ""),
        ("perimetre", {"code": CODE_DU_GIER, "nom": "Gier"}, f"/t/perimetre/{CODE_DU_GIER}?nom=Gier"),
        ("maisons", {"maison": "33063-1"}, "/maison/33063-1"),
        ("maisons", {"maison": "../../etc"}, ""),
        ("maisons", {}, "/reseau"),
        ("maisons", {"regions": "84"}, ""),
        ("plan-actions", {"action": "12300-1-3ef7a2"}, "/action/12300-1-3ef7a2"),
        ("methode", {"fiche": "chomage_localise"}, "/indicateur/chomage_localise"),
        ("carte", {"territoire": "8421"}, ""),
    ],
)
def test_la_page_legere_d_un_ecran(page: str, parametres: dict[str, str], attendue: str) -> None:
    assert adresses.de_page(page, parametres) == attendue


def test_l_image_suit_l_adresse_et_garde_la_question() -> None:
    assert adresses.apercu("/reseau") == "/reseau/apercu.png"
    assert adresses.apercu("/t/perimetre/1Abc?nom=Gier") == "/t/perimetre/1Abc/apercu.png?nom=Gier"
    assert adresses.apercu("/") == "/apercu.png"


@pytest.mark.parametrize("chemin", ["/t/zone_emploi/8421", "/maison/x", "/reseau", "/reseau/apercu.png", "/apercu.png"])
def test_ce_qui_est_leger_se_reconnait(chemin: str) -> None:
    assert adresses.est_legere(chemin)


@pytest.mark.parametrize("chemin", ["/", "/maisons", "/territoire", "/reseaux", "/actions"])
def test_une_page_de_l_application_n_est_pas_legere(chemin: str) -> None:
    assert not adresses.est_legere(chemin)


def test_un_perimetre_se_relit_par_son_lien() -> None:
    assert adresses.lire(PERIMETRE, CODE_DU_GIER, "Gier").libelle == "Gier"
