"""Comprendre › Secteurs et métiers : chaque vue, chaque niveau, les liens abîmés, les repères de produit.md."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo import territoires
from tests.lieux_temoins import NIVEAUX, PERIMETRE
from tests.pages.visite import blocs, droit, messages, ouvrir, parametre, sans_erreur, textes

MAILLES = NIVEAUX | {"departement": "42"}
VUES = ("secteurs", "decalage", "metiers", "branche", "gpect")
ZONE = {"niveau": "zone_emploi", "code": "0051"}


def _ouvrir(**parametres: str) -> AppTest:
    visite = sans_erreur(ouvrir("secteurs", **parametres))
    assert len(visite.title) == 1
    return visite


def _ouverture(visite: AppTest) -> str:
    """La phrase qui ouvre la page : premier HTML affiché."""
    return droit(blocs(visite)[0])


@pytest.mark.parametrize("vue", VUES)
@pytest.mark.parametrize("niveau", MAILLES)
def test_chaque_vue_de_chaque_niveau(vue: str, niveau: str) -> None:
    visite = _ouvrir(niveau=niveau, code=MAILLES[niveau], vue=vue)
    assert messages(visite) == []
    assert "atlas-secteurs-ouverture" in _ouverture(visite)
    assert "ource : " in textes(visite)


@pytest.mark.parametrize("vue", VUES)
def test_sans_territoire_chaque_vue_enseigne(vue: str) -> None:
    visite = _ouvrir(vue=vue)
    assert messages(visite) == []
    assert "8 secteurs sur 35" in _ouverture(visite)
    assert visite.dataframe


@pytest.mark.parametrize("vue", VUES)
def test_perimetre(vue: str) -> None:
    visite = _ouvrir(niveau="perimetre", code=PERIMETRE.code, nom="Vallée du Gier", vue=vue)
    assert messages(visite) == []
    assert "ne sont publiés que par zone d'emploi" in textes(visite)
    assert "Vallée du Gier : tous ses habitants vivent dans la zone d'emploi Saint-Étienne" in _ouverture(visite)


def test_un_perimetre_sur_deux_zones_ouvre_la_plus_habitee() -> None:
    deux = territoires.du_perimetre(["69123", "61001"], "Deux villes")
    visite = _ouvrir(niveau="perimetre", code=deux.code, nom="Deux villes", vue="decalage")
    assert "Deux villes : 95," in _ouverture(visite)
    assert "% de ses habitants vivent dans la zone d'emploi Lyon, qui compte" in _ouverture(visite)
    assert "+25 937 emplois de part locale" in textes(visite)
    (choix,) = [s for s in visite.selectbox if s.label == "Zone d'emploi lue"]
    assert [option.split(" (")[0] for option in choix.options] == ["Lyon", "Alençon"]


@pytest.mark.parametrize(("zone", "part"), [("1109", "−23 942"), ("8421", "+25 937"), ("0051", "−830")])
def test_la_page_montre_les_reperes_de_produit_md(zone: str, part: str) -> None:
    visite = _ouvrir(niveau="zone_emploi", code=zone, vue="decalage")
    assert f"{part} emplois de part locale" in textes(visite)
    assert "+6,5 %" in _ouverture(visite)
    assert visite.dataframe[0].value["Secteur"].iloc[-1] == "Ensemble"


def test_une_commune_lit_sa_zone_et_le_dit() -> None:
    visite = _ouvrir(niveau="commune", code="61001")
    assert "par zone d'emploi ; ici : Alençon" in textes(visite)
    assert "Alençon : tous ses habitants vivent dans la zone d'emploi Alençon, qui compte" in _ouverture(visite)


def test_un_departement_choisit_parmi_ses_zones() -> None:
    visite = _ouvrir(niveau="departement", code="42")
    assert "n'est pas une somme de zones" in textes(visite)
    (choix,) = [s for s in visite.selectbox if s.label == "Zone d'emploi lue"]
    assert choix.options[0].startswith("Saint-Étienne")
    autre = _ouvrir(niveau="departement", code="42", zone="8426")
    assert "Roanne" in _ouverture(autre)


def test_mayotte_n_est_pas_couverte_mais_a_ses_metiers() -> None:
    visite = _ouvrir(niveau="zone_emploi", code="0601")
    assert "Mayotte n'est pas couverte" in _ouverture(visite)
    metiers = _ouvrir(niveau="zone_emploi", code="0601", vue="metiers")
    assert "projets de recrutement" in textes(metiers)
    assert metiers.dataframe


@pytest.mark.parametrize("champ", ["urssaf", "flores"])
@pytest.mark.parametrize("decoupage", ["A5", "A21", "A38"])
@pytest.mark.parametrize("vue", ["secteurs", "decalage", "branche"])
def test_chaque_champ_et_chaque_decoupage(champ: str, decoupage: str, vue: str) -> None:
    visite = _ouvrir(**ZONE, champ=champ, decoupage=decoupage, vue=vue)
    assert messages(visite) == []
    qui = "salariés du privé" if champ == "urssaf" else "salariés du public et du privé"
    assert qui in _ouverture(visite)


@pytest.mark.parametrize("reference", ["france", "metropole", "8421"])
def test_la_reference_est_nommee(reference: str) -> None:
    visite = _ouvrir(**ZONE, reference=reference)
    nom = {"france": "la France (hors Mayotte)", "metropole": "la France métropolitaine", "8421": "Lyon"}[reference]
    assert f"pour {nom})" in _ouverture(visite)


def test_une_zone_d_outre_mer_se_compare_a_la_france() -> None:
    assert "pour la France (hors Mayotte))" in _ouverture(_ouvrir(niveau="zone_emploi", code="0401"))


def test_le_tableau_n_ecrit_pas_zero_pour_une_case_inconnue() -> None:
    table = _ouvrir(**ZONE).dataframe[0].value.set_index("Code")
    assert table["Effectif 2024"].isna()["CD"]
    assert table["Quotient"].isna()["CD"]
    assert table["Effectif 2024"]["CA"] == 829


@pytest.mark.parametrize("annee", ["2023", "2024", "2025"])
def test_les_metiers_de_chaque_enquete(annee: str) -> None:
    visite = _ouvrir(**ZONE, vue="metiers", annee=annee)
    colonnes = set(visite.dataframe[1].value.columns)
    assert ("Évolution 2024-2025 (%)" in colonnes) == (annee == "2025")
    assert ("change de nomenclature" in textes(visite)) == (annee != "2025")
    assert "Estimé" in textes(visite)


def test_les_metiers_d_un_bassin_ne_sont_pas_estimes() -> None:
    visite = _ouvrir(**ZONE, vue="metiers", lieu="bassin-2826")
    assert "sans estimation" in textes(visite)
    assert "La règle : au moins 20 projets" in textes(visite)
    assert "Estimé : les bassins" not in textes(visite)


def test_une_famille_de_metiers_filtre_le_tableau() -> None:
    visite = _ouvrir(**ZONE, vue="metiers", famille="0")
    assert visite.dataframe[1].value["Famille"].nunique() == 1


def test_la_fiche_gpect_a_ses_rubriques_et_ses_questions() -> None:
    visite = _ouvrir(**ZONE, vue="gpect")
    (corps,) = [html for html in map(str, (e.proto.body for e in visite.get("html"))) if "atlas-secteurs-fiche" in html]
    assert corps.count("<section>") == 4
    assert corps.count("Questions ouvertes") == 4
    assert "methode?fiche=chomage_localise" in corps
    assert "−830" in droit(corps)


@pytest.mark.parametrize(
    ("vue", "genres"),
    [
        ("secteurs", {"CSV", "XLSX"}),
        ("decalage", {"CSV", "XLSX"}),
        ("metiers", {"CSV", "XLSX"}),
        ("gpect", {"CSV", "PDF", "Word", "XLSX"}),
    ],
)
def test_chaque_vue_s_exporte(vue: str, genres: set[str]) -> None:
    visite = _ouvrir(**ZONE, vue=vue)
    assert {str(bouton.proto.label) for bouton in visite.get("download_button")} == genres | {"Métadonnées"}


@pytest.mark.parametrize(
    "abime",
    [
        {"vue": "nimporte"},
        {"champ": "xx"},
        {"decoupage": "A99"},
        {"reference": "0051"},
        {"reference": "region.84"},
        {"secteur": "ZZ", "vue": "branche"},
        {"lieu": "bassin-9999", "vue": "metiers"},
        {"annee": "1789", "vue": "metiers"},
        {"famille": "-1", "vue": "metiers"},
        {"liste": "<script>", "vue": "branche"},
        {"mesure": "<script>", "vue": "branche"},
        {"serie": "chomage"},
    ],
)
def test_un_lien_abime_est_dit_et_remplace(abime: dict[str, str]) -> None:
    visite = _ouvrir(**ZONE, **abime)
    assert len(messages(visite)) == 1
    (nom,) = set(abime) - ({"vue"} if len(abime) > 1 else set())
    assert parametre(visite, nom) == ""


def test_un_secteur_d_un_autre_decoupage_est_dit() -> None:
    visite = _ouvrir(vue="branche", secteur="CL", decoupage="A21")
    assert "secteur = CL" in messages(visite)[0]


choix = st.fixed_dictionaries(
    {},
    optional={
        "niveau": st.sampled_from([*MAILLES, "perimetre", "x"]),
        "code": st.sampled_from([*MAILLES.values(), "0601", "976", "0101", "2A004", PERIMETRE.code]),
        "vue": st.sampled_from(VUES),
        "champ": st.sampled_from(["urssaf", "flores", ""]),
        "decoupage": st.sampled_from(["A5", "A21", "A38"]),
        "reference": st.sampled_from(["france", "metropole", "0051", "0601"]),
        "zone": st.sampled_from(["0051", "8421", "8427", "é"]),
        "lieu": st.sampled_from(["france", "zone-8421", "bassin-2826"]),
        "annee": st.sampled_from(["2023", "2024", "2025"]),
        "secteur": st.sampled_from(["CL", "C", "BE", "OZ", "AZ"]),
        "liste": st.sampled_from(["pese", "recule", "toutes"]),
        "mesure": st.sampled_from(["part", "effectif", "evolution"]),
    },
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(parametres=choix)
def test_les_choix_se_melangent_sans_trace(parametres: dict[str, str]) -> None:
    _ouvrir(**parametres)
