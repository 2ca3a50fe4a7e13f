"""La carte sans souris et sans la vue : un arrêt, de vraies touches, une région qui dit ce qu'on vise."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from geo.mesures.positions import position
from geo.mesures.repartitions import repartir
from tests.navigateur.clavier import ANNONCE, FOYER, VISE, VUE, sur_la_carte, toucher
from tests.navigateur.onglets import Ouvrir

ARRETS_MAX = 9
LYON, NANCY = "8421", "4412"


@pytest.mark.parametrize("chemin", ["/carte", "/carte?reseaux=reseau-mission_locale", "/", "/maisons"])
def test_la_carte_est_un_seul_arret(ouvrir: Ouvrir, chemin: str) -> None:
    """Ni maison, ni grappe, ni zone n'est un arrêt ; l'outre-mer, le zoom et les boutons du bas en font un chacun."""
    ecran = ouvrir(chemin)
    ecran.attendre("document.querySelectorAll('#map_div .atlas-maisons').length > 20")
    ecran.lire("document.querySelector('.atlas-passer').focus() ?? true")
    arrets = []
    while ecran.page.evaluate("document.activeElement.tagName") == "IFRAME":
        arrets.append(ecran.lire(FOYER))
        assert len(arrets) <= ARRETS_MAX
        ecran.page.keyboard.press("Tab")
    assert arrets[:2] == ["atlas-passer", "atlas-cible"]
    assert arrets.count("atlas-cible") == 1
    assert not [arret for arret in arrets if "leaflet-marker" in arret or "leaflet-interactive" in arret]


def test_passer_la_carte_mene_apres_le_cadre(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte")
    passer = ecran.cadre.get_by_role("button", name="Passer la carte")
    premier = "[...document.querySelectorAll('a[href], button, [tabindex]')].find((e) => e.tabIndex >= 0).className"
    assert ecran.lire(premier) == "atlas-passer"
    passer.focus()
    assert (passer.bounding_box() or {"width": 0})["width"] > 80
    ecran.page.keyboard.press("Enter")
    apres = "document.activeElement.compareDocumentPosition(document.querySelector('iframe[src*=streamlit_folium]'))"
    ecran.page.wait_for_function("() => document.activeElement.tagName !== 'IFRAME'")
    assert ecran.page.evaluate(f"({apres} & Node.DOCUMENT_POSITION_PRECEDING) > 0")


def test_les_fleches_vont_au_voisin_sans_bouger_la_vue(ouvrir: Ouvrir) -> None:
    ecran = sur_la_carte(ouvrir, f"/carte?territoire={LYON}")
    assert ecran.lire(VISE) == LYON
    vue = ecran.lire(VUE)
    assert "Lyon, zone d’emploi : " in _simple(ecran.lire(ANNONCE))
    centre = "(() => { const p = carte.atlas.centres[carte.atlas.vise]; return [p.lng, p.lat]; })()"
    for touche, axe, sens in (("ArrowRight", 0, 1), ("ArrowLeft", 0, -1), ("ArrowUp", 1, 1), ("ArrowDown", 1, -1)):
        avant = ecran.lire(centre)
        toucher(ecran, touche)
        assert (ecran.lire(centre)[axe] - avant[axe]) * sens > 0
    assert ecran.lire(VUE) == vue
    assert ecran.lire("document.querySelectorAll('.atlas-vise path').length") == 3


def test_tout_territoire_est_atteint_par_les_fleches(ouvrir: Ouvrir) -> None:
    """De n'importe où, les flèches mènent partout, outre-mer compris ; aucune position sans issue."""
    for chemin in (
        "/carte",
        "/carte?indicateur=boulangeries&niveau=departement",
        "/carte?niveau=commune&indicateur=population&zone=0051",
    ):
        ecran = ouvrir(chemin)
        atteints = ecran.lire(
            "(() => { const a = carte.atlas, T = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];"
            "const suivants = a.codes.map((_, i) => T.map((t) => atlas.voisin(a, i, t)).filter((j) => j >= 0));"
            "const retours = a.codes.map(() => []);"
            "suivants.forEach((liste, i) => liste.forEach((j) => retours[j].push(i)));"
            "return [suivants, retours].map((graphe) => { const vus = new Set([0]), pile = [0];"
            "while (pile.length) for (const j of graphe[pile.pop()]) if (!vus.has(j)) { vus.add(j); pile.push(j); }"
            "return vus.size; }).concat(a.codes.length); })()"
        )
        assert len(set(atteints)) == 1


def test_entree_choisit_et_la_fiche_suit(ouvrir: Ouvrir) -> None:
    ecran = sur_la_carte(ouvrir, f"/carte?territoire={LYON}&actions=aucun")
    toucher(ecran, "ArrowRight")
    code, nom = ecran.lire(VISE), ecran.lire("carte.atlas.noms[carte.atlas.vise]")
    assert code != LYON
    assert toucher(ecran, "Enter") == f"Choisi : {nom}."
    ecran.attendre_parametre("territoire", code)
    expect(ecran.page.locator(".atlas-fiche h2")).to_have_text(nom)
    assert ecran.lire(FOYER) == "atlas-cible"
    assert toucher(ecran, "Space") == f"Choix retiré : {nom}."
    ecran.attendre_parametre("territoire", None)


@pytest.mark.parametrize(
    ("indicateur", "niveau"),
    [
        ("chomage_localise", "zone_emploi"),
        ("librairies", "zone_emploi"),
        ("part_recrutements_difficiles", "zone_emploi"),
        ("chomage_localise_evolution_5_ans", "zone_emploi"),
        ("densite", "departement"),
    ],
)
def test_le_rang_dit_est_celui_de_la_fiche(ouvrir: Ouvrir, indicateur: str, niveau: str) -> None:
    """Ex æquo cachés par l'arrondi, places que permettent les intervalles, territoires sans rang : partout le même."""
    ecran = ouvrir(f"/carte?indicateur={indicateur}&niveau={niveau}")
    dits = ecran.lire("carte.atlas.codes.map((_, i) => atlas.rang(carte.atlas.etat, i))")
    repartition = repartir(indicateur, niveau)
    attendus = [position(repartition, code).ecrite for code in repartition.codes]
    assert [_simple(dit) for dit in dits] == [_simple(attendu) for attendu in attendus]
    assert len(set(dits)) > 20


def _simple(texte: str) -> str:
    return texte.replace("ᵉʳ", "er").replace("ᵉ", "e").replace("\u202f", " ").replace("\u00a0", " ")


def test_la_region_dit_nom_valeur_rang_et_classe(ouvrir: Ouvrir) -> None:
    ecran = sur_la_carte(ouvrir, f"/carte?territoire={NANCY}&indicateur=taux_pauvrete")
    place = position(repartir("taux_pauvrete", "zone_emploi"), NANCY)
    valeur = f"{place.valeur:.1f}".replace(".", ",")
    dit = _simple(ecran.lire(ANNONCE))
    assert dit.startswith(f"Nancy, zone d’emploi : {valeur} %")
    assert f", {_simple(place.ecrite)}, classe " in dit
    assert dit.endswith(" sur 5")
    assert place.ecrite.split()[0] in ecran.lire(ANNONCE)  # « 109ᵉ », jamais « 109e »
    assert ecran.lire("document.querySelector('.atlas-annonce').getAttribute('aria-live')") == "polite"


def test_la_region_dit_ce_qui_manque(ouvrir: Ouvrir) -> None:
    ecran = sur_la_carte(ouvrir, "/carte?indicateur=chomage_localise_evolution_5_ans")
    for condition, attendu in (
        ("(a.etat.valeurs[i] ?? null) === null", "non disponible"),
        ("(a.etat.revision || []).includes(i)", "dans la marge de révision"),
    ):
        dit = ecran.lire(
            f"(() => {{ const a = carte.atlas, i = a.codes.findIndex((_, i) => {condition}); "
            "return i < 0 ? null : atlas.annoncer(carte, i); })()"
        )
        assert dit is not None
        assert attendu in dit
        assert "classe" not in dit


def test_l_ordre_des_valeurs_se_parcourt(ouvrir: Ouvrir) -> None:
    ecran = sur_la_carte(ouvrir)
    lues = ecran.lire("carte.atlas.etat.valeurs.filter((v) => v !== null).sort((a, b) => a - b)")
    valeur = "carte.atlas.etat.valeurs[carte.atlas.vise]"
    assert "Plus petite valeur" in toucher(ecran, "Home")
    assert ecran.lire(valeur) == lues[0]
    toucher(ecran, ">", "PageDown")
    assert ecran.lire(valeur) == lues[2]
    toucher(ecran, "<")
    assert ecran.lire(valeur) == lues[1]
    assert "Plus grande valeur" in toucher(ecran, "End")
    assert ecran.lire(valeur) == lues[-1]
    assert toucher(ecran, "PageDown") == "C’est la plus grande valeur."


def test_la_vue_ne_sort_jamais_de_france(ouvrir: Ouvrir) -> None:
    """Deux cents touches au hasard d'un parcours, zoom compris : le centre reste en métropole ou sur un cartouche."""
    ecran = sur_la_carte(ouvrir)
    dedans = (
        "[atlas.METROPOLE, ...carte.atlas.cartouches.map((c) => c.emprise)]"
        ".some((emprise) => emprise.contains(carte.getCenter()))"
    )
    for touche in (
        ("ArrowLeft",) * 12 + ("+", "+") + ("ArrowLeft",) * 12 + ("ArrowDown", "ArrowRight") * 20 + ("-",) * 6
    ):
        ecran.page.keyboard.press(touche)
        assert ecran.lire(dedans), touche
    for touche in ("End", "+", "+", "ArrowUp", "ArrowUp", "ArrowUp", "Home", "-", "-", "0"):
        ecran.page.keyboard.press(touche)
        assert ecran.lire(dedans), touche
    assert ecran.lire("carte.getBounds().contains(atlas.METROPOLE.getCenter())")


def test_l_outre_mer_se_parcourt_dans_son_cartouche(ouvrir: Ouvrir) -> None:
    ecran = sur_la_carte(ouvrir, "/carte?territoire=0401")
    vue = ecran.lire(VUE)
    assert ecran.lire("document.querySelectorAll('.atlas-cartouche .atlas-vise path').length") == 3
    toucher(ecran, "ArrowLeft")
    assert ecran.lire(VISE).startswith("04")
    assert ecran.lire(VUE) == vue
    toucher(ecran, "+")
    assert ecran.lire("carte.atlas.cartouches[3].emprise.contains(carte.getCenter())")
    assert any("Métropole. " in toucher(ecran, "ArrowUp") for _ in range(8))
    assert ecran.lire("atlas.METROPOLE.contains(carte.getCenter())")
