"""La ligne de commande : un document, tous ceux d'un niveau, la reprise, et des refus qui se lisent."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from donnees.chemins import RACINE
from donnees.registre import services
from donnees.registre.demarrage import demarrer
from donnees.registre.edition import IDENTITE_LOCALE
from geo.documents import __main__ as commande
from geo.documents import fabrique
from geo.documents.demande import Releve


@pytest.fixture(autouse=True)
def deux_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deux zones d'emploi, dont une qui n'existe pas."""
    monkeypatch.setattr(commande, "codes", lambda _: ["0051", "zzzz"])


def _courir(*arguments: str) -> int:
    return commande.principal(["diagnostic", "--sans-registre", *arguments])


@pytest.fixture(autouse=True)
def _module_principal_neutre(monkeypatch: pytest.MonkeyPatch) -> None:
    """Une page jouée plus tôt par ce processus est encore son module principal, qu'un ouvrier neuf rejouerait."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def test_un_document_s_ecrit_et_le_dit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sortie = tmp_path / "alencon.xlsx"
    assert _courir("--code", "0051", "--format", "xlsx", "--sortie", str(sortie)) == 0
    assert sortie.read_bytes().startswith(b"PK")
    assert str(sortie.stat().st_size) in capsys.readouterr().out


def test_un_code_inconnu_se_refuse_en_clair_et_n_ecrit_rien(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _courir("--code", "9999", "--sortie", str(tmp_path / "x.pdf")) == 1
    assert "Aucun territoire « 9999 »" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_toutes_reprend_la_ou_l_on_en_etait_et_nomme_ce_qui_echoue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--toutes", "--format", "xlsx", "--sortie", str(tmp_path), "--ouvriers", "1")
    assert _courir(*arguments) == 1
    sortie = capsys.readouterr()
    assert "1 documents sur 2" in sortie.out
    assert "zone_emploi zzzz : TerritoireInconnu" in sortie.err
    (fait,) = tmp_path.iterdir()
    assert fait.name == "zone_emploi-0051.xlsx"
    fait.write_bytes(b"deja fait")
    _courir(*arguments)
    assert fait.read_bytes() == b"deja fait"


def test_un_niveau_inconnu_se_refuse_en_clair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.undo()
    assert _courir("--toutes", "--niveau", "lune", "--sortie", str(tmp_path)) == 1
    assert "Aucun territoire au niveau « lune »" in capsys.readouterr().err


def test_un_ecrit_interrompu_ne_laisse_pas_de_fichier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def echouer(*_: object) -> bytes:
        raise OSError("disque plein")

    monkeypatch.setattr(fabrique, "diagnostic", echouer)
    assert _courir("--code", "0051", "--sortie", str(tmp_path / "x.pdf")) == 1
    assert list(tmp_path.iterdir()) == []


def test_la_commande_imprime_les_reponses_gardees_comme_l_ecran(
    tmp_path: Path, registre_seme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copie = shutil.copy(registre_seme, tmp_path / "registre.sqlite")
    monkeypatch.setenv("ATLAS_BASE_URL", f"sqlite:///{copie}")
    ouvert = demarrer()
    reponse = {"maison": "35238-1", "niveau": "zone_emploi", "code": "0051"}
    reponse |= {"question": "chomage_courbe.france_travail"}
    reponse |= {"organisme": "Agence", "nature": "france_travail", "mandat": "", "texte": "Notre réponse"}
    services.enregistrer_contribution(ouvert, IDENTITE_LOCALE, 0, reponse)
    ouvert.fermer()
    poses: list[Releve] = []

    def poser(_: object, releve: Releve, __: str, sortie: Path) -> None:
        poses.append(releve)
        sortie.write_bytes(b"x")

    monkeypatch.setattr(fabrique, "poser", poser)
    for code in ("0051", "8421"):
        assert commande.principal(["diagnostic", "--code", code, "--sortie", str(tmp_path / "x.pdf")]) == 0
    assert [[une.texte for une in releve.contributions] for releve in poses] == [["Notre réponse"], []]


def test_la_commande_lancee_pour_de_bon_ecrit_en_parallele(tmp_path: Path) -> None:
    niveau = ("--niveau", "france", "--toutes", "--format", "xlsx", "--sans-registre", "--ouvriers", "1")
    commande_entiere = [sys.executable, "-m", "geo.documents", "diagnostic", *niveau, "--sortie", str(tmp_path)]
    fini = subprocess.run(commande_entiere, cwd=RACINE, capture_output=True, text=True, check=False)
    assert fini.returncode == 0, fini.stderr
    assert [fichier.name for fichier in tmp_path.iterdir()] == ["france-FR.xlsx"]
