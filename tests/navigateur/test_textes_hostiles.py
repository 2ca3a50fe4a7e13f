"""Textes hostiles saisis au registre : montrés tels quels, jamais exécutés, où qu'ils s'affichent."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Dialog, expect

from donnees.registre import services
from donnees.registre.base import Registre, lire_adresse
from donnees.registre.edition import IDENTITE_LOCALE
from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir
from tests.navigateur.serveur import Service
from tests.registre.atelier_registre import AUTRE, MAISON, saisie, saisie_maison

PIRATE = "<img src=x onerror='top.pirate=1'><script>top.pirate=1</script>"
LIEN = "[clic](javascript:top.pirate=1) ![i](//tiers.exemple/p.png) <a href='javascript:top.pirate=1'>a</a>"
SENS = "\u202egauche à droite\u202c 🙂"
FORMULE = "=HYPERLINK(1)"
MARQUE = "Zzhostile"
LIBRES = ("pilote", "elu_nom", "elu_mandat", "public", "source", "empechement")
MARKDOWN = (
    "1. https://tiers.exemple/a www.tiers.exemple mailto:a@tiers.exemple jean.dupont@tiers.exemple :material/lock: "
    ":smile: :streamlit: :red[r] :blue-background[f] :small[p] :green-badge[b] $x^2$ <b>h</b> ![i](//tiers.exemple/i) "
    "`code` **gras** _it_ ~~b~~ # t > c - l a|b a -> b -- &lt;"
)
"""Toutes les constructions que Streamlit interprète, en moins de trois cents signes."""
INTERPRETES = "em, del, code, strong strong, img, [role=img], .katex, [class*=stMarkdownColored], .stMarkdownBadge"
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


PAGES_MARKDOWN = (
    "/plan-actions?q=zzmarkdown",
    "/plan-actions?action={cle}",
    f"/maisons?maison={AUTRE}",
    f"/bilan?maison={AUTRE}&annee=2026",
    "/territoire?niveau=commune&code=02408",
    "/plan-actions?q=zzmarkdown&vue=tableau&action=%3Amaterial%2Flock%3Ahttps%3A%2F%2Ftiers.exemple",
)


@pytest.fixture(scope="module")
def cle_markdown(service: Service) -> str:
    """Une action, et la maison qui la porte, dont chaque texte contient toutes les constructions."""
    registre = Registre(lire_adresse(service.base))
    texte = f"Zzmarkdown {MARKDOWN}"
    assert len(texte) <= 300
    brute = saisie(
        titre=texte,
        description=MARKDOWN,
        maison=AUTRE,
        lieux=[{"niveau": "commune", "code": "02408"}],
        partenaires=[{"nom": MARKDOWN, "nature": "entreprise", "role": MARKDOWN}],
        **dict.fromkeys(LIBRES, MARKDOWN),
    )
    fiche = services.creer(registre, IDENTITE_LOCALE, brute)
    mesure = {"libelle": MARKDOWN, "unite": MARKDOWN, "cible": 10}
    suivie = services.definir_suivi(registre, IDENTITE_LOCALE, fiche.cle, mesure)
    valeur = {"date": "2026", "valeur": 4, "commentaire": MARKDOWN}
    services.suivre(registre, IDENTITE_LOCALE, fiche.cle, suivie.suivis[0].cle, valeur)
    textes = dict.fromkeys(("nom", "statut", "statut_source", "territoire", "adresse", "telephone"), MARKDOWN)
    services.modifier_maison(registre, IDENTITE_LOCALE, AUTRE, 1, saisie_maison(**textes, perimetre=["02408"]))
    registre.fermer()
    return fiche.cle


@pytest.fixture(scope="module")
def cle(service: Service) -> str:
    """Une action dont chaque texte est hostile ; un mégaoctet de description."""
    registre = Registre(lire_adresse(service.base))
    brute = saisie(
        titre=f"{MARQUE} {PIRATE} {LIEN}"[:300],
        description=f"{PIRATE}{LIEN}{SENS}" + "é" * 1_000_000,
        partenaires=[{"nom": f"{PIRATE} {LIEN}", "nature": "entreprise", "role": f"{FORMULE} {PIRATE}"}],
        **dict.fromkeys(LIBRES, f"{LIEN} {PIRATE} {SENS}"),
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


@pytest.mark.parametrize("page", PAGES_MARKDOWN)
def test_markdown_inerte(ouvrir: Ouvrir, cle_markdown: str, page: str) -> None:
    """Classe du défaut : construction Markdown de Streamlit active dans un texte d'usager, où qu'il s'affiche."""
    ecran = ouvrir(page.format(cle=cle_markdown))
    ecran.jusqu_au_pied()
    ecran.page.wait_for_timeout(500)
    ailleurs = ecran.page.locator("a[href*='tiers.exemple'], a[href^='mailto:'], img[src*='tiers.exemple']")
    assert ailleurs.count() == 0
    montres = ecran.page.locator("[data-testid=stMarkdownContainer]").filter(has_text=re.compile("tiers"))
    interpretes = montres.locator(INTERPRETES).evaluate_all("lus => lus.map(l => l.outerHTML.slice(0, 200))")
    # Un texte mis en gras par la page ne compte pas : « strong strong » est celui de l'usager.
    assert interpretes == []
    assert montres.locator("ol, ul, blockquote, table, h3, h4").filter(has_text="tiers").count() == 0
    if "action=%3A" not in page:
        texte = ecran.page.locator("body").inner_text().replace("\u00a0", " ").replace("\u202f", " ")
        assert "jean.dupont@tiers.exemple :material/lock: :smile:" in texte


@pytest.mark.parametrize("format_", ["PNG", "SVG"])
@pytest.mark.usefixtures("cle", "cle_markdown")
def test_image_d_un_graphique(ouvrir: Ouvrir, format_: str) -> None:
    """Classe du défaut : texte d'usager interprété dans l'image qu'on emporte d'un graphique."""
    ecran = ouvrir("/plan-actions?q=zz&vue=calendrier")
    page = ecran.page
    page.get_by_role("button", name="Intégrer, exporter").click()
    page.get_by_text(format_, exact=True).last.click()
    page.keyboard.press("Escape")
    ecran.au_repos()
    dessin = page.locator(".atlas-dessin").first
    expect(dessin.locator("text", has_text="Zzmarkdown").first).to_be_attached()
    inerte(ecran)
    dessin.click()
    figure = page.locator(".js-plotly-plot").first
    expect(figure.locator("text", has_text="Zzmarkdown").first).to_be_attached()
    figure.hover()
    with page.expect_download() as attente:
        figure.locator(".modebar-btn").first.click()
    octets = attente.value.path().read_bytes()
    if format_ == "PNG":
        assert octets.startswith(b"\x89PNG")
        return
    noeuds = list(ET.fromstring(octets).iter())
    assert not {noeud.tag.rpartition("}")[2] for noeud in noeuds} & {"script", "a", "image", "foreignObject", "iframe"}
    assert not [nom for noeud in noeuds for nom in noeud.attrib if nom.lower().startswith("on")]
    ecrit = "".join(noeud.text or "" for noeud in noeuds)
    assert "<img src=x" in ecrit
    assert "https://tiers.exemple/a" in ecrit


def test_fenetre_de_la_carte(ouvrir: Ouvrir, cle: str) -> None:
    ecran = ouvrir("/plan-actions?q=zzhostile&vue=carte")
    cadre = ecran.au_repos().cadre
    cadre.locator(".atlas-marqueur").first.click(force=True)
    expect(cadre.locator(".atlas-fenetre h2")).to_contain_text("<img src=x")
    inerte(ecran)
    ecran.suivre_la_fenetre()
    ecran.attendre_parametre("action", cle)
