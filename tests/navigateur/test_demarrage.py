"""Un serveur mal réglé ne démarre pas, et le dit en une phrase ; l'édition sans compte ne quitte pas la machine."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from donnees.registre.edition import VARIABLE
from tests.navigateur.serveur import DELAI, RACINE, ServeurAbsent, port_libre, servir


def test_edition_locale_refusee_hors_de_la_boucle(tmp_path: Path) -> None:
    options = ["--server.address", "0.0.0.0"]
    with (
        pytest.raises(ServeurAbsent, match="l'écriture sans compte") as refus,
        servir(RACINE / "app.py", tmp_path / "j.txt", options=options, variables={VARIABLE: "1"}),
    ):
        pytest.fail("le serveur a démarré")
    assert "Traceback" not in str(refus.value)


def test_une_base_plus_recente_arrete_le_demarrage_en_une_phrase(tmp_path: Path, registre_seme: Path) -> None:
    shutil.copy(registre_seme, tmp_path / "j.sqlite")
    with closing(sqlite3.connect(tmp_path / "j.sqlite")) as base:
        base.execute("UPDATE alembic_version SET version_num = 'r9999'")
        base.commit()
    with (
        pytest.raises(ServeurAbsent, match=r"L'Atlas ne démarre pas\. .* schéma r9999.* Mettre l'application à jour"),
        servir(RACINE / "app.py", tmp_path / "j.txt"),
    ):
        pytest.fail("le serveur a démarré")
    assert "Traceback" not in (tmp_path / "j.txt").read_text(encoding="utf-8")


def _copie(dossier: Path) -> dict[str, str]:
    """L'application dans un autre dossier, dont on peut abîmer les produits ; rend de quoi la lancer."""
    shutil.copytree(RACINE / "donnees", dossier / "donnees", ignore=shutil.ignore_patterns("__pycache__"))
    for nom in ("app.py", "pages", "geo", ".streamlit"):
        (dossier / nom).symlink_to(RACINE / nom)
    return {"PYTHONPATH": str(dossier), "PYTHONSAFEPATH": "1"}


@pytest.mark.parametrize(
    ("nom", "faute"),
    [("valeurs.parquet", "abîmé"), ("contours/regions-1de1515315.json", "absent"), ("manifeste.json", "abîmé")],
)
def test_des_produits_abimes_arretent_le_demarrage_en_une_phrase(tmp_path: Path, nom: str, faute: str) -> None:
    variables = _copie(tmp_path)
    produit = tmp_path / "donnees/produits" / nom
    octets = produit.read_bytes()
    produit.unlink()
    if faute == "abîmé":
        produit.write_bytes(octets[: len(octets) // 2])
    with (
        pytest.raises(ServeurAbsent, match=rf"L'Atlas ne démarre pas\. Produit {faute} : {nom}.* Reprendre"),
        servir(tmp_path / "app.py", tmp_path / "j.txt", variables=variables),
    ):
        pytest.fail("le serveur a démarré")
    assert "Traceback" not in (tmp_path / "j.txt").read_text(encoding="utf-8")


def test_un_reglage_incompris_arrete_le_demarrage_en_une_phrase(tmp_path: Path) -> None:
    with (
        pytest.raises(ServeurAbsent, match=r"L'Atlas ne démarre pas\. ATLAS_CADRES"),
        servir(RACINE / "app.py", tmp_path / "j.txt", variables={"ATLAS_CADRES": "partout"}),
    ):
        pytest.fail("le serveur a démarré")
    assert "Traceback" not in (tmp_path / "j.txt").read_text(encoding="utf-8")


def test_l_edition_locale_croit_la_prise_pas_la_configuration(tmp_path: Path) -> None:
    """Lancé par un autre serveur ASGI qui écoute partout, quoi que dise ``server.address`` : rien ne répond."""
    port = port_libre()
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit/config.toml").write_text('[server]\naddress = "127.0.0.1"\n', encoding="utf-8")
    base = {"ATLAS_BASE_URL": f"sqlite:///{tmp_path / 'j.sqlite'}", "HOME": str(tmp_path)}
    commande = [sys.executable, "-m", "uvicorn", "app:app", "--host", "0.0.0.0", "--port", str(port)]
    processus = subprocess.Popen(
        commande,
        cwd=RACINE,
        env=os.environ | base | {VARIABLE: "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        _attendre_la_prise(port, processus)
        reponse = httpx.get(f"http://127.0.0.1:{port}/compte", trust_env=False)
    finally:
        processus.terminate()
        processus.wait(15)
    assert reponse.status_code == 403
    assert "le serveur écoute « 0.0.0.0 »" in reponse.text


def _attendre_la_prise(port: int, processus: subprocess.Popen[bytes]) -> None:
    limite = time.monotonic() + DELAI
    while time.monotonic() < limite and processus.poll() is None:
        with socket.socket() as prise:
            if prise.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise ServeurAbsent(f"Rien n'écoute sur le port {port}.")
