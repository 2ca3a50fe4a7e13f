"""La connexion vue du serveur : seul un témoin signé en ferme une ; un retour sans succès se dit, un autre non."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.cadre.serveur.connexions import Connexions
from pages.interface import acces
from tests.asgi import Application, Reponse, adresser, portee

JETON = {"iss": "https://f", "sub": "1", "iat": 1_800_000_000, "nonce": "n"}


@pytest.fixture
def fermees(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Les connexions que le serveur ferme."""
    jetons: list[dict[str, Any]] = []
    monkeypatch.setattr(acces, "fermer", jetons.append)
    return jetons


def _sortir(temoin: str) -> Reponse:
    derriere = Application()
    demande = portee("/auth/logout", entetes={"cookie": f"autre=1; {USER_COOKIE_NAME}={temoin}"})
    return adresser(Connexions(derriere), demande, derriere)


def _signe(contenu: object, secret: str) -> str:
    return create_signed_value(secret, USER_COOKIE_NAME, json.dumps(contenu)).decode()


def test_sortir_ferme_la_connexion_du_temoin(fermees: list[dict[str, Any]]) -> None:
    assert _sortir(_signe(JETON, get_cookie_secret())).admise
    assert fermees == [JETON]


@pytest.mark.parametrize("temoin", ["", "x", _signe(JETON, "secret d'un autre"), '"\\303\\251"', "%00"])
def test_un_temoin_que_le_serveur_n_a_pas_signe_ne_ferme_rien(fermees: list[dict[str, Any]], temoin: str) -> None:
    assert _sortir(temoin).admise
    assert fermees == []


def test_un_temoin_signe_mais_vide_de_sens_ne_ferme_rien(fermees: list[dict[str, Any]]) -> None:
    assert _sortir(_signe([1, 2], get_cookie_secret())).admise
    assert fermees == []


def _revenir(question: str, chemin: str = "/oauth2callback", temoin: str = "") -> Reponse:
    derriere = Application(b"", {"location": "/"} | ({"set-cookie": temoin} if temoin else {}), 302)
    return adresser(Connexions(derriere), portee(chemin, question=question), derriere)


EFFACE = f'{USER_COOKIE_NAME}=""; Max-Age=0; Path=/'


@pytest.mark.parametrize("temoin", ["", EFFACE, "_streamlit_xsrf=2"])
@pytest.mark.parametrize("question", ["error=access_denied&state=s", "code=c&state=s"])
def test_revenir_sans_etre_connecte_mene_a_mon_acces(question: str, temoin: str) -> None:
    assert _revenir(question, temoin=temoin).entetes["location"] == "/compte?connexion=echouee"


def test_revenir_connecte_ou_d_une_deconnexion_ne_dit_rien() -> None:
    assert _revenir("code=c&state=s", temoin=f"{USER_COOKIE_NAME}=abc; Path=/").entetes["location"] == "/"
    assert _revenir("state=s").entetes["location"] == "/"
    assert _revenir("error=x", chemin="/carte").entetes["location"] == "/"


def test_un_echec_sous_un_prefixe(prefixe: None) -> None:
    assert _revenir("error=x", chemin="/atlas/oauth2callback").entetes["location"] == "/atlas/compte?connexion=echouee"


def test_le_code_et_l_etat_du_retour_arrivent_intacts() -> None:
    """Seules les erreurs, recopiées au journal, sont nettoyées."""
    (recue,) = _revenir("code=a%2Bb%3D%3D&state=%C3%A9&error=x%1b%0a&error_description=%E2%80%AEy").recues
    assert recue["query_string"] == b"code=a%2Bb%3D%3D&state=%C3%A9&error=x&error_description=y"
