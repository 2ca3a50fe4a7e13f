"""L'entrée fermée jusqu'à être prêt : refusée aussitôt, le port gardé, puis rouverte ; dans un processus à part."""

from __future__ import annotations

import subprocess
import sys

import pytest

from donnees.chemins import RACINE

FERMER = """
import socket, sys
from pages.cadre import entree

def joindre():
    with socket.socket() as client:
        return client.connect_ex(adresse) == 0

ecoute = socket.socket()
ecoute.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
port = 0
if sys.argv[1] == "dit":
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        port = libre.getsockname()[1]
ecoute.bind(("127.0.0.1", port))
ecoute.listen()
adresse = ecoute.getsockname()
en_attente = socket.create_connection(adresse)
entree.fermer()
assert not joindre(), "refusée aussitôt"
en_attente.settimeout(5)
try:
    en_attente.recv(1)
except ConnectionResetError:
    pass  # celle qui attendait est rompue : le mandataire ira ailleurs
else:
    raise AssertionError("celle qui attendait attend encore")
assert list(entree.prises()) == [ecoute], "elle compte encore parmi celles du processus"
with socket.socket() as voleur:
    try:
        voleur.bind(adresse)
    except OSError:
        pass
    else:
        raise AssertionError("le port est perdu")
ecoute.listen()
assert joindre(), "rouverte"
assert list(entree.prises()) == [ecoute]
assert ecoute.accept()[0].getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
"""


@pytest.mark.parametrize("port", ["dit", "choisi par la machine"])
def test_rien_ne_s_accepte_avant_d_etre_pret(port: str) -> None:
    fait = subprocess.run([sys.executable, "-c", FERMER, port], check=False, capture_output=True, text=True, cwd=RACINE)
    assert fait.returncode == 0, fait.stderr


def test_l_entree_se_ferme_avant_de_rien_charger_de_lourd() -> None:
    """La fermer coûte peu : ni streamlit, ni pandas, ni la géographie."""
    lourds = "[nom for nom in ('streamlit', 'pandas', 'geo', 'donnees') if nom in sys.modules]"
    code = f"import sys; from pages.cadre import entree; entree.fermer(); print({lourds})"
    fait = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=RACINE)
    assert fait.stdout.strip() == "[]"
    texte = (RACINE / "app.py").read_text(encoding="utf-8")
    assert texte.index("entree.fermer()") < texte.index("import streamlit")
