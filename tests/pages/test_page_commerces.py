"""La page « Commerces et création » : chaque volet à chaque niveau, liens abîmés, exports, honnêteté."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from geo import territoires
from geo.commerces.types import types
from geo.territoires import perimetre
from pages.interface.figures import VOLET
from tests.pages.visite import deplier, droit, etat_montre, liens, messages, ouvrir, parametre, sans_erreur, textes

PERIMETRE = perimetre.encoder(territoires.membres("epci", "244200770")[:9])
LIEUX = {
    "zone": {"niveau": "zone_emploi", "code": "0051"},
    "departement": {"niveau": "departement", "code": "61"},
    "epci": {"niveau": "epci", "code": "200069193"},
    "commune": {"niveau": "commune", "code": "72015"},
    "sans-habitant": {"niveau": "commune", "code": "55139"},
    "region": {"niveau": "region", "code": "53"},
    "grande-region": {"niveau": "region", "code": "44"},
    "corse": {"niveau": "region", "code": "94"},
    "mayotte": {"niveau": "departement", "code": "976"},
    "france": {"niveau": "france", "code": "FR"},
    "perimetre": {"niveau": "perimetre", "code": PERIMETRE, "nom": "Gier"},
    "aucun": {},
}
VOLETS = ("acces", "ouvrir", "creations")


def _phrase(visite: AppTest) -> str:
    """Première phrase de la page."""
    (premiere, *_) = [e.proto.body for e in visite.get("html") if "atlas-phrase" in e.proto.body]
    return droit(premiere)


@pytest.mark.parametrize("volet", VOLETS)
@pytest.mark.parametrize("lieu", LIEUX)
def test_chaque_volet_a_chaque_niveau(volet: str, lieu: str) -> None:
    visite = sans_erreur(ouvrir("commerces", volet=volet, **LIEUX[lieu]))
    assert [titre.value for titre in visite.title] == ["Commerces et création"]
    assert messages(visite) == []
    phrase = _phrase(visite)
    assert phrase.rstrip("</p>").endswith(".")
    assert "nan" not in phrase.split()
    assert "inf" not in phrase.split()
    assert "nan km" not in textes(visite)


@pytest.mark.parametrize("code", types())
def test_chaque_type_s_affiche(code: str) -> None:
    visite = sans_erreur(ouvrir("commerces", type=code, niveau="epci", code="200069193"))
    assert messages(visite) == []
    assert types()[code].libelle.split(",")[0] in textes(visite)


def test_alencon_boulangerie() -> None:
    visite = ouvrir("commerces", **LIEUX["zone"])
    assert "32,4 % des habitants (40 080) vivent dans une commune sans boulangerie" in _phrase(visite)
    texte = textes(visite)
    assert "de mairie à mairie" in texte
    assert "ne se comparent pas" in texte
    assert "Base permanente des équipements 2024" in texte
    assert {fiche for _, fiche in liens(visite)} >= {"fiche=population_sans_boulangerie"}
    assert etat_montre(visite)["effectifs"] == [43, 8, 93, 40]
    assert len(visite.dataframe) == 1


def test_station_service_outre_mer_n_est_jamais_zero() -> None:
    visite = sans_erreur(ouvrir("commerces", niveau="departement", code="974", type="B316"))
    assert "ne relève pas" in _phrase(visite)
    assert "ce n'est pas zéro" in textes(visite)
    assert "atlas-commerces-nombres" not in textes(visite)
    assert not visite.get("component_instance")
    assert "ne relève pas" in _phrase(
        sans_erreur(ouvrir("commerces", niveau="departement", code="974", type="B316", volet="ouvrir"))
    )


def test_une_region_trop_grande_le_dit() -> None:
    visite = sans_erreur(ouvrir("commerces", **LIEUX["grande-region"]))
    assert "2 000 communes" in textes(visite)
    assert not visite.get("component_instance")
    assert "2 000 communes" in _phrase(ouvrir("commerces", volet="ouvrir", **LIEUX["grande-region"]))


def test_ouvrir_dit_l_effet_et_garde_le_choix_dans_l_adresse() -> None:
    visite = sans_erreur(ouvrir("commerces", volet="ouvrir", **LIEUX["zone"]))
    assert "ouvrir d'abord à Thoiré-sous-Contensor" in _phrase(visite)
    assert "mettrait 1 695 habitants à 5 km ou moins" in textes(visite)
    visite.selectbox(key="adresse.commune").set_value("61001").run()
    assert "Alençon a déjà une boulangerie" in textes(sans_erreur(visite))
    assert parametre(visite, "commune") == "61001"
    assert etat_montre(visite)["selection"] == "61001"
    dix = sans_erreur(ouvrir("commerces", volet="ouvrir", rayon="10", **LIEUX["zone"]))
    assert "tous les habitants ont déjà une boulangerie à 10 km ou moins" in _phrase(dix)


def test_creations_d_un_departement_montre_les_zones_traversees() -> None:
    visite = sans_erreur(ouvrir("commerces", volet="creations", **LIEUX["departement"]))
    assert "dans la zone d'emploi Flers, où vivent 31 % des habitants" in _phrase(visite)
    assert "Zones d'emploi traversées" in textes(visite)
    assert len(deplier(visite, VOLET).dataframe) == 3
    corse = sans_erreur(ouvrir("commerces", volet="creations", **LIEUX["corse"]))
    assert "pas publiées" in _phrase(corse)
    assert "Aucune des zones d'emploi traversées n'est publiée" in textes(corse)


def test_les_actions_de_creation_menent_a_leur_fiche() -> None:
    visite = sans_erreur(ouvrir("commerces", volet="creations", **LIEUX["france"]))
    assert sum(requete.startswith("action=") for _, requete in liens(visite)) == 12
    assert "autres au plan d'actions" in textes(visite)


@pytest.mark.parametrize(
    ("abime", "attendu"),
    [
        ({"volet": "rien"}, "volet = rien"),
        ({"type": "B999"}, "type = B999"),
        ({"rayon": "7", "volet": "ouvrir"}, "rayon = 7"),
        ({"commune": "75056", "volet": "ouvrir"}, "commune = 75056"),
        ({"comparateur": "france.42"}, "comparateur = france.42"),
        ({"type": "<script>alert(1)</script>"}, "<script>"),
    ],
)
def test_un_lien_abime_est_dit_et_la_page_tient(abime: dict[str, str], attendu: str) -> None:
    visite = sans_erreur(ouvrir("commerces", **{**LIEUX["zone"], **abime}))
    assert any(attendu in message for message in messages(visite))
    assert _phrase(visite).startswith('<p class="atlas-phrase">Alençon')


def test_un_territoire_inconnu_est_dit_et_la_france_se_montre() -> None:
    visite = sans_erreur(ouvrir("commerces", niveau="zone_emploi", code="9999"))
    assert "n'existe pas" in messages(visite)[0]
    assert "France" in _phrase(visite)


@pytest.mark.parametrize(("volet", "nombre"), [("acces", 5), ("ouvrir", 2), ("creations", 6)])
def test_exports(volet: str, nombre: int) -> None:
    visite = ouvrir("commerces", volet=volet, **LIEUX["zone"])
    assert len(visite.get("download_button")) == nombre


def test_changer_de_territoire_garde_ce_que_l_on_regarde() -> None:
    visite = ouvrir("commerces", volet="ouvrir", type="pharmacie", commune="61001", **LIEUX["zone"])
    visite.query_params["courant"] = "commune:72180"
    sans_erreur(visite.run())
    assert (parametre(visite, "type"), parametre(visite, "volet")) == ("pharmacie", "ouvrir")
    assert (parametre(visite, "niveau"), parametre(visite, "code")) == ("commune", "72180")
    assert messages(visite) == []
