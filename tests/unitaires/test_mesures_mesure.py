"""La mesure d'un territoire quelconque : publiée, recalculée ou dite absente avec les zones traversées."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees import entrepot
from donnees.catalogue import charger
from donnees.erreurs import IndicateurInconnu
from geo import mesures, territoires
from geo.mesures import Mesure, reserves
from geo.territoires import Territoire
from geo.territoires.index import index

FICHES = charger().indicateurs
ORIGINES = {"publie", "estime", "recalcule", "non_recalculable", "non_calculable", "secret", "absent"}
PUBLIES = [(n, c) for n in ("region", "departement", "zone_emploi", "epci") for c in index().territoires[n]]
TEMOINS = [("france", "FR"), ("region", "94"), ("departement", "976"), ("zone_emploi", "0051"), ("commune", "01002")]


def _lue(identifiant: str, niveau: str, code: str, periode: str) -> float:
    return float(entrepot.valeurs_periode(identifiant, niveau, periode)["valeur"].get(code, math.nan))


def _valeurs(liste: list[Mesure]) -> list[tuple[str, str, float, str]]:
    return [(m.indicateur.id, m.periode, m.valeur if math.isfinite(m.valeur) else -1e99, m.statut) for m in liste]


@settings(max_examples=60)
@given(st.sampled_from([lieu for lieu in PUBLIES if lieu[0] != "region"]))
def test_un_perimetre_identique_rend_exactement_les_valeurs_publiees(lieu: tuple[str, str]) -> None:
    publie = territoires.exact(territoires.membres(*lieu))
    assert publie is not None
    perimetre = territoires.du_perimetre(publie.communes, "Le même")
    assert _valeurs(mesures.toutes(perimetre)) == _valeurs(mesures.toutes(publie))
    for identifiant in ("emploi_prive", "chomage_localise", "population"):
        assert mesures.serie(perimetre, identifiant).equals(mesures.serie(publie, identifiant))


@pytest.mark.parametrize(("niveau", "code"), TEMOINS)
def test_un_territoire_publie_rend_les_valeurs_de_l_entrepot(niveau: str, code: str) -> None:
    ici = territoires.lire(niveau, code)
    for mesure in mesures.toutes(ici):
        fiche = mesure.indicateur
        if niveau in fiche.niveaux:
            assert mesure.niveau == niveau
            assert mesure.periode == entrepot.periodes(fiche.id, niveau)[-1]
            np.testing.assert_equal(mesure.valeur, _lue(fiche.id, niveau, code, mesure.periode))


@st.composite
def lieux(tirer: st.DrawFn) -> Territoire:
    """Périmètre quelconque ou territoire publié."""
    if tirer(st.booleans()):
        return territoires.lire(*tirer(st.sampled_from([*PUBLIES, *TEMOINS])))
    return territoires.du_perimetre(tirer(st.lists(st.sampled_from(index().codes), min_size=1, max_size=30)))


@settings(max_examples=60)
@given(lieux())
def test_chaque_mesure_tient_ses_promesses(ici: Territoire) -> None:
    toutes = mesures.toutes(ici)
    assert sorted(m.indicateur.id for m in toutes) == sorted(FICHES)
    ordres = [charger().themes[m.indicateur.theme].ordre for m in toutes]
    assert ordres == sorted(ordres)
    for mesure in toutes:
        assert mesure.origine in ORIGINES
        assert math.isfinite(mesure.valeur) == (mesure.origine in {"publie", "estime", "recalcule"})
        assert not mesure.minimum > mesure.valeur
        assert not mesure.maximum < mesure.valeur
        assert math.isnan(mesure.minimum) or mesure.indicateur.incertitude
        assert (mesure.explication == "") == (mesure.origine == "publie")
        assert mesure.explication == "" or mesure.explication.endswith(".")
        assert (mesure.statut == "s") == (mesure.origine == "secret")
        assert mesure.origine != "recalcule" or mesure.indicateur.agregation != "non_agregeable"
        assert not mesure.parents or math.isnan(mesure.valeur)
        if math.isnan(mesure.valeur) and ici.niveau != "zone_emploi" and "zone_emploi" in mesure.indicateur.niveaux:
            _verifier_parents(ici, mesure)


def _verifier_parents(ici: Territoire, mesure: Mesure) -> None:
    zones = territoires.traverses(ici, "zone_emploi")
    assert [p.territoire_code for p in mesure.parents] == [z.code for z in zones[:12]]
    assert [p.part for p in mesure.parents] == [z.part for z in zones[:12]]
    assert (f"{len(zones)}, dont 12 montrées." in mesure.explication) == (len(zones) > 12)
    for parent in mesure.parents:
        np.testing.assert_equal(
            parent.valeur, _lue(mesure.indicateur.id, "zone_emploi", parent.territoire_code, parent.periode)
        )


def test_le_chomage_localise_d_une_intercommunalite_est_celui_de_ses_zones() -> None:
    plaine = territoires.lire("epci", "240100883")
    mesure = mesures.mesurer(plaine, "chomage_localise")
    assert (mesure.origine, mesure.statut, mesure.niveau) == ("non_recalculable", "nd", "epci")
    assert [p.libelle for p in mesure.parents] == ["Bourg-en-Bresse", "Lyon", "Belley"]
    assert sum(p.part for p in mesure.parents) == pytest.approx(1)
    ancien = mesures.mesurer(plaine, "chomage_localise", "2010-T1")
    assert {p.periode for p in ancien.parents} == {"2010-T1"}


def test_une_commune_absente_du_fichier_de_l_urssaf_vaut_zero() -> None:
    """Armix, 25 habitants : zéro emploi privé, et non un secret ; une évolution depuis zéro n'est pas calculable."""
    armix = territoires.lire("commune", "01019")
    emploi = mesures.mesurer(armix, "emploi_prive")
    assert (emploi.valeur, emploi.statut, emploi.origine) == (0, "", "publie")
    zeros = entrepot.composantes("emploi_prive", "commune").query("valeur == 0 and periode == '2019'")["code"]
    voisines = sorted(set(zeros) & set(territoires.membres("departement", "01")))[:3]
    for ici in (armix, territoires.du_perimetre(["01019"]), territoires.du_perimetre(["01019", *voisines])):
        evolution = mesures.mesurer(ici, "emploi_prive_evolution_5_ans")
        assert (evolution.origine, evolution.statut) == ("non_calculable", "nd")
        assert evolution.explication.startswith("Non calculable : l'effectif de départ, inférieur à 10, est trop petit")
    assert mesures.mesurer(territoires.lire("commune", "97608"), "emploi_prive").origine == "absent"
    assert mesures.mesurer(territoires.lire("france", "FR"), "creations_etablissements").origine == "absent"


def test_la_france_du_chomage_localise_est_dite_notre_estimation() -> None:
    """Jamais présentée comme un chiffre de l'Insee ; une zone d'emploi garde les mots du producteur."""
    france = mesures.mesurer(territoires.lire("france", "FR"), "chomage_localise")
    assert (france.statut, france.origine, france.reserve) == ("e", "estime", "notre estimation")
    assert "moyenne des zones, pondérée par leurs actifs" in france.explication
    assert reserves.source(france).startswith("Calcul de l'Atlas d'après Insee")
    zone = mesures.mesurer(territoires.lire("zone_emploi", "0051"), "chomage_localise")
    assert (zone.origine, zone.reserve) == ("publie", "provisoire")
    assert mesures.mesurer(territoires.lire("zone_emploi", "0051"), "chomage_localise", "2025-T3").reserve == ""
    assert "Provisoire" in " ".join(reserves.notes(zone))


def test_les_creations_de_2024_disent_la_rupture_et_n_ont_pas_d_evolution() -> None:
    zone = territoires.lire("zone_emploi", "0051")
    assert "Rupture" in " ".join(reserves.notes(mesures.mesurer(zone, "creations_pour_1000_habitants")))
    assert reserves.notes(mesures.mesurer(zone, "creations_pour_1000_habitants", "2023")) == ()
    for identifiant in ("creations_evolution_1_an", "creations_evolution_5_ans"):
        assert mesures.mesurer(zone, identifiant, "2024").periode == "2023"


def test_les_zones_entieres_d_une_region_se_recalculent() -> None:
    corse = mesures.mesurer(territoires.lire("region", "94"), "emploi_salarie")
    zones = [z.code for z in territoires.traverses(territoires.lire("region", "94"), "zone_emploi")]
    publiees = entrepot.valeurs_periode("emploi_salarie", "zone_emploi", corse.periode)["valeur"]
    assert corse.origine == "recalcule"
    assert corse.valeur == publiees[zones].sum()


def test_une_periode_inconnue_donne_la_plus_recente() -> None:
    for ici in (territoires.lire("zone_emploi", "8405"), territoires.du_perimetre(["01004", "01053"])):
        derniere = mesures.mesurer(ici, "emploi_prive")
        assert mesures.mesurer(ici, "emploi_prive", "1901") == derniere
        assert mesures.mesurer(ici, "emploi_prive", "2019").periode == "2019"
    with pytest.raises(IndicateurInconnu, match="zut"):
        mesures.mesurer(territoires.lire("france", "FR"), "zut")


def test_les_series() -> None:
    perimetre = territoires.du_perimetre(["01004", "01053"])
    serie = mesures.serie(perimetre, "emploi_prive")
    assert list(serie.columns) == ["periode", "valeur", "statut"]
    assert list(serie["periode"]) == [str(annee) for annee in range(2014, 2025)]
    assert serie["valeur"].iloc[-1] == mesures.mesurer(perimetre, "emploi_prive").valeur
    zone = mesures.serie(territoires.lire("zone_emploi", "8405"), "chomage_localise")
    assert len(zone) == 92
    assert list(zone["periode"]) == sorted(zone["periode"])
    vide = mesures.serie(perimetre, "revenu_median")
    assert vide.empty
    assert list(vide.columns) == ["periode", "valeur", "statut"]


def test_un_perimetre_se_situe_parmi_les_zones() -> None:
    perimetre = territoires.du_perimetre(["01004", "01053"])
    niveau, table = mesures.pairs(perimetre)
    assert niveau == "zone_emploi"
    assert list(table.index) == list(index().territoires["zone_emploi"])
    mesure = mesures.mesurer(perimetre, "densite")
    ou = mesures.position(perimetre, mesure)
    zones = table["densite"].dropna()
    assert (ou.rang, ou.sur) == (int((zones > mesure.valeur).sum()) + 1, len(zones) + 1)
    assert ou.mediane == zones.median()
    sans = mesures.position(perimetre, mesures.mesurer(perimetre, "revenu_median"))
    assert (sans.rang, math.isnan(sans.valeur)) == (0, True)


def test_un_perimetre_identique_a_une_zone_a_son_rang() -> None:
    zone = territoires.lire("zone_emploi", "8405")
    perimetre = territoires.du_perimetre(zone.communes)
    for identifiant in ("densite", "chomage_localise", "emploi_prive"):
        attendue = mesures.position(zone, mesures.mesurer(zone, identifiant))
        assert mesures.position(perimetre, mesures.mesurer(perimetre, identifiant)) == attendue


def test_un_territoire_publie_se_situe_parmi_les_siens() -> None:
    commune = territoires.lire("commune", "01004")
    niveau, table = mesures.pairs(commune)
    assert (niveau, len(table)) == ("commune", 34_875)
    mesure = mesures.mesurer(commune, "population")
    ou = mesures.position(commune, mesure)
    assert ou.rang == int((table["population"] > mesure.valeur).sum()) + 1
    assert ou.sur == 34_875
