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

COMMUNS = {"cadre", "carte", "interface"}
INTERFACE_MAX = 36
MOTS_MAX = 2
BANNIS = {"outils", "divers", "utils", "commun", "helpers", "misc"}
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
