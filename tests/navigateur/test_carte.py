"""La carte sous la souris : outre-mer, molette, communes, cercles, hachures."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from donnees import entrepot
from tests.navigateur.conftest import Ouvrir

NUE = "maisons=aucun&actions=aucun"
SERIE = "indicateur=emploi_prive_evolution_5_ans"
NOM = ".atlas-fiche h2"


def _zone(nom: str) -> str:
    libelles = entrepot.territoires("zone_emploi")["libelle"]
    return str(libelles[libelles == nom].index[0])


def test_un_cartouche_d_outre_mer_se_clique_et_s_agrandit(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"/carte?{NUE}")
    with ecran.changement():
        ecran.cadre.locator(".atlas-cartouche path.leaflet-interactive").first.click()
    expect(ecran.page.locator(NOM)).to_be_visible()
    ecran.cadre.get_by_role("button", name="La Réunion").click()
    latitude, longitude, _ = ecran.vue()
    assert -22 < latitude < -20
    assert 55 < longitude < 56


def test_changer_d_indicateur_garde_le_cadrage(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte")
    zoom = ecran.vue()[2]
    ecran.page.mouse.move(*ecran.point(_zone("Rennes")))
    ecran.page.mouse.wheel(0, -400)
    ecran.attendre(f"carte.getZoom() > {zoom + 0.5} && !carte._animatingZoom")
    avant, couleurs = ecran.vue(), ecran.remplissages()
    ecran.choisir_indicateur("Taux de pauvreté")
    assert ecran.vue() == avant
    assert ecran.remplissages() != couleurs
    expect(ecran.titre()).to_contain_text("Taux de pauvreté")


def test_communes_d_une_zone(ouvrir: Ouvrir) -> None:
    rennes = _zone("Rennes")
    ecran = ouvrir(f"/carte?{SERIE}&niveau=commune&zone={rennes}&{NUE}")
    appartenance = entrepot.table("appartenance")
    assert set(ecran.codes()) == set(appartenance.loc[appartenance["zone_emploi"] == rennes, "commune"])
    expect(ecran.titre()).to_contain_text("Rennes")
    with ecran.changement():
        ecran.cliquer("35238")
    expect(ecran.page.locator(NOM)).to_have_text("Rennes")


def test_on_descend_aux_communes_par_la_liste_niveau(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"/carte?{SERIE}&territoire={_zone('Rennes')}")
    with ecran.changement():
        ecran.choisir("^Niveau", "Communes")
    ecran.attendre_parametre("niveau", "commune")
    assert all(len(code) == 5 for code in ecran.codes())


def test_un_effectif_se_montre_en_cercles(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"/carte?indicateur=emploi_prive&{NUE}")
    rayons = sorted(ecran.lire("carte.atlas.ronds[0].getLayers().map((rond) => rond.getRadius())"), reverse=True)
    assert len(rayons) > 280
    valeurs = sorted((abs(v) for v in ecran.lire("carte.atlas.etat.valeurs") if v), reverse=True)
    assert (rayons[50] / rayons[0]) ** 2 == pytest.approx(valeurs[50] / valeurs[0], rel=1e-6)
    expect(ecran.cadre.get_by_text("aire proportionnelle")).to_be_visible()


def test_sans_donnee_est_hachure(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte")
    absentes = ecran.lire("carte.atlas.etat.valeurs.filter((v) => v === null).length")
    assert absentes > 0
    assert ecran.remplissages().count("url(#atlas-hachures)") == absentes
    assert ecran.cadre.locator("#map_div #atlas-hachures").count() == 1
    expect(ecran.cadre.locator(".atlas-legende li", has_text="sans donnée")).to_contain_text(str(absentes))
