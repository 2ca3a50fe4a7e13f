"""Comprendre › Mon périmètre : ajouter, retirer, annuler, nommer, partager ; rien ne casse, tout refus est dit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo import territoires
from geo.territoires import perimetre
from pages.cadre import entete
from tests.pages.visite import droit, liens, messages, ouvrir, parametre, sans_erreur, textes

EPCI = territoires.membres("epci", "244200770")


def _code(visite: AppTest) -> tuple[str, ...]:
    code = parametre(visite, "code")
    return perimetre.decoder(code) if code else ()


def test_la_page_le_perimetre_sans_nom_et_l_onglet_ne_disent_pas_trois_fois_la_meme_chose() -> None:
    visite = sans_erreur(ouvrir("perimetre", code=perimetre.encoder(EPCI)))
    assert droit(visite.title[0].value) != droit(visite.subheader[0].value)
    dits = entete.titre(visite.title[0].value, territoires.du_perimetre(EPCI)).split(" · ")
    assert len(set(dits)) == len(dits)


def test_vide_dit_par_ou_commencer() -> None:
    visite = sans_erreur(ouvrir("perimetre"))
    assert "Aucune commune pour l'instant" in droit(visite.info[0].value)


def test_ajouter_par_recherche_puis_retirer_et_annuler() -> None:
    visite = sans_erreur(ouvrir("perimetre"))
    visite.text_input[0].input("Saint-Étienne Métropole").run()
    sans_erreur(visite)
    visite.button(key="ajout.epci.244200770").click().run()
    assert _code(sans_erreur(visite)) == EPCI
    assert f"{len(EPCI)} communes" in textes(visite)
    assert "Exactement les communes de « Saint-Étienne Métropole »" in textes(visite)
    next(b for b in visite.button if b.label == "Tout retirer").click().run()
    assert _code(sans_erreur(visite)) == ()
    next(b for b in visite.button if b.label.startswith("Annuler")).click().run()
    assert _code(sans_erreur(visite)) == EPCI


def test_codes_colles_un_a_un() -> None:
    visite = ouvrir("perimetre", facon="codes")
    visite.text_area[0].input("42218, 42218 99999 1001 zut").run()
    dits = droit("\n".join([*messages(visite), *(i.value for i in visite.info)]))
    assert "99999" in dits
    assert "zut" in dits
    assert "42218" in dits
    next(b for b in visite.button if b.label.startswith("Ajouter 2")).click().run()
    assert _code(sans_erreur(visite)) == ("01001", "42218")


@pytest.mark.parametrize("ensemble", ["epci", "canton", "zone_emploi", "departement"])
def test_ajouter_un_ensemble(ensemble: str) -> None:
    visite = sans_erreur(ouvrir("perimetre", facon="ensemble", ensemble=ensemble, dans="42"))
    bouton = next(b for b in visite.button if b.label.startswith("Ajouter ses"))
    bouton.click().run()
    assert f"Ajouter ses {len(_code(sans_erreur(visite)))} communes" == bouton.label


def test_maison_connue() -> None:
    connus = perimetre.connus()
    assert connus
    visite = sans_erreur(ouvrir("perimetre", facon="maison"))
    next(b for b in visite.button if b.label.startswith("Reprendre")).click().run()
    assert _code(sans_erreur(visite)) == tuple(sorted(connus[0].communes))


def test_le_nom_suit_dans_les_liens_et_reste_inerte() -> None:
    code = perimetre.encoder(EPCI[:4])
    visite = sans_erreur(ouvrir("perimetre", code=code, nom="<b>Mon</b> *bassin*"))
    assert visite.subheader[0].value == r"\<b\>Mon\</b\> \*bassin\*"
    assert any(page == "territoire" and f"code={code}" in parametres for page, parametres in liens(visite))
    assert any(page == "comparer" for page, _ in liens(visite))


def test_trop_de_communes_refuse_sans_rien_perdre() -> None:
    code = perimetre.encoder(EPCI)
    visite = ouvrir("perimetre", code=code)
    visite.text_input[0].input("Nouvelle-Aquitaine").run()
    assert not [b for b in visite.button if "région" in b.label]
    assert _code(visite) == EPCI


@given(st.text(max_size=60))
@settings(max_examples=25)
def test_un_lien_absurde_ne_casse_rien(code: str) -> None:
    visite = ouvrir("perimetre", niveau="perimetre", code=code, nom=code)
    assert not visite.exception


def test_un_perimetre_sans_nom_n_en_met_pas_dans_l_adresse_et_s_appelle_comme_ses_communes() -> None:
    nancy = territoires.lire("epci", "245400676")
    visite = sans_erreur(ouvrir("perimetre", niveau="perimetre", code=perimetre.encoder(nancy.communes)))
    assert all("sans+nom" not in parametres for _, parametres in liens(visite))
    assert "nom" not in visite.query_params
    (bouton,) = [bouton for bouton in visite.button if "L'appeler" in droit(bouton.label)]
    sans_erreur(bouton.click().run())
    assert parametre(visite, "nom") == nancy.libelle
    assert visite.text_input(key="perimetre.nom").value == nancy.libelle
    assert not [bouton for bouton in visite.button if "L'appeler" in droit(bouton.label)]
