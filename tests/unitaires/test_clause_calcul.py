"""Clause sociale : la formule, ses propriétés, l'adresse, la sensibilité, la note."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.clause import adresse, note
from geo.clause.calcul import (
    COUT_MAX,
    EXEMPLE,
    LOTS_MAX,
    MONTANT_MAX,
    Lot,
    Simulation,
    calculer,
    manques,
    nouveau,
    par_lot,
    total,
)
from geo.clause.reperes import HEURES_ETP, REPERES
from geo.clause.sensibilite import ENSEMBLE, sensibilite, tableau

montants = st.floats(1, 1e9)
parts = st.floats(0.1, 100)
couts = st.floats(1, 1000)
taux_ = st.floats(0.01, 100)
lots = st.builds(Lot, st.sampled_from(list(REPERES)), montants, parts)
noms = st.text(max_size=80).map(adresse.propre)
lots_quelconques = st.builds(
    Lot,
    st.sampled_from(list(REPERES)),
    st.none() | st.floats(0, MONTANT_MAX),
    st.none() | st.floats(0, 100),
    noms,
)
simulations = st.builds(
    Simulation,
    st.lists(lots_quelconques, min_size=1, max_size=LOTS_MAX).map(tuple),
    st.none() | st.floats(0, COUT_MAX),
    st.none() | st.floats(0, 100),
    noms,
)


def _heures(lot: Lot, cout: float, taux: float) -> float:
    resultat = calculer(lot, cout, taux)
    assert resultat is not None
    return resultat.insertion


def test_l_exemple_publie_donne_833_heures() -> None:
    """Maison du Sud 77 : 1 000 000 € × 50 % × 5 % ÷ 30 € = 833 heures."""
    somme = total(par_lot(EXEMPLE))
    assert somme is not None
    assert round(somme.insertion) == 833
    assert (somme.main_d_oeuvre, somme.main_d_oeuvre * 0.05) == (500_000, 25_000)
    assert somme.etp == pytest.approx(833.3333 / 1607, abs=1e-6)


@pytest.mark.parametrize(
    ("lot", "cout", "taux", "attendu"),
    [
        (Lot("peinture", 120_000, 70), 30, 5, 140.0),  # 84 000 € ÷ 30 = 2 800 h, dont 5 %
        (Lot("nettoyage", 90_000, 80), 24, 10, 300.0),  # 72 000 € ÷ 24 = 3 000 h, dont 10 %
        (Lot("charpente", 500_000, 20), 40, 8, 200.0),  # 100 000 € ÷ 40 = 2 500 h, dont 8 %
        (Lot("maconnerie", 64_280, 100), 20, 50, 1607.0),  # 64 280 ÷ 20 = 3 214 h, la moitié : un plein temps
    ],
)
def test_resolus_a_la_main(lot: Lot, cout: float, taux: float, attendu: float) -> None:
    assert _heures(lot, cout, taux) == pytest.approx(attendu)


def test_un_etp_vaut_1607_heures() -> None:
    resultat = calculer(Lot("maconnerie", 64_280, 100), 20, 50)
    assert resultat is not None
    assert resultat.etp == pytest.approx(1)
    assert HEURES_ETP == 1607


def test_les_parts_sont_celles_de_la_commande_et_portent_leur_source() -> None:
    attendues = {"peinture": 70, "maconnerie": 50, "charpente": 20, "nettoyage": 80, "batiment": 50, "autre": None}
    assert {cle: repere.part for cle, repere in REPERES.items()} == attendues
    for cle, repere in REPERES.items():
        assert repere.source
        assert bool(repere.adresse) == (cle in {"peinture", "maconnerie", "charpente", "batiment"})
    assert "aucune source publique" in REPERES["nettoyage"].source


@given(lots, couts, taux_, st.floats(0.1, 10))
def test_proportionnelles_au_montant(lot: Lot, cout: float, taux: float, facteur: float) -> None:
    assert lot.montant is not None
    autre = replace(lot, montant=min(MONTANT_MAX, lot.montant * facteur))
    assert autre.montant is not None
    assert _heures(autre, cout, taux) == pytest.approx(_heures(lot, cout, taux) * autre.montant / lot.montant)


@given(lots, couts, st.floats(0.01, 50), st.floats(0.1, 2))
def test_proportionnelles_au_taux(lot: Lot, cout: float, taux: float, facteur: float) -> None:
    assert _heures(lot, cout, taux * facteur) == pytest.approx(_heures(lot, cout, taux) * facteur)


@given(lots, st.floats(2, 500), taux_, st.floats(0.5, 2))
def test_inversement_proportionnelles_au_cout(lot: Lot, cout: float, taux: float, facteur: float) -> None:
    assert _heures(lot, cout * facteur, taux) == pytest.approx(_heures(lot, cout, taux) / facteur)


@given(st.lists(lots, min_size=1, max_size=LOTS_MAX), couts, taux_)
def test_le_marche_est_la_somme_de_ses_lots(siens: list[Lot], cout: float, taux: float) -> None:
    somme = total(par_lot(Simulation(tuple(siens), cout, taux)))
    assert somme is not None
    assert somme.insertion == pytest.approx(math.fsum(_heures(lot, cout, taux) for lot in siens))
    assert somme.insertion <= somme.travail * (1 + 1e-12)
    retourne = total(par_lot(Simulation(tuple(reversed(siens)), cout, taux)))
    assert retourne == somme


@given(lots_quelconques, st.none() | st.floats(), st.none() | st.floats())
def test_calcule_ou_dit_ce_qui_manque(lot: Lot, cout: float | None, taux: float | None) -> None:
    assert (calculer(lot, cout, taux) is None) == bool(manques(lot, cout, taux))


def test_un_lot_incomplet_n_est_pas_compte_pour_zero() -> None:
    simulation = replace(EXEMPLE, lots=(*EXEMPLE.lots, nouveau("peinture")))
    assert par_lot(simulation)[1] is None
    assert total(par_lot(simulation)) == total(par_lot(EXEMPLE))
    assert total(par_lot(Simulation((nouveau(),), 30, 5))) is None


@given(simulations)
def test_aller_retour_de_l_adresse(simulation: Simulation) -> None:
    lue, refus = adresse.lire(adresse.ecrire(simulation))
    assert lue == simulation
    assert refus == ()


def test_l_exemple_ne_s_ecrit_pas_dans_l_adresse() -> None:
    assert adresse.ecrire(EXEMPLE) == {}
    assert adresse.lire({}) == (EXEMPLE, ())


@given(st.dictionaries(st.sampled_from(adresse.PARAMETRES), st.text(max_size=60)))
def test_une_adresse_quelconque_se_lit_toujours(parametres: dict[str, str]) -> None:
    simulation, _ = adresse.lire(parametres)
    assert 1 <= len(simulation.lots) <= LOTS_MAX
    assert adresse.lire(adresse.ecrire(simulation)) == (simulation, ())


@pytest.mark.parametrize("faux", ["a_b", "peinture", "peinture_-5_70", "peinture_nan_70", "peinture_10_170", "x_1_2"])
def test_un_lot_illisible_est_dit(faux: str) -> None:
    assert adresse.lire({"lots": faux})[1]


def test_treize_lots_sont_ramenes_a_douze() -> None:
    simulation, refus = adresse.lire({"lots": "~".join(["peinture_1_70"] * 13)})
    assert len(simulation.lots) == LOTS_MAX
    assert "12 lots" in refus[0]


def test_sensibilite_resolue_a_la_main() -> None:
    """± 20 % : le coût à 24 € donne 1 041,7 h, à 36 € 694,4 h ; tout au pire 0,8³ ÷ 1,2, au mieux 1,2³ ÷ 0,8."""
    variations = {v.libelle: v for v in sensibilite(EXEMPLE, 0.2)}
    cout = variations["Coût horaire"]
    assert (cout.heures_moins, cout.heures_plus) == pytest.approx((833.333 * 1.25, 833.333 / 1.2), rel=1e-5)
    assert cout.bornes == (cout.heures_plus, cout.heures_moins)
    ensemble = variations[ENSEMBLE]
    assert ensemble.bornes == pytest.approx((833.333 * 0.8**3 / 1.2, 833.333 * 1.2**3 / 0.8), rel=1e-5)
    assert tableau(list(variations.values())).loc[2, "Si elle baisse"] == "24\u00a0€/h"


def test_sensibilite_une_part_et_un_taux_ne_depassent_pas_cent() -> None:
    pleine = Simulation((Lot("autre", 1000, 90),), 1, 95)
    variations = {v.libelle: v for v in sensibilite(pleine, 0.3)}
    assert variations["Part de main-d'œuvre"].heures_plus == pytest.approx(1000 * 0.95)
    assert variations["Taux d'insertion"].heures_plus == pytest.approx(900)
    assert variations["Coût horaire"].heures_moins == pytest.approx(855 / 0.7), "un coût sous un euro se calcule encore"


@given(st.lists(lots, min_size=1, max_size=4), couts, taux_, st.sampled_from([0.1, 0.2, 0.3]))
def test_sensibilite_encadre_le_resultat(siens: list[Lot], cout: float, taux: float, ecart: float) -> None:
    simulation = Simulation(tuple(siens), cout, taux)
    somme = total(par_lot(simulation))
    assert somme is not None
    *seules, ensemble = sensibilite(simulation, ecart)
    for variation in seules:
        bas, haut = variation.bornes
        assert bas <= somme.insertion * (1 + 1e-9)
        assert haut >= somme.insertion * (1 - 1e-9)
        assert ensemble.bornes[0] <= bas * (1 + 1e-9)
        assert ensemble.bornes[1] >= haut * (1 - 1e-9)


def test_sans_hypothese_pas_de_sensibilite_ni_de_note() -> None:
    vide = Simulation((nouveau(),), None, None)
    assert sensibilite(vide, 0.2) == []
    assert note.note(vide, 0.2, "1ᵉʳ janvier 2026", "") == ""
    assert "il faut un montant hors taxes positif" in note.phrase(vide)


def test_la_note_dit_ses_sources_et_rend_inerte_ce_qu_on_y_ecrit() -> None:
    lot = Lot("nettoyage", 90_000, 60, "<img src=x onerror=alert(1)>")
    html = note.note(Simulation((lot,), 24, 10, "<script>"), 0.2, "22 novembre 2026", "https://exemple/?a=<b>")
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;img" in html
    assert "le repère est 80" in html
    assert "L. 3121\u201141" in html
    assert "Saisi par l’utilisateur" in html


def test_la_note_de_l_exemple_dit_qu_il_est_a_remplacer() -> None:
    assert "Exemple publié, à remplacer" in note.note(EXEMPLE, 0.2, "", "")


def test_petits_nombres() -> None:
    assert note.heures(0.4) == "moins d'une heure"
    petit = Simulation((Lot("autre", 1000, 50),), 25, 5)
    assert note.phrase(petit).endswith("1\u00a0heure d'insertion, soit 0,00\u00a0équivalent temps plein sur un an.")


def test_tableau_par_lot_et_classeur() -> None:
    deux = Simulation((Lot("peinture", 120_000, 70), Lot("nettoyage", 90_000, 80, "Vitres")), 30, 5)
    table = note.tableau(deux)
    assert table["Lot"].tolist() == ["Peinture intérieure", "Vitres", "Total"]
    assert table["Heures d'insertion"].tolist() == pytest.approx([140, 120, 260])
    assert len(note.tableau(EXEMPLE)) == 1
    assert note.classeur(deux).startswith(b"PK")
