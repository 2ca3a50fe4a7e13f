"""Agir › Saisir : le brouillon gardé au registre, retrouvé dans une session neuve, effacé quand la saisie est finie."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from donnees.registre import services
from donnees.registre.droits import Identite, Role
from donnees.registre.edition import IDENTITE_LOCALE
from donnees.registre.erreurs import RegistreIndisponible, RegistreOccupe
from donnees.registre.services.brouillons import NEUVE
from pages.agir.saisir import garde as saisie_garde
from pages.interface import acces, registre
from tests.pages.visite import Connecter, bouton, champ, creer, messages, ouvrir, sans_erreur, textes
from tests.registre.atelier_registre import MAISON, saisie

HOSTILE = "<script>alert(1)</script> [clic](javascript:alert(1))"


@pytest.fixture(autouse=True)
def _rien_de_garde(edition: None) -> Iterator[None]:
    """Édition locale ; chaque épreuve laisse sa place nette."""
    yield
    services.oublier_brouillon(registre.ouvert(), IDENTITE_LOCALE, NEUVE)


def garde(cle: str = NEUVE, qui: Identite = IDENTITE_LOCALE) -> dict[str, Any] | None:
    """Ce que le registre garde du brouillon."""
    trouve = services.relire_brouillon(registre.ouvert(), qui, cle)
    return None if trouve is None else trouve.contenu


def taper(titre: str, **parametres: str) -> AppTest:
    """Une session neuve où l'on tape un titre."""
    visite = sans_erreur(ouvrir("saisir", **parametres))
    champ(visite, "titre", parametres.get("action", NEUVE)).input(titre).run()
    return sans_erreur(visite)


def situer(visite: AppTest) -> None:
    """Ajoute Rennes aux lieux."""
    next(t for t in visite.text_input if str(t.key).endswith("lieux.recherche")).input("35238").run()
    next(b for b in visite.button if ".ajouter.commune." in str(b.key)).click().run()


def test_ouvrir_le_formulaire_ne_garde_rien() -> None:
    visite = sans_erreur(ouvrir("saisir"))
    assert "Ce que vous taperez sera gardé 30 jours" in textes(visite)
    sans_erreur(visite.run())
    assert garde() is None


def test_retrouve_dans_une_session_neuve_puis_efface_a_l_enregistrement() -> None:
    visite = taper(f"Forum {HOSTILE}")
    champ(visite, "maison").select(MAISON).run()
    champ(visite, "axes_2009").set_value([2, 3]).run()
    situer(visite)
    bouton(visite, "Ajouter un partenaire").click().run()
    champ(visite, "partenaires.0.nom").input("GRETA").run()
    assert "Brouillon gardé 30 jours" in textes(visite)

    neuve = sans_erreur(ouvrir("saisir"))
    assert "Brouillon du " in neuve.info[0].value
    assert "retrouvé** : « Forum \\<script\\>" in neuve.info[0].value
    assert "[clic](" not in neuve.info[0].value
    assert not neuve.get("text_input")  # on choisit d'abord : rien à taper qui puisse se perdre
    bouton(neuve, "Reprendre le brouillon").click().run()
    assert champ(sans_erreur(neuve), "titre").value == f"Forum {HOSTILE}"
    assert (champ(neuve, "maison").value, champ(neuve, "axes_2009").value) == (MAISON, [2, 3])
    assert champ(neuve, "partenaires.0.nom").value == "GRETA"
    next(b for b in neuve.button if b.label == "Rennes (commune)").click().run()
    assert "Sans lieu, l'action est placée" in textes(neuve)  # un lieu repris se retire comme un autre
    situer(neuve)
    for nom, valeur in (("theme", "gpect"), ("axe_2013", 1), ("role_maison", "coordination")):
        champ(neuve, nom).select(valeur).run()
    champ(neuve, "debut").input("03/2026").run()
    champ(neuve, "partenaires.0.nature").select("organisme_formation").run()
    champ(neuve, "partenaires.0.role").input("Forme").run()
    avant = set(registre.releve().actions["action"])
    bouton(neuve, "Enregistrer").click().run()
    (cle,) = set(registre.releve().actions["action"]) - avant
    lue = services.lire(registre.ouvert(), IDENTITE_LOCALE, cle)
    assert (lue.titre, lue.lieux[0].code, lue.partenaires[0].nom) == (f"Forum {HOSTILE}", "35238", "GRETA")
    assert garde() is None
    assert champ(sans_erreur(ouvrir("saisir")), "titre").value == ""


def test_effacer_le_brouillon_retrouve() -> None:
    taper("À oublier")
    visite = sans_erreur(ouvrir("saisir"))
    bouton(visite, "Effacer le brouillon").click().run()
    assert champ(sans_erreur(visite), "titre").value == ""
    assert garde() is None
    assert champ(sans_erreur(ouvrir("saisir")), "titre").value == ""


def test_abandonner_ou_tout_remettre_oublie_le_brouillon() -> None:
    visite = taper("Passager")
    assert garde() is not None
    champ(visite, "titre").input("").run()
    assert garde() is None
    champ(visite, "titre").input("Encore").run()
    assert garde() is not None
    bouton(visite, "Abandonner cette saisie").click().run()
    assert garde() is None


def test_rien_n_est_recrit_sans_changement(monkeypatch: pytest.MonkeyPatch) -> None:
    ecrits: list[str] = []
    vrai = services.garder_brouillon

    def compter(ouvert: Any, qui: Identite, cle: str, contenu: dict[str, Any]) -> None:
        ecrits.append(contenu["champs"]["titre"])
        vrai(ouvert, qui, cle, contenu)

    monkeypatch.setattr(services, "garder_brouillon", compter)
    visite = taper("Une fois")
    visite.run()
    visite.switch_page("../agir/registre/compte.py").run()
    visite.switch_page("../agir/saisir/page.py").run()
    assert ecrits == ["Une fois"]
    neuve = sans_erreur(ouvrir("saisir"))
    bouton(neuve, "Reprendre le brouillon").click().run()
    neuve.run()
    assert ecrits == ["Une fois"]
    champ(neuve, "titre").input("Deux fois").run()
    assert ecrits == ["Une fois", "Deux fois"]


def test_action_changee_entre_temps_le_brouillon_repris_est_un_conflit() -> None:
    fiche = creer(titre="Partagée", public="Tous")
    taper("Partagée, mon titre", action=fiche.cle)
    autre = saisie(titre="Partagée", public="Lycéens")
    services.modifier(registre.ouvert(), IDENTITE_LOCALE, fiche.cle, fiche.version, autre)
    visite = sans_erreur(ouvrir("saisir", action=fiche.cle))
    bouton(visite, "Reprendre le brouillon").click().run()
    assert champ(visite, "titre", fiche.cle).value == "Partagée, mon titre"
    bouton(visite, "Enregistrer").click().run()
    assert "Quelqu'un a enregistré cette fiche" in messages(visite)[0]
    bouton(visite, "Garder mes changements et reprendre les siens ailleurs").click().run()
    bouton(visite, "Enregistrer").click().run()
    lue = services.lire(registre.ouvert(), IDENTITE_LOCALE, fiche.cle)
    assert (lue.titre, lue.public) == ("Partagée, mon titre", "Lycéens")
    assert garde(fiche.cle) is None


def test_repartir_de_la_fiche_enregistree_oublie_le_brouillon() -> None:
    fiche = creer(titre="Disputée")
    visite = taper("Disputée, mon titre", action=fiche.cle)
    services.modifier(registre.ouvert(), IDENTITE_LOCALE, fiche.cle, fiche.version, saisie(titre="Disputée bis"))
    bouton(visite, "Enregistrer").click().run()
    assert garde(fiche.cle) is not None
    bouton(visite, "Repartir de la fiche enregistrée (ma saisie est abandonnée)").click().run()
    assert champ(sans_erreur(visite), "titre", fiche.cle).value == "Disputée bis"
    assert garde(fiche.cle) is None


@pytest.mark.parametrize("geste", ["garder_brouillon", "relire_brouillon"])
@pytest.mark.parametrize("panne", [RegistreIndisponible, RegistreOccupe])
def test_une_panne_du_brouillon_n_empeche_pas_de_saisir(
    monkeypatch: pytest.MonkeyPatch, geste: str, panne: type[Exception]
) -> None:
    appels: list[str] = []

    def echouer(*_arguments: Any) -> None:
        appels.append(geste)
        raise panne

    with monkeypatch.context() as correctif:
        correctif.setattr(services, geste, echouer)
        visite = taper("Malgré tout")
        champ(visite, "public").input("Jeunes").run()
        assert (champ(visite, "titre").value, champ(visite, "public").value) == ("Malgré tout", "Jeunes")
        assert "il reste dans cet onglet" in textes(sans_erreur(visite))
        assert appels == [geste]  # on ne rappelle pas une base qui vient d'échouer
    visite.session_state[saisie_garde._PAUSE] = 0.0
    sans_erreur(visite.run())
    assert "Brouillon gardé 30 jours" in textes(visite)
    lu = garde()
    assert lu is not None
    assert (lu["champs"]["titre"], lu["champs"]["public"]) == ("Malgré tout", "Jeunes")


def test_un_effacement_manque_ne_perd_pas_l_enregistrement(monkeypatch: pytest.MonkeyPatch) -> None:
    fiche = creer(titre="Enregistrée")
    visite = taper("Enregistrée bis", action=fiche.cle)
    with monkeypatch.context() as correctif:
        correctif.setattr(services, "oublier_brouillon", lambda *_: _echouer())
        bouton(visite, "Enregistrer").click().run()
    assert services.lire(registre.ouvert(), IDENTITE_LOCALE, fiche.cle).titre == "Enregistrée bis"
    visite = sans_erreur(ouvrir("saisir", action=fiche.cle))
    bouton(visite, "Effacer le brouillon").click().run()  # la copie restée est offerte, puis s'efface
    assert champ(visite, "titre", fiche.cle).value == "Enregistrée bis"
    assert garde(fiche.cle) is None


def test_base_entiere_en_panne_la_saisie_de_l_onglet_reste(monkeypatch: pytest.MonkeyPatch) -> None:
    visite = taper("Avant la panne")
    champ(visite, "maison").select(MAISON).run()
    with monkeypatch.context() as correctif:
        correctif.setattr(services, "version", lambda _registre: _echouer())
        champ(visite, "titre").input("Pendant la panne").run()
        assert champ(sans_erreur(visite), "titre").value == "Pendant la panne"
        assert "il reste dans cet onglet" in textes(visite)
    registre._panne["fin"] = 0.0
    sans_erreur(visite.run())
    assert (champ(visite, "titre").value, champ(visite, "maison").value) == ("Pendant la panne", MAISON)
    lu = garde()
    assert lu is not None
    assert (lu["champs"]["titre"], lu["champs"]["maison"]) == ("Pendant la panne", MAISON)


def _echouer() -> str:
    raise RegistreIndisponible


def test_trop_long_il_reste_dans_l_onglet() -> None:
    visite = taper("Très long")
    champ(visite, "description").input("é" * 100_000).run()
    assert "car il est trop long" in textes(sans_erreur(visite))
    assert champ(visite, "description").value == "é" * 100_000
    champ(visite, "description").input("Court").run()
    assert "Brouillon gardé 30 jours" in textes(visite)


def test_apres_l_expiration_on_se_reconnecte_et_on_retrouve(
    connecter: Connecter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_EDITION_LOCALE", "0")
    connecter(email="directrice@exemple.fr")
    moi = acces.mon_identifiant()
    for sujet in (moi, acces.identifiant("voisine@exemple.fr")):
        services.habiliter(registre.ouvert(), IDENTITE_LOCALE, sujet, "Directrice", Role.CONTRIBUTEUR, [MAISON])
    taper("Interrompue")
    connecter(email="directrice@exemple.fr", iat=time.time() - 13 * 3600)
    expiree = sans_erreur(ouvrir("saisir"))
    assert "reconnectez-vous" in messages(expiree)[0]
    assert "Interrompue" not in textes(expiree)
    connecter(email="voisine@exemple.fr")
    assert champ(sans_erreur(ouvrir("saisir")), "titre").value == ""
    connecter(email="directrice@exemple.fr")
    visite = sans_erreur(ouvrir("saisir"))
    assert "Interrompue" in visite.info[0].value
    bouton(visite, "Reprendre le brouillon").click().run()
    assert champ(visite, "titre").value == "Interrompue"
