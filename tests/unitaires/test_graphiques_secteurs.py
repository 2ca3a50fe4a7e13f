"""Figures de la page Secteurs et métiers : cascade, bulles, quotients."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.graphiques import style
from geo.graphiques.bulles import BORNES_QL, CADRANS, DIAMETRE_MAX, Bulle, bulles, diametre
from geo.graphiques.cascade import cascade
from geo.graphiques.figure import Figure
from geo.graphiques.quotients import BORNES, Quotient, quotients

NOMS = ["Part nationale", "Part des secteurs", "Part locale"]
COINS = dict(zip(CADRANS, ("fort et en croissance", "fort mais en recul", "émergent", "faible"), strict=True))


def _cascade(parts: list[float], theme: style.Theme = "light") -> Figure:
    return cascade(parts, NOMS, somme="Variation", unite="emplois", theme=theme)


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3))
def test_chaque_barre_part_ou_finit_la_precedente(parts: list[float]) -> None:
    (barres,) = _cascade(parts).data
    for rang in range(1, 3):
        assert barres.base[rang] == pytest.approx(barres.base[rang - 1] + barres.y[rang - 1], abs=1e-6)
    assert barres.base[0] == barres.base[3] == 0
    assert barres.y[3] == pytest.approx(sum(parts), abs=1e-6)


def test_cascade_signe_et_hachures() -> None:
    figure = _cascade([1781, -240, -830])
    (barres,) = figure.data
    assert list(barres.marker.pattern.shape) == ["", "/", "/", ""]
    textes = [annotation.text for annotation in figure.layout.annotations]
    assert "<b>−830</b>" in textes
    assert "<b>+711</b>" in textes


def test_cascade_refuse_une_part_inconnue() -> None:
    with pytest.raises(ValueError, match="n'est pas un nombre"):
        _cascade([1.0, math.nan, 2.0])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_les_deux_themes(theme: style.Theme) -> None:
    fonds = {
        _cascade([1.0, 2, 3], theme).layout.paper_bgcolor,
        quotients([Quotient("A", 2, 1.5, 2.5, "", True)], reference="France", theme=theme).layout.paper_bgcolor,
        bulles([Bulle("A", 1, 2, 3, "")], COINS, abscisse="x", ordonnee="y", theme=theme).layout.paper_bgcolor,
    }
    assert fonds == {style.TEINTES[theme].fond}


def _bulles(points: list[Bulle], choisi: str = "") -> Figure:
    return bulles(points, COINS, abscisse="Quotient", ordonnee="Évolution", choisi=choisi)


def test_l_aire_est_proportionnelle() -> None:
    assert diametre(100, 100) == DIAMETRE_MAX
    assert (diametre(100, 100) / diametre(25, 100)) ** 2 == pytest.approx(4)


def test_bulles_hors_du_cadre_posees_au_bord_et_dites() -> None:
    figure = _bulles([Bulle("Normale", 1.5, 10, 900, "fort"), Bulle("Folle", 80, 900, 40, "fort")])
    (points,) = figure.data
    folle = next(rang for rang, texte in enumerate(points.hovertext) if "Folle" in texte)
    assert points.x[folle] < BORNES_QL[1]
    assert points.y[folle] <= 60
    assert "Au-delà du cadre" in points.hovertext[folle]
    assert "80,00" in points.hovertext[folle]


def test_bulles_sans_nombre_ecartees_et_vide_dit() -> None:
    (points,) = _bulles([Bulle("A", 1, 2, 3, ""), Bulle("B", math.nan, 2, 3, ""), Bulle("C", 0, 1, 3, "")]).data
    assert len(points.x) == 1
    vide = _bulles([Bulle("B", math.nan, 2, 3, "")])
    assert not vide.data
    assert "Aucun effectif" in vide.layout.annotations[0].text


def test_bulles_le_sens_ne_tient_pas_a_la_couleur() -> None:
    figure = _bulles([Bulle("Monte", 1, 5, 9, ""), Bulle("Baisse", 1, -5, 9, "")])
    assert set(figure.data[0].marker.symbol) == {"circle", "square"}
    textes = " ".join(annotation.text for annotation in figure.layout.annotations)
    for coin in COINS.values():
        assert coin in textes


def test_bulles_le_choisi_est_toujours_nomme() -> None:
    points = [Bulle(f"Zone {rang}", 1 + rang / 50, rang % 7, 1000 - rang, "") for rang in range(60)]
    figure = _bulles(points, choisi="Zone 59")
    assert "Zone 59" in [annotation.text for annotation in figure.layout.annotations]
    assert 3 in figure.data[0].marker.line.width


def test_bulles_protege_les_noms() -> None:
    figure = _bulles([Bulle("<b>x</b>", 1, 5, 9, "<i>")])
    assert "&lt;b&gt;" in figure.data[0].hovertext[0]
    assert all("<b>x" not in annotation.text for annotation in figure.layout.annotations)


def test_quotients_signes_et_bords() -> None:
    lignes = [
        Quotient("Fort", 30, 20, 40, "plus présent", True),
        Quotient("Incertain", 1.1, 0.8, 1.4, "non significatif", False),
        Quotient("Faible", 0.5, 0.4, 0.6, "moins présent", True),
        Quotient("Absent", math.nan, math.nan, math.nan, "", False),
    ]
    figure = quotients(lignes, reference="France")
    (points,) = figure.data
    assert list(points.marker.symbol) == ["diamond", "circle-open", "square"]
    assert points.x[0] is None
    textes = [annotation.text for annotation in figure.layout.annotations]
    assert "<b>30,00 ▸</b>" in textes
    assert "1,10" in textes
    assert "Absent" not in textes


@given(st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=8))
def test_quotients_l_axe_tient_ce_qu_il_montre_et_ne_deplace_rien(valeurs: list[float]) -> None:
    """Classe du défaut : 0,09 posé à 0,1, au bord d'un axe qui va jusqu'à 10 pour un maximum de 1,87."""
    lignes = [Quotient("Un nom sur plusieurs lignes", v, v / 1.5, v * 1.5, "", significatif=True) for v in valeurs]
    figure = quotients(lignes, reference="France")
    (points,) = figure.data
    debut, fin = (10**borne for borne in figure.layout.xaxis.range)
    tenus = [v for v in valeurs if BORNES[0] <= v <= BORNES[1]]
    assert list(points.x) == [v if v in tenus else None for v in valeurs]
    assert all(debut < v < fin for v in tenus)
    assert fin < 1.1 * max(2, *(1.5 * v for v in tenus or [0]), BORNES[1] if max(valeurs) > BORNES[1] else 0)
    noms, nombres = figure.layout.annotations[: len(valeurs)], figure.layout.annotations[len(valeurs) :]
    assert [mot.y for mot in noms] == [mot.y for mot in nombres] == list(points.y)
    assert [y for forme in figure.layout.shapes if forme.xref == "paper" for y in {forme.y0, forme.y1}] == list(
        points.y
    )
    fleches = {0.0: "", -1.0: "◂", 1.0: "▸"}
    sens = [(v > BORNES[1]) - float(v < BORNES[0]) for v in valeurs]
    assert all(fleches[cote] in mot.text for cote, mot in zip(sens, nombres, strict=True))
    assert ("hors de l" in figure.layout.xaxis.title.text) == (len(tenus) < len(valeurs))


def test_quotients_l_intervalle_le_plus_etroit_depasse_de_son_signe() -> None:
    """Classe du défaut : un intervalle annoncé, caché tout entier sous sa marque."""
    figure = quotients([Quotient("Fort", 1.87, 1.86, 1.88, "", significatif=True)], reference="France")
    bouts = [forme for forme in figure.layout.shapes if forme.x0 == forme.x1 and forme.x0 in {1.86, 1.88}]
    rayon = 1.3 * figure.data[0].marker.size / 2  # un losange déborde de son rayon
    assert [abs(bout.y1 - bout.y0) / 2 > rayon for bout in bouts] == [True, True]
    assert figure.layout.yaxis.range[0] == -(figure.layout.height - figure.layout.margin.t - figure.layout.margin.b)


def test_quotients_vides() -> None:
    assert not quotients([], reference="France").data
