"""Couvertures et TopoJSON : nettoyer, dissoudre, arrondir, encoder, décoder."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from topojson.core.topology import Topology

from donnees.encodages.topojson import decoder, encoder
from donnees.erreurs import FormatInattendu
from donnees.etapes import couverture as geo

PAS = 0.001


def _objets(*formes: Any) -> geo.Geometries:
    return np.array(formes, dtype=object)


def _carre(x: float, y: float, cote: float = 1.0) -> shapely.Polygon:
    return shapely.box(x, y, x + cote, y + cote)


def test_nettoyer_retire_les_recouvrements_et_les_fentes() -> None:
    brutes = _objets(
        _carre(0, 0, 10_000), shapely.box(9_990, 0, 20_000, 10_000), shapely.box(20_050, 0, 30_000, 10_000)
    )
    with pytest.raises(geo.CouvertureInvalide, match="essai"):
        geo.exiger_valide(brutes, "essai")
    propres = geo.nettoyer(brutes)
    geo.exiger_valide(propres, "essai")
    assert not len(geo.trous(propres))


def test_sans_miettes_garde_le_plus_grand_morceau_meme_petit() -> None:
    petite = _carre(0, 0, 10)
    double = shapely.MultiPolygon([_carre(100, 0, 5), _carre(200, 0, 500)])
    resultat = geo.sans_miettes(_objets(petite, double))
    assert resultat[0].equals(petite)
    assert resultat[1].equals(_carre(200, 0, 500))


def test_dissoudre_ignore_la_cle_vide_et_trie() -> None:
    fondus = geo.dissoudre(_objets(_carre(0, 0), _carre(1, 0), _carre(2, 0)), _objets("b", "a", ""))
    assert list(fondus.index) == ["a", "b"]


def test_arrondir_renoue_une_fleche_que_la_grille_replie() -> None:
    """Un bras plus étroit que le pas se replie : la couverture doit rester valide, sans aire perdue ni doublée."""
    bras = shapely.Polygon([(0, 0), (4, 0), (4, 4), (2.2, 4), (2.1, 8.4), (2, 4), (0, 4)])
    reste = shapely.box(0, 0, 4, 9).difference(bras)
    entree = np.asarray(shapely.coverage_clean(_objets(bras, reste)), dtype=object)
    simple = np.asarray(shapely.transform(entree, np.rint), dtype=object)
    assert not geo.est_valide(simple)
    grille = geo.arrondir(entree, 1.0, "essai")
    geo.exiger_valide(grille, "essai")
    assert (shapely.get_coordinates(grille) % 1 == 0).all()
    assert shapely.area(grille).sum() == pytest.approx(36)


# --- TopoJSON ----------------------------------------------------------------------------------------------------


@st.composite
def couvertures(tirer: st.DrawFn) -> geo.Geometries:
    """Diagrammes de Voronoï, avec enclave, îles et polygones réunis au hasard."""
    graine = tirer(st.integers(0, 2**31))
    hasard = np.random.default_rng(graine)
    points = shapely.MultiPoint(hasard.uniform(0, 1, (tirer(st.integers(3, 25)), 2)))
    cellules = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=shapely.box(0, 0, 1, 1)))
    cellules = shapely.get_parts(shapely.intersection(cellules, shapely.box(0, 0, 1, 1)))
    coeur = shapely.point_on_surface(cellules[0]).buffer(0.02, quad_segs=2)
    troue = shapely.difference(cellules[0], coeur)
    iles = shapely.MultiPolygon([_carre(2, 2, 0.1), _carre(3, 2, 0.2)])
    brutes = _objets(troue, coeur, *cellules[1:], iles)
    groupes = hasard.integers(0, tirer(st.integers(1, len(brutes))), len(brutes)).astype(str).astype(object)
    return geo.dissoudre(np.asarray(shapely.coverage_clean(brutes), dtype=object), groupes).to_numpy()


@settings(max_examples=60, deadline=None)
@given(couvertures())
def test_aller_retour(exactes: geo.Geometries) -> None:
    grille = geo.arrondir(exactes, PAS, "essai")
    codes, noms = [f"{rang:04d}" for rang in range(len(grille))], [f"Évreux {rang}" for rang in range(len(grille))]
    octets = encoder(grille, codes, noms, PAS)
    relus, libelles, formes = decoder(octets)
    assert (relus, libelles) == (codes, noms)
    assert geo.est_valide(formes)
    entieres = shapely.transform(formes, lambda xy: np.rint(xy / PAS))
    assert shapely.equals(entieres, grille).all()
    ecarts = shapely.hausdorff_distance(shapely.boundary(formes), shapely.boundary(exactes))
    assert (ecarts <= 2 * PAS).all()
    assert octets == encoder(grille, codes, noms, PAS)


@settings(max_examples=20, deadline=None)
@given(couvertures())
def test_les_memes_arcs_que_la_bibliotheque(exactes: geo.Geometries) -> None:
    """Chaque frontière n'est écrite qu'une fois : la longueur totale des arcs est celle de la bibliothèque."""
    grille = geo.arrondir(exactes, PAS, "essai")
    notre = json.loads(encoder(grille, ["x"] * len(grille), ["x"] * len(grille), PAS))["arcs"]
    leur = Topology(list(grille), prequantize=False, prevent_oversimplify=False).to_dict()["arcs"]
    absolus = [np.cumsum(arc, axis=0) for arc in notre]
    longueurs = [sum(shapely.length(shapely.linestrings(arc)) for arc in arcs) for arcs in (absolus, leur)]
    assert longueurs[0] == pytest.approx(longueurs[1])


def test_le_contenu_est_compact_et_en_utf8() -> None:
    octets = encoder(_objets(_carre(0, 0, 5)), ["01"], ["Nîmes"], PAS)
    contenu = json.loads(octets)
    assert "Nîmes".encode() in octets
    assert b" " not in octets
    assert contenu["objects"]["t"]["geometries"][0] == {
        "type": "Polygon", "id": "01", "arcs": [[0]]
    }  # fmt: skip
    assert contenu["noms"] == ["Nîmes"]


@pytest.mark.parametrize("octets", [b"", b"<html>", b"{}", b'{"objects":{"t":{"geometries":[]}}}', b"[1]"])
def test_un_topojson_abime_est_refuse(octets: bytes) -> None:
    with pytest.raises(FormatInattendu, match="TopoJSON"):
        decoder(octets, "essai.json")
