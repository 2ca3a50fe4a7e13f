"""Une figure dessinée est celle de plotly : mêmes places, mêmes textes ; elle est inerte et bien formée."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.graphiques import cadre, svg
from geo.graphiques.figure import Figure, Noeud, trace_barres, trace_points
from geo.graphiques.svg.echelle import Echelle, echelle, graduations
from geo.graphiques.svg.mots import Ecrit
from tests.typographie import droit
from tests.unitaires.figures_hostiles import FIGURES, NOMS, en_json

toutes = pytest.mark.parametrize("nom", list(FIGURES))
bornes = st.tuples(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6)).map(lambda b: (b[0], b[0] + b[1]))


def _dessin(figure: Figure) -> ET.Element:
    return ET.fromstring(svg.rendre(figure, "Ce qu'elle montre : 1 fait.", "f"))


def _textes(dessin: ET.Element) -> str:
    return droit(" ".join("".join(element.itertext()) for element in dessin.iter("text")))


def _simple(**axes: object) -> Figure:
    figure = cadre.figure("light", 200)
    figure.update_xaxes(cadre.axe_cache((0, 10)), **axes)
    figure.update_yaxes(cadre.axe_cache((0, 4)))
    return figure


@toutes
def test_plotly_admet_chaque_figure(nom: str) -> None:
    """Ses validateurs passent ici, une fois : servir une page s'en passe."""
    figure = FIGURES[nom]("light")
    assert len(go.Figure(figure.en_plotly()).data) == len(figure.data)


@toutes
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_le_dessin_est_bien_forme_et_inerte(nom: str, theme: str) -> None:
    ecrit = svg.rendre(FIGURES[nom](theme), f'« {NOMS[0]} » & "{NOMS[1]}"', "f-1")  # type: ignore[arg-type]  # un thème
    dessin = ET.fromstring(ecrit)
    permises = {"div", "span", "svg", "g", "path", "circle", "rect", "line", "text", "tspan", "defs", "pattern"}
    assert {element.tag for element in dessin.iter()} <= permises
    assert not [cle for element in dessin.iter() for cle in element.attrib if cle.startswith("on") or "href" in cle]
    assert not re.search(r"url\((?!#f-1)", ecrit)
    assert "NaN" not in ecrit
    assert "nan" not in re.findall(r"[\d.a-z]+(?=%)", ecrit)


@toutes
def test_tout_ce_que_plotly_ecrit_se_lit_dans_le_dessin(nom: str) -> None:
    figure = FIGURES[nom]("light")
    lisible = droit(" ".join(_dessin(figure).itertext()))
    lisible = re.sub(r"\s+", "", lisible)
    noms = [trace.name for trace in figure.data if figure.layout.showlegend and trace.name]
    for texte in [*(mot.text for mot in figure.layout.annotations or ()), *noms]:
        for ligne in texte.split("<br>"):
            attendu = unescape(re.sub("</?b>", "", ligne))
            assert re.sub(r"\s+", "", droit(attendu)) in lisible


def test_un_point_une_courbe_et_une_barre_sont_a_leur_place() -> None:
    figure = _simple()
    figure.add_trace(
        trace_points(
            x=[0, 5, None, 10],
            y=[0, 1, 2, 4],
            mode="lines+markers",
            line={"color": "#000000", "width": 2},
            marker={"color": "#000000", "size": 8},
        )
    )
    barre = {"color": "#111111", "line": {"color": "#111111", "width": 1}}
    figure.add_trace(trace_barres(orientation="h", x=[2.5], y=[2], width=1, marker=barre))
    dessin = _dessin(figure)
    assert [(c.get("cx"), c.get("cy")) for c in dessin.iter("circle")] == [
        ("0%", "100%"),
        ("50%", "75%"),
        ("100%", "0%"),
    ]
    assert [p.get("d") for p in dessin.iter("path")] == ["M0,1000L500,750M1000,0"]
    (rectangle,) = dessin.iter("rect")
    assert {cle: rectangle.get(cle) for cle in ("x", "y", "width", "height")} == {
        "x": "0%",
        "y": "37.5%",
        "width": "25%",
        "height": "25%",
    }


def test_un_axe_logarithmique_place_les_formes_par_valeur_et_les_textes_par_exposant() -> None:
    place = Echelle("log", -1.0, 1.0)
    assert (place.part(1.0), place.part_ecrite(0.0)) == (0.5, 0.5)
    assert place.part(10) == place.part_ecrite(1) == 1.0


def test_un_axe_du_temps_compte_les_jours_et_une_barre_en_millisecondes() -> None:
    debut = date(2020, 1, 1)
    place = echelle(Noeud({"type": "date", "range": [debut.isoformat(), (debut + timedelta(days=100)).isoformat()]}))
    assert place.part("2020-01-26") == pytest.approx(0.25)
    assert place.part_allongee("2020-01-26", 25 * 86_400_000) == pytest.approx(0.5)


def test_un_axe_sans_etendue_se_refuse() -> None:
    with pytest.raises(ValueError, match="étendue"):
        echelle(Noeud({"visible": True}))


def test_des_barres_empilees_se_suivent() -> None:
    figure = _simple().update_layout(barmode="stack")
    for longueur in (2.0, 3.0):
        barre = {"color": "#111111", "line": {"color": "#111111", "width": 1}}
        figure.add_trace(trace_barres(orientation="h", x=[longueur], y=[2], width=1, marker=barre))
    assert [(r.get("x"), r.get("width")) for r in _dessin(figure).iter("rect")] == [("0%", "20%"), ("20%", "30%")]


@given(bornes, st.integers(2, 9))
def test_les_graduations_sont_rondes_croissantes_et_dans_l_etendue(etendue: tuple[float, float], nombre: int) -> None:
    place = Echelle("linear", *etendue)
    parts = [part for part, _ in graduations(Noeud({"nticks": nombre}), place)]
    assert len(parts) <= nombre + 1
    assert all(-1e-6 <= part <= 1 + 1e-6 for part in parts)
    assert parts == sorted(parts)
    pas = {round(fin - debut, 9) for debut, fin in pairwise(parts)}
    assert len(pas) <= 1 or max(pas) - min(pas) < 1e-6


@given(st.floats(0, 1e7), st.floats(1e-2, 1e7))
def test_les_graduations_tiennent_au_telephone(bas: float, large: float) -> None:
    posees = graduations(Noeud({"nticks": 7}), Echelle("linear", bas, bas + large), largeur=320)
    assert sum(len(texte) * 7.2 + 12 for _, texte in posees) <= 320 or len(posees) <= 3


def test_les_graduations_sont_ecrites_en_francais() -> None:
    textes = [texte for _, texte in graduations(Noeud(), Echelle("linear", 0, 3000))]
    assert [droit(texte) for texte in textes] == ["0", "500", "1 000", "1 500", "2 000", "2 500", "3 000"]
    assert [t for _, t in graduations(Noeud(), Echelle("linear", 0, 1))][1] == "0,2"


@pytest.mark.parametrize("pied", ["top", "middle", "bottom"])
def test_un_texte_de_deux_lignes_garde_son_ancre(pied: str) -> None:
    une, deux = (ET.fromstring(Ecrit(texte, 0.5, 0.5, 10, "#000", pied=pied).balise()) for texte in ("a", "a<br>b"))
    assert [t.text for t in deux.iter("tspan")] == ["a", "b"]
    baisse = [float(str(t.get("transform")).split(",")[1].rstrip(")")) for t in (une, deux)]
    attendue = {"top": 0.0, "middle": -6.5, "bottom": -13.0}[pied]
    assert baisse[1] - baisse[0] == pytest.approx(attendue)


def test_deux_lectures_d_une_figure_ne_se_partagent_rien() -> None:
    figure = FIGURES["tendance"]("light")
    avant = en_json(figure)
    figure.en_plotly()["layout"]["height"] = 1
    assert en_json(figure) == avant
