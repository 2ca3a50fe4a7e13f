"""La maison rangée : une pièce à sa place, une aile qui ne pèse que sur elle-même, des noms qui disent."""

from __future__ import annotations

import ast
import importlib
import re
from functools import cache
from pathlib import Path

import grimp
import pytest

from donnees.chemins import RACINE
from pages.cadre.plan import PLAN

COMMUNS = {"cadre", "carte", "interface"}
INTERFACE_MAX = 36
MOTS_MAX = 2
BANNIS = {"outils", "divers", "utils", "commun", "helpers", "misc"}
NOMS_VAGUES = {"quoi", "lu", "lus", "dites", "vu", "ou", "regard"}
RACINES = ("donnees", "geo", "pages")


def _modules(racine: str) -> list[Path]:
    return sorted((RACINE / racine).rglob("*.py"))


@cache
def _graphe() -> grimp.ImportGraph:
    return grimp.build_graph("pages", "geo", "donnees")


def _aile(module: str) -> str | None:
    """« pages.agir.saisir » pour toute pièce de cette page ; None pour une pièce commune."""
    morceaux = module.split(".")
    return ".".join(morceaux[:3]) if len(morceaux) > 2 and morceaux[1] not in COMMUNS else None


PIECES = [f"pages.interface.{fichier.stem}" for fichier in _modules("pages/interface") if fichier.stem != "__init__"]


@pytest.mark.parametrize("piece", PIECES)
def test_une_piece_de_l_interface_sert_au_moins_deux_ailes(piece: str) -> None:
    ailes = {_aile(module) for module in _graphe().find_downstream_modules(piece)} - {None}
    assert len(ailes) > 1, f"{piece} ne sert qu'à {ailes} : elle vit chez elle."


def test_l_interface_reste_petite() -> None:
    assert 0 < len(PIECES) <= INTERFACE_MAX


def test_geo_n_a_que_des_paquets_et_ses_erreurs() -> None:
    fichiers = {fichier.name for fichier in (RACINE / "geo").glob("*.py")}
    assert fichiers == {"__init__.py", "erreurs.py"}


def _mots(nom: str) -> list[str]:
    return [mot for mot in nom.strip("_").split("_") if mot]


def test_un_module_a_un_nom_qui_dit_ce_qu_il_contient() -> None:
    fautes = [
        fichier.relative_to(RACINE).as_posix()
        for racine in RACINES
        for fichier in _modules(racine)
        if "migrations" not in fichier.parts
        and (len(_mots(fichier.stem)) > MOTS_MAX or set(_mots(fichier.stem)) & BANNIS)
    ]
    assert fautes == []


def _noms_lies(arbre: ast.AST) -> set[str]:
    """Variables et paramètres d'un module."""
    noms = {noeud.id for noeud in ast.walk(arbre) if isinstance(noeud, ast.Name) and isinstance(noeud.ctx, ast.Store)}
    return noms | {noeud.arg for noeud in ast.walk(arbre) if isinstance(noeud, ast.arg)}


def test_une_variable_est_un_nom_qui_dit_ce_qu_elle_tient() -> None:
    fautes = {
        fichier.relative_to(RACINE).as_posix(): sorted(vagues)
        for racine in RACINES
        for fichier in _modules(racine)
        if (vagues := _noms_lies(ast.parse(fichier.read_text(encoding="utf-8"))) & NOMS_VAGUES)
    }
    assert fautes == {}


PAQUETS = [fichier for racine in RACINES for fichier in _modules(racine) if fichier.name == "__init__.py"]


@pytest.mark.parametrize("paquet", PAQUETS, ids=lambda fichier: fichier.parent.relative_to(RACINE).as_posix())
def test_un_paquet_dit_ce_qu_il_sait_et_ce_qu_il_ignore(paquet: Path) -> None:
    doc = ast.get_docstring(ast.parse(paquet.read_text(encoding="utf-8"))) or ""
    assert re.search(r"^Sait : \S", doc, re.MULTILINE)
    assert re.search(r"^Ignore : \S", doc, re.MULTILINE)


CITES = re.compile(r"`((?:donnees|geo|pages)(?:\.\w+)+)`")


def _existe(nom: str) -> bool:
    """Vrai si « geo.mesures.mesurer » mène à un module, ou à ce qu'un module contient."""
    morceaux = nom.split(".")
    for fin in range(len(morceaux), 0, -1):
        try:
            objet: object = importlib.import_module(".".join(morceaux[:fin]))
        except ModuleNotFoundError:
            continue
        for morceau in morceaux[fin:]:
            if not hasattr(objet, morceau):
                return False
            objet = getattr(objet, morceau)
        return True
    return False


def test_ce_que_la_documentation_cite_existe() -> None:
    sources = [fichier for racine in (*RACINES, "tests") for fichier in _modules(racine)]
    sources += [RACINE / "README.md", *(RACINE / "pages").rglob("*.md"), *(RACINE / "geo").rglob("*.js")]
    fautes = {
        (fichier.relative_to(RACINE).as_posix(), nom)
        for fichier in sources
        for nom in CITES.findall(fichier.read_text(encoding="utf-8"))
        if not _existe(nom)
    }
    assert fautes == set()


README = (RACINE / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("racine", RACINES)
def test_le_readme_nomme_chaque_piece_de_la_maison(racine: str) -> None:
    plan = README.split("## La maison, pièce par pièce")[1].split("### ")[0]
    paquets = {chemin.parent.name for chemin in (RACINE / racine).glob("*/__init__.py")}
    assert paquets
    assert {paquet for paquet in paquets if not re.search(rf"\b{paquet}\b", plan)} == set()


def test_les_chemins_cites_par_le_readme_existent() -> None:
    cites = re.findall(r"`((?:donnees|geo|pages|tests)/[\w./-]*)`", README)
    assert cites
    assert [chemin for chemin in cites if not (RACINE / chemin).exists()] == []


def test_chaque_aile_est_dans_le_plan_et_chaque_adresse_mene_a_un_fichier() -> None:
    prevues = {Path(page["page"]) for pages in PLAN.values() for page in pages}
    ailes = set((RACINE / "pages").glob("*/*/page.py"))
    assert ailes <= prevues
    assert all(fichier.is_file() for fichier in prevues)


ADRESSES = [page["url_path"] for pages in PLAN.values() for page in pages]


@pytest.mark.parametrize("adresse", ADRESSES)
def test_chaque_page_a_une_epreuve(adresse: str) -> None:
    epreuves = (fichier.read_text(encoding="utf-8") for fichier in (RACINE / "tests" / "pages").glob("test_*.py"))
    assert any(re.search(rf"""['"]{re.escape(adresse)}['"]""", texte) for texte in epreuves)
