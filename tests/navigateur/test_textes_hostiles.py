"""Textes hostiles saisis au registre : montrés tels quels, jamais exécutés, où qu'ils s'affichent."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, expect

from donnees.registre import services
from donnees.registre.base import Registre, lire_adresse
from donnees.registre.edition import IDENTITE_LOCALE
from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir
from tests.navigateur.serveur import Service
from tests.registre.atelier_registre import MAISON, saisie

PIRATE = "<img src=x onerror='top.pirate=1'><script>top.pirate=1</script>"
LIEN = "[clic](javascript:top.pirate=1) ![i](//tiers.exemple/p.png) <a href='javascript:top.pirate=1'>a</a>"
SENS = "\u202egauche à droite\u202c 🙂"
FORMULE = "=HYPERLINK(1)"
MARQUE = "Zzhostile"
PAGES = (
    "/plan-actions?q=zzhostile",
    "/plan-actions?q=zzhostile&vue=calendrier",
    "/plan-actions?q=zzhostile&vue=tableau",
    "/plan-actions?action={cle}",
    f"/maisons?maison={MAISON}",
    f"/bilan?maison={MAISON}&annee=2026",
    "/territoire?niveau=commune&code=35238",
    "/ou-agir?theme=gpect&territoire=5312",
)


@pytest.fixture(scope="module")
def cle(service: Service) -> str:
    """Une action dont chaque texte est hostile ; un mégaoctet de description."""
    registre = Registre(lire_adresse(service.base))
    brute = saisie(
        titre=f"{MARQUE} {PIRATE} {LIEN}"[:300],
        description=f"{PIRATE}{LIEN}{SENS}" + "é" * 1_000_000,
        partenaires=[{"nom": f"{PIRATE} {LIEN}", "nature": "entreprise", "role": f"{FORMULE} {PIRATE}"}],
        **dict.fromkeys(("pilote", "elu_nom", "elu_mandat", "public", "source"), f"{LIEN} {PIRATE} {SENS}"),
    )
    fiche = services.creer(registre, IDENTITE_LOCALE, brute)
    mesure = {"libelle": f"Reçus {PIRATE}", "unite": f"{LIEN}"[:200], "cible": 10}
    suivie = services.definir_suivi(registre, IDENTITE_LOCALE, fiche.cle, mesure)
    valeur = {"date": "2026", "valeur": 4, "commentaire": PIRATE}
    services.suivre(registre, IDENTITE_LOCALE, fiche.cle, suivie.suivis[0].cle, valeur)
    registre.fermer()
    return fiche.cle


def inerte(ecran: Ecran) -> None:
    """Rien ne s'est exécuté, aucun lien ne porte de script, aucune image n'est partie chez un tiers."""
    assert ecran.page.evaluate("window.pirate") is None
    for cadre in ecran.page.frames:
        liens = cadre.eval_on_selector_all("a[href]", "liens => liens.map(l => l.href)")
        assert not [lien for lien in liens if lien.startswith("javascript:")]
        assert cadre.locator("img[src='x']").count() == 0


@pytest.mark.parametrize("page", PAGES)
def test_page(ouvrir: Ouvrir, cle: str, page: str) -> None:
    ecran = ouvrir(page.format(cle=cle))
    dialogues: list[Dialog] = []
    ecran.ecouter("dialog", lambda dialogue: dialogues.append(dialogue))  # noqa: PLW0108 - Playwright refuse append
    ecran.jusqu_au_pied()
    ecran.page.wait_for_timeout(500)
    inerte(ecran)
    assert dialogues == []


def test_fenetre_de_la_carte(ouvrir: Ouvrir, cle: str) -> None:
    ecran = ouvrir("/plan-actions?q=zzhostile&vue=carte")
    cadre = ecran.au_repos().cadre
    cadre.locator(".atlas-marqueur").first.click(force=True)
    expect(cadre.locator(".atlas-fenetre h2")).to_contain_text("<img src=x")
    inerte(ecran)
    ecran.suivre_la_fenetre()
    ecran.attendre_parametre("action", cle)
