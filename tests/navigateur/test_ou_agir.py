"""Où agir au navigateur : la carte à deux entrées, sa légende 3 × 3, le clic et le lien."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir


def _survoler(ecran: Ecran, code: str) -> str:
    """Infobulle d'une zone, souris à son centre."""
    x, y = ecran.lire(
        f"(() => {{ const a = carte.atlas, i = a.codes.indexOf('{code}'); "
        "const p = carte.latLngToContainerPoint(a.centres[i]); return [p.x, p.y]; })()"
    )
    ecran.cadre.locator("#map_div").hover(position={"x": x, "y": y})
    bulle = ecran.cadre.locator(".leaflet-tooltip")
    bulle.wait_for()
    return bulle.inner_text().replace("\u202f", " ").replace("\u00a0", " ")


def test_la_legende_est_un_tableau_de_neuf_cases_qui_font_le_pays(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/ou-agir?theme=clause_sociale")
    legende = ecran.cadre.get_by_role("table", name="Nombre de zones d’emploi, par besoin et actions comptées")
    expect(legende.get_by_role("rowheader")).to_have_count(3)
    expect(legende.get_by_role("columnheader", name="deux actions ou plus")).to_have_count(1)
    cases = [int(texte) for texte in legende.locator("td.atlas-case").all_inner_texts()]
    assert len(cases) == 9
    assert sum(cases) + ecran.lire("carte.atlas.etat.sans") == 306
    peintes = ecran.lire(
        "(() => { const n = {}; carte.atlas.couche.eachLayer((p) => { const c = p.options.fillColor; "
        "n[c] = (n[c] || 0) + 1; }); return n; })()"
    )
    teintes = ecran.lire("carte.atlas.etat.croisee.teintes.slice().reverse().flat()")
    assert [peintes.get(teinte, 0) for teinte in teintes] == cases


def test_la_legende_tient_dans_son_cadre(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/ou-agir?theme=commerce_proximite")
    ecran.attendre("carte.getSize().y >= 600")
    corps = "document.querySelector('.atlas-panneau-legende .atlas-panneau-corps')"
    assert ecran.lire(f"{corps}.scrollHeight - {corps}.clientHeight") <= 0
    assert (
        ecran.lire("document.querySelector('.atlas-boutons').getBoundingClientRect().bottom - carte.getSize().y") <= 0
    )


def test_le_survol_et_le_clic_disent_besoin_et_presence(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/ou-agir?theme=accueil_orientation&fenetre=toutes")
    assert _survoler(ecran, "7625") == "Toulouse\nbesoin moyen (21,9 %), 8 actions"
    ecran.cliquer_territoire("7625")
    ecran.attendre_parametre("territoire", "7625")
    expect(ecran.page.get_by_role("heading", name="Toulouse", exact=True)).to_be_visible()
    ecran.attendre("carte.atlas.etat.selection === '7625'")
    ecran.cliquer_territoire("7625")
    ecran.attendre_parametre("territoire", None)


def test_le_nombre_d_actions_est_ecrit_sur_la_carte(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/ou-agir?theme=accueil_orientation&fenetre=toutes")
    ecrits = sorted(int(n) for n in ecran.cadre.locator("#map_div .atlas-nombre").all_inner_texts())
    attendus = sorted(int(n) for n in ecran.lire("Object.values(carte.atlas.etat.croisee.actions)"))
    assert ecrits == attendus
    assert len(ecrits) > 5


def test_d_une_action_comptee_on_va_a_sa_fiche(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/ou-agir?theme=accueil_orientation&fenetre=toutes&territoire=7625")
    premier = ecran.page.locator(".st-key-actions-ou-agir a").first
    cle = (premier.get_attribute("href") or "").split("action=")[1]
    premier.click()
    ecran.page.wait_for_url(f"**/plan-actions?action={cle}")


def test_changer_de_theme_repeint_sans_recharger_la_geometrie(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/ou-agir")
    avant = ecran.lire("document.documentElement.dataset.atlas")
    demandes: list[str] = []
    ecran.ecouter("request", lambda requete: demandes.append(requete.url))
    champ = ecran.page.get_by_role("combobox", name="Thème d’action")
    champ.fill("GPEC")
    ecran.page.get_by_role("option", name="GPEC territoriale").click()
    ecran.attendre_parametre("theme", "gpect")
    ecran.attendre(f"document.documentElement.dataset.atlas !== '{avant}'")
    ecran.attendre("carte.atlas.etat.titre.startsWith('Indice de spécialisation')")
    assert [url for url in demandes if "produits" in url] == []


def test_le_cadrage_du_lien_est_rendu_et_un_clic_ne_le_bouge_pas(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/ou-agir?theme=gpect&vue=45.500_4.800_7.5")
    assert ecran.lire("carte.getZoom()") == 7.5
    ecran.cadre.locator(".atlas-cible").focus()
    ecran.page.keyboard.press("+")
    ecran.attendre("carte.getZoom() > 7.5")
    zoom = ecran.lire("carte.getZoom()")
    ecran.page.wait_for_function("() => !new URL(location.href).searchParams.get('vue').endsWith('_7.5')")
    centre = ecran.lire("Math.round(carte.getCenter().lat * 1000)")
    ecran.cliquer_territoire("8421")
    ecran.attendre_parametre("territoire", "8421")
    ecran.attendre("carte.atlas.etat.selection === '8421'")
    assert ecran.lire("carte.getZoom()") == zoom
    assert ecran.lire("Math.round(carte.getCenter().lat * 1000)") == centre
