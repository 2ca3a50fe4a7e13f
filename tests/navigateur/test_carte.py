"""La carte se montre, le clic choisit, les niveaux et les représentations changent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from donnees import entrepot
from tests.navigateur.ecran import TRAITS, EcranCarte

NUE = "maisons=aucun&actions=aucun"
RENNES, METZ = "5315", "4415"
OUTRE_MER = ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"]


def _zone(nom: str) -> str:
    libelles = entrepot.territoires("zone_emploi")["libelle"]
    return str(libelles[libelles == nom].index[0])


def test_les_306_zones_et_l_outre_mer_se_montrent(carte: EcranCarte) -> None:
    carte.ouvrir()
    assert carte.cadre.locator(TRAITS).count() == 306
    assert len(set(carte.codes())) == 306
    assert len(set(carte.remplissages())) >= 5
    assert carte.cadre.locator(".atlas-cartouche button").all_inner_texts() == OUTRE_MER
    outre_mer = carte.cadre.locator(".atlas-cartouche path.leaflet-interactive").count()
    assert outre_mer == sum(code.startswith("0") and len(code) == 4 for code in carte.codes()) == 19
    expect(carte.titre()).to_contain_text("chômage localisé")
    effectifs = carte.cadre.locator(".atlas-legende .atlas-effectif").all_inner_texts()
    assert sum(int(re.sub(r"\D", "", effectif)) for effectif in effectifs) == 306


def test_le_clic_choisit_puis_deselectionne(carte: EcranCarte) -> None:
    carte.ouvrir(f"carte?{NUE}")
    rennes = _zone("Rennes")
    assert carte.epais() == 0
    with carte.changement():
        carte.cliquer(rennes)
    expect(carte.page.locator(".atlas-fiche h2")).to_have_text("Rennes")
    assert carte.epais() == 1
    assert carte.parametres()["territoire"] == rennes
    with carte.changement():
        carte.cliquer(_zone("Metz"))
    expect(carte.page.locator(".atlas-fiche h2")).to_have_text("Metz")
    with carte.changement():
        carte.cliquer(_zone("Metz"))
    expect(carte.page.locator(".atlas-fiche h2")).to_have_count(0)
    assert carte.epais() == 0
    assert "territoire" not in carte.parametres()


def test_un_cartouche_d_outre_mer_se_clique_et_s_agrandit(carte: EcranCarte) -> None:
    carte.ouvrir(f"carte?{NUE}")
    with carte.changement():
        carte.cadre.locator(".atlas-cartouche path.leaflet-interactive").first.click()
    expect(carte.page.locator(".atlas-fiche h2")).to_be_visible()
    carte.cadre.get_by_role("button", name="La Réunion").click()
    latitude, longitude, _ = carte.vue()
    assert (-22 < latitude < -20) and (55 < longitude < 56)


def test_changer_d_indicateur_garde_le_cadrage(carte: EcranCarte) -> None:
    carte.ouvrir()
    x, y = carte.point(_zone("Rennes"))
    carte.page.mouse.move(x, y)
    zoom = carte.vue()[2]
    carte.page.mouse.wheel(0, -400)
    carte.cadre.wait_for_function("(zoom) => window.map.getZoom() > zoom + 0.5", arg=zoom)
    carte.cadre.wait_for_function("() => !window.map._animatingZoom")
    avant, couleurs = carte.vue(), carte.remplissages()
    with carte.changement():
        carte.choisir("Indicateur", "Taux de pauvreté")
    assert carte.vue() == avant
    assert carte.remplissages() != couleurs
    expect(carte.titre()).to_contain_text("Taux de pauvreté")


@pytest.mark.parametrize(("niveau", "minimum"), [("Départements", 101), ("Régions", 18)])
def test_departements_et_regions(carte: EcranCarte, niveau: str, minimum: int) -> None:
    carte.ouvrir("carte?indicateur=emploi_prive_evolution_5_ans")
    with carte.changement():
        carte.choisir("Niveau", niveau)
    assert carte.cadre.locator(TRAITS).count() >= minimum
    assert len(carte.codes()) == minimum
    assert carte.cadre.locator(".atlas-cartouche").count() == 5


def test_communes_d_une_zone(carte: EcranCarte) -> None:
    rennes = _zone("Rennes")
    carte.ouvrir(f"carte?indicateur=emploi_prive_evolution_5_ans&niveau=commune&zone={rennes}&{NUE}")
    appartenance = entrepot.table("appartenance")
    attendues = set(appartenance.loc[appartenance["zone_emploi"] == rennes, "commune"])
    assert set(carte.codes()) == attendues
    expect(carte.titre()).to_contain_text("Rennes")
    with carte.changement():
        carte.cliquer("35238")
    expect(carte.page.locator(".atlas-fiche h2")).to_have_text("Rennes")


def test_on_descend_aux_communes_par_la_liste_niveau(carte: EcranCarte) -> None:
    carte.ouvrir(f"carte?indicateur=emploi_prive_evolution_5_ans&territoire={_zone('Rennes')}")
    with carte.changement():
        carte.choisir("Niveau", "Communes")
    assert carte.parametres()["niveau"] == "commune"
    assert carte.parametres()["zone"]
    assert all(len(code) == 5 for code in carte.codes())


def test_un_effectif_se_montre_en_cercles(carte: EcranCarte) -> None:
    carte.ouvrir(f"carte?indicateur=emploi_prive&{NUE}")
    rayons = carte.lire("() => window.map.atlas.ronds.map((g) => g.getLayers().map((r) => r.getRadius()))")
    principaux = sorted(rayons[0], reverse=True)
    assert len(principaux) > 280
    valeurs = sorted((abs(v) for v in carte.lire("() => window.map.atlas.etat.valeurs") if v), reverse=True)
    assert (principaux[50] / principaux[0]) ** 2 == pytest.approx(valeurs[50] / valeurs[0], rel=1e-6)
    expect(carte.cadre.get_by_text("aire proportionnelle")).to_be_visible()


def test_sans_donnee_est_hachure(carte: EcranCarte) -> None:
    carte.ouvrir()
    absentes = carte.lire("() => window.map.atlas.etat.valeurs.filter((v) => v === null).length")
    assert absentes > 0
    assert carte.remplissages().count("url(#atlas-hachures)") == absentes
    assert carte.cadre.locator("#map_div #atlas-hachures").count() == 1
    expect(carte.cadre.locator(".atlas-legende li", has_text="sans donnée")).to_contain_text(str(absentes))
