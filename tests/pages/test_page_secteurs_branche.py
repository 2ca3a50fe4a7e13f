"""Secteurs et métiers › Branche : où un secteur pèse, où il recule, avec qui en parler, et sa carte."""

from __future__ import annotations

import subprocess
import sys

import pytest
from streamlit.testing.v1 import AppTest

from donnees.chemins import RACINE
from tests.pages.test_page_secteurs import VUES, ZONE
from tests.pages.visite import droit, etat_montre, liens, messages, ouvrir, parametre, sans_erreur, textes


def _ouvrir(**parametres: str) -> AppTest:
    return sans_erreur(ouvrir("secteurs", **parametres))


def test_la_branche_mene_aux_maisons() -> None:
    visite = _ouvrir(vue="branche", secteur="CL")
    assert "357 795 salariés du privé" in textes(visite)
    vers = {page for page, suite in liens(visite) if suite.startswith("maison=")}
    assert vers == {"maisons"}
    recule = _ouvrir(vue="branche", secteur="CL", liste="recule")
    assert recule.dataframe[0].value["Zone d'emploi"].iloc[0] == "Versailles-Saint-Quentin"
    toutes = _ouvrir(vue="branche", secteur="CL", liste="toutes")
    assert len(toutes.dataframe[0].value) == 305


def test_la_branche_situe_le_territoire() -> None:
    visite = _ouvrir(**ZONE, vue="branche", secteur="CL")
    assert "541 emplois, −6,1 % depuis 2019" in textes(visite)
    assert "sans écart ni élan net" in textes(visite)
    nancy = textes(_ouvrir(niveau="zone_emploi", code="4412", vue="branche", secteur="QA"))
    assert "quotient 1,62 face à la France (hors Mayotte) (1,63 face à la France métropolitaine)" in nancy
    inconnu = _ouvrir(**ZONE, vue="branche", secteur="CD")
    assert "effectif non disponible" in textes(inconnu)


@pytest.mark.parametrize(
    ("mesure", "titre", "periode"),
    [
        ("", "Matériels de transport : part de l'emploi", "2024"),
        ("effectif", "Matériels de transport : effectif", "2024"),
        ("evolution", "Matériels de transport : évolution de l'emploi", "2019-2024"),
    ],
)
def test_la_carte_de_la_branche_au_choix(mesure: str, titre: str, periode: str) -> None:
    visite = _ouvrir(**ZONE, vue="branche", secteur="CL", **({"mesure": mesure} if mesure else {}))
    etat = etat_montre(visite)
    assert (droit(etat["titre"]), etat["periode"], etat["selection"]) == (titre, periode, "0051")
    assert etat["national"]
    assert etat["cercles"] == (mesure == "effectif")
    lus = textes(visite)
    assert "Touchez une zone d'emploi pour la choisir" in lus
    assert "Hachuré : " in lus
    assert visite.dataframe


def test_la_mesure_de_la_carte_est_dans_l_adresse() -> None:
    visite = _ouvrir(vue="branche", secteur="CL", champ="flores")
    (choix,) = [groupe for groupe in visite.segmented_control if groupe.label == "Montrer sur la carte"]
    assert parametre(visite, "mesure") == ""
    visite = sans_erreur(choix.set_value("evolution").run())
    assert parametre(visite, "mesure") == "evolution"
    assert etat_montre(visite)["periode"] == "2022-2023"


@pytest.mark.parametrize("vue", [vue for vue in VUES if vue != "branche"])
def test_seule_la_branche_a_une_carte(vue: str) -> None:
    assert not _ouvrir(**ZONE, vue=vue).get("component_instance")


def test_les_autres_vues_ne_chargent_pas_folium() -> None:
    vues = ", ".join(f"pages.comprendre.secteurs.{nom}" for nom in ("branche", "decalage", "metiers", "structure"))
    code = f"import sys, {vues}; print('folium' in sys.modules)"
    jouee = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=RACINE)
    assert jouee.stdout.strip() == "False"


def test_toucher_une_zone_garde_le_secteur_et_oublie_les_choix_de_l_ancienne() -> None:
    visite = _ouvrir(niveau="departement", code="42", zone="8426", vue="branche", reference="8421", mesure="evolution")
    assert etat_montre(visite)["selection"] == "8426"
    secteur = next(s for s in visite.selectbox if s.label == "Secteur").value
    for code, attendu, cernee in (("8421", "8421", "8421"), ("8421", "FR", "")):
        visite = sans_erreur(_toucher(visite, code))
        assert messages(visite) == []
        assert [parametre(visite, nom) for nom in ("code", "zone", "reference")] == [attendu, "", ""]
        assert next(s for s in visite.selectbox if s.label == "Secteur").value == secteur
        assert etat_montre(visite)["selection"] == cernee
        assert parametre(visite, "mesure") == "evolution"


def _toucher(visite: AppTest, code: str) -> AppTest:
    """Un clic sur la carte : ce que la page fait de la zone touchée."""
    noms = ("vue", "niveau", "code", "zone", "reference", "mesure", "champ", "decoupage", "secteur")
    adresse = {nom: parametre(visite, nom) for nom in noms if parametre(visite, nom)}
    secteur = next(s for s in visite.selectbox if s.label == "Secteur").value

    def suivre(secteur: str, choisie: str, code: str, adresse: dict[str, str]) -> None:
        import streamlit as st  # noqa: PLC0415 - jouée seule par AppTest

        from pages.comprendre.secteurs.branche_carte import toucher  # noqa: PLC0415 - jouée seule par AppTest

        st.query_params.from_dict(adresse)
        toucher(secteur, choisie, code)

    choisie = etat_montre(visite)["selection"]
    jouee = AppTest.from_function(suivre, args=(secteur, choisie, code, adresse)).run()
    return ouvrir("secteurs", **{nom: parametre(jouee, nom) for nom in noms if parametre(jouee, nom)})
