"""Se connecter pour de vrai (OIDC) : droits, pages réservées, déconnexion, expiration, textes hostiles."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from donnees.registre.echanges.colonnes import COLONNES
from tests.navigateur.connexion import (
    ADMINISTRATRICE,
    COURRIELS,
    DIRECTRICE,
    INCONNUE,
    TARDIVE,
    USURPATRICE,
    application,
    se_connecter,
    se_deconnecter,
)
from tests.navigateur.ecran import ATTENTE, Ecran
from tests.navigateur.onglets import Onglets, Ouvrir
from tests.navigateur.serveur import Journaux, Service

# Le fournisseur d'essai emploie encore des fonctions qu'authlib retirera.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
MAISON = "We Ker (ex-MEIF du bassin de Rennes)"


@pytest.fixture(scope="module")
def service(journaux: Journaux) -> Iterator[Service]:
    """L'application où l'on peut se connecter."""
    with application(journaux("connexion")) as lance:
        yield lance


@pytest.mark.parametrize("page", ["/saisir", "/importer", "/modifier-maison?maison=35238-1", "/saisir?action=x"])
def test_lien_profond_a_froid_refuse(ouvrir: Ouvrir, page: str) -> None:
    ecran = ouvrir(page)
    expect(ecran.page.get_by_text("réservée aux maisons : connectez-vous")).to_be_visible()
    assert ecran.page.locator("main input, main textarea, [data-testid=stFileUploader]").count() == 0


def test_connectee_sans_maison_elle_ne_saisit_rien(ouvrir: Ouvrir) -> None:
    ecran = se_connecter(ouvrir, INCONNUE)
    expect(ecran.page.get_by_text("lecture seule")).to_be_visible()
    ecran.aller("/saisir")
    expect(ecran.page.get_by_text("aucune maison ne vous est confiée")).to_be_visible()


def test_connexion_trop_ancienne(ouvrir: Ouvrir) -> None:
    ecran = se_connecter(ouvrir, TARDIVE)
    expect(ecran.page.get_by_text("date de plus de 12 heures")).to_be_visible()
    assert ecran.page.get_by_text("connecté comme").count() == 0
    ecran.aller("/saisir")
    expect(ecran.page.get_by_text("reconnectez-vous")).to_be_visible()


def test_un_courriel_que_nul_n_a_verifie_ne_donne_pas_le_role_de_son_titulaire(ouvrir: Ouvrir) -> None:
    ecran = se_connecter(ouvrir, USURPATRICE)
    expect(ecran.page.get_by_text("lecture seule")).to_be_visible()
    assert ecran.page.get_by_text("Personnes habilitées").count() == 0


def test_se_deconnecter_ferme_les_autres_fenetres_et_le_temoin_rejoue(ouvrir: Ouvrir, onglets: Onglets) -> None:
    """Une fenêtre restée ouverte et un témoin recopié avant la déconnexion ne sont plus que ceux d'un visiteur."""
    ecran = se_connecter(ouvrir, ADMINISTRATRICE)
    expect(ecran.page.get_by_text("Personnes habilitées")).to_be_visible()
    copies = ecran.page.context.cookies()
    voisine = Ecran(ecran.page.context.new_page(), ecran.adresse).aller("/compte")
    expect(voisine.page.get_by_text("Personnes habilitées")).to_be_visible()
    se_deconnecter(ecran)
    voisine.page.get_by_role("link", name="Saisir une action").click()  # sans recharger : la même prise
    expect(voisine.page.get_by_text("réservée aux maisons : connectez-vous")).to_be_visible()
    voisine.page.close()
    page = onglets.neuf(1280, 900)
    page.context.add_cookies(copies)  # type: ignore[arg-type]  # relus d'un autre navigateur, tels quels
    rejouee = Ecran(page, ecran.adresse).aller("/compte")
    expect(rejouee.page.get_by_role("button", name="Se connecter")).to_be_visible()
    assert rejouee.page.get_by_text("Personnes habilitées").count() == 0
    onglets.fermer(page)


def test_une_connexion_refusee_se_dit_et_ne_salit_pas_le_journal(ouvrir: Ouvrir, service: Service) -> None:
    ecran = ouvrir("/oauth2callback?error=refus%1b[31m&error_description=%E2%80%AEtexte%0a%00&state=x")
    expect(ecran.page.get_by_text("pas abouti")).to_be_visible()
    journal = Path(service.base.removeprefix("sqlite:///")).with_suffix(".txt").read_bytes()
    assert b"refus[31m" in journal
    assert not {0x1B, 0x00} & set(journal)
    assert "\u202e".encode() not in journal


def test_de_l_habilitation_a_la_carte(ouvrir: Ouvrir) -> None:
    """L'administration confie une maison ; sa directrice saisit ; un visiteur le voit aussitôt ; elle se déconnecte."""
    admin = se_connecter(ouvrir, ADMINISTRATRICE)
    page = admin.page
    page.get_by_role("textbox", name="Courriel du compte").fill(COURRIELS[DIRECTRICE])
    page.get_by_label("Nom à montrer au journal").fill("Directrice de We Ker")
    choix = page.get_by_role("combobox", name="Maisons")
    choix.click()
    choix.press_sequentially("We Ker")
    page.get_by_role("option", name=MAISON).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Relire avant d’habiliter").click()
    confirmation = page.locator(".st-key-habiliter-confirmer")
    expect(confirmation.get_by_role("listitem")).to_have_text([MAISON])
    confirmation.get_by_role("button", name="Confirmer l’habilitation").click()
    # Dans la liste des personnes, puis dans le journal que lit l'administration.
    expect(page.get_by_text("Directrice de We Ker").first).to_be_visible()

    directrice = se_connecter(ouvrir, DIRECTRICE)
    temoins = {t["name"]: t for t in directrice.page.context.cookies() if t["name"].startswith("_streamlit_user")}
    assert temoins
    assert all(temoin["httpOnly"] and temoin["sameSite"] == "Lax" for temoin in temoins.values())
    titre = _saisir(directrice)

    public = ouvrir("/plan-actions")
    montre = re.compile(re.escape(titre).replace("'", "['’]"))
    expect(public.page.get_by_text(montre).first).to_be_visible()
    assert public.page.get_by_role("button", name="Saisir une action").count() == 0

    assert titre in _actions_de_la_carte(ouvrir("/carte"))

    _importer(directrice)
    expect(ouvrir("/plan-actions?q=importee").page.get_by_text("Action importée")).to_be_visible()

    se_deconnecter(directrice)
    directrice.aller("/saisir")
    expect(directrice.page.get_by_text("connectez-vous")).to_be_visible()
    assert not any(t["name"].startswith("_streamlit_user") for t in directrice.page.context.cookies())


def _actions_de_la_carte(ecran: Ecran) -> str:
    """Ce que le navigateur a chargé comme actions."""
    adresse = ecran.lire("carte.atlas.etat.couches.find((couche) => couche.groupe === 'actions').url")
    return str(ecran.cadre.evaluate(f"fetch(atlas.depot + '{adresse}').then((reponse) => reponse.text())"))


def _importer(ecran: Ecran) -> None:
    """Dépose un fichier dont une ligne est à une autre maison, puis le même corrigé."""
    ligne = dict.fromkeys((colonne.nom for colonne in COLONNES), "") | {
        "cle": "import-1",
        "titre": "Action importée",
        "maison": "35238-1",
        "theme": "rse",
        "axe_2013": "2",
        "axes_2009": "3",
        "role_maison": "animation",
        "debut": "2026",
        "statut": "prevue",
    }
    autre = ligne | {"cle": "import-2", "maison": "02408-1"}
    page = ecran.aller("/importer").page
    page.set_input_files("input[type=file]", _fichier([ligne, autre]))
    expect(page.get_by_text("Corrigez ou retirez les lignes refusées")).to_be_visible()
    assert page.get_by_role("button", name="Enregistrer").count() == 0
    page.set_input_files("input[type=file]", _fichier([ligne]))
    page.get_by_role("button", name="Enregistrer 1 action").click()
    expect(page.get_by_text("Actions créées : 1")).to_be_visible()


def _fichier(lignes: list[dict[str, str]]) -> FilePayload:
    sortie = io.StringIO()
    redacteur = csv.DictWriter(sortie, list(lignes[0]), delimiter=";")
    redacteur.writeheader()
    redacteur.writerows(lignes)
    return {"name": "actions.csv", "mimeType": "text/csv", "buffer": sortie.getvalue().encode()}


def _saisir(ecran: Ecran) -> str:
    """Remplit le formulaire au clavier ; rend le titre."""
    titre = "Visites d'ateliers <img src=x onerror='window.pirate=1'>"
    page = ecran.aller("/saisir").page
    _taper(ecran, "Titre", titre)
    _choisir(ecran, "Thème", "GPEC territoriale")
    _taper(ecran, "Début", "03/2026")
    _choisir(ecran, "Ce que fait la maison", "Coordonne")
    _choisir(ecran, "Axe de l’arrêté de 2013", "1. Anticiper")
    _choisir(ecran, "Axes du cahier des charges de 2009", "2. Anticipation")
    page.keyboard.press("Escape")  # referme la liste du dernier choix, qui en admet plusieurs
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url("**/plan-actions?action=**", timeout=ATTENTE)
    expect(page.locator("h1")).to_contain_text("Visites d’ateliers")
    assert page.evaluate("window.pirate") is None
    return titre


def _taper(ecran: Ecran, champ: str, texte: str) -> None:
    zone = ecran.page.get_by_role("textbox", name=champ, exact=True)
    zone.fill(texte)
    zone.press("Tab")
    _laisser_verifier(ecran)


def _choisir(ecran: Ecran, champ: str, option: str) -> None:
    zone = ecran.page.get_by_role("combobox", name=champ)
    zone.click()
    zone.press_sequentially(option)
    ecran.page.get_by_role("option", name=option).first.click()
    _laisser_verifier(ecran)


def _laisser_verifier(ecran: Ecran) -> None:
    """Le formulaire se vérifie à chaque champ : laisse la page partir, puis revenir au repos."""
    ecran.page.wait_for_timeout(300)
    ecran.au_repos()
