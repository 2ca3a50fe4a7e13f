"""Le calcul sur des communes : sommes, rapports, évolutions, statuts, et ce que chaque fiche promet."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.effectifs import ESTIME, OBSERVE, etats_des_sommes
from donnees.catalogue.formules import Evolution, Ratio, Somme
from donnees.catalogue.periodes import rang
from geo import territoires
from geo.erreurs import TerritoireInconnu
from geo.mesures import totaux
from geo.mesures.agregation import Calcul, calculer, pourquoi_pas
from geo.mesures.grilles import grille
from geo.territoires.index import index

FICHES = charger().indicateurs
AGREGEABLES = sorted(i for i, fiche in FICHES.items() if fiche.agregation != "non_agregeable")
COMMUNALES = [
    identifiant
    for identifiant in AGREGEABLES
    if all(grille("commune").periodes(operande) for operande in FICHES[identifiant].formule.operandes.values())
]
SOMMES = [i for i in COMMUNALES if FICHES[i].agregation == "somme" and i != "emploi_prive"]
ensembles = st.lists(st.sampled_from(index().codes), min_size=1, max_size=40, unique=True).map(tuple)
ARRONDI = 0.51
"""Une demi-unité du dernier chiffre publié, et le millième auquel les effectifs du recensement sont gardés."""
ECARTS = {"emploi_prive": 0.011, "emploi_prive_evolution": 0.2}
"""Urssaf : la somme des communes s'écarte d'au plus 1,1 % du total publié d'une zone (communes changées de zone)."""


def _identiques(gauche: Calcul, droite: Calcul) -> bool:
    memes = gauche.valeur == pytest.approx(droite.valeur, rel=1e-12, nan_ok=True)
    return memes and (gauche.statut, gauche.motif) == (droite.statut, droite.motif)


def _serie(composante: str, communes: tuple[str, ...], periode: str) -> float:
    table = entrepot.composantes(composante, "commune")
    lignes = table[(table["periode"] == periode) & table["code"].isin(communes)]
    return float(lignes["valeur"].sum())


def test_la_regle_de_l_estime_est_celle_de_la_construction() -> None:
    parts, etats = np.array([5.0, 5.1]), np.array([OBSERVE, ESTIME], dtype=np.int8)
    construits = etats_des_sommes(np.full(2, 100.0), parts, np.zeros(2, dtype=np.bool_))
    assert [totaux._somme(np.array([100 - part, part]), etats).etat for part in parts] == construits.tolist()
    assert construits.tolist() == [OBSERVE, ESTIME], "au-delà de 5 %"


@pytest.mark.parametrize("identifiant", sorted(FICHES))
def test_le_code_fait_ce_que_la_fiche_dit(identifiant: str) -> None:
    fiche = FICHES[identifiant]
    quelconque = territoires.membres("epci", "200069193")[1:]
    calcul = calculer(quelconque, identifiant, fiche.periodes[-1])
    zones = territoires.membres("zone_emploi", "8405") + territoires.membres("zone_emploi", "8434")
    if fiche.agregation == "non_agregeable":
        for communes in (quelconque, zones):
            assert not calculer(communes, identifiant, fiche.periodes[-1]).recalculable
        assert "ne se recalcule pas" in calcul.motif
    elif identifiant in COMMUNALES:
        assert calcul.recalculable
    else:
        assert not calcul.recalculable
        assert "entières" in calcul.motif or "entiers" in calcul.motif
        assert math.isfinite(calculer(zones, identifiant, fiche.periodes[-1]).valeur)
    assert math.isfinite(calcul.valeur) == (not calcul.motif)
    assert calcul.motif == "" or calcul.motif.endswith(".")
    assert not fiche.formule.operandes or fiche.agregation != "non_agregeable"


@settings(max_examples=60)
@given(ensembles, st.sampled_from(COMMUNALES))
def test_l_ordre_et_les_doubles_sont_sans_effet(communes: tuple[str, ...], identifiant: str) -> None:
    periode = FICHES[identifiant].periodes[-1]
    a = calculer(communes, identifiant, periode)
    assert _identiques(a, calculer(tuple(sorted(communes)), identifiant, periode))
    assert _identiques(a, calculer((*reversed(communes), *communes), identifiant, periode))


@given(ensembles.filter(lambda c: len(c) > 1), st.sampled_from(SOMMES), st.floats(0, 0.99))
def test_une_partition_redonne_le_tout(communes: tuple[str, ...], identifiant: str, part: float) -> None:
    coupe = 1 + int(part * (len(communes) - 1))
    periode = FICHES[identifiant].periodes[-1]
    tout, gauche, droite = (calculer(c, identifiant, periode) for c in (communes, communes[:coupe], communes[coupe:]))
    if tout.statut == "nd":
        assert "nd" in (gauche.statut, droite.statut)
    else:
        assert gauche.valeur + droite.valeur == pytest.approx(tout.valeur, rel=1e-12)


@settings(max_examples=60)
@given(ensembles, st.sampled_from([i for i in COMMUNALES if isinstance(FICHES[i].formule, Ratio)]))
def test_un_rapport_est_une_somme_sur_une_somme(communes: tuple[str, ...], identifiant: str) -> None:
    fiche = FICHES[identifiant]
    formule = fiche.formule
    assert isinstance(formule, Ratio)
    periode = fiche.periodes[-1]
    calcul = calculer(communes, identifiant, periode)
    assume(calcul.statut not in {"nd", "s"})
    haut = sum(_serie(nom, communes, periode) for nom in formule.numerateur)
    bas = sum(_serie(nom, communes, formule.periode_denominateur or periode) for nom in formule.denominateur)
    assert calcul.valeur == pytest.approx(formule.facteur * haut / bas, rel=1e-12)


@settings(max_examples=60)
@given(ensembles)
def test_une_evolution_se_refait_des_niveaux(communes: tuple[str, ...]) -> None:
    formule = FICHES["population_evolution_2018"].formule
    assert isinstance(formule, Evolution)
    calcul = calculer(communes, "population_evolution_2018", "2023")
    assume(calcul.statut != "nd")
    fin, debut = _serie("population_municipale", communes, "2023"), _serie("rp_population", communes, "2018")
    assert calcul.valeur == pytest.approx(100 * ((fin / debut) ** (1 / formule.ecart) - 1), rel=1e-9)


def test_une_evolution_n_est_pas_la_moyenne_des_evolutions() -> None:
    communes = ("01004", "01053", "01283")
    table = entrepot.valeurs_periode("emploi_prive_evolution_5_ans", "commune", "2024")["valeur"]
    calcul = calculer(communes, "emploi_prive_evolution_5_ans", "2024")
    debut, fin = (_serie("emploi_prive", communes, periode) for periode in ("2019", "2024"))
    assert calcul.valeur == pytest.approx(100 * (fin / debut - 1))
    assert calcul.valeur != pytest.approx(float(np.mean([table[code] for code in communes])), abs=0.01)


def test_une_part_de_population_pese_les_communes() -> None:
    communes = territoires.membres("epci", "200069193")
    boulangeries = entrepot.composantes("bpe24_boulangerie", "commune").set_index("code")["valeur"].reindex(communes)
    population = entrepot.territoires("commune")["population"].reindex(communes)
    calcul = calculer(communes, "population_sans_boulangerie", "2024")
    assert calcul.valeur == pytest.approx(100 * population[boulangeries == 0].sum() / population.sum())


def test_un_effectif_de_depart_trop_petit_ne_fait_pas_un_taux() -> None:
    table = entrepot.composantes("emploi_prive", "commune")
    petites = table[(table["periode"] == "2019") & (table["valeur"] < 10) & (table["valeur"] > 0)]["code"]
    calcul = calculer((str(petites.iloc[0]),), "emploi_prive_evolution_5_ans", "2024")
    assert calcul.statut in {"nd", "s"}
    assert math.isnan(calcul.valeur)


def test_une_commune_manquante_est_nommee() -> None:
    mahorais = territoires.membres("departement", "976")
    calcul = calculer((*mahorais, "01004"), "chomage_recensement_2018", "2018")
    assert calcul.statut == "nd"
    assert calcul.motif.startswith("17 communes n'ont pas cette donnée, sur 18 : Mamoudzou, Koungou, ")
    assert "et 14 autres" in calcul.motif
    assert calculer((mahorais[0],), "emploi_prive", "2024").statut == "nd", "hors champ, et non au secret"


def test_une_somme_estimee_a_plus_de_cinq_pour_cent_est_dite() -> None:
    table = entrepot.composantes("rp_population", "commune")
    estimees = tuple(table[(table["statut"] == "e") & (table["periode"] == "2018")]["code"])
    assert calculer(estimees, "etablissements_pour_1000_habitants", "2018").statut == "e"
    beaucoup = (estimees[0], "75056", "13055")
    assert calculer(beaucoup, "etablissements_pour_1000_habitants", "2018").statut == ""


def test_des_zones_entieres_s_additionnent() -> None:
    zones = ("8405", "8434")
    communes = tuple(code for zone in zones for code in territoires.membres("zone_emploi", zone))
    for identifiant in ("emploi_salarie", "creations_etablissements", "projets_recrutement"):
        fiche = FICHES[identifiant]
        assert isinstance(fiche.formule, Somme)
        periode = fiche.periodes[-1]
        publiees = entrepot.valeurs_periode(identifiant, "zone_emploi", periode)["valeur"]
        assert calculer(communes, identifiant, periode).valeur == pytest.approx(publiees[list(zones)].sum(), abs=1)
        assert pourquoi_pas(communes[1:], identifiant)
    assert calculer(communes, "projets_recrutement", "2025").statut == "e"
    departements = territoires.membres("departement", "01") + territoires.membres("departement", "38")
    assert calculer(departements, "projets_recrutement", "2025").statut == ""
    assert not pourquoi_pas(departements, "part_recrutements_difficiles")
    assert pourquoi_pas(departements, "emploi_salarie")


@pytest.mark.parametrize("identifiant", COMMUNALES)
def test_le_recalcul_brut_d_une_zone_retrouve_la_valeur_publiee(identifiant: str) -> None:
    fiche = FICHES[identifiant]
    periode = fiche.periodes[-1]
    plus = 0 if fiche.representation == "effectif" else 1
    publiees = entrepot.valeurs_periode(identifiant, "zone_emploi", periode)
    compares = 0
    for zone in index().territoires["zone_emploi"]:
        calcul = calculer(territoires.membres("zone_emploi", zone), identifiant, periode)
        if not math.isfinite(calcul.valeur):
            assert calcul.statut == "s" or not math.isfinite(publiees["valeur"].get(zone, math.nan))
            continue
        compares += 1
        ecart = ARRONDI * 10 ** -(fiche.decimales + plus)
        if identifiant == "emploi_prive":
            ecart += ECARTS["emploi_prive"] * calcul.valeur
        elif identifiant.startswith("emploi_prive_evolution"):
            ecart += ECARTS["emploi_prive_evolution"]
        assert calcul.valeur == pytest.approx(publiees["valeur"][zone], abs=ecart), zone
    assert compares >= 60


def test_toutes_les_periodes_annoncees_se_calculent() -> None:
    communes = territoires.membres("departement", "69")
    for identifiant in COMMUNALES:
        for periode in FICHES[identifiant].periodes:
            assert calculer(communes, identifiant, periode).statut in {"", "e", "s"}, (identifiant, periode)
            assert rang(periode)


def test_une_periode_ou_une_commune_inconnue_est_dite() -> None:
    for identifiant in ("population", "population_evolution_2018", "boulangeries"):
        calcul = calculer(("01004",), identifiant, "1901")
        assert (calcul.statut, calcul.motif[-1]) == ("nd", ".")
    with pytest.raises(TerritoireInconnu, match="99999"):
        calculer(("01004", "99999"), "population", "2023")
