"""Secteurs et métiers au navigateur : figures, carte, impression, lien qui rend l'écran."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.navigateur.ecran import ATTENTE, Ecran
from tests.navigateur.onglets import Ouvrir

ZONE = "/secteurs?niveau=zone_emploi&code=0051"
FIGURES = {ZONE: 4, f"{ZONE}&vue=decalage": 1, f"{ZONE}&vue=metiers": 1, f"{ZONE}&vue=branche&secteur=CL": 1}


@pytest.mark.parametrize("chemin", FIGURES)
def test_chaque_figure_se_dessine(ouvrir: Ouvrir, chemin: str) -> None:
    ecran = ouvrir(chemin)
    expect(ecran.page.locator(".atlas-dessin > div > svg")).to_have_count(FIGURES[chemin], timeout=ATTENTE)


def test_la_phrase_vient_avant_les_commandes(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(ZONE)
    phrase = ecran.page.locator(".atlas-secteurs-ouverture")
    expect(phrase).to_contain_text("Alençon (zone d’emploi) compte")
    haut = phrase.bounding_box()
    choix = ecran.page.get_by_role("combobox", name="Emplois comptés").bounding_box()
    assert haut is not None
    assert choix is not None
    assert haut["y"] + haut["height"] <= choix["y"]


def test_choisir_une_vue_l_ecrit_dans_l_adresse(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(ZONE)
    ecran.page.get_by_role("radio", name="Décalage structurel").or_(
        ecran.page.get_by_role("button", name="Décalage structurel")
    ).first.click()
    ecran.attendre_parametre("vue", "decalage")
    expect(ecran.page.get_by_text("emplois de part locale")).to_be_visible()


def test_les_nombres_de_la_cascade_sont_ecrits(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"{ZONE}&vue=decalage")
    figure = ecran.page.locator(".atlas-dessin")
    for texte in ("−240", "−830", "+711"):
        expect(figure.get_by_text(texte, exact=True)).to_be_visible()


def _carte(ecran: Ecran) -> str:
    """Zone cernée et période de la carte peinte."""
    return str(ecran.lire("`${carte.atlas.etat.selection} ${carte.atlas.etat.periode}`"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("mesure", ["part", "effectif", "evolution"])
def test_la_carte_de_la_branche_se_montre(ouvrir: Ouvrir, mesure: str, theme: str) -> None:
    ecran = ouvrir(f"{ZONE}&vue=branche&secteur=CL&mesure={mesure}", theme=theme)
    assert ecran.lire("carte.atlas.codes.length") == 306
    assert ecran.lire("carte.atlas.cartouches.length") == 5
    assert _carte(ecran) == ("0051 2019-2024" if mesure == "evolution" else "0051 2024")
    sans = ecran.lire("carte.atlas.etat.valeurs.filter((v) => v === null).length")
    hachures = "Object.values(carte._layers).filter((l) => l.feature && l.options.fillColor === 'url(#atlas-hachures)')"
    assert ecran.lire(f"{hachures}.length") == sans > 0
    ecran.jusqu_au_pied()
    assert ecran.violations_graves() == []
    assert ecran.violations_graves(ecran.cadre) == []


def test_un_clic_sur_la_carte_choisit_la_zone_puis_la_rend(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"{ZONE}&vue=branche&mesure=evolution")
    titre = ecran.page.locator("h2").first.inner_text()
    ecran.cliquer_territoire("8421")
    ecran.attendre_parametre("code", "8421")
    expect(ecran.page.locator(".atlas-secteurs-ouverture")).to_contain_text("Lyon (zone d’emploi) compte")
    ecran.attendre("carte.atlas.etat.selection === '8421'")
    expect(ecran.page.locator("h2").first).to_have_text(titre)
    assert ecran.parametres["vue"] == "branche"
    ecran.au_repos().cliquer_territoire("8421")
    ecran.attendre_parametre("code", "FR")
    expect(ecran.page.locator(".atlas-secteurs-ouverture")).to_contain_text("8 secteurs sur 35")
    expect(ecran.page.locator("h2").first).to_have_text(titre)


def test_deplacer_la_carte_ne_change_pas_de_vue(ouvrir: Ouvrir) -> None:
    """Le cadrage de la carte et l'onglet de la page portent le même nom, ``vue``, dans l'adresse."""
    ecran = ouvrir(f"{ZONE}&vue=branche&secteur=CL")
    assert ecran.lire("(carte.setView([45.7, 4.8], 8, { animate: false }), carte.getZoom())") == 8
    assert ecran.parametres["vue"] == "branche"
    mesure = ecran.page.get_by_role("radiogroup", name="Montrer sur la carte")
    mesure.get_by_text(re.compile("^Évolution 2019.2024$")).click()
    ecran.attendre_parametre("mesure", "evolution")
    ecran.attendre("carte.atlas.etat.periode === '2019-2024'")
    assert ecran.lire("carte.getZoom()") == 8
    expect(ecran.page.get_by_text("qui n’existe pas ici")).to_have_count(0)
    assert ecran.parametres["vue"] == "branche"


def test_imprimer_la_fiche_cache_les_commandes(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"{ZONE}&vue=gpect")
    ecran.page.emulate_media(media="print")
    expect(ecran.page.locator(".atlas-secteurs-fiche")).to_be_visible()
    for cle in ("secteurs-choix", "secteurs-vue", "outils-gpect"):
        expect(ecran.page.locator(f".st-key-{cle}")).to_be_hidden()


@pytest.mark.parametrize("zone", ["0051", "1109", "0101"])
def test_la_fiche_tient_sur_deux_pages(ouvrir: Ouvrir, zone: str) -> None:
    ecran = ouvrir(f"/secteurs?niveau=zone_emploi&code={zone}&vue=gpect")
    ecran.page.locator(".atlas-secteurs-fiche").wait_for(timeout=ATTENTE)
    document = ecran.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page[^s]", document)) <= 2


@pytest.mark.parametrize(
    ("chemin", "nombre"),
    [
        ("/secteurs?niveau=zone_emploi&code=8435", ".atlas-table-etroite td.nombre"),
        ("/economie-verte?niveau=zone_emploi&code=5905", ".atlas-table-etroite td.nombre"),
        ("/diagnostic?niveau=epci&code=200093201", ".atlas-document td.valeur"),
    ],
)
def test_au_telephone_le_premier_nombre_se_voit_sans_defiler(ouvrir: Ouvrir, chemin: str, nombre: str) -> None:
    ecran = ouvrir(chemin, largeur=390, hauteur=844).jusqu_au_pied()
    case = ecran.page.locator(nombre).first
    case.wait_for()
    boite = case.bounding_box()
    assert boite is not None
    assert boite["x"] >= 0
    assert boite["x"] + boite["width"] <= 390
