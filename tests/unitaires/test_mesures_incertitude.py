"""L'incertitude : bornes d'un rapport, comparaisons indécidables, rangs possibles, face à des parcours naïfs."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees.catalogue import charger
from donnees.catalogue.intervalles import borner_rapport, contenir
from geo import mesures, territoires
from geo.mesures import comparaison, incertitude, reserves
from geo.mesures.classement import classer
from geo.mesures.fragilite import fragiles
from geo.mesures.repartitions import Valeur, repartir
from geo.territoires import lire
from tests.typographie import droit

FRANCE = lire("france", "FR")
petits = st.integers(0, 30).map(float)


@st.composite
def valeurs(tirer: st.DrawFn) -> Valeur:
    """Une valeur, exacte ou dans un intervalle qui la contient."""
    valeur = float(tirer(st.integers(-20, 20)))
    if tirer(st.booleans()):
        return Valeur(valeur, math.nan, math.nan)
    return Valeur(valeur, valeur - tirer(st.integers(0, 5)), valeur + tirer(st.integers(1, 5)))


@given(petits, st.integers(1, 50).map(float), st.integers(0, 4), st.integers(0, 4))
def test_les_bornes_d_une_part_sont_celles_de_tous_les_cas(haut: float, reste: float, ici: int, ailleurs: int) -> None:
    """Chaque ligne masquée vaut 1, 2, 3 ou 4 : la plus petite et la plus grande part de tous les cas énumérés."""
    cas = itertools.product(range(ici, 4 * ici + 1), range(ailleurs, 4 * ailleurs + 1))
    parts = [(haut + a) / (haut + reste + a + b) for a, b in cas]
    tous = (np.array(float(ici + ailleurs)), np.array(4.0 * (ici + ailleurs)))
    bornes = borner_rapport(np.array(haut), np.array(haut + reste), (np.array(float(ici)), np.array(4.0 * ici)), tous)
    assert [float(borne) for borne in bornes] == pytest.approx([min(parts), max(parts)])


@given(petits, st.integers(1, 50).map(float), petits)
def test_un_intervalle_contient_sa_valeur(haut: float, bas: float, masque: float) -> None:
    valeur = np.array([haut / bas])
    bornes = borner_rapport(np.array([haut]), np.array([bas]), (np.array([masque]), np.array([2 * masque])))
    mini, maxi = contenir(valeur, bornes)
    assert mini[0] <= valeur[0] <= maxi[0]
    seules = contenir(np.array([math.nan]), bornes)
    assert [float(b[0]) for b in seules] == [float(b[0]) for b in bornes], "sans valeur, les bornes seules"


@given(valeurs(), valeurs())
def test_une_comparaison_est_sure_ou_indecidable(gauche: Valeur, droite: Valeur) -> None:
    """Sûre si tous les couples de valeurs possibles s'accordent ; l'ordre des deux ne change rien."""
    (bas_g, haut_g), (bas_d, haut_d) = (incertitude.bornes(v) for v in (gauche, droite))
    verdicts = {int(np.sign(a - b)) for a in (bas_g, haut_g) for b in (bas_d, haut_d)}
    attendu = verdicts.pop() if len(verdicts) == 1 else None
    assert incertitude.comparer(gauche, droite) == attendu
    inverse = incertitude.comparer(droite, gauche)
    assert inverse == (None if attendu is None else -attendu)
    assert incertitude.indecidable(gauche, droite) == (attendu is None)
    assert not incertitude.indecidable(gauche, Valeur(math.nan, math.nan, math.nan))


@given(liste=st.lists(valeurs(), min_size=1, max_size=12), croissant=st.booleans())
def test_les_rangs_possibles_face_a_un_parcours_naif(*, liste: list[Valeur], croissant: bool) -> None:
    bornes = [incertitude.bornes(v) for v in liste]
    bas, haut = (np.array([paire[i] for paire in bornes], dtype=np.float64) for i in (0, 1))
    premiers, derniers = incertitude.rangs(bas, haut, croissant=croissant)
    for i, (mini, maxi) in enumerate(bornes):
        autres = [paire for j, paire in enumerate(bornes) if j != i]
        surs = sum(b < mini if croissant else a > maxi for a, b in autres)
        possibles = sum(a < maxi if croissant else b > mini for a, b in autres)
        assert (premiers[i], derniers[i]) == (surs + 1, possibles + 1)
    assert (premiers <= derniers).all()


def test_un_perimetre_de_deux_departements_a_un_intervalle_recalcule() -> None:
    """Les mêmes composantes bornent un territoire publié et un périmètre : la somme des bornes de ses parties."""
    deux = [lire("departement", code) for code in ("01", "38")]
    reunis = territoires.du_perimetre(c for departement in deux for c in departement.communes)
    projets = mesures.mesurer(reunis, "projets_recrutement", "2025")
    parties = [mesures.mesurer(departement, "projets_recrutement", "2025") for departement in deux]
    assert projets.origine == "recalcule"
    for borne in ("valeur", "minimum", "maximum"):
        assert getattr(projets, borne) == pytest.approx(sum(getattr(p, borne) for p in parties), abs=1)
    part, *parts = (mesures.mesurer(t, "part_recrutements_difficiles", "2025") for t in (reunis, *deux))
    assert part.minimum <= part.valeur < part.maximum
    assert min(p.minimum for p in parts) <= part.minimum <= max(p.minimum for p in parts)
    assert min(p.maximum for p in parts) <= part.maximum <= max(p.maximum for p in parts)


def test_trente_cinq_zones_moins_difficiles_que_la_france_ne_le_sont_pas_surement() -> None:
    """Constat 2025 : 88 zones « moins difficiles » de plus de deux points, dont 35 que l'intervalle peut ramener."""
    zones = repartir("part_recrutements_difficiles", "zone_emploi", "2025")
    france = mesures.mesurer(FRANCE, "part_recrutements_difficiles", "2025").valeur
    sous = [code for code in zones.codes if zones.chiffree(code).valeur < france - 2]
    assert len(sous) == 88
    assert sum(zones.chiffree(code).maximum >= france - 2 for code in sous) == 35


def test_comparer_ne_marque_pas_ce_que_l_intervalle_peut_renverser() -> None:
    deux = [lire("zone_emploi", "0103"), FRANCE]
    (ligne,) = [li for li in comparaison.lignes(deux) if li.indicateur.id == "part_recrutements_difficiles"]
    assert (ligne.meilleurs, ligne.moins_bons, ligne.indecis) == (frozenset(), frozenset(), frozenset({0, 1}))
    table = comparaison.tableau([ligne], ["Marie-Galante", "France"])
    cellules = [droit(cellule) for cellule in table.iloc[0, 1:]]
    assert cellules == ["48,0 % (de 48,0 à 63,0 %), indécidable", "49,7 % (de 49,7 à 51,4 %), indécidable"]
    texte = comparaison.csv([ligne], ["Marie-Galante", "France"]).decode("utf-8-sig")
    for colonne in ("Marie-Galante, minimum", "Marie-Galante, maximum", incertitude.INDECIDABLE):
        assert colonne in texte


def test_comparer_dit_notre_estimation_dans_la_cellule() -> None:
    deux = [lire("zone_emploi", "0051"), FRANCE]
    (ligne,) = [li for li in comparaison.lignes(deux) if li.indicateur.id == "chomage_localise"]
    cellule = comparaison.tableau([ligne], ["Alençon", "France"]).iloc[0, 2]
    assert droit(str(cellule)).startswith("7,9 % (notre estimation, France hors Guyane et Mayotte)")


def test_une_zone_faite_de_bassins_d_ailleurs_n_a_pas_de_rang() -> None:
    code = min(fragiles("part_recrutements_difficiles", "zone_emploi", "2025"))
    zone = lire("zone_emploi", code)
    mesure = mesures.mesurer(zone, "part_recrutements_difficiles", "2025")
    place = mesures.position(zone, mesure)
    assert place.ecrite == "sans rang"
    assert reserves.sans_rang(mesure, code).startswith("Sans rang")
    table = classer("part_recrutements_difficiles", "zone_emploi", "2025")
    ligne = table[table["code"] == code]
    assert ligne["valeur"].notna().all()
    assert ligne[["rang", "rang_min", "rang_max", "rang_national"]].isna().all(axis=None)
    assert mesures.position(zone, mesures.mesurer(zone, "population")).rang > 0


def test_la_marge_de_revision_se_dit_et_retire_hausse_et_baisse() -> None:
    fiche = charger().indicateur("chomage_localise_evolution_5_ans")
    brignoles, atlantique = (
        mesures.mesurer(lire("zone_emploi", code), fiche.id, "2025-T4") for code in ("9303", "0203")
    )
    assert droit(incertitude.ecrire(fiche, brignoles)) == "à 0,4 point près"
    assert droit(incertitude.ecrire(fiche, atlantique)) == "à 0,65 point près"
    assert incertitude.dans_la_revision(fiche, brignoles)
    assert not incertitude.dans_la_revision(fiche, atlantique)
    assert any("ni hausse ni baisse" in note for note in reserves.notes(brignoles))
    assert not any("ni hausse ni baisse" in note for note in reserves.notes(atlantique))


@given(st.integers(-30, 30))
def test_sous_la_marge_de_la_fiche_une_evolution_est_indistincte(dixiemes: int) -> None:
    fiche = charger().indicateur("chomage_localise_evolution_1_an")
    attendue = abs(dixiemes) < round(10 * fiche.marge)
    assert incertitude.indistincte(fiche, Valeur(dixiemes / 10, math.nan, math.nan)) == attendue


@given(st.lists(valeurs(), min_size=1, max_size=9))
def test_la_mediane_vraie_est_entre_ses_bornes(liste: list[Valeur]) -> None:
    """Quelles que soient les valeurs cachées, prises ici aux bouts de leurs intervalles."""
    bas, haut = (np.array([getattr(v, nom) for v in liste]) for nom in ("minimum", "maximum"))
    entre = incertitude.medianes(np.array([v.valeur for v in liste]), bas, haut)
    if not np.isfinite(bas).any():
        assert all(math.isnan(borne) for borne in entre)
        return
    bouts = itertools.product(*(incertitude.bornes(v) for v in liste))
    possibles = [float(np.median(choix)) for choix in bouts]
    assert entre == (min(possibles), max(possibles))
