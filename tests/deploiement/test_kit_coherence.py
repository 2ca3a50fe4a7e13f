"""Le kit se tient : ses unités sont justes, ses réglages existent, ses alarmes regardent des mesures qui existent."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector, generate_latest

from donnees.chemins import RACINE
from pages.cadre.serveur.collecte import SAUVEGARDES, Collecte
from pages.cadre.serveur.compteurs import Compteurs
from pages.cadre.serveur.observation import RELANCE, REPONSE, Fait
from tests.deploiement.kit import KIT, poser

UNITES = sorted(fichier.name for fichier in (KIT / "systemd").iterdir())
OUTILS = sorted(fichier.name for fichier in (KIT / "outils").iterdir())
EXPOSITION_MAX = "20"
"""Dixièmes d'exposition que « systemd-analyze security » admet : 2,0 sur 10, un service bien enfermé."""


@pytest.fixture(scope="module")
def pose(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Les unités posées, devant un faux code : systemd vérifie que les commandes existent."""
    dossier = tmp_path_factory.mktemp("kit")
    code = dossier / "opt/courante"
    (code / ".venv/bin").mkdir(parents=True)
    for commande in ("streamlit", "python"):
        (code / ".venv/bin" / commande).symlink_to("/bin/true")
    (code / ".deploiement").symlink_to(KIT)
    poser(dossier, [8511, 8512], reglages={"ATLAS_RACINE": f"{dossier}/opt"})
    return dossier


def _systemd(*options: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze est absent de cette machine : ses unités n'y seront pas lancées non plus")
    commande = ["systemd-analyze", *options]
    return subprocess.run(commande, check=False, capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"})


@pytest.mark.parametrize("unite", UNITES)
def test_chaque_unite_est_juste_pour_systemd(pose: Path, unite: str) -> None:
    dossier = pose / "etc/systemd/system"
    assert (dossier / unite).is_file()
    nom = unite.replace("@.", "@8511.")
    if nom != unite and not (dossier / nom).exists():
        (dossier / nom).symlink_to(unite)
    sortie = _systemd("verify", "--man=no", "--recursive-errors=no", str(dossier / nom))
    assert (sortie.returncode, [ligne for ligne in sortie.stderr.splitlines() if "atlas" in ligne]) == (0, [])


@pytest.mark.parametrize("unite", ["atlas@.service", "atlas-sauvegarde.service", "atlas-purge.service"])
def test_chaque_service_est_enferme(pose: Path, unite: str) -> None:
    sortie = _systemd(
        "security", "--offline=yes", f"--threshold={EXPOSITION_MAX}", str(pose / "etc/systemd/system" / unite)
    )
    assert sortie.returncode == 0, sortie.stdout[-600:] + sortie.stderr


def test_une_unite_n_ecrit_que_son_etat_et_n_est_jamais_root(pose: Path) -> None:
    for fichier in (pose / "etc/systemd/system").glob("*.service"):
        texte = fichier.read_text(encoding="utf-8")
        assert re.search(r"^User=atlas$", texte, re.MULTILINE), fichier.name
        assert re.search(r"^ProtectSystem=strict$", texte, re.MULTILINE)
        assert "ReadWritePaths" not in texte
        assert "--workers" not in texte


def test_l_unite_laisse_l_ouvrier_des_documents_ceder_le_processeur() -> None:
    assert "os.nice(" in (RACINE / "geo/documents/ouvrier/__main__.py").read_text("utf-8")
    assert "@resources" not in (KIT / "systemd/atlas@.service").read_text("utf-8")


@pytest.mark.parametrize("outil", OUTILS)
def test_chaque_outil_est_du_shell_juste_et_s_execute(outil: str) -> None:
    fichier = KIT / "outils" / outil
    assert os.access(fichier, os.X_OK)
    subprocess.run(["sh", "-n", str(fichier)], check=True)
    assert re.search(r"^set -eu$", fichier.read_text(encoding="utf-8"), re.MULTILINE)


def _reglages_du_kit() -> set[str]:
    return set(
        re.findall(r"^#?((?:ATLAS|STREAMLIT|FORWARDED)_[A-Z_]+)=", (KIT / "atlas.env").read_text("utf-8"), re.MULTILINE)
    )


def test_chaque_reglage_du_kit_est_lu_quelque_part() -> None:
    sources = [
        *(RACINE / "pages").rglob("*.py"),
        *(RACINE / "donnees/registre").rglob("*.py"),
        *(KIT / "outils").iterdir(),
    ]
    textes = "\n".join(fichier.read_text(encoding="utf-8") for fichier in sources)
    noms = {nom for nom in _reglages_du_kit() if nom.startswith("ATLAS_")}
    assert len(noms) >= 10
    assert {nom for nom in noms if not re.search(rf"\b{nom}\b", textes)} == set()


def test_les_reglages_de_streamlit_existent() -> None:
    from streamlit import config  # noqa: PLC0415 - seulement ses noms d'options

    connus = {
        "STREAMLIT_" + re.sub(r"(?<!^)(?=[A-Z])", "_", nom).replace(".", "_").upper()
        for nom in config._config_options_template
    }
    assert {nom for nom in _reglages_du_kit() if nom.startswith("STREAMLIT_")} <= connus


def test_nginx_laisse_passer_le_plus_gros_depot_admis() -> None:
    reglages: dict[str, Any] = tomllib.loads((RACINE / ".streamlit/config.toml").read_text("utf-8"))
    texte = (KIT / "nginx/emplacements.conf").read_text("utf-8")
    bornes = [int(borne) for borne in re.findall(r"client_max_body_size (\d+)m;", texte)]
    assert bornes == [reglages["server"]["maxUploadSize"] + 1], "le formulaire qui porte le fichier pèse un peu plus"


def test_nginx_n_ajoute_d_entete_de_securite_qu_a_ses_pages_de_panne() -> None:
    texte = (KIT / "nginx/emplacements.conf").read_text("utf-8")
    blocs = re.findall(r"^location [^{]*\{(.*?)^\}", texte, re.MULTILINE | re.DOTALL)
    assert len(blocs) >= 8
    for bloc in blocs:
        noms = set(re.findall(r"add_header (\S+)", bloc))
        assert noms <= {"Set-Cookie"} or ("alias" in bloc and "proxy_pass" not in bloc)


def _exposition(monkeypatch: pytest.MonkeyPatch, dossier: Path) -> str:
    monkeypatch.setenv(SAUVEGARDES, str(dossier))
    registre = CollectorRegistry()
    compteurs = Compteurs(registre)
    compteurs.noter(Fait(REPONSE, "accueil", "200", 0.1))
    compteurs.noter(Fait(RELANCE, "accueil", "entiere", 0.1))
    ProcessCollector(registry=registre)
    GCCollector(registry=registre)
    registre.register(Collecte(lambda: 0.0))
    return generate_latest(registre).decode()


def test_les_cinq_alarmes_regardent_des_mesures_qui_existent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    exposees = {
        re.split(r"[{ ]", ligne)[0] for ligne in _exposition(monkeypatch, tmp_path).splitlines() if ligne[0] != "#"
    }
    (groupe,) = yaml.safe_load((KIT / "prometheus/alarmes.yml").read_text("utf-8"))["groups"]
    assert len(groupe["rules"]) == 5
    guide = (KIT / "exploitation.md").read_text("utf-8")
    for alarme in groupe["rules"]:
        citees = set(re.findall(r"\b((?:atlas|process|python)_[a-z_]+)\b", alarme["expr"]))
        assert citees <= exposees, alarme["alert"]
        assert f"**{alarme['alert']}**" in guide
    exposees |= {famille.name for famille in Collecte(lambda: 0.0).collect()} | {"atlas_page_secondes"}
    assert set(re.findall(r"`((?:atlas|process)_[a-z_]+)`", guide)) <= exposees


def test_l_exploitation_tient_en_une_page() -> None:
    assert len((KIT / "exploitation.md").read_text("utf-8").splitlines()) <= 60


def test_ce_que_les_guides_citent_existe() -> None:
    for guide in KIT.glob("*.md"):
        texte = guide.read_text("utf-8")
        cites = set(re.findall(r"\.deploiement/([\w./@-]+\w)", texte))
        cites |= set(re.findall(r"`((?:prometheus|nginx|systemd|postgresql|outils)/[\w./@-]+\w)`", texte))
        assert cites, guide.name
        assert {cite for cite in cites if not (KIT / cite).exists()} == set(), guide.name


def test_l_image_ne_copie_que_ce_qui_existe_et_n_est_pas_root() -> None:
    texte = (KIT / "Containerfile").read_text("utf-8")
    copies = [mot for ligne in re.findall(r"^COPY (?!--from)(.+)$", texte, re.MULTILINE) for mot in ligne.split()[:-1]]
    assert {"app.py", "donnees", "geo", "pages", "requirements.txt"} <= set(copies)
    assert [copie for copie in copies if not (RACINE / copie).exists()] == []
    assert re.findall(r"^USER (.+)$", texte, re.MULTILINE) == ["10001"]
    versions = set(re.findall(r"python:(\d\.\d+)-", texte))
    assert versions == {"3.11"}, "la version pour laquelle les dépendances sont figées"
