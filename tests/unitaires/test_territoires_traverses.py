"""Le territoire : lecture, identité, traversées, parents, comparateurs, cantons."""

from __future__ import annotations

import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from geo import territoires
from geo.erreurs import TerritoireInconnu
from geo.territoires.codage import encoder
from geo.territoires.index import NIVEAUX, index

NIVEAUX_TRAVERSES = (*NIVEAUX, "canton")
ensembles = st.lists(st.sampled_from(index().codes[:900]), min_size=1, max_size=40)
publies = st.sampled_from(
    [(n, c) for n in ("region", "departement", "zone_emploi", "epci") for c in index().territoires[n]]
)


@given(publies)
def test_un_territoire_publie_a_les_communes_de_la_table_d_appartenance(lieu: tuple[str, str]) -> None:
    niveau, code = lieu
    appartenance = entrepot.table("appartenance")
    lu = territoires.lire(niveau, code)
    assert lu.communes == tuple(sorted(appartenance.loc[appartenance[niveau] == code, "commune"]))
    assert lu.libelle == entrepot.territoires(niveau).at[code, "libelle_long"]
    assert lu.population == entrepot.territoires(niveau).at[code, "population"]


def test_la_france_a_toutes_les_communes() -> None:
    france = territoires.lire("france", "FR")
    assert len(france.communes) == 34_875
    assert france.population == 68_350_798


@pytest.mark.parametrize(
    ("niveau", "code"),
    [("zone_emploi", "9999"), ("canton", "0101"), ("pays", "FR"), ("commune", "75101"), ("france", ""), ("", "")],
)
def test_un_territoire_inconnu_est_dit(niveau: str, code: str) -> None:
    with pytest.raises(TerritoireInconnu, match=r"choisissez-en un dans la liste\.$"):
        territoires.lire(niveau, code)


@given(ensembles)
def test_l_ordre_et_les_doubles_sont_sans_effet(communes: list[str]) -> None:
    attendu = territoires.du_perimetre(sorted(set(communes)))
    assert territoires.du_perimetre([*reversed(communes), *communes]) == attendu
    assert attendu.communes == tuple(sorted(set(communes)))
    assert territoires.lire("perimetre", attendu.code).communes == attendu.communes


@given(st.text(max_size=200))
def test_le_nom_est_toujours_montrable(nom: str) -> None:
    propre = territoires.nettoyer(nom)
    assert 0 < len(propre) <= territoires.LONGUEUR_NOM
    assert not [lettre for lettre in propre if unicodedata.category(lettre)[0] == "C"]
    assert territoires.nettoyer(propre) == propre


def test_le_nom_par_defaut_et_les_renversements() -> None:
    code = encoder(["01004"])
    assert territoires.lire("perimetre", code).libelle == "Périmètre sans nom"
    assert territoires.lire("perimetre", code, " Bugey\u202e\n Sud\x00 ").libelle == "Bugey Sud"
    assert len(territoires.lire("perimetre", code, "a" * 500).libelle) == 80


def test_un_perimetre_illisible_est_un_territoire_inconnu() -> None:
    with pytest.raises(TerritoireInconnu, match=r"abîmé"):
        territoires.lire("perimetre", "1zzzz")
    with pytest.raises(TerritoireInconnu, match=r"vide"):
        territoires.du_perimetre([])


@given(publies)
def test_l_identite_rend_un_territoire_de_memes_communes(lieu: tuple[str, str]) -> None:
    lu = territoires.lire(*lieu)
    trouve = territoires.exact(lu.communes)
    assert trouve is not None
    assert trouve.communes == lu.communes
    assert NIVEAUX.index(trouve.niveau) <= NIVEAUX.index(lu.niveau)
    if len(lu.communes) > 1:
        moins = territoires.exact(lu.communes[1:])
        assert moins is None or moins.communes == lu.communes[1:]


def test_le_plus_haut_niveau_l_emporte() -> None:
    paris = territoires.exact(["75056"])
    assert paris is not None
    assert (paris.niveau, paris.code) == ("departement", "75")
    assert [niveau for niveau, _ in territoires.identiques(territoires.membres("region", "06"))] == [
        "region",
        "departement",
        "zone_emploi",
    ]
    assert territoires.exact(["01001", "97608"]) is None
    assert territoires.exact([]) is None


@given(ensembles, st.sampled_from(NIVEAUX_TRAVERSES))
def test_les_parts_traversees_font_un_tout(communes: list[str], niveau: str) -> None:
    ici = territoires.du_perimetre(communes)
    morceaux = territoires.traverses(ici, niveau)
    assert [m.part for m in morceaux] == sorted((m.part for m in morceaux), reverse=True)
    assert sum(m.part for m in morceaux) == pytest.approx(1.0)
    for morceau in morceaux:
        tous = set(territoires.membres(niveau, morceau.code))
        entier = tous <= set(ici.communes)
        assert 0 <= morceau.couverture <= 1 + 1e-12
        assert not entier or math.isclose(morceau.couverture, 1.0)
        assert tous & set(ici.communes)


def test_un_lieu_sans_habitant_se_compte_en_communes() -> None:
    deserte = [code for code, population in zip(index().codes, index().population, strict=True) if population == 0]
    assert len(deserte) == 6
    ici = territoires.du_perimetre(deserte)
    assert sum(m.part for m in territoires.traverses(ici, "departement")) == pytest.approx(1.0)


@given(ensembles, st.sampled_from(NIVEAUX))
def test_le_parent_contient_tout(communes: list[str], niveau: str) -> None:
    ici = territoires.du_perimetre(communes)
    dessus = territoires.parent(ici, niveau)
    if dessus is not None:
        assert set(ici.communes) <= set(dessus.communes)
    elif niveau != "epci":
        assert len(territoires.traverses(ici, niveau)) > 1


@given(publies)
def test_les_comparateurs_vont_du_plus_proche_a_la_france(lieu: tuple[str, str]) -> None:
    ici = territoires.lire(*lieu)
    autres = territoires.comparateurs(ici)
    assert autres[-1].niveau == "france"
    rangs = [-NIVEAUX.index(autre.niveau) for autre in autres]
    assert rangs == sorted(rangs)
    assert ici.communes not in [autre.communes for autre in autres]


def test_les_comparateurs_d_une_zone_a_cheval() -> None:
    alencon = territoires.lire("zone_emploi", "0051")
    assert [(a.niveau, a.code) for a in territoires.comparateurs(alencon)] == [
        ("departement", "61"),
        ("departement", "72"),
        ("departement", "53"),
        ("region", "28"),
        ("region", "52"),
        ("france", "FR"),
    ]
    assert territoires.comparateurs(territoires.lire("france", "FR")) == []


def test_les_cantons_sont_nommes_par_leurs_communes() -> None:
    cantons = territoires.cantons()
    assert cantons["0199"] == "Canton 0199 (Bourg-en-Bresse)"
    assert cantons["0108"] == "Canton 0108 (Châtillon-sur-Chalaronne et 25 autres communes)"
    assert len(territoires.membres("canton", "0108")) == 26
    assert set(cantons) == set(entrepot.table("appartenance")["canton"]) - {""}


def test_le_code_vide_rend_les_communes_sans_territoire() -> None:
    assert len(territoires.membres("epci", "")) == 4
    assert territoires.membres("canton", "") == ()
    with pytest.raises(TerritoireInconnu):
        territoires.membres("bassin", "01")
