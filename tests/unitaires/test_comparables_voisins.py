"""Ressemblances : face à un calcul de référence en boucles, et les invariants d'une distance."""

from __future__ import annotations

import math
import statistics
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from donnees import entrepot
from donnees.catalogue import charger
from donnees.erreurs import CodeInconnu
from geo import comparables
from geo.comparables.espace import Espace, construire, espace
from geo.mesures.repartitions import repartir

CHOIX: list[tuple[str, ...]] = [(), ("chomage",), ("commerces", "population"), ("revenus", "formation_metiers")]
VILLES = ["8421", "0051", "1109", "0101"]
tableaux = st.integers(4, 9).flatmap(
    lambda n: st.integers(2, 4).flatmap(
        lambda p: st.lists(
            st.lists(
                st.one_of(st.floats(-50, 50).map(lambda v: round(v, 2)), st.just(math.nan)), min_size=p, max_size=p
            ),
            min_size=n,
            max_size=n,
        )
    )
)


def _reference(lignes: list[list[float]]) -> tuple[list[list[float]], int, float]:
    """Distances, nombre d'axes et variance : boucles simples, puis vecteurs propres de la matrice de corrélation."""
    n, p = len(lignes), len(lignes[0])
    reduites = [[0.0] * p for _ in range(n)]
    for j in range(p):
        presentes = [ligne[j] for ligne in lignes if math.isfinite(ligne[j])]
        mediane = statistics.median(presentes)
        colonne = [ligne[j] if math.isfinite(ligne[j]) else mediane for ligne in lignes]
        moyenne, ecart = statistics.fmean(colonne), statistics.pstdev(colonne)
        for i in range(n):
            reduites[i][j] = (colonne[i] - moyenne) / ecart
    correlation = [[sum(z[a] * z[b] for z in reduites) / n for b in range(p)] for a in range(p)]
    valeurs, vecteurs = np.linalg.eigh(np.array(correlation))
    ordre = sorted(range(p), key=lambda k: -valeurs[k])
    garde, cumul = 0, 0.0
    while cumul < 0.8 - 1e-12:
        cumul += valeurs[ordre[garde]] / p
        garde += 1
    scores = [[sum(z[j] * vecteurs[j][k] for j in range(p)) for k in ordre[:garde]] for z in reduites]
    return [[math.dist(a, b) for b in scores] for a in scores], garde, cumul


def _brutes(identifiant: str) -> list[float]:
    valeurs = repartir(identifiant, "zone_emploi").valeurs.tolist()
    return [math.log(v) if identifiant in {"population", "densite"} else v for v in valeurs]


def _distances(repere: Espace) -> NDArray[np.float64]:
    scores = repere.reduites @ repere.axes
    distances: NDArray[np.float64] = np.linalg.norm(scores[:, None] - scores[None], axis=2)
    return distances


@pytest.mark.parametrize("themes", CHOIX)
def test_variables_des_taux_couverts_et_sans_redite(themes: tuple[str, ...]) -> None:
    retenues = comparables.variables(themes)
    colonnes = {}
    for identifiant in retenues:
        fiche = charger().indicateur(identifiant)
        assert fiche.theme in (themes or comparables.THEMES_COMPARABLES)
        assert fiche.representation == "taux" or identifiant == "population"
        assert fiche.famille_mesure != "recensement"
        colonnes[identifiant] = _brutes(identifiant)
        assert np.isfinite(colonnes[identifiant]).mean() >= 0.9
    correlations = pd.DataFrame(colonnes).corr().abs().to_numpy()
    assert (correlations - np.eye(len(retenues)) < 0.9).all()


@pytest.mark.parametrize("themes", CHOIX)
def test_face_au_calcul_de_reference(themes: tuple[str, ...]) -> None:
    retenues = comparables.variables(themes)
    lignes = [list(ligne) for ligne in zip(*(_brutes(i) for i in retenues), strict=True)]
    distances, axes, variance = _reference(lignes)
    codes = repartir(retenues[0], "zone_emploi").codes
    echelle = statistics.median(distances[a][b] for a in range(len(codes)) for b in range(a))
    for code in VILLES:
        trouvees = comparables.semblables(code, themes, nombre=7)
        rang = codes.index(code)
        assez = [c for c, ligne in zip(codes, lignes, strict=True) if sum(map(math.isfinite, ligne)) >= len(ligne) / 2]
        if sum(map(math.isfinite, lignes[rang])) >= len(retenues) / 4:
            attendus = sorted((round(distances[rang][codes.index(c)], 9), c) for c in assez if c != code)[:7]
            assert [v.distance for v in trouvees.voisins] == pytest.approx([d for d, _ in attendus], abs=1e-8)
            assert [v.code for v in trouvees.voisins] == [c for _, c in attendus]
            parts = [100 * max(0.0, 1 - d / echelle) for d, _ in attendus]
            assert [v.ressemblance for v in trouvees.voisins] == pytest.approx(parts)
        else:
            assert trouvees.voisins == ()
        assert (trouvees.axes, trouvees.variables) == (axes, retenues)
        assert trouvees.variance == pytest.approx(variance)
        assert set(trouvees.ecartees) == set(codes) - set(assez)


@pytest.mark.parametrize("code", VILLES)
def test_raisons_recalculees(code: str) -> None:
    repere = espace(comparables.variables())
    lui = repere.codes.index(code)
    for voisin in comparables.semblables(code).voisins:
        autre = repere.codes.index(voisin.code)
        communes = [j for j in range(len(repere.variables)) if repere.observees[lui, j] and repere.observees[autre, j]]
        carres = {repere.variables[j]: (repere.reduites[lui, j] - repere.reduites[autre, j]) ** 2 for j in communes}
        gains = {repere.variables[j]: 1 + repere.reduites[lui, j] ** 2 for j in communes}
        meilleurs = sorted(communes, key=lambda j: -(gains[repere.variables[j]] - carres[repere.variables[j]]))
        assert voisin.rapprochent == tuple(repere.variables[j] for j in meilleurs[:3])
        reste = [nom for nom in carres if nom not in voisin.rapprochent]
        assert voisin.separent == tuple(sorted(reste, key=lambda nom: -carres[nom])[:3])
        assert not set(voisin.imputees) & {*voisin.rapprochent, *voisin.separent}


def test_la_distance_est_symetrique() -> None:
    par_zone = {c: {v.code: v.distance for v in comparables.semblables(c, nombre=400).voisins} for c in VILLES}
    for une in VILLES:
        assert len(par_zone[une]) == 304  # 306 moins soi et Mayotte, trop peu observée
        for autre in set(VILLES) - {une}:
            assert par_zone[une][autre] == pytest.approx(par_zone[autre][une], abs=1e-9)


@pytest.mark.parametrize("code", VILLES)
def test_un_territoire_est_son_propre_plus_proche(code: str) -> None:
    rang = repartir("population", "zone_emploi").codes.index(code)
    valeurs = {i: float(repartir(i, "zone_emploi").valeurs[rang]) for i in comparables.variables()}
    trouvees = comparables.semblables({**valeurs, "etranger": 3.0}, nombre=1)
    assert trouvees.voisins[0].code == code
    assert trouvees.voisins[0].distance == pytest.approx(0, abs=1e-9)
    assert trouvees.voisins[0].ressemblance == pytest.approx(100)
    assert trouvees.imputees == tuple(i for i, v in valeurs.items() if not math.isfinite(v))
    assert code not in {v.code for v in comparables.semblables(code, nombre=400).voisins}


def test_absences_dites_imputees_ou_exclues() -> None:
    connues = {"commerces_2020": 40.0, "pharmacies": 3.0, "supermarches": math.nan}
    imputees = comparables.semblables(connues, ["commerces"])
    assert set(imputees.imputees) == {"supermarches", "population_sans_alimentation"}
    assert imputees.variables == comparables.variables(["commerces"])
    exclues = comparables.semblables(connues, ["commerces"], exclure_absentes=True)
    assert exclues.imputees == ()
    assert exclues.variables == ("commerces_2020", "pharmacies")
    assert comparables.semblables({}, ["commerces"]).voisins == ()
    assert comparables.semblables({}, ["commerces"], exclure_absentes=True).variables == ()


def test_population_nulle_est_absente() -> None:
    assert "population" in comparables.semblables({"population": 0.0, "densite": 12.0}, ["population"]).imputees


def test_reponses_memorisees_et_ordre_des_themes_sans_effet() -> None:
    une = comparables.semblables("8421", ["commerces", "chomage"])
    assert une is comparables.semblables("8421", ("chomage", "commerces"))
    assert comparables.semblables("8421", nombre=0).voisins == ()
    noms = entrepot.territoires("zone_emploi")["libelle_long"]
    assert [v.libelle for v in une.voisins] == [noms[v.code] for v in une.voisins]


def test_demandes_inconnues() -> None:
    with pytest.raises(CodeInconnu, match="9999"):
        comparables.semblables("9999")
    with pytest.raises(ValueError, match="programmes"):
        comparables.semblables("8421", ["programmes"])


def _exploitable(lignes: list[list[float]]) -> bool:
    colonnes = np.array(lignes).T
    return all(len({round(v, 2) for v in c if math.isfinite(v)}) > 1 for c in colonnes.tolist())


@given(tableaux)
def test_reference_sur_des_tableaux_quelconques(lignes: list[list[float]]) -> None:
    assume(_exploitable(lignes))
    distances, axes, variance = _reference(lignes)
    repere = construire([str(i) for i in range(len(lignes))], ["v"] * len(lignes[0]), np.array(lignes))
    assume(repere.axes.shape[1] == axes)  # une valeur propre à 80 % juste : l'arrondi départage
    assert repere.variance == pytest.approx(variance)
    if len(lignes[0]) == axes or _separees(lignes):
        np.testing.assert_allclose(_distances(repere), np.array(distances), atol=1e-6)


def _separees(lignes: list[list[float]]) -> bool:
    """Vrai si aucune valeur propre n'est double : sinon, les axes gardés ne sont pas uniques."""
    tableau = pd.DataFrame(lignes)
    valeurs = np.linalg.eigvalsh(tableau.fillna(tableau.median()).corr().to_numpy())
    return bool((np.diff(valeurs) > 1e-3).all())


@given(tableaux, st.floats(0.01, 1000), st.floats(-100, 100), st.randoms(use_true_random=False))
def test_ni_l_echelle_ni_l_ordre_ne_comptent(
    lignes: list[list[float]], facteur: float, decalage: float, hasard: Random
) -> None:
    assume(_exploitable(lignes))
    assume(_separees(lignes))
    brut = np.array(lignes)
    autre = brut.copy()
    autre[:, 0] = autre[:, 0] * facteur + decalage
    ordre = list(range(len(lignes)))
    hasard.shuffle(ordre)
    noms = [str(i) for i in ordre]
    avant = construire(noms, ["v"] * brut.shape[1], brut)
    apres = construire(noms, ["v"] * brut.shape[1], autre[ordre])
    assume(avant.axes.shape == apres.axes.shape)
    np.testing.assert_allclose(_distances(avant)[np.ix_(ordre, ordre)], _distances(apres), atol=1e-6)
