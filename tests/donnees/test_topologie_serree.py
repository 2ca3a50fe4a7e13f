"""Topologie serrée : aller-retour, contenu exact, fichiers abîmés."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from donnees.encodages import topojson, topologie_serree
from donnees.encodages.relecture import relire
from donnees.encodages.serrage import plier, serrer
from donnees.erreurs import FormatInattendu
from donnees.etapes import couverture as geo

PAS = 0.001


def _carre(x: float, y: float, cote: float) -> shapely.Polygon:
    return shapely.box(x, y, x + cote, y + cote)


def _objets(*formes: shapely.Geometry) -> geo.Geometries:
    return np.array(formes, dtype=object)


@given(st.integers(2, 5), st.integers(2, 5), st.integers(-60_000, 60_000), st.integers(1, 40))
def test_aller_retour_des_deux_formats(colonnes: int, lignes: int, origine: int, cote: int) -> None:
    """Un damier troué : les deux formats rendent les mêmes polygones, au bit près."""
    cases = [_carre(origine + 3 * cote * x, 3 * cote * y, 3 * cote) for x in range(colonnes) for y in range(lignes)]
    ilot = shapely.box(origine + cote, cote, origine + 2 * cote, 2 * cote)
    grille = _objets(shapely.difference(cases[0], ilot), *cases[1:], ilot)
    codes = [f"{rang:05d}" for rang in range(len(grille))]
    noms = [f"N{code}" for code in codes]
    serree = relire(topologie_serree.encoder(grille, codes, noms, PAS), "essai.json")
    libre = relire(topojson.encoder(grille, codes, noms, PAS), "essai.json")
    assert serree[:2] == libre[:2] == (codes, noms)
    for une, autre, exacte in zip(serree[2], libre[2], grille, strict=True):
        assert shapely.equals_exact(une, autre, 1e-9, normalize=True)
        assert shapely.area(une) == pytest.approx(shapely.area(exacte) * PAS**2)


def test_le_contenu_est_compact_et_en_utf8() -> None:
    octets = topologie_serree.encoder(_objets(_carre(0, 0, 5)), ["01"], ["Nîmes"], PAS)
    assert json.loads(octets) == {
        "pas": PAS,
        "bbox": [0.0, 0.0, 0.005, 0.005],
        "codes": "01",
        "noms": "Nîmes",
        "arcs": serrer(np.array([4, *plier(np.array([0, 0, 5, 0, 0, 5, -5, 0, 0, -5]))])),
        "formes": serrer(np.array([1, 1, 1, 0])),  # un polygone, un anneau, un arc, le premier jamais cité
    }
    assert "Nîmes".encode() in octets


def test_un_nom_qui_porte_le_separateur_est_refuse() -> None:
    with pytest.raises(FormatInattendu, match="libelle"):
        topologie_serree.encoder(_objets(_carre(0, 0, 5)), ["01"], ["Nîmes|Arles"], PAS)


@pytest.mark.parametrize(
    "octets",
    [
        *(b"", b"<html>", b"{}", b"[1]"),
        b'{"pas":1,"codes":"01","noms":"a","arcs":"","formes":""}',
        b'{"pas":1,"codes":"01 02","noms":"a","arcs":"$    + +  -- ","formes":"!!! "}',
        b'{"pas":1,"codes":"01","noms":"a","arcs":"$    + +  -- ","formes":"!!"}',
    ],
)
def test_une_topologie_abimee_est_refusee(octets: bytes) -> None:
    with pytest.raises(FormatInattendu, match="topologie serrée"):
        topologie_serree.decoder(octets, "essai.json")
