"""Contour réuni, fichiers nécessaires, trous, exclaves et îles sur des cas réels."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees import entrepot
from geo import territoires
from geo.erreurs import TerritoireInconnu
from geo.territoires import formes, perimetre
from geo.territoires.index import index
from geo.territoires.perimetre import forme, geometrie

SANS_CONTOUR = ("15031", "15035", "15047", "15171")
ENCLAVE_DES_PAPES = ("84053", "84097", "84138", "84150")


def _communes(groupes: tuple[perimetre.Groupe, ...]) -> list[tuple[str, ...]]:
    return [groupe.communes for groupe in groupes]


def test_l_enclave_des_papes() -> None:
    drome = forme(territoires.membres("departement", "26"))
    assert (drome.morceaux, _communes(drome.trous), drome.exclaves, drome.iles) == (1, [ENCLAVE_DES_PAPES], (), ())
    vaucluse = forme(territoires.membres("departement", "84"))
    assert (vaucluse.morceaux, vaucluse.trous, _communes(vaucluse.exclaves)) == (2, (), [ENCLAVE_DES_PAPES])
    assert vaucluse.exclaves[0].libelle == "Valréas, Visan, Grillon et 1 autre"
    ensemble = forme((*territoires.membres("departement", "26"), *territoires.membres("departement", "84")))
    assert ensemble == perimetre.Forme(1, (), (), ())


def test_les_iles_sont_dites_sans_etre_des_fautes() -> None:
    finistere = forme(territoires.membres("departement", "29"))
    assert finistere.exclaves == finistere.trous == ()
    assert [groupe.libelle for groupe in finistere.iles] == ["Ouessant", "Île-de-Batz", "Île-de-Sein", "Île-Molène"]
    assert finistere.morceaux == 5
    morbihan = forme(territoires.membres("departement", "56"))
    assert ("56009", "56114", "56152", "56241") in _communes(morbihan.iles), "Belle-Île, quatre communes"


def test_une_partie_d_ile_loin_du_reste_est_une_exclave() -> None:
    assert _communes(forme(("29019", "56009")).exclaves) == [("56009",)]
    assert forme(("29019", "29155")).exclaves == ()


def test_une_commune_retiree_du_milieu_fait_un_trou() -> None:
    ain = territoires.membres("departement", "01")
    sans_bourg = tuple(code for code in ain if code != "01053")
    assert _communes(forme(sans_bourg).trous) == [("01053",)]
    assert forme(sans_bourg).trous[0].libelle == "Bourg-en-Bresse"
    assert forme(ain).trous == ()


@pytest.mark.longue
def test_quatre_communes_du_cantal_n_ont_pas_de_contour() -> None:
    avec = {code for zone in index().territoires["zone_emploi"] for code in entrepot.geometries("commune", zone)[0]}
    assert set(index().codes) - avec == set(SANS_CONTOUR)
    assert geometrie(SANS_CONTOUR).is_empty
    assert forme(SANS_CONTOUR) == perimetre.Forme(0, (), (), ())
    assert forme((*SANS_CONTOUR, "15141")) == perimetre.Forme(1, (), (), ())


@settings(max_examples=40)
@given(st.sampled_from(index().territoires["epci"]), st.sampled_from(index().territoires["epci"]))
def test_la_reunion_couvre_les_communes_sans_les_depasser(premier: str, second: str) -> None:
    communes = sorted({*territoires.membres("epci", premier), *territoires.membres("epci", second)})
    union = geometrie(communes)
    _, polygones = formes._polygones(index().rangs_de(communes))
    assert union.is_valid
    assert union.area == pytest.approx(shapely.area(polygones).sum(), rel=1e-9)
    assert geometrie([*reversed(communes), *communes]).equals(union)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(territoires.membres("departement", "73")), min_size=1, max_size=60))
def test_les_morceaux_sont_ceux_d_un_parcours_naif(communes: list[str]) -> None:
    choisies = sorted(set(communes))
    _, polygones = formes._polygones(index().rangs_de(choisies))
    libres, morceaux = set(range(len(choisies))), 0
    while libres:
        pile, morceaux = [libres.pop()], morceaux + 1
        while pile:
            ici = polygones[pile.pop()]
            proches = {autre for autre in libres if shapely.intersection(ici, polygones[autre]).length > 0}
            libres -= proches
            pile += proches
    assert forme(choisies).morceaux == morceaux


def test_les_fichiers_de_contours_sont_ceux_des_zones_touchees() -> None:
    communes = ("01004", "75056", "97608", "01053")
    chemins = perimetre.fichiers_contours(communes)
    assert len(chemins) == len(
        {entrepot.table("appartenance").set_index("commune").loc[c, "zone_emploi"] for c in communes}
    )
    for chemin in chemins:
        assert entrepot.chemin(chemin).is_file()


def test_une_commune_inconnue_est_dite() -> None:
    for fonction in (geometrie, forme, perimetre.fichiers_contours):
        with pytest.raises(TerritoireInconnu, match="99999"):
            fonction(["01004", "99999"])


def test_les_chevauchements() -> None:
    autres = {"Bugey": ["01004", "01002"], "Dombes": ["01005"], "Même": ["01002", "01001", "01001"]}
    assert perimetre.chevauchements(["01001", "01002"], autres) == {"Bugey": ("01002",), "Même": ("01001", "01002")}
    assert perimetre.chevauchements([], autres) == {}
