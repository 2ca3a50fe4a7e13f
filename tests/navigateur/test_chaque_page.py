"""Chaque page, claire et sombre : axe sans violation grave, aucune erreur, aucun tiers ; et le téléphone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.lieux_temoins import CODE_DU_GIER
from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir

AVEC = "zone_emploi:0051~zone_emploi:8421~france:FR"
COMMERCES = "/commerces?niveau=zone_emploi&code=0051"
SECTEURS = "/secteurs?niveau=zone_emploi&code=0051"
LOTS = "lots=peinture_120000_70~nettoyage_90000_80_Vitres&cout=30&taux=5&marche=%C3%89cole"
FIGURES = (SECTEURS, f"{SECTEURS}&vue=decalage", f"{SECTEURS}&vue=metiers", f"{SECTEURS}&vue=branche&secteur=CL")
CARTES = (
    "/economie-verte",
    "/economie-verte?niveau=epci&code=244200770&mesure=part_recrutements_verdissants&metier=isolation",
    "/clause-sociale",
    f"/clause-sociale?niveau=zone_emploi&code=8421&{LOTS}",
)
"""Pages dont la carte doit paraître, à ce thème, avant l'examen."""
CHEMINS = (
    "/",
    "/carte?territoire=8421&tableau=1",
    "/maisons",
    "/maisons?maison=33063-1",
    "/territoire?niveau=zone_emploi&code=8421",
    "/territoire",
    f"/territoire?niveau=perimetre&code={CODE_DU_GIER}&nom=Gier",
    "/perimetre",
    f"/perimetre?code={CODE_DU_GIER}",
    f"/comparer?avec={AVEC}",
    f"/comparer?avec={AVEC}&vue=points",
    f"/comparer?avec={AVEC}&vue=semblables",
    f"/comparer?avec={AVEC}&vue=cartes",
    "/classement?region=84",
    "/plan-actions",
    "/plan-actions?vue=calendrier&themes=clause_sociale",
    "/plan-actions?vue=tableau",
    "/plan-actions?action=12300-1-3ef7a2",
    "/compte",
    "/saisir",
    "/methode?fiche=chomage_localise",
    "/accessibilite",
    "/integrer?objet=chiffre&indicateur=chomage_localise&niveau=zone_emploi&code=4412",
    "/commerces",
    COMMERCES,
    f"{COMMERCES}&volet=ouvrir",
    f"{COMMERCES}&volet=creations",
    f"/commerces?niveau=perimetre&code={CODE_DU_GIER}&nom=Gier&type=gare",
    "/ou-agir",
    "/ou-agir?theme=accueil_orientation&fenetre=toutes&territoire=7625&liste=toutes",
    "/ou-agir?theme=rse",
    f"/ou-agir?niveau=perimetre&code={CODE_DU_GIER}&nom=Gier",
    "/secteurs",
    *FIGURES,
    f"{SECTEURS}&vue=gpect",
    f"/secteurs?niveau=perimetre&code={CODE_DU_GIER}&nom=Gier",
    "/diagnostic",
    "/diagnostic?niveau=zone_emploi&code=0051&section=economie",
    f"/diagnostic?niveau=perimetre&code={CODE_DU_GIER}&nom=Gier&section=forces&partenaire=etat%7CDreets%7CDirection",
    *CARTES,
)
BLOCS = (
    "table.atlas-besoins",
    "table.atlas-commerces-table",
    "ul.atlas-secteurs-nombres",
    "dl.atlas-secteurs-lectures",
    ".atlas-secteurs-fiche table",
)
"""Tableaux et listes qui tiennent eux-mêmes dans la largeur d'un téléphone."""


@pytest.mark.parametrize("chemin", CHEMINS)
def test_claire(ouvrir: Ouvrir, chemin: str) -> None:
    assert _violations(ouvrir(chemin), chemin, "light") == []


@pytest.mark.parametrize("chemin", CHEMINS)
def test_telephone_sans_debordement_puis_sombre(ouvrir: Ouvrir, chemin: str) -> None:
    """Ouverte sur un téléphone au thème sombre, puis élargie : une seule visite pour les deux examens."""
    ecran = ouvrir(chemin, largeur=390, hauteur=844, theme="dark")
    assert ecran.largeur <= 390
    for bloc in BLOCS:
        trouves = ecran.page.locator(bloc)
        for rang in range(trouves.count()):
            assert trouves.nth(rang).evaluate("e => e.getBoundingClientRect().right") <= 390
    ecran.page.set_viewport_size({"width": 1280, "height": 900})
    assert _violations(ecran, chemin, "dark") == []


def _violations(ecran: Ecran, chemin: str, theme: str) -> list[tuple[str, list[Any]]]:
    """Ce qu'axe trouve de grave une fois la page vêtue, sa carte et ses figures parues."""
    ecran.vetue(theme, carte=True if chemin in CARTES else None)
    if chemin in FIGURES:
        expect(ecran.page.locator(".atlas-dessin svg").first).to_be_visible()
    return ecran.violations_graves()
