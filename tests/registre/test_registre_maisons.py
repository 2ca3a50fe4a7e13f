"""Maisons et partenaires tenus à jour, jeton de version : verrou optimiste et journal sur les deux moteurs."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import select

from donnees.registre import services
from donnees.registre.erreurs import ConflitDeVersion, ContrainteViolee, Introuvable, SaisieInvalide
from donnees.registre.modeles import Journal
from donnees.registre.services import FicheMaison
from tests.registre.atelier_registre import ADMIN, CONTRIBUTRICE, MAISON, Atelier, saisie_maison


def _maison(atelier: Atelier) -> FicheMaison:
    return next(maison for maison in services.maisons(atelier.registre, ADMIN) if maison.cle == MAISON)


def _journal(atelier: Atelier, objet: str) -> list[Journal]:
    with atelier.registre.lire() as session:
        return list(session.scalars(select(Journal).where(Journal.objet == objet).order_by(Journal.rang)))


def _modifier(atelier: Atelier, version: int, **champs: Any) -> FicheMaison:
    return services.modifier_maison(atelier.registre, CONTRIBUTRICE, MAISON, version, saisie_maison(**champs))


def test_modifier_une_maison(atelier: Atelier) -> None:
    avant = _maison(atelier)
    rendue = _modifier(atelier, avant.version, perimetre=["35238", "35047", "35047"])
    lue = _maison(atelier)
    attendu = {**saisie_maison(), "perimetre": ("35047", "35238")}
    assert rendue == lue
    assert {champ: getattr(lue, champ) for champ in attendu} == attendu
    assert (lue.version, lue.siege, lue.categorie) == (avant.version + 1, avant.siege, avant.categorie)
    (entree,) = _journal(atelier, "maison")
    assert (entree.reference, entree.action, entree.version) == (MAISON, None, lue.version)
    assert entree.avant is not None
    assert entree.apres is not None
    assert (entree.avant["nom"], entree.apres["nom"]) == (avant.nom, lue.nom)
    assert entree.apres["perimetre"] == ["35047", "35238"]
    assert _modifier(atelier, lue.version, perimetre=["35047"]).perimetre == ("35047",)


def test_conflit_sur_une_maison_dit_quoi(atelier: Atelier) -> None:
    depart = _maison(atelier).version
    _modifier(atelier, depart)
    _modifier(atelier, depart + 1, nom="Nom de l'autre")
    with pytest.raises(ConflitDeVersion) as conflit:
        _modifier(atelier, depart + 1, nom="Le mien")
    assert conflit.value.ecarts == {"nom": ("Maison de l'emploi de Rennes", "Nom de l'autre", "Le mien")}
    assert _maison(atelier).nom == "Nom de l'autre"


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("site", "javascript:alert(1)"),
        ("site", "http://"),
        ("site", "https://u:p@mde.example"),
        ("site", "https://mde.example/a b"),
        ("site", "http://[mde"),
        ("perimetre", []),
        ("perimetre", ["00000"]),
        ("nom", " "),
        ("statut_date", "2026-13"),
    ],
)
def test_maison_mal_saisie(atelier: Atelier, champ: str, valeur: object) -> None:
    jeton = services.version(atelier.registre)
    with pytest.raises(SaisieInvalide) as erreur:
        _modifier(atelier, 1, **{champ: valeur})
    assert set(erreur.value.champs) == {champ}
    assert services.version(atelier.registre) == jeton


def test_maison_champ_oublie_ou_maison_inconnue(atelier: Atelier) -> None:
    partielle = {"nom": "Seul", "perimetre": ["35238"]}
    with pytest.raises(SaisieInvalide, match="adresse : Champ obligatoire"):
        services.modifier_maison(atelier.registre, ADMIN, MAISON, 1, partielle)
    with pytest.raises(Introuvable):
        services.modifier_maison(atelier.registre, ADMIN, "99999-1", 1, saisie_maison())
    assert _modifier(atelier, _maison(atelier).version, site="").site == ""


def test_modifier_un_partenaire(atelier: Atelier) -> None:
    fiche = atelier.creer()
    cles = {nom: cle for cle, (nom, _) in services.partenaires(atelier.registre, ADMIN).items()}
    correction = {"nom": "GRETA-CFA", "nature": "organisme_formation"}
    assert services.modifier_partenaire(atelier.registre, ADMIN, cles["GRETA"], correction) == tuple(
        correction.values()
    )
    assert "GRETA-CFA" in {partenaire.nom for partenaire in atelier.lire(fiche.cle).partenaires}
    (entree,) = _journal(atelier, "partenaire")
    assert (entree.reference, entree.avant, entree.apres) == (
        cles["GRETA"],
        {"nom": "GRETA", "nature": "organisme_formation"},
        correction,
    )
    deja = {"nom": "France Travail Bretagne", "nature": "france_travail"}
    with pytest.raises(ContrainteViolee, match="déjà au registre"):
        services.modifier_partenaire(atelier.registre, ADMIN, cles["GRETA"], deja)
    with pytest.raises(SaisieInvalide, match="nature"):
        services.modifier_partenaire(atelier.registre, ADMIN, cles["GRETA"], {"nom": "X", "nature": "secte"})
    with pytest.raises(Introuvable):
        services.modifier_partenaire(atelier.registre, ADMIN, "inconnu", correction)
    assert len(_journal(atelier, "partenaire")) == 1


def test_le_jeton_change_a_chaque_ecriture_et_seulement_alors(atelier: Atelier) -> None:
    jetons = [services.version(atelier.registre)]
    assert services.version(atelier.registre) == jetons[0]
    fiche = atelier.creer()
    jetons.append(services.version(atelier.registre))
    services.archiver(atelier.registre, ADMIN, fiche.cle, 1)
    jetons.append(services.version(atelier.registre))
    _modifier(atelier, _maison(atelier).version)
    jetons.append(services.version(atelier.registre))
    assert len(set(jetons)) == 4


def test_le_jeton_voit_une_transaction_qui_aboutit_apres_une_plus_recente(atelier: Atelier) -> None:
    """PostgreSQL : le rang le plus petit peut aboutir en dernier ; le jeton change quand même."""
    if atelier.registre.est_sqlite:
        assert atelier.registre.moteur.dialect.name == "sqlite"  # une écriture à la fois : le cas n'existe pas
        return
    cle, pret, suite = atelier.creer().cle, threading.Event(), threading.Event()

    def retardataire() -> None:
        def travail(session: Any) -> None:
            session.add(Journal(quand="2026", qui="x", nom="x", operation="x", objet="action", action=cle, version=9))
            session.flush()
            pret.set()
            assert suite.wait(10)

        atelier.registre.ecrire(travail)

    fil = threading.Thread(target=retardataire)
    fil.start()
    assert pret.wait(10)
    atelier.creer()
    entre = services.version(atelier.registre)
    suite.set()
    fil.join(10)
    apres = services.version(atelier.registre)
    assert apres != entre
    assert apres.split("-")[0] == entre.split("-")[0]  # même dernier rang : le compte seul a changé
