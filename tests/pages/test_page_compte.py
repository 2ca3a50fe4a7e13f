"""Agir › Mon accès : modes, identifiants, habilitations, expiration ; jamais un droit sans connexion valable."""

from __future__ import annotations

import time
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from donnees.registre import services
from donnees.registre.droits import VISITEUR, Operation, Role
from donnees.registre.edition import VARIABLE
from donnees.registre.erreurs import EditionRefusee
from donnees.registre.modeles import Brouillon
from pages.cadre.ressources import ressources
from pages.interface import acces, registre
from tests.pages.visite import SECRETS, Connecter, bouton, creer, droit, libelles, ouvrir, sans_erreur, textes


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


def _demander(visite: AppTest, courriel: str, nom: str, *maisons: str) -> AppTest:
    """Remplit le formulaire d'habilitation et demande à relire."""
    for champ, valeur in zip(visite.text_input, (courriel, nom), strict=False):
        champ.input(valeur)
    visite.multiselect[0].set_value(list(maisons))
    bouton(visite, "Relire avant d'habiliter").click().run()
    return visite


def test_habiliter_puis_retirer(connecter: Connecter) -> None:
    connecter(email="admin@exemple.fr")
    visite = _demander(sans_erreur(ouvrir("compte")), "pas un courriel", "")
    assert "Attendu : un courriel" in textes(visite)
    _demander(visite, "directrice@exemple.fr", "Directrice <b>", "35238-1")
    bouton(visite, "Confirmer l'habilitation").click().run()
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


def test_rien_n_est_confie_avant_d_avoir_relu_chaque_maison(connecter: Connecter) -> None:
    """Classe du défaut : droits donnés d'après une liste que personne n'a relue."""
    connecter(email="admin@exemple.fr")
    noms = registre.releve().noms_maisons
    choisies = sorted(noms)[:7]
    visite = _demander(sans_erreur(ouvrir("compte")), "trop@exemple.fr", "Trop", *choisies)
    assert "au nom de 7 maisons" in textes(visite)
    for cle in choisies:
        assert f"- {droit(noms[cle])}" in textes(visite)
    assert services.habilitation(registre.ouvert(), acces.identifiant("trop@exemple.fr")) is None
    bouton(visite, "Renoncer").click().run()
    assert "Confirmer l'habilitation" not in [b.label for b in visite.button]
    assert services.habilitation(registre.ouvert(), acces.identifiant("trop@exemple.fr")) is None
    _demander(visite, "trop@exemple.fr", "Trop", choisies[0])
    assert "au nom de 1 maison :" in textes(visite)
    bouton(visite, "Confirmer l'habilitation").click().run()
    habilitee = services.habilitation(registre.ouvert(), acces.identifiant("trop@exemple.fr"))
    assert habilitee is not None
    assert habilitee.maisons == {choisies[0]}
    services.retirer(registre.ouvert(), acces.qui(), habilitee.sujet)


def test_le_role_d_administration_se_confirme_en_disant_sa_portee(connecter: Connecter) -> None:
    connecter(email="admin@exemple.fr")
    visite = sans_erreur(ouvrir("compte"))
    visite.selectbox[0].set_value(Role.ADMINISTRATEUR)
    _demander(visite, "tout@exemple.fr", "Tout", "35238-1")
    assert "**toutes** les maisons" in textes(visite)
    assert services.habilitation(registre.ouvert(), acces.identifiant("tout@exemple.fr")) is None


def test_effacer_une_personne_apres_avoir_lu_ou_elle_est_citee(connecter: Connecter) -> None:
    connecter(email="admin@exemple.fr")
    fiche = creer(titre="Rencontre avec Ysolde Quéméner", description="Ysolde Quemener viendra.")
    ancien = registre.releve().fichiers["actions"].rpartition("/")[2]
    assert (ressources().dossier / ancien).exists()
    visite = sans_erreur(ouvrir("compte"))
    next(t for t in visite.text_input if t.label.startswith("Nom complet")).input("ysolde quemener").run()
    assert "lignes du registre citent cette personne" in textes(sans_erreur(visite))
    assert "sauvegardes déjà faites" in textes(visite)
    effacer = next(b for b in visite.button if b.label.startswith("Effacer de ces"))
    assert effacer.disabled
    assert "Ysolde" in services.lire(registre.ouvert(), VISITEUR, fiche.cle).titre
    next(c for c in visite.checkbox if c.label.startswith("J'ai relu")).check().run()
    next(b for b in visite.button if b.label.startswith("Effacer de ces")).click().run()
    dits = textes(sans_erreur(visite))
    assert "Effacé : 2 lignes récrites." in dits
    assert "ysolde" not in dits.lower()
    lue = services.lire(registre.ouvert(), VISITEUR, fiche.cle)
    assert (lue.titre, lue.description) == ("Rencontre avec [nom effacé]", "[nom effacé] viendra.")
    assert not (ressources().dossier / ancien).exists()


def test_seule_l_administration_efface_une_personne(connecter: Connecter) -> None:
    connecter(email="autre@exemple.fr")
    assert "Effacer une personne" not in textes(sans_erreur(ouvrir("compte")))


def test_la_premiere_visite_du_jour_purge_ce_qui_est_echu() -> None:
    """Classe du défaut : durée de conservation que rien n'applique tant que l'exploitant n'y pense pas."""
    vieux = Brouillon(auteur="a", cle="neuve", contenu={}, maj="2001-01-01T00:00:00+00:00")
    registre.ouvert().ecrire(lambda session: session.add(vieux))
    registre._purgeur.clear()
    sans_erreur(ouvrir("plan-actions"))
    with registre.ouvert().lire() as session:
        assert session.get(Brouillon, ("a", "neuve")) is None


def test_ce_que_l_atlas_garde_est_dit_sans_promettre_trop(connecter: Connecter) -> None:
    """Classe du défaut : pseudonyme présenté comme anonyme."""
    connecter(email="autre@exemple.fr")
    dits = textes(sans_erreur(ouvrir("compte")))
    assert "ne permet pas de le retrouver" not in dits
    assert "pseudonyme" in dits


def test_l_edition_locale_refuse_de_demarrer_hors_de_la_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1")
    monkeypatch.setattr(st.config, "get_option", lambda _nom: "0.0.0.0")
    with pytest.raises(EditionRefusee, match="écoute"):
        acces.mode()
