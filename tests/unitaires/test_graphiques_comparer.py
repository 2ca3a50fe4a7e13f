"""Structure, bande, essaim, nuage et points alignés : valeurs justes, absences dites, corrélations recalculées."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.graphiques import (
    correler,
    essaim,
    nuage,
    points_alignes,
    structure,
)
from geo.graphiques.points_alignes import BORNE
from geo.mesures.profils import LigneComparee, ligne_comparee
from tests.typographie import droit
from tests.unitaires.repartitions_fabriquees import fabriquee

reels = st.floats(-1e4, 1e4).map(lambda v: round(v, 2))
mesures = st.one_of(reels, st.sampled_from([math.nan, math.inf, 0.0]))
series = st.lists(mesures, min_size=1, max_size=40)


def _finies(valeurs: list[float]) -> list[float]:
    return [v for v in valeurs if math.isfinite(v)]


def _rangs(valeurs: tuple[float, ...]) -> list[float]:
    """Rang moyen de chaque valeur."""
    return [sum(v < w for v in valeurs) + (sum(v == w for v in valeurs) + 1) / 2 for w in valeurs]


@settings(max_examples=50)
@given(st.lists(st.tuples(mesures, mesures), max_size=8))
def test_structure_une_barre_par_part_observee(parts: list[tuple[float, float]]) -> None:
    noms = [f"Poste {i}" for i in range(len(parts))]
    dessin = structure([a for a, _ in parts], [b for _, b in parts], noms, territoire="Lyon", comparateur="France")
    assert [trace.name for trace in dessin.data] == ["Lyon", "France"]
    for trace, attendues in zip(dessin.data, zip(*parts, strict=True), strict=False):
        assert [math.nan if x is None else x for x in trace.x] == pytest.approx(
            [v if math.isfinite(v) else math.nan for v in attendues], nan_ok=True
        )
        assert [texte == "—" for texte in trace.text] == [not math.isfinite(v) for v in attendues]
    assert [annotation.text for annotation in dessin.layout.annotations] == noms
    hauteurs = [annotation.y for annotation in dessin.layout.annotations]
    assert hauteurs == sorted(hauteurs, reverse=True)  # le premier en haut


def test_structure_le_comparateur_se_distingue_sans_la_couleur() -> None:
    lyon, france = structure([1.0], [2.0], ["a"], territoire="Lyon", comparateur="France").data
    assert (lyon.marker.pattern.shape, france.marker.pattern.shape) == ("", "/")
    assert lyon.width > france.width
    assert droit(france.hovertext[0]) == "<b>a</b><br>France : 2,0 %"


@settings(max_examples=50)
@given(series)
def test_essaim_un_point_par_valeur_et_un_signe_par_choisi_observe(valeurs: list[float]) -> None:
    repartition = fabriquee(valeurs)
    choisis = {"0000": "Ici", "0001": "Là", "9999": "Nulle part"}
    dessin = essaim(repartition, choisis)
    finies = _finies(valeurs)
    if not finies:
        assert not dessin.data
        return
    assert list(dessin.data[0].x) == finies
    observes = {n: float(repartition.valeurs[int(c)]) for c, n in choisis.items() if int(c) < len(valeurs)}
    attendus = {nom: v for nom, v in observes.items() if math.isfinite(v)}
    assert {trace.name: trace.x[0] for trace in dessin.data[1:]} == attendus
    assert len(dessin.layout.annotations) == len(dessin.layout.shapes) == len(attendus)


def test_le_signe_d_un_choisi_ne_depend_pas_des_absents() -> None:
    repartition = fabriquee([math.nan, 2.0, 3.0])
    (second,) = essaim(repartition, {"0000": "Ici", "0001": "Là"}).data[1:]
    (seul,) = essaim(repartition, {"0001": "Là"}).data[1:]
    assert second.marker.symbol == "circle"
    assert seul.marker.symbol == "diamond"


@settings(max_examples=50)
@given(st.lists(st.tuples(mesures, mesures), min_size=1, max_size=30))
def test_nuage_et_correlations_face_a_la_bibliotheque_standard(paires: list[tuple[float, float]]) -> None:
    x, y = fabriquee([a for a, _ in paires], "chomage_localise"), fabriquee([b for _, b in paires], "taux_pauvrete")
    figure, correlation = nuage(x, y, {"0000": "Ici"})
    completes = [(a, b) for a, b in paires if math.isfinite(a) and math.isfinite(b)]
    assert correlation.n == len(completes)
    assert correlation.ecartes == len(paires) - len(completes)
    if completes:
        assert list(zip(figure.data[0].x, figure.data[0].y, strict=True)) == completes
    colonnes = list(zip(*completes, strict=True))
    if len(completes) < 3 or any(len(set(colonne)) < 2 for colonne in colonnes):
        assert (correlation.r, correlation.rho) == (None, None)
        return
    assert correlation.r == pytest.approx(statistics.correlation(*colonnes), abs=1e-6)
    assert correlation.rho == pytest.approx(statistics.correlation(*map(_rangs, colonnes)), abs=1e-9)


def test_correlations_connues() -> None:
    un = np.arange(1.0, 6.0)
    assert correler(un, -3 * un)[:3] == pytest.approx((-1, -1, 5))
    assert correler(un, un**3).rho == pytest.approx(1)
    assert correler(un, np.full(5, 2.0))[:2] == (None, None)
    assert correler(un[:2], un[:2]).r is None
    assert correler(1e300 * un, un).r == pytest.approx(1)


def test_nuage_axes_titres_avec_unites_et_survol_des_deux() -> None:
    x, y = fabriquee([1.0, 2.0, 3.0], "chomage_localise"), fabriquee([9.0, 8.0, 7.0], "revenu_median")
    figure = nuage(x, y, {"0002": "Ici"}).figure
    assert figure.layout.xaxis.title.text == "Taux de chômage localisé (%)"
    assert "Niveau de vie médian (€)" in {annotation.text for annotation in figure.layout.annotations}
    attendu = "<b>Pays 0</b><br>Chômage localisé : 1,0 %<br>Niveau de vie médian : 9 €"
    assert droit(figure.data[0].hovertext[0]) == attendu
    assert [(t.name, t.x[0], t.y[0]) for t in figure.data[1:]] == [("Ici", 3.0, 7.0)]
    assert [forme.x0 for forme in figure.layout.shapes] == [2.0, 0]
    assert [forme.y0 for forme in figure.layout.shapes] == [0, 8.0]


def _ligne(
    sens: str, valeurs: dict[str, float], quartiles: tuple[float, float, float] = (2.0, 3.0, 5.0)
) -> LigneComparee:
    bas, milieu, haut = quartiles
    return LigneComparee("Test", "%", 1, sens, valeurs, milieu, bas, haut)  # type: ignore[arg-type]  # sens donné en texte


@pytest.mark.parametrize(("sens", "attendue"), [("mieux_haut", 1.0), ("mieux_bas", -1.0), ("neutre", 1.0)])
def test_position_en_ecarts_interquartiles_du_cote_favorable(sens: str, attendue: float) -> None:
    ligne = _ligne(sens, {})
    assert ligne.position(6.0) == attendue
    assert ligne.position(3.0) == 0
    assert math.isnan(ligne.position(math.nan))


def test_ecart_interquartile_nul() -> None:
    ligne = _ligne("mieux_bas", {"a": 3.0, "b": 4.0}, (3.0, 3.0, 3.0))
    assert (ligne.position(3.0), ligne.position(4.0)) == (0.0, -math.inf)
    b, a = points_alignes([ligne]).data
    assert (a.x[0], b.x[0], b.text[0]) == (0.0, -BORNE, "‹")


@settings(max_examples=50)
@given(st.lists(st.dictionaries(st.sampled_from("abc"), mesures, min_size=1), min_size=1, max_size=6))
def test_points_alignes_un_signe_par_valeur_observee(profils: list[dict[str, float]]) -> None:
    lignes = [_ligne("mieux_haut", profil) for profil in profils]
    dessin = points_alignes(lignes)
    for trace in dessin.data:
        for rang, (x, texte) in enumerate(zip(trace.x, trace.hovertext, strict=True)):
            valeur = profils[rang].get(trace.name, math.nan)
            assert (x is None) == (not math.isfinite(valeur))
            assert bool(texte) == math.isfinite(valeur)
            if x is not None:
                assert x == pytest.approx(min(max((valeur - 3) / 3, -BORNE), BORNE))
                assert abs(trace.y[rang] + rang) < 0.9  # reste dans sa ligne
                assert bool(trace.text[rang]) == (abs((valeur - 3) / 3) > BORNE)


def test_points_alignes_deux_valeurs_egales_restent_visibles() -> None:
    b, a = points_alignes([_ligne("neutre", {"a": 4.0, "b": 4.0})]).data
    assert a.x == b.x
    assert a.y != b.y


def test_sans_repere_national_rien_n_est_place() -> None:
    ligne = ligne_comparee(fabriquee([math.nan, math.nan]), {"0000": "Ici"})
    dessin = points_alignes([ligne])
    assert dessin.data[0].x == (None,)
    assert "sans repère national" in dessin.layout.annotations[0].text
    assert not points_alignes([]).data


def test_une_part_porte_son_pour_cent_un_effectif_non() -> None:
    parts = structure([17.9], [math.nan], ["a"], territoire="Lyon", comparateur="France").data
    assert [list(trace.text) for trace in parts] == [["17,9\u00a0%"], ["—"]]
    effectifs = structure(
        [17.0], [math.nan], ["a"], territoire="Lyon", comparateur="", unite="emplois", decimales=0
    ).data
    assert [list(trace.text) for trace in effectifs] == [["17"]]
