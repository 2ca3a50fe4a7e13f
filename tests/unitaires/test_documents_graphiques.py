"""Les graphiques natifs : l'ordre d'éléments que PowerPoint demande, des dates pour les longues séries."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from typing import Any

import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx.oxml import parse_xml

from geo.documents.diapositives import temps
from tests.diapositives_fabriquees import QUELS, formes, octets, ouvrir

_AXE = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr"
)
_ETIQUETTE = "showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator"
ORDRES = {
    "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr txPr"
    " externalData printSettings userShapes extLst",
    "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs"
    " showDLblsOverMax extLst",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId extLst",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
    "ser": "idx order tx spPr invertIfNegative pictureOptions marker dPt dLbls trendline errBars cat val smooth extLst",
    "dLbl": f"idx delete layout tx numFmt spPr txPr dLblPos {_ETIQUETTE} extLst",
    "dLbls": f"dLbl delete numFmt spPr txPr dLblPos {_ETIQUETTE} showLeaderLines leaderLines extLst",
    "catAx": f"{_AXE} txPr crossAx crosses crossesAt auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "dateAx": f"{_AXE} txPr crossAx crosses crossesAt auto lblOffset baseTimeUnit majorUnit majorTimeUnit minorUnit",
    "valAx": f"{_AXE} txPr crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits",
}
"""ISO 29500, dml-chart : hors de cet ordre, PowerPoint parle de réparer le fichier."""


def _locale(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


@pytest.mark.parametrize("quel", QUELS)
def test_les_elements_d_un_graphique_sont_dans_l_ordre_de_la_norme(quel: str) -> None:
    with zipfile.ZipFile(io.BytesIO(octets(quel))) as archive:
        noms = [nom for nom in archive.namelist() if nom.startswith("ppt/charts/chart")]
        racines = [parse_xml(archive.read(nom)) for nom in noms]
    assert racines
    fautes = []
    for element in (element for racine in racines for element in racine.iter("*")):
        suite = ORDRES.get(_locale(element), "").split()
        enfants = [_locale(enfant) for enfant in element] if suite else []
        fautes += [(_locale(element), enfant) for enfant in enfants if enfant not in suite]
        connus = [suite.index(enfant) for enfant in enfants if enfant in suite]
        fautes += [(_locale(element), suite[apres]) for avant, apres in pairwise(connus) if apres < avant]
    assert fautes == []


@pytest.mark.parametrize("quel", QUELS)
def test_chaque_forme_a_un_numero_unique_et_un_nom(quel: str) -> None:
    for diapositive in ouvrir(quel):
        numeros = [forme.shape_id for forme in diapositive.shapes]
        assert len(set(numeros)) == len(numeros)
        assert all(forme.name for forme in diapositive.shapes)


def test_une_longue_serie_a_un_axe_de_dates_une_courte_des_noms() -> None:
    axes = {
        diapositive_.chart.category_axis._element.tag.rpartition("}")[2]: list(diapositive_.chart.plots[0].categories)
        for quel in ("entier", "long")
        for diapositive in pptx.Presentation(io.BytesIO(octets(quel))).slides
        for diapositive_ in formes(diapositive, "chart")
    }
    assert len(axes["dateAx"]) == 92
    assert axes["catAx"]


@given(st.lists(st.integers(1990, 2040), min_size=temps.LONGUE + 1, max_size=60, unique=True), st.booleans())
def test_une_date_par_periode_dans_l_ordre(annees: list[int], par_trimestre: bool) -> None:  # noqa: FBT001 - hypothesis
    periodes = [f"{annee}-T2" if par_trimestre else str(annee) for annee in sorted(annees)]
    assert temps.est_date(periodes)
    assert [jour.year for jour in temps.dates(periodes)] == sorted(annees)
    assert not temps.est_date([*periodes, "2013-2018"])
    assert not temps.est_date(periodes[::-1])
