"""Le bilan au navigateur : accessible, sans débordement, et une feuille A4 propre à l'impression."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from donnees.registre import services
from donnees.registre.base import Registre, lire_adresse
from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir
from tests.navigateur.serveur import RACINE, Journaux, Service, servir
from tests.registre.atelier_registre import ADMIN, MAISON, saisie

RELEVE, CHARGE = f"/bilan?maison={MAISON}&annee=2014", f"/bilan?maison={MAISON}&annee=2026"
HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) \u202erenversé 🎉 " + "très long " * 20
THEMES = ("gpect", "clause_sociale", "rse", "forum_emploi", "creation_reprise", "economie_verte")
STATUTS = ("en_cours", "prevue", "suspendue", "terminee", "abandonnee", "en_cours")
LARGEUR_A4 = 688  # 210 mm moins deux marges de 14 mm, à 96 points par pouce


@pytest.fixture(scope="module")
def service(journaux: Journaux) -> Iterator[Service]:
    """Un serveur dont une maison a six actions de 2026, treize suivis et des textes hostiles."""
    journal = journaux("bilan")
    registre = Registre(lire_adresse(f"sqlite:///{journal.with_suffix('.sqlite')}"))
    for rang, (theme, statut) in enumerate(zip(THEMES, STATUTS, strict=True)):
        partenaires = [
            {"nom": f"Partenaire {n}", "nature": "association", "role": "Accueille"} for n in range(rang + 1)
        ]
        partenaires[0] |= {"nom": HOSTILE[:300], "role": HOSTILE[:300]}
        champs = {"titre": HOSTILE[:300] if not rang else f"Action {rang}", "theme": theme, "statut": statut}
        fiche = services.creer(registre, ADMIN, saisie(**champs, debut="2026", fin="2026", partenaires=partenaires))
        for numero in range(2 if rang else 3):
            libelle = f"Personnes accueillies {numero}"
            fiche = services.definir_suivi(registre, ADMIN, fiche.cle, {"libelle": libelle, "unite": "", "cible": 200})
        for suivi in fiche.suivis:
            valeur = {"date": "2026-06", "valeur": 260 if rang % 2 else 130, "commentaire": ""}
            services.suivre(registre, ADMIN, fiche.cle, suivi.cle, valeur)
    registre.fermer()
    with servir(RACINE / "app.py", journal) as lance:
        yield lance


def _pret(ecran: Ecran) -> Page:
    ecran.jusqu_au_pied()
    if ecran.page.locator("iframe[src*='streamlit_folium']").count():
        ecran.attendre("carte.atlas.points && carte.atlas.points.size === 1")
    return ecran.au_repos().page


@pytest.mark.parametrize("chemin", ["/bilan", RELEVE, CHARGE, f"/bilan?maison={MAISON}&annee=2010"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe(ouvrir: Ouvrir, chemin: str, theme: str) -> None:
    ecran = ouvrir(chemin, theme=theme)
    _pret(ecran)
    assert ecran.violations_graves() == []


@pytest.mark.parametrize("chemin", ["/bilan", RELEVE, CHARGE])
def test_telephone_sans_debordement(ouvrir: Ouvrir, chemin: str) -> None:
    page = _pret(ouvrir(chemin, largeur=390, hauteur=844))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    debordants = (
        "[...document.querySelectorAll('.stMain .stHtml > *')].filter(e => e.getBoundingClientRect().right > 391)"
    )
    assert page.evaluate(f"{debordants}.map(e => e.className)") == []


def test_textes_saisis_inertes(ouvrir: Ouvrir) -> None:
    page = _pret(ouvrir(CHARGE))
    assert page.locator("img[onerror], a[href^='javascript']").count() == 0
    expect(page.get_by_role("link").filter(has_text="onerror")).to_have_count(1)


def test_une_action_mene_a_sa_fiche(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(CHARGE)
    _pret(ecran).get_by_role("link", name="Action 3").click()
    ecran.page.wait_for_url(re.compile(r"/plan-actions\?action="))


def test_changer_d_annee_change_le_lien(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(CHARGE)
    champ = _pret(ecran).get_by_role("combobox", name="Année")
    champ.fill("2014")
    ecran.page.get_by_role("option", name="2014").wait_for()
    champ.press("Enter")
    ecran.attendre_parametre("annee", "2014")
    expect(ecran.page.locator("h1")).to_contain_text("Bilan 2014")


def _imprimer(ecran: Ecran) -> tuple[Page, int]:
    """Page en média d'impression à la largeur d'une feuille, et nombre de feuilles du PDF."""
    page = _pret(ecran)
    page.emulate_media(media="print")
    octets = page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
    page.set_viewport_size({"width": LARGEUR_A4, "height": 1000})
    return page, len(re.findall(rb"/Type\s*/Page\b", octets))


@pytest.mark.parametrize(("chemin", "feuilles"), [(RELEVE, 1), (CHARGE, 3)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_feuille_imprimee(ouvrir: Ouvrir, chemin: str, feuilles: int, theme: str) -> None:
    page, nombre = _imprimer(ouvrir(chemin, theme=theme))
    assert nombre == feuilles
    for cache in ("button", "[data-testid=stSelectbox]", "header", "[data-testid=stPopover]", ".stDownloadButton"):
        assert page.locator(cache).filter(visible=True).count() == 0, cache
    expect(page.locator(".atlas-bilan-croisement table")).to_be_visible()
    coupes = (
        "[...document.querySelectorAll('.stMain :is(h1, h2, p, li, td, th)')]"
        f".filter(e => e.offsetParent && (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline'"
        f" || e.getBoundingClientRect().right > {LARGEUR_A4 + 1})).map(e => e.textContent.slice(0, 60))"
    )
    assert page.evaluate(coupes) == []
    couleurs = page.evaluate("[getComputedStyle(document.querySelector('h1')).color]")
    assert couleurs == ["rgb(27, 42, 51)"]
