"""Ce qu'une page de l'application dit d'elle dans son HTML : titre, description, image, canonique ; et l'hôte."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import streamlit as st
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as hypo

from pages.cadre.serveur import annonce, legeres
from pages.cadre.serveur.adresse_publique import origine
from pages.cadre.serveur.francisation import Francisation
from pages.cadre.serveur.reglages import ReglageInvalide, Reglages, lire
from pages.leger.page import Site
from tests.asgi import HOTE, Application, Reponse, adresser, portee
from tests.lieux_temoins import CODE_DU_GIER
from tests.unitaires.legeres_montees import releve

PAGE = (Path(st.__file__).parent / "static" / "index.html").read_bytes()
HTML = {"content-type": "text/html; charset=utf-8"}


@pytest.fixture(autouse=True)
def registre_de_semis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Le registre semé, à la place de celui du serveur."""
    contenu = releve()
    monkeypatch.setattr(legeres, "site", lambda adresse: Site(contenu, "", adresse))


def _ouvrir(chemin: str, question: str = "", **entetes: str) -> Reponse:
    derriere = Application(PAGE, HTML)
    return adresser(Francisation(derriere), portee(chemin, question=question, entetes=entetes), derriere)


def _balise(reponse: Reponse, nom: str) -> str:
    trouvee = re.search(rf'<(?:meta (?:property|name)="{nom}" content|link rel="{nom}" href)="([^"]*)"', reponse.texte)
    return trouvee[1] if trouvee else ""


def _titre(reponse: Reponse) -> str:
    (titre,) = re.findall(r"<title>(.*?)</title>", reponse.texte)
    return str(titre).replace("\u00a0", " ")


SUITE = " · Atlas des maisons de l’emploi"
LYON: dict[str, Any] = {"question": "niveau=zone_emploi&code=8421"}


@pytest.mark.parametrize(
    ("chemin", "question", "titre", "image", "canonique"),
    [
        ("/", "", "Atlas des maisons de l’emploi", "/apercu.png", ""),
        ("/carte", "", f"Carte{SUITE}", "/apercu.png", ""),
        (
            "/territoire",
            "niveau=zone_emploi&code=8421",
            f"Lyon · Mon territoire{SUITE}",
            "/t/zone_emploi/8421-lyon/apercu.png",
            "/t/zone_emploi/8421-lyon",
        ),
        (
            "/secteurs",
            "niveau=departement&code=976",
            f"Mayotte · Secteurs et métiers{SUITE}",
            "/t/departement/976-mayotte/apercu.png",
            "",
        ),
        (
            "/carte",
            "cerne=zone_emploi%3A8421",
            f"Lyon · Carte{SUITE}",
            "/t/zone_emploi/8421-lyon/apercu.png",
            "",
        ),
        (
            "/methode",
            "fiche=chomage_localise",
            f"Taux de chômage localisé : la carte et le classement{SUITE}",
            "/indicateur/chomage_localise/apercu.png",
            "/indicateur/chomage_localise",
        ),
        (
            "/maisons",
            "",
            f"Les maisons de l’emploi en France{SUITE}",
            "/reseau/apercu.png",
            "/reseau",
        ),
        (
            "/territoire",
            "niveau=zone_emploi&code=9999",
            f"Mon territoire{SUITE}",
            "/apercu.png",
            "",
        ),
        ("/plan-actions", "action=absente", f"Plan d’actions{SUITE}", "/apercu.png", ""),
    ],
)
def test_une_page_s_annonce(chemin: str, question: str, titre: str, image: str, canonique: str) -> None:
    reponse = _ouvrir(chemin, question)
    assert "Streamlit</title>" not in reponse.texte
    assert _titre(reponse) == titre
    assert _balise(reponse, "og:title").replace("\u00a0", " ") == titre
    assert _balise(reponse, "og:image") == f"http://{HOTE}{image}"
    assert _balise(reponse, "canonical") == (f"http://{HOTE}{canonique}" if canonique else "")
    assert _balise(reponse, "description")


def test_une_fiche_s_annonce_par_son_nom() -> None:
    assert "Bordeaux" in _titre(_ouvrir("/maisons", "maison=33063-1"))
    action = _ouvrir("/plan-actions", "action=12300-1-3ef7a2")
    assert _balise(action, "canonical") == f"http://{HOTE}/action/12300-1-3ef7a2"
    assert not _titre(action).startswith("Plan d’actions")


def test_le_nom_d_un_perimetre_hostile_ne_sort_pas_de_sa_balise() -> None:
    reponse = _ouvrir(
        "/territoire", f"niveau=perimetre&code={CODE_DU_GIER}&nom=%3C/title%3E%3Cscript%3Ealert(1)%3C/script%3E"
    )
    assert "<script>alert" not in reponse.texte
    assert "&lt;/title&gt;" in _titre(reponse)
    assert _balise(reponse, "robots") == "noindex"


def test_deux_adresses_n_ont_pas_la_meme_etiquette() -> None:
    lyon, accueil = _ouvrir("/territoire", **LYON), _ouvrir("/")
    assert lyon.entetes["etag"] != accueil.entetes["etag"]
    entetes = {"if-none-match": lyon.entetes["etag"]}
    assert _ouvrir("/territoire", LYON["question"], **entetes).statut == 304


PARAMETRES = ("niveau", "code", "nom", "cerne", "avec", "courant", "maison", "action", "fiche", "territoire")


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hypo.sampled_from(sorted(annonce._TITRES)), hypo.dictionaries(hypo.sampled_from(PARAMETRES), hypo.text()))
def test_quoi_que_dise_l_adresse_la_page_s_annonce(page: str, parametres: dict[str, str]) -> None:
    balises = annonce.balises(portee(f"/{page}", question=urlencode(parametres, errors="replace")))
    assert re.fullmatch(r"<title>[^<]+</title>(<(meta|link) [^<>]+/>)+", balises)


@pytest.mark.parametrize("hote", ["pirate.exemple/x", "a b", '"><script>', "moi@autre.exemple", ""])
def test_un_hote_qui_n_en_est_pas_un_n_entre_nulle_part(hote: str) -> None:
    assert origine(portee("/", entetes={"host": hote}), Reglages()) == ""


def test_l_adresse_dite_par_l_exploitant_l_emporte() -> None:
    dits = lire({"ATLAS_ADRESSE": "https://Atlas.Exemple.fr/"})
    assert origine(portee("/", entetes={"host": "autre.exemple"}), dits) == "https://atlas.exemple.fr"
    assert origine(portee("/"), Reglages(https=True)) == f"https://{HOTE}"
    with pytest.raises(ReglageInvalide, match="ATLAS_ADRESSE"):
        lire({"ATLAS_ADRESSE": "atlas.exemple.fr/chemin"})
