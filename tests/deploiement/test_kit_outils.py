"""Les outils de l'exploitant : poser, redémarrer, changer de version et en revenir, sauvegarder (systemd imité)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from donnees.chemins import RACINE
from tests.deploiement.kit import KIT

FAUX_SYSTEMCTL = """#!/bin/sh
echo "$*" "$(basename "$(readlink -f "$ATLAS_RACINE/courante")")" >> "$ATLAS_RACINE/gestes"
case "$*" in "restart atlas@8512"*) fautive=mauvaise ;; *) fautive=pire ;; esac
[ "$(basename "$(readlink -f "$ATLAS_RACINE/courante")")" != "$fautive" ] || exit 1
"""
"""Note chaque geste et la version en service ; « mauvaise » échoue à la seconde réplique, « pire » dès la première."""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Quatre versions posées, la première en service."""
    for version in ("v1", "v2", "mauvaise", "pire"):
        racine = tmp_path / "versions" / version
        (racine / ".venv/bin").mkdir(parents=True)
        (racine / ".venv/bin/streamlit").symlink_to("/bin/true")
        shutil.copytree(KIT / "outils", racine / ".deploiement/outils")
    (tmp_path / "courante").symlink_to("versions/v1")
    (tmp_path / "bin").mkdir()
    faux = tmp_path / "bin/systemctl"
    faux.write_text(FAUX_SYSTEMCTL, encoding="utf-8")
    faux.chmod(0o755)
    return tmp_path


def _changer(machine: Path, *arguments: str) -> tuple[int, str, list[str]]:
    """Code de sortie, version en service, gestes faits."""
    variables = {"PATH": f"{machine}/bin:{os.environ['PATH']}", "ATLAS_RACINE": str(machine), "ATLAS_PAUSE": "0"}
    outil = machine / "courante/.deploiement/outils/changer-version"
    fait = subprocess.run([outil, *arguments], check=False, capture_output=True, env=variables)
    gestes = (machine / "gestes").read_text(encoding="utf-8").splitlines() if (machine / "gestes").exists() else []
    return fait.returncode, (machine / "courante").readlink().name, gestes


def test_changer_de_version_sauvegarde_bascule_et_redemarre_l_une_apres_l_autre(machine: Path) -> None:
    assert _changer(machine, "v2") == (
        0,
        "v2",
        ["start atlas-sauvegarde.service v1", "restart atlas@8511.service v2", "restart atlas@8512.service v2"],
    )
    (machine / "gestes").unlink()
    code, version, gestes = _changer(machine, "v1", "--sans-sauvegarde")
    assert (code, version) == (0, "v1"), "revenir est le même geste"
    assert gestes[0].startswith("restart")


@pytest.mark.parametrize(("version", "essais"), [("pire", 1), ("mauvaise", 2)])
def test_une_version_qui_ne_demarre_pas_est_quittee(machine: Path, version: str, essais: int) -> None:
    code, en_service, gestes = _changer(machine, version)
    assert (code, en_service) == (1, "v1")
    assert [geste for geste in gestes if geste.endswith(version)] == [
        f"restart atlas@{port}.service {version}" for port in (8511, 8512)[:essais]
    ]
    assert gestes[-2:] == ["restart atlas@8511.service v1", "restart atlas@8512.service v1"]


def test_une_version_absente_ne_change_rien(machine: Path) -> None:
    assert _changer(machine, "v9") == (2, "v1", [])


@pytest.mark.parametrize(
    ("reglages", "reproche"),
    [
        ({}, "ATLAS_NOM"),
        ({"ATLAS_NOM": "a.fr", "ATLAS_PREFIXE": "atlas"}, "ATLAS_PREFIXE"),
        ({"ATLAS_NOM": "a.fr", "ATLAS_PORTS": "8511 8512;"}, "ATLAS_PORTS"),
    ],
)
def test_poser_refuse_un_reglage_incompris(tmp_path: Path, reglages: dict[str, str], reproche: str) -> None:
    commande = [KIT / "outils/poser", tmp_path]
    fait = subprocess.run(
        commande, check=False, capture_output=True, text=True, env={"PATH": os.environ["PATH"], **reglages}
    )
    assert fait.returncode == 2
    assert reproche in fait.stderr
    assert list(tmp_path.iterdir()) == []


def test_sauvegarder_date_protege_et_fait_de_la_place(tmp_path: Path, registre_seme: Path) -> None:
    dossier = tmp_path / "sauvegardes"
    dossier.mkdir()
    vieille, recente = dossier / "atlas-20200101T000000Z.zip", dossier / "atlas-20261101T000000Z.zip"
    for archive in (vieille, recente):
        archive.write_bytes(b"x")
    os.utime(vieille, (0, time.time() - 40 * 86_400))
    base = shutil.copy(registre_seme, tmp_path / "atlas.sqlite")
    reglages = {
        "ATLAS_BASE_URL": f"sqlite:///{base}",
        "ATLAS_SAUVEGARDES": str(dossier),
        "ATLAS_PYTHON": sys.executable,
    }
    faite = subprocess.run(
        [KIT / "outils/sauvegarder"], check=True, capture_output=True, text=True, env=os.environ | reglages, cwd=RACINE
    )
    assert re.search(r"SHA-256 [0-9a-f]{64}", faite.stdout)
    (neuve,) = set(dossier.iterdir()) - {recente}
    assert re.fullmatch(r"atlas-\d{8}T\d{6}Z\.zip", neuve.name)
    assert neuve.stat().st_mode & 0o077 == 0
