"""Courbes temporelles : les trous restent des trous, l'indice se recalcule, la première série est en avant."""

from __future__ import annotations

import itertools
import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.ecriture import formats
from geo.graphiques import Courbe, tendance
from geo.graphiques.tendance import DIAMETRE_LEGENDE, abscisse, base_commune, calendrier
from tests.typographie import droit

trimestres = st.builds("{}-T{}".format, st.integers(2003, 2025), st.integers(1, 4))
valeurs = st.one_of(st.floats(-1e6, 1e6).map(lambda v: round(v, 2)), st.sampled_from([0.0, math.nan, math.inf]))
courbes = st.dictionaries(trimestres, valeurs, min_size=1, max_size=12).map(
    lambda points: Courbe("Lyon", list(points), list(points.values()))
)


def test_abscisses() -> None:
    assert [abscisse(p) for p in ("2025-T1", "2025-T4", "2022", "2013-2018")] == [2025, 2025.75, 2022, 2018]


def test_calendrier_complete_les_trimestres_mais_n_invente_pas_d_annee() -> None:
    assert calendrier([Courbe("a", ["2020-T4", "2021-T3"], [1, 2])]) == ["2020-T4", "2021-T1", "2021-T2", "2021-T3"]
    assert calendrier([Courbe("a", ["2011", "2022"], [1, 2]), Courbe("b", ["2016"], [1])]) == ["2011", "2016", "2022"]


@settings(max_examples=50)
@given(st.lists(courbes, min_size=1, max_size=4))
def test_chaque_valeur_observee_a_son_point_et_rien_d_autre(series: list[Courbe]) -> None:
    dessin = tendance(series, "%", 1)
    if not any(math.isfinite(v) for courbe in series for v in courbe.valeurs):
        assert not dessin.data
        return
    for courbe, trace in zip(series, reversed(dessin.data), strict=True):
        attendus = {abscisse(p): v for p, v in zip(courbe.periodes, courbe.valeurs, strict=True) if math.isfinite(v)}
        montres = {x: y for x, y in zip(trace.x, trace.y, strict=True) if y is not None}
        assert montres == attendus
        assert trace.connectgaps is False
        assert sum(bool(texte) for texte in trace.hovertext) == len(attendus)


@settings(max_examples=50)
@given(st.lists(courbes, min_size=1, max_size=3))
def test_un_point_isole_se_voit(series: list[Courbe]) -> None:
    for trace in tendance(series, "%", 1).data:
        for rang, y in enumerate(trace.y):
            voisins = [trace.y[i] for i in (rang - 1, rang + 1) if 0 <= i < len(trace.y)]
            if y is not None and all(voisin is None for voisin in voisins):
                assert trace.marker.size[rang] > 0


def test_la_legende_de_plotly_montre_le_signe_d_une_longue_serie() -> None:
    """Classe du défaut : losange et rond sur le dessin, trait nu dans plotly, qui prend la taille moyenne."""
    periodes = [f"{annee}-T{t}" for annee in range(2003, 2020) for t in range(1, 5)]
    (trace,) = tendance([Courbe("Lyon", periodes, [1.0] * len(periodes))], "%", 1).data
    assert sum(trace.marker.size) / len(trace.marker.size) == pytest.approx(DIAMETRE_LEGENDE)
    assert len(trace.marker.size) == len(trace.x) + 1, "aucun point de plus n'est dessiné"


def test_longue_serie_sans_marques_sauf_la_derniere() -> None:
    periodes = [f"{annee}-T{t}" for annee in range(2003, 2020) for t in range(1, 5)]
    tailles = tendance([Courbe("a", periodes, [float(i) for i in range(len(periodes))])], "%", 1).data[0].marker.size
    assert [rang for rang, taille in enumerate(tailles[:-1]) if taille] == [len(periodes) - 1]


def test_indice_cent_a_la_premiere_date_commune() -> None:
    une = Courbe("Lyon", ["2018", "2019", "2020"], [50.0, 200.0, 300.0])
    autre = Courbe("Paris", ["2019", "2020"], [1000.0, 900.0], ["", "p"])
    vide = Courbe("France", ["2019"], [math.nan])
    assert base_commune([une, autre, vide]) == "2019"
    france, paris, lyon = tendance([une, autre, vide], "emplois", 0, indice=True).data
    assert lyon.y == (25, 100, 150)
    assert paris.y == (None, 100, 90)
    assert france.y == (None, None, None)
    assert droit(paris.hovertext[2]) == "<b>Paris</b><br>2020 : 900 emplois (provisoire)<br>Indice 90,0 (100 en 2019)"
    assert france.name == "France (sans donnée)"


@pytest.mark.parametrize("depart", [0.0, -5.0])
def test_indice_impossible_est_dit(depart: float) -> None:
    dessin = tendance([Courbe("a", ["2019"], [depart])], "%", 1, indice=True)
    assert not dessin.data
    assert "ne se calcule pas" in droit(dessin.layout.annotations[0].text).replace("<br>", " ")


def test_la_premiere_est_devant_et_plus_epaisse() -> None:
    dessin = tendance([Courbe(nom, ["2020", "2021"], [1.0, 2.0]) for nom in "abc"], "%", 1)
    assert [trace.name for trace in dessin.data] == ["c", "b", "a"]
    assert [trace.legendrank for trace in dessin.data] == [3, 2, 1]
    assert dessin.data[-1].line.width > dessin.data[0].line.width
    assert dessin.layout.showlegend is True
    seule = tendance([Courbe("a", ["2020"], [1.0])], "%", 1).layout
    assert seule.showlegend is True, "une courbe seule dit de qui elle est"
    assert seule.margin.autoexpand is True


def test_etiquettes_de_fin_a_la_derniere_date_seulement() -> None:
    courbes_ = [Courbe("a", ["2020", "2021"], [1.0, 1234.5]), Courbe("b", ["2020"], [3.0])]
    textes = [annotation.text for annotation in tendance(courbes_, "pour 1 000 habitants", 1).layout.annotations]
    assert textes == [formats.nombre(1234.5, 1), "Pour 1 000 habitants"]


@settings(max_examples=50)
@given(st.lists(st.floats(0, 100).map(lambda v: round(v, 1)), min_size=2, max_size=6))
def test_etiquettes_de_fin_ecartees(fins: list[float]) -> None:
    series = [Courbe(str(i), ["2020", "2021"], [0.0, fin]) for i, fin in enumerate([*fins, 100.0])]
    dessin = tendance(series, "%", 1, hauteur=320)
    bas, haut = dessin.layout.yaxis.range
    pixels = (320 - 28 - 30 - 20 * math.ceil(len(series) / 2)) / (haut - bas)
    places = sorted(a.y * pixels + a.yshift for a in dessin.layout.annotations[:-1])
    assert all(apres - avant >= 16 - 1e-6 for avant, apres in itertools.pairwise(places))


def test_annees_rondes_sous_l_axe() -> None:
    longue = Courbe("a", [str(annee) for annee in range(1998, 2024)], [1.0] * 26)
    assert tendance([longue], "%", 1).layout.xaxis.ticktext == ("2000", "2005", "2010", "2015", "2020")
    courte = Courbe("a", ["2011", "2016", "2022"], [1.0, 2.0, 3.0])
    assert tendance([courte], "%", 1).layout.xaxis.ticktext == ("2011", "2016", "2022")
    assert all(re.fullmatch(r"\d{4}", t) for t in tendance([longue], "%", 1).layout.xaxis.ticktext)
