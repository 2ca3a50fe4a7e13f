"""Qui est reconnu, et jusqu'à quand : ni courriel douteux, ni identifiant d'une autre, ni connexion fermée."""

from __future__ import annotations

import time
from typing import Any

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as st_h

from donnees.registre import services
from donnees.registre.droits import VISITEUR, Operation, Role
from donnees.registre.erreurs import RegistreIndisponible
from pages.interface import acces, registre
from tests.pages.visite import Connecter, bouton, ouvrir, sans_erreur, textes

ADMIN = "admin@exemple.fr"


def _administre() -> bool:
    return acces.qui().role is Role.ADMINISTRATEUR


def test_un_courriel_verifie_designe_son_compte_quelle_que_soit_la_casse(connecter: Connecter) -> None:
    connecter(email=" Admin@Exemple.FR ")
    assert acces.mon_identifiant() == acces.identifiant(ADMIN)
    assert _administre()


@pytest.mark.parametrize("retire", ["absente", False, None, "", "true", "false", 0, 1, 1.0, [True]])
def test_un_courriel_que_le_fournisseur_ne_dit_pas_verifie_ne_designe_personne(
    connecter: Connecter, monkeypatch: pytest.MonkeyPatch, retire: Any
) -> None:
    connecter(email=ADMIN, email_verified=retire)
    if retire == "absente":
        monkeypatch.delitem(st.user, "email_verified")
    assert acces.mon_identifiant() != acces.identifiant(ADMIN)
    assert not _administre()
    sans_courriel = acces.mon_identifiant()
    connecter(email="")
    assert sans_courriel == acces.mon_identifiant()  # reste son numéro chez son fournisseur


@pytest.mark.parametrize("i", ["\u0131", "\u0130", "\uff49"])
def test_un_signe_qui_ressemble_n_est_pas_le_meme_courriel(connecter: Connecter, i: str) -> None:
    connecter(email=ADMIN.replace("i", i, 1))
    assert not _administre()


@pytest.mark.parametrize("courriel", ["\u017f", "\u212a"])
def test_un_signe_que_la_casse_confond_n_est_pas_le_meme_courriel(
    connecter: Connecter, monkeypatch: pytest.MonkeyPatch, courriel: str
) -> None:
    """« ſ » se confond avec s, « K » (kelvin) avec k, dès qu'on change la casse."""
    secrets = {"auth": {"cookie_secret": "s"}, "atlas": {"administrateurs": ["sk@exemple.fr"], "sel": "sel"}}
    connecter(email="sk@exemple.fr")
    monkeypatch.setattr(acces, "secrets", secrets.__getitem__)
    assert _administre()
    connecter(email="sk@exemple.fr".replace({"\u017f": "s", "\u212a": "k"}[courriel], courriel))
    monkeypatch.setattr(acces, "secrets", secrets.__getitem__)
    assert not _administre()


@pytest.mark.parametrize("revendication", ["email", "sub", "iss"])
def test_l_identifiant_d_une_autre_n_est_jamais_pris_au_mot(connecter: Connecter, revendication: str) -> None:
    """L'identifiant opaque se montre à l'écran : le recevoir d'un fournisseur ne donne pas le compte."""
    connecter()
    opaque = acces.identifiant(ADMIN)
    connecter(**{"email": "", revendication: opaque})
    assert acces.mon_identifiant() != opaque
    assert not _administre()


@given(st_h.text(), st_h.text())
def test_deux_numeros_differents_sont_deux_personnes(un: str, autre: str) -> None:
    with pytest.MonkeyPatch.context() as correctif:
        correctif.setattr(acces, "secrets", lambda _section: {"sel": "sel"})
        vus = []
        for numero in (un, autre):
            correctif.setattr(st, "user", {"iss": "https://f", "sub": numero})
            vus.append(acces.mon_identifiant())
    assert (vus[0] == vus[1]) == (un == autre)


@pytest.mark.parametrize("trou", [{"iss": None}, {"sub": None}, {"iss": ""}, {"sub": ""}, {"sub": 7}])
def test_sans_numero_ni_fournisseur_on_n_est_personne(connecter: Connecter, trou: dict[str, Any]) -> None:
    connecter(**{"email": "", **trou})
    assert acces.mon_identifiant() == ""
    assert acces.qui() == VISITEUR


def test_une_connexion_fermee_ne_donne_plus_aucun_droit(connecter: Connecter) -> None:
    """Le même jeton, rejoué ou encore ouvert ailleurs ; une nouvelle connexion de la même personne, elle, vaut."""
    jeton = {"email": ADMIN, "iat": time.time(), "nonce": "premiere"}
    connecter(**jeton)
    assert acces.peut(Operation.HABILITER, None)
    acces.fermer(dict(st.user))
    assert not acces.connecte()
    assert acces.qui() == VISITEUR
    assert not acces.ecrit_quelque_part()
    assert "Se connecter" in [b.label for b in sans_erreur(ouvrir("compte")).button]
    for page in ("saisir", "importer", "modifier-maison"):
        assert "connectez-vous" in textes(ouvrir(page))
    connecter(**{**jeton, "nonce": "seconde"})
    assert _administre()


def test_une_connexion_fermee_le_reste_apres_un_redemarrage(connecter: Connecter) -> None:
    connecter(email=ADMIN, nonce="redemarrage")
    acces.fermer(dict(st.user))
    st.cache_resource.clear()
    acces._fermees.clear()
    assert acces.qui() == VISITEUR


def test_se_deconnecter_pendant_une_panne_vaut_aussi(connecter: Connecter, monkeypatch: pytest.MonkeyPatch) -> None:
    def panne(*_: object) -> None:
        raise RegistreIndisponible

    connecter(email=ADMIN, nonce="panne")
    with monkeypatch.context() as coupure:
        coupure.setattr(services, "fermer_connexion", panne)
        acces.fermer(dict(st.user))
    assert acces.qui() == VISITEUR
    acces._fermees.clear()
    monkeypatch.setattr(services, "connexion_fermee", panne)
    assert acces.qui() == VISITEUR  # sans registre, on ne sait pas : personne n'écrit


def test_une_connexion_echue_ne_dit_pas_visiteur(connecter: Connecter) -> None:
    connecter(email=ADMIN, iat=time.time() - 13 * 3600)
    visite = sans_erreur(ouvrir("compte"))
    assert "date de plus de 12 heures" in textes(visite)
    assert "Visiteur" not in textes(visite)
    assert bouton(visite, "Se reconnecter")


def test_une_connexion_echouee_se_dit_au_retour(connecter: Connecter) -> None:
    connecter(is_logged_in=False)
    assert "n'a pas abouti" in textes(ouvrir("compte", connexion="echouee"))
    assert "n'a pas abouti" not in textes(ouvrir("compte"))


def test_une_panne_ne_remplit_pas_le_journal(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Une trace à la première lecture, rien aux mille suivantes, une ligne au retour."""
    instant = [time.monotonic()]

    def panne(*_: object) -> str:
        raise RegistreIndisponible

    monkeypatch.setattr(time, "monotonic", lambda: instant[0])
    monkeypatch.setattr(registre, "_panne", {"fin": 0.0, "dite": 0.0})
    with monkeypatch.context() as coupure:
        coupure.setattr(services, "version", panne)
        for _ in range(500):
            assert registre.jeton() == registre.PANNE
            instant[0] += registre.REPRISE + 1
    assert registre.jeton() != registre.PANNE
    assert [bool(ligne.exc_info) for ligne in caplog.records] == [True, False]
    assert "de nouveau" in caplog.records[-1].getMessage()
