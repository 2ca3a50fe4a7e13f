"""Les frontières des dossiers, lues dans le code : geo est pur, donnees ignore l'écran."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from donnees.chemins import RACINE

GEO = sorted((RACINE / "geo").rglob("*.py"))
DONNEES = sorted((RACINE / "donnees").rglob("*.py"))
ECRAN = {"streamlit", "streamlit_folium", "pages", "app"}
LECTURES = {
    *(
        "open",
        "read_text",
        "read_bytes",
        "read_csv",
        "read_parquet",
        "read_file",
        "read_json",
        "read_excel",
        "read_pickle",
    ),
    *("ParquetFile", "loadtxt", "urlopen", "urlretrieve", "iterdir", "glob", "rglob"),
}
# Ce que geo lit sans passer par l'entrepôt et qui n'est pas une donnée : code de la carte, gabarits et polices.
CODE_DE_LA_CARTE = {("adresses.py", "read_text"), ("police.py", "glob"), ("metadonnees.py", "read_csv")}
"""Ce que ``geo`` lit hors des produits : le code de la carte, ses polices, un CSV qu'il vient lui-même d'écrire."""
DOCUMENTS = RACINE / "geo" / "documents"
GABARITS = {
    DOCUMENTS / chemin
    for chemin in (
        *("fabrique.py", "dessin/style.py", "pdf/__init__.py"),
        *("diapositives/ajustement.py", "diapositives/masque.py", "word/fabrique.py", "word/gabarit.py"),
        "ouvrier/__main__.py",  # sa propre mémoire, dans /proc
    )
}
# L'ouvrier parle à son processus par des tubes privés ; rien de ce qui vient du dehors ne s'y désérialise.
OUVRIER = {
    DOCUMENTS / "ouvrier" / "atelier.py": {"pickle", "subprocess"},
    DOCUMENTS / "ouvrier" / "messages.py": {"pickle"},
}


def _modules(fichier: Path) -> Iterator[str]:
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.Import):
            yield from (alias.name for alias in noeud.names)
        elif isinstance(noeud, ast.ImportFrom):
            yield noeud.module or ""


def _appels(fichier: Path) -> Iterator[tuple[str, ast.Call]]:
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.Call):
            fonction = noeud.func
            nom = fonction.attr if isinstance(fonction, ast.Attribute) else getattr(fonction, "id", "")
            yield nom, noeud


@pytest.mark.parametrize("fichier", GEO, ids=lambda f: f.name)
def test_geo_ignore_l_ecran_et_le_reseau(fichier: Path) -> None:
    racines = {module.split(".")[0] for module in _modules(fichier) if module != "urllib.parse"}
    assert not racines & (ECRAN | {"requests", "urllib", "httpx", "socket", "sqlalchemy"})


@pytest.mark.parametrize("fichier", DONNEES, ids=lambda f: f"{f.parent.name}-{f.name}")
def test_donnees_ignore_geo_et_l_ecran(fichier: Path) -> None:
    assert not {module.split(".")[0] for module in _modules(fichier)} & (ECRAN | {"geo"})


@pytest.mark.parametrize("fichier", GEO, ids=lambda f: f.name)
def test_geo_ne_lit_que_par_l_entrepot(fichier: Path) -> None:
    for nom, appel in _appels(fichier):
        if nom not in LECTURES or (fichier.name, nom) in CODE_DE_LA_CARTE or fichier in GABARITS:
            continue
        source = ast.unparse(appel.args[0]) if appel.args else ""
        affectations = {
            ast.unparse(noeud.targets[0]): ast.unparse(noeud.value)
            for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8")))
            if isinstance(noeud, ast.Assign)
        }
        assert affectations.get(source, source).startswith("entrepot.chemin("), f"{fichier.name} : {ast.unparse(appel)}"


@pytest.mark.parametrize("fichier", GEO, ids=lambda f: f.name)
def test_geo_n_evalue_ni_ne_deserialise(fichier: Path) -> None:
    dangereux = {"pickle", "marshal", "shelve", "subprocess"} - OUVRIER.get(fichier, set())
    assert not {module.split(".")[0] for module in _modules(fichier)} & dangereux
    assert not {nom for nom, _ in _appels(fichier)} & {"eval", "exec", "compile_command"}
