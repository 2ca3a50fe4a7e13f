"""Le registre tient : écrivains concurrents, mort brutale, verrou tenu, sauvegarde et restauration."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import URL, select, text
from sqlalchemy.orm import Session

from donnees.chemins import RACINE
from donnees.registre import __main__ as commande
from donnees.registre import base, services
from donnees.registre.archive import Preuve
from donnees.registre.base import VARIABLE, Registre
from donnees.registre.droits import VISITEUR
from donnees.registre.erreurs import ConflitDeVersion, RegistreOccupe, SauvegardeInvalide
from donnees.registre.modeles import Action, ActionStatut, Base, Journal
from donnees.registre.restauration import restaurer
from donnees.registre.sauvegarde import sauvegarder
from tests.registre.atelier_registre import ADMIN, MAISON, Atelier, saisie

ECRIVAINS, TOURS, ACQUITTEES = 20, 2, 500
BROUILLON = {"titre": "é\0\ud83d<b>", "axe_2013": None, "lieux": [["commune", "35238"]]}


def _ajouter_un(registre: Registre, cle: str) -> int:
    """Augmente le budget d'un euro, en relisant après chaque conflit, comme on le ferait à l'écran."""
    conflits = 0
    while True:
        lue = services.lire(registre, ADMIN, cle)
        assert lue.budget is not None
        try:
            services.modifier(registre, ADMIN, cle, lue.version, saisie(budget=lue.budget + 1, lieux=[]))
        except ConflitDeVersion:
            conflits += 1
        else:
            return conflits


def test_vingt_ecrivains_aucune_mise_a_jour_perdue(atelier: Atelier) -> None:
    cle = atelier.creer(budget="0").cle
    with ThreadPoolExecutor(ECRIVAINS) as fils:
        conflits = sum(fils.map(lambda _: _ajouter_un(atelier.registre, cle), range(ECRIVAINS * TOURS)))
    lue = atelier.lire(cle)
    assert lue.budget == ECRIVAINS * TOURS == lue.version - 1
    assert len(atelier.journal(cle)) == ECRIVAINS * TOURS + 1
    assert conflits > 0  # sans conflit, l'épreuve n'aurait rien éprouvé


def test_vingt_creations_citant_le_meme_partenaire_neuf(atelier: Atelier) -> None:
    neufs = [{"nom": nom, "nature": "entreprise", "role": "Recrute"} for nom in ("Neuve B", "Neuve A")]
    with ThreadPoolExecutor(ECRIVAINS) as fils:
        cles = list(fils.map(lambda n: atelier.creer(partenaires=neufs[:: 1 if n % 2 else -1]).cle, range(ECRIVAINS)))
    assert len(set(cles)) == ECRIVAINS
    noms = [nom for nom, _ in services.partenaires(atelier.registre, ADMIN).values()]
    assert sorted(nom for nom in noms if nom.startswith("Neuve")) == ["Neuve A", "Neuve B"]


def test_verrou_tenu_message_francais(atelier: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    """Un autre processus garde la base : on attend, on réessaie, puis on le dit sans mot anglais."""
    monkeypatch.setattr(base, "ATTENTE_MS", 20)
    registre = Registre(atelier.registre.moteur.url)
    cle = atelier.creer().cle
    ecoute = registre.moteur.connect()
    ecoute.exec_driver_sql("SELECT 1")
    ecoute.close()
    with atelier.registre.moteur.execution_options(ecriture=True).begin() as tenu:
        tenu.execute(select(Action).where(Action.cle == cle).with_for_update())
        with pytest.raises(RegistreOccupe, match="Réessayer dans un instant") as erreur:
            registre.ecrire(lambda session: _prendre(session, cle))
    assert "locked" not in str(erreur.value)
    registre.fermer()
    assert atelier.modifier(atelier.lire(cle), titre="Après").titre == "Après"


def _prendre(session: Session, cle: str) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL lock_timeout = '20ms'"))
    session.execute(select(Action).where(Action.cle == cle).with_for_update())


def test_mort_brutale_aucune_ecriture_acquittee_perdue(atelier: Atelier) -> None:
    url = atelier.registre.moteur.url.render_as_string(hide_password=False)
    script = [sys.executable, "tests/registre/ecrivain_registre.py", "ecrire", url]
    with subprocess.Popen(script, cwd=RACINE, env={"PYTHONPATH": "."}, stdout=subprocess.PIPE, text=True) as lance:
        assert lance.stdout is not None
        acquittees = [lance.stdout.readline().strip() for _ in range(ACQUITTEES)]
        lance.kill()
        acquittees += lance.stdout.read().split("\n")[:-1]
    assert lance.returncode == -9
    assert ACQUITTEES <= len(acquittees) < 1000
    neuf = Registre(atelier.registre.moteur.url)
    with neuf.lire() as session:
        if neuf.est_sqlite:
            assert session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        enregistrees = set(session.scalars(select(Action.cle)))
        assert set(acquittees) <= enregistrees
        assert len(enregistrees) - 125 - len(acquittees) <= 1  # au plus celle dont l'annonce n'a pas pu partir
        assert set(session.scalars(select(Journal.action))) == enregistrees
        assert set(session.scalars(select(ActionStatut.action))) == enregistrees
    neuf.fermer()
    assert atelier.creer().version == 1


def _contenu(registre: Registre) -> dict[str, list[tuple[object, ...]]]:
    with registre.lire() as session:
        return {
            table.name: [tuple(ligne) for ligne in session.execute(select(table).order_by(*table.primary_key.columns))]
            for table in Base.metadata.sorted_tables
        }


def test_sauvegarder_puis_restaurer_ailleurs(atelier: Atelier, base_vide: Callable[[], URL], tmp_path: Path) -> None:
    atelier.modifier(atelier.creer(description="é\u202e👩🏽‍🚀\n<b>"), statut="terminee")
    services.habiliter(atelier.registre, ADMIN, "s" * 64, "Camille", "contributeur", [MAISON])
    services.garder_brouillon(atelier.registre, ADMIN, "neuve", BROUILLON)
    contribution = atelier.contribuer(texte="é\u202e👩🏽‍🚀\r\n<b>")
    archive = tmp_path / "sauvegardes" / "registre.zip"
    sauvegarder(atelier.registre, archive)
    avant = _contenu(atelier.registre)
    atelier.creer(titre="Après la sauvegarde")
    neuf = Registre(base_vide())
    lignes = restaurer(neuf, archive, Preuve(aucune=True))
    assert _contenu(neuf) == avant
    assert services.habilitation(neuf, "s" * 64) == services.habilitation(atelier.registre, "s" * 64) is not None
    rendu = services.relire_brouillon(neuf, ADMIN, "neuve")
    assert rendu == services.relire_brouillon(atelier.registre, ADMIN, "neuve")
    assert rendu is not None
    assert rendu.contenu == BROUILLON
    assert services.lister_contributions(neuf, VISITEUR) == [contribution]
    assert lignes == sum(map(len, avant.values()))
    assert Atelier(neuf).creer().version == 1  # le journal reprend sa numérotation sans se heurter
    with pytest.raises(SauvegardeInvalide, match="pas vide"):
        restaurer(neuf, archive, Preuve(aucune=True))
    neuf.fermer()


def test_une_archive_passe_d_un_moteur_a_l_autre(
    atelier: Atelier, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    services.garder_brouillon(atelier.registre, ADMIN, "neuve", BROUILLON)
    services.retirer_contribution(atelier.registre, ADMIN, atelier.contribuer().cle, 1)
    sauvegarder(atelier.registre, tmp_path / "a.zip")
    avant = _contenu(atelier.registre)
    url = URL.create("sqlite", database=str(tmp_path / "autre.sqlite"))
    if atelier.registre.est_sqlite:
        url = request.getfixturevalue("base_postgresql")
    autre = Registre(url)
    restaurer(autre, tmp_path / "a.zip", Preuve(aucune=True))
    assert _contenu(autre) == avant
    autre.fermer()


@pytest.mark.parametrize("faute", ["coupee", "alteree", "texte"])
def test_sauvegarde_abimee_refusee(atelier: Atelier, tmp_path: Path, faute: str) -> None:
    archive, abimee = tmp_path / "a.zip", tmp_path / "b.zip"
    sauvegarder(atelier.registre, archive)
    if faute == "alteree":
        with zipfile.ZipFile(archive) as source, zipfile.ZipFile(abimee, "w") as cible:
            for nom in source.namelist():
                octets = source.read(nom)
                cible.writestr(nom, octets if nom.endswith("manifeste.json") else octets + b" ")
    else:
        abimee.write_bytes(archive.read_bytes()[:-200] if faute == "coupee" else b"bonjour")
    neuf = Registre(URL.create("sqlite", database=str(tmp_path / "neuf.sqlite")))
    with pytest.raises(SauvegardeInvalide):
        restaurer(neuf, abimee, Preuve(aucune=True))
    with neuf.lire() as session:
        assert session.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one() == 0
    neuf.fermer()


def test_ligne_de_commande(
    atelier: Atelier,
    base_vide: Callable[[], URL],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    archive, neuve = str(tmp_path / "a.zip"), base_vide().render_as_string(hide_password=False)
    monkeypatch.setenv(VARIABLE, atelier.registre.moteur.url.render_as_string(hide_password=False))
    assert commande.principal(["sauvegarder", archive]) == 0
    somme = capsys.readouterr().out.split("SHA-256 ")[1][:64]
    with zipfile.ZipFile(archive) as ouverte:
        assert json.loads(ouverte.read("manifeste.json"))["revision"] == "r0007"
    monkeypatch.setenv(VARIABLE, neuve)
    assert commande.principal(["restaurer", archive]) == 1
    assert "--somme" in capsys.readouterr().err
    prouvee = ["restaurer", archive, "--somme", somme]
    assert [commande.principal(prouvee), commande.principal(prouvee)] == [0, 1]
    assert "pas vide" in capsys.readouterr().err
    assert commande.principal(["demarrer"]) == 0
