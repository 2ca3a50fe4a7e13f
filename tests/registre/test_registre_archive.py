"""Une sauvegarde ne se restaure que prouvée et bien formée ; le reste est refusé d'une phrase, jamais d'une trace."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from donnees.registre import __main__ as commande
from donnees.registre import archive, services
from donnees.registre.archive import MANIFESTE, Preuve
from donnees.registre.base import VARIABLE
from donnees.registre.erreurs import SauvegardeInvalide
from donnees.registre.restauration import restaurer
from donnees.registre.sauvegarde import COPIE, sauvegarder
from tests.registre.archives_refaites import (
    AUTRE_CLE,
    CLE,
    SANS,
    Membres,
    ecrire,
    lire,
    neuf,
    refuser,
    resommer,
    un_administrateur_de_plus,
)
from tests.registre.atelier_registre import ADMIN, Atelier


def test_une_archive_refaite_ne_se_restaure_pas(atelier: Atelier, tmp_path: Path) -> None:
    """Classe du défaut : sommes internes prises pour une preuve d'origine."""
    vraie = tmp_path / "vraie.zip"
    somme = sauvegarder(atelier.registre, vraie, CLE)
    refaite = ecrire(tmp_path / "refaite.zip", resommer(un_administrateur_de_plus(lire(vraie), tmp_path)))
    refuser(tmp_path, refaite, Preuve(cle=CLE), "n'est pas signée de la clé")
    refuser(tmp_path, refaite, Preuve(somme=somme), "n'a pas la somme")
    refuser(tmp_path, refaite, Preuve(), "Rien n'atteste.*--somme.*--sans-preuve")
    refuser(tmp_path, vraie, Preuve(), "Rien n'atteste")
    refuser(tmp_path, vraie, Preuve(cle=AUTRE_CLE), "n'est pas signée de la clé")
    sans_cle = tmp_path / "sans.zip"
    sauvegarder(atelier.registre, sans_cle)
    refuser(tmp_path, sans_cle, Preuve(cle=CLE), "n'est pas signée : donner sa somme")


@pytest.mark.parametrize(
    "preuve", [lambda _: Preuve(cle=CLE), lambda s: Preuve(somme=f" {s.upper()}\n"), lambda _: SANS]
)
def test_une_archive_prouvee_se_restaure(atelier: Atelier, tmp_path: Path, preuve: Callable[[str], Preuve]) -> None:
    fichier = tmp_path / "a.zip"
    somme = sauvegarder(atelier.registre, fichier, CLE)
    vide = neuf(tmp_path)
    assert restaurer(vide, fichier, preuve(somme)) > 400
    assert len(services.lister(vide, ADMIN)) == 125
    vide.fermer()


def _manifeste(**change: Any) -> Callable[[Membres, Path], Membres]:
    def refaire(membres: Membres, _dossier: Path) -> Membres:
        manifeste = json.loads(membres[MANIFESTE]) | change
        garde = {nom: valeur for nom, valeur in manifeste.items() if valeur != "absent"}
        return membres | {MANIFESTE: json.dumps(garde).encode()}

    return refaire


def _texte(octets: bytes) -> Callable[[Membres, Path], Membres]:
    return lambda membres, _dossier: membres | {MANIFESTE: octets}


MALFORMEES: dict[str, tuple[Callable[[Membres, Path], Membres], str]] = {
    "manifeste absent": (lambda m, _: {n: o for n, o in m.items() if n != MANIFESTE}, "n'est pas une sauvegarde"),
    "manifeste qui n'est pas du JSON": (_texte(b"{"), "n'est pas une sauvegarde"),
    "manifeste qui n'est pas du texte": (_texte(b"\xff\xfe"), "n'est pas une sauvegarde"),
    "manifeste en liste": (_texte(b"[]"), "n'est pas un objet"),
    "manifeste nul": (_texte(b"null"), "n'est pas un objet"),
    "sans sommes": (_manifeste(sommes="absent"), "ne dit pas, ou dit mal : sommes"),
    "sommes en liste": (_manifeste(sommes=[]), "ne dit pas, ou dit mal : sommes"),
    "somme qui n'est pas un texte": (_manifeste(sommes={COPIE: 3}), "est altérée"),
    "sans format": (_manifeste(format="absent"), "ne dit pas, ou dit mal : format"),
    "autre format": (_manifeste(format=2), "au format 2"),
    "sans révision": (_manifeste(revision="absent"), "ne dit pas, ou dit mal : revision"),
    "révision nulle": (_manifeste(revision=None), "ne dit pas, ou dit mal : revision"),
    "autre révision": (_manifeste(revision="r0001"), "schéma r0001"),
    "membre de trop": (lambda m, _: m | {"x": b""}, r"est altérée \(x\)"),
}


@pytest.mark.parametrize("cas", MALFORMEES)
def test_archive_malformee_refusee_d_une_phrase(atelier: Atelier, tmp_path: Path, cas: str) -> None:
    """Classe du défaut : forme de l'archive supposée juste."""
    geste, motif = MALFORMEES[cas]
    vraie = tmp_path / "vraie.zip"
    sauvegarder(atelier.registre, vraie)
    refuser(tmp_path, ecrire(tmp_path / "x.zip", geste(lire(vraie), tmp_path)), SANS, motif)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_un_octet_change_ne_donne_jamais_une_trace(tmp_path: Path, data: st.DataObject) -> None:
    modele = tmp_path / "modele.zip"
    if not modele.exists():
        ecrire(modele, {MANIFESTE: b'{"format": 1, "revision": "r0007", "sommes": {}}', COPIE: b"x" * 300})
    octets = bytearray(modele.read_bytes())
    for rang in data.draw(st.lists(st.integers(0, len(octets) - 1), min_size=1, max_size=4)):
        octets[rang] = data.draw(st.integers(0, 255))
    abimee = tmp_path / "abimee.zip"
    abimee.write_bytes(octets)
    with contextlib.suppress(SauvegardeInvalide):
        revision, membres = archive.ouvrir(abimee, SANS)
        assert all(isinstance(octets, bytes) for octets in membres.values()), revision


def test_la_commande_signe_et_verifie(
    atelier: Atelier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fichier = str(tmp_path / "a.zip")
    monkeypatch.setenv(VARIABLE, atelier.registre.moteur.url.render_as_string(hide_password=False))
    monkeypatch.setenv(archive.VARIABLE, "courte")
    assert commande.principal(["sauvegarder", fichier]) == 1
    assert "32 signes" in capsys.readouterr().err
    monkeypatch.setenv(archive.VARIABLE, CLE)
    assert commande.principal(["sauvegarder", fichier]) == 0
    assert "signée" in capsys.readouterr().out
    monkeypatch.setenv(VARIABLE, f"sqlite:///{tmp_path}/neuve.sqlite")
    monkeypatch.setenv(archive.VARIABLE, AUTRE_CLE)
    assert commande.principal(["restaurer", fichier]) == 1
    assert "n'est pas signée" in capsys.readouterr().err
    monkeypatch.setenv(archive.VARIABLE, CLE)
    assert commande.principal(["restaurer", fichier]) == 0
