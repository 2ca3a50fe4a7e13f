"""Agir › Mon accès : modes, identifiants, habilitations, expiration ; jamais un droit sans connexion valable."""

from __future__ import annotations

import time
from typing import Any

import pytest
import streamlit as st

from donnees.registre.droits import VISITEUR, Operation, Role
from donnees.registre.edition import VARIABLE
from donnees.registre.erreurs import EditionRefusee
from pages.interface import acces
from tests.pages.visite import SECRETS, Connecter, libelles, ouvrir, sans_erreur, textes


def test_sans_reglage_on_lit_seulement() -> None:
    visite = sans_erreur(ouvrir("compte"))
    assert "se lit seulement" in textes(visite)
    assert not visite.button
    assert acces.qui() == VISITEUR


def test_administration_par_courriel_sans_egard_a_la_casse(connecter: Connecter) -> None:
    connecter(email="ADMIN@exemple.FR")
    assert acces.qui().role is Role.ADMINISTRATEUR
    assert acces.peut(Operation.HABILITER, None)
    visite = sans_erreur(ouvrir("compte"))
    assert "Personnes habilitées" in textes(visite)
    assert "Saisir une action" in libelles(visite)


@pytest.mark.parametrize(
    "jeton",
    [
        *(
            {"email": "admin@exemple.fr", "email_verified": dit}
            for dit in (False, None, "", "false", "true", 0, 1, [], [True])
        ),
        {"email": "adm\u0131n@exemple.fr"},  # un i sans point
        {"email": "admin@exemple\u3002fr"},
        {"email": ["admin@exemple.fr"]},
        {"email": "admin@exemple.fr\n@y"},
        {"email": "", "iss": None, "sub": None},
        {"email": "autre@exemple.fr"},
        {"email": ""},
        {"email": "admin@exemple.fr", "iat": time.time() - 13 * 3600},
        {"email": "admin@exemple.fr", "iat": None},
        {"email": "admin@exemple.fr", "is_logged_in": False},
    ],
)
def test_aucun_droit_sans_compte_reconnu(connecter: Connecter, jeton: dict[str, Any]) -> None:
    connecter(**jeton)
    assert acces.qui().role is Role.LECTEUR
    assert not acces.ecrit_quelque_part()
    assert "Personnes habilitées" not in textes(sans_erreur(ouvrir("compte")))


def test_un_compte_sans_courriel_a_un_identifiant_stable(connecter: Connecter) -> None:
    connecter(email="")
    premier = acces.mon_identifiant()
    assert acces.OPAQUE.fullmatch(premier)
    assert acces.identifiant(premier) == premier
    connecter(email="", sub="2")
    assert acces.mon_identifiant() != premier
    assert premier not in str(SECRETS)


def test_habiliter_puis_retirer(connecter: Connecter) -> None:
    connecter(email="admin@exemple.fr")
    visite = sans_erreur(ouvrir("compte"))
    bouton = next(b for b in visite.button if b.label == "Habiliter")
    courriel, nom = visite.text_input
    courriel.input("pas un courriel")
    bouton.click().run()
    assert "Attendu : un courriel" in textes(visite)
    courriel, nom = visite.text_input
    courriel.input("directrice@exemple.fr")
    nom.input("Directrice <b>")
    visite.multiselect[0].set_value(["35238-1"])
    next(b for b in visite.button if b.label == "Habiliter").click().run()
    assert "Directrice" in textes(sans_erreur(visite))
    assert "directrice@exemple.fr" not in textes(visite)
    connecter(email="Directrice@exemple.fr")
    assert acces.qui().maisons == {"35238-1"}
    assert acces.peut(Operation.CREER, "35238-1")
    assert not acces.peut(Operation.CREER, "02408-1")
    connecter(email="admin@exemple.fr")
    visite = sans_erreur(ouvrir("compte"))
    next(b for b in visite.button if b.label == "Retirer").click().run()
    connecter(email="Directrice@exemple.fr")
    assert not acces.ecrit_quelque_part()


def test_l_edition_locale_refuse_de_demarrer_hors_de_la_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1")
    monkeypatch.setattr(st.config, "get_option", lambda _nom: "0.0.0.0")
    with pytest.raises(EditionRefusee, match="écoute"):
        acces.mode()
