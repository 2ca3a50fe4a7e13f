"""Portrait, périmètre, comparaison : ce que seul un navigateur peut prouver."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from geo import territoires
from geo.territoires import perimetre
from tests.lieux_temoins import CODE_DU_GIER as CODE
from tests.lieux_temoins import GIER
from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir


def _communes(ecran: Ecran) -> tuple[str, ...]:
    return perimetre.decoder(ecran.parametres["code"])


def test_un_clic_ajoute_la_commune_un_autre_la_retire(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"/perimetre?code={CODE}")
    autre = next(code for code in ecran.lire("carte.atlas.codes") if code not in GIER)
    ecran.cliquer_territoire(autre)
    attendu = perimetre.encoder([*GIER, autre])
    ecran.attendre_parametre("code", attendu)
    expect(ecran.page.get_by_text("10 communes", exact=False).first).to_be_visible()
    ecran.attendre("carte.atlas.etat.choix.length === 10")
    ecran.cliquer_territoire(autre)
    ecran.attendre_parametre("code", CODE)
    assert _communes(ecran) == GIER


def test_d_une_zone_touchee_on_passe_a_ses_communes(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/perimetre")
    ecran.cliquer_territoire("0051")
    ecran.page.get_by_text("Touchez une commune pour l’ajouter").wait_for()
    ecran.attendre(f"carte.atlas.codes.length === {len(territoires.membres('zone_emploi', '0051'))}")


def test_le_lien_rend_le_perimetre_et_son_nom(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"/territoire?niveau=perimetre&code={CODE}&nom=Vall%C3%A9e%20du%20Gier&comparateur=departement.42")
    expect(ecran.page.get_by_role("heading", level=1)).to_have_text("Vallée du Gier")
    expect(ecran.page.get_by_text("Le périmètre compte")).to_be_visible()
    expect(ecran.page.get_by_text("pour département Loire").first).to_be_visible()
    ecran.page.get_by_role("link", name="Modifier le périmètre").click()
    expect(ecran.page.get_by_role("heading", level=1)).to_have_text("Mon périmètre")
    assert ecran.lire("carte.atlas.etat.choix.length") == len(GIER)


def test_le_perimetre_est_cerne_sur_la_carte(ouvrir: Ouvrir) -> None:
    for niveau in ("zone_emploi", "commune"):
        ecran = ouvrir(f"/carte?indicateur=population&niveau={niveau}&perimetre={CODE}&maisons=aucun&actions=aucun")
        ecran.attendre("carte.atlas.cernes && carte.atlas.cernes.length > 0")


def test_deux_cartes_bougent_ensemble(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/comparer?avec=zone_emploi:8421&vue=cartes&avant=2010-T1")
    ecran.attendre("(document.documentElement.dataset.atlasDouble || '').endsWith('2025')")
    dates = ecran.cadre.locator(".atlas-date")
    assert [date[-4:] for date in dates.all_inner_texts()] == ["2010", "2025"]
    ecran.lire("carte.setView([45, 5], 8, { animate: false }) && true")
    trajet = "document.querySelector('.atlas-seconde path.leaflet-interactive').getAttribute('d')"
    avant = ecran.lire(trajet)
    ecran.lire("carte.setView([48, 0], 7, { animate: false }) && true")
    ecran.attendre(f"{trajet} !== {avant!r}")


def test_copier_le_lien_copie_l_ecran_exact(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/classement?region=84&indicateur=taux_pauvrete", permissions=["clipboard-read", "clipboard-write"])
    ecran.page.get_by_role("button", name="Copier le lien").click()
    expect(ecran.page.get_by_role("button", name="Lien copié")).to_be_visible()
    assert ecran.page.evaluate("navigator.clipboard.readText()") == ecran.page.url


@pytest.mark.parametrize(
    "chemin",
    ["/carte?indicateur=taux_pauvrete", f"/territoire?niveau=perimetre&code={CODE}", "/classement?region=84"],
)
def test_integre_dans_un_autre_site(ouvrir: Ouvrir, chemin: str) -> None:
    ecran = ouvrir("/methode")
    ecran.page.set_content(f'<iframe src="{ecran.adresse}{chemin}&embed=true" width="1000" height="900"></iframe>')
    cadre = ecran.page.frame_locator("iframe").first
    expect(cadre.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
    expect(cadre.get_by_role("button", name="Comprendre")).to_have_count(0)
    if "classement" not in chemin:
        assert ecran.lire("carte.atlas.codes.length") > 0


def test_le_code_d_integration_mene_a_l_ecran(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/classement?region=84")
    ecran.page.get_by_role("button", name="Intégrer, exporter").click()
    code = ecran.page.locator("[data-testid=stPopoverBody] code").inner_text()
    assert 'title="Atlas des maisons de l' in code
    adresse = code.split('src="')[1].split('"')[0].replace("&amp;", "&")
    assert "region=84" in adresse
    assert "embed=true" in adresse
    ecran.page.goto(adresse)
    expect(ecran.page.get_by_role("heading", level=1)).to_have_text("Classement")


def test_le_portrait_s_imprime_sans_commandes(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/territoire?niveau=zone_emploi&code=8421")
    expect(ecran.page.get_by_role("button", name="Imprimer")).to_be_visible()
    ecran.page.emulate_media(media="print")
    expect(ecran.page.get_by_role("button", name="Imprimer")).to_be_hidden()
    expect(ecran.page.get_by_text("Comparer à")).to_be_hidden()
    expect(ecran.page.get_by_text("La zone d’emploi compte")).to_be_visible()


def test_exports_du_portrait(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"/territoire?niveau=perimetre&code={CODE}")
    for nom, entete in (("CSV", b"\xef\xbb\xbf"), ("Excel", b"PK"), ("GeoJSON", b"{")):
        with ecran.page.expect_download() as attente:
            ecran.page.locator("[data-testid=stDownloadButton] button").filter(has_text=nom).first.click()
        assert attente.value.path().read_bytes().startswith(entete)


def test_entree_prend_la_premiere_reponse(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/perimetre")
    champ = ecran.page.get_by_role("searchbox", name="Commune, intercommunalité, zone ou département")
    champ.press_sequentially("Grand Nancy")
    champ.press("Enter")
    ecran.attendre_parametre("niveau", "perimetre")
    expect(ecran.page.get_by_text("20 communes, ")).to_be_visible()
