"""Un petit fichier hostile n'occupe pas le serveur : import borné, et dont le coût suit la taille du fichier."""

from __future__ import annotations

import contextlib
import gc
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import URL

from donnees.registre import echanges
from donnees.registre.base import Registre
from donnees.registre.echanges.bornes import (
    ELEMENTS_MAX,
    PROBLEMES_MAX,
    RANGEES_MAX,
    TAILLE_MAX,
    ecrire,
)
from donnees.registre.echanges.fichiers import lire
from donnees.registre.erreurs import FichierRefuse
from donnees.registre.services.saisie import LIEUX_MAX, PARTENAIRES_MAX
from tests.registre.atelier_registre import CONTRIBUTRICE, Atelier, cellules
from tests.registre.test_registre_fichiers import CLASSEUR, NOMS, _membre, _refaire

FEUILLE = "xl/worksheets/sheet1.xml"
PLANCHER = 0.02
"""Secondes en deçà desquelles un rapport de durées ne dit rien."""


@pytest.fixture
def registre(registre_seme: Path) -> Registre:
    """SQLite seul : le moteur ne change rien à la lecture d'un fichier."""
    return Registre(URL.create("sqlite", database=str(registre_seme)))


def _codes(nombre: int, pas: int = 1) -> str:
    return ";".join(f"{rang * pas % 100_000:05}" for rang in range(nombre))


def _feuille(lignes: bytes) -> bytes:
    """Classeur juste dont la feuille finit par ces rangées XML ; un lest le garde sous le taux de compression admis."""
    feuille = _membre(CLASSEUR, FEUILLE).replace(b"</sheetData>", lignes + b"</sheetData>")
    lest = random.Random(len(lignes)).randbytes(len(lignes) // 60)
    return _refaire(CLASSEUR, {FEUILLE: feuille, "lest.bin": lest})


FAMILLES: dict[str, Callable[[int], bytes]] = {
    "codes distincts": lambda n: cellules({"communes": _codes(n // 6)}),
    "codes égaux": lambda n: cellules({"communes": _codes(n // 6, 0)}),
    "code en double au bout": lambda n: cellules({"communes": f"{_codes(n // 6)};{n // 6 - 1:05}"}),
    "codes par paquets": lambda n: cellules(*[{"communes": _codes(LIEUX_MAX)}] * max(1, n // 31_000)),
    "partenaires": lambda n: cellules({"partenaires": "a;" * (n // 2)}),
    "éléments vides": lambda n: cellules({"financeurs": ";" * n}),
    "éléments échappés": lambda n: cellules({"financeurs": "\\;" * (n // 2)}),
    "champs": lambda n: cellules({"partenaires": "|" * n}),
    "choix sans fin": lambda n: cellules({"theme": "é" * (n // 2)}),
    "axe sans fin": lambda n: cellules({"axe_2013": "1" * n}),
    "montant sans fin": lambda n: cellules({"budget": "1" * (n // 2), "lon": "1" * (n // 2)}),
    "rangées vides": lambda n: cellules({}) + b"\n" * n,
    "cellules": lambda n: cellules({}) + b";" * n,
    "en-têtes": lambda n: b"a;" * (n // 2),
    "rangées de classeur": lambda n: _feuille(b"<row/>" * (n // 4)),
    "même rangée de classeur": lambda n: _feuille(b'<row r="1"/>' * (n // 8)),
    "cellules de classeur": lambda n: _feuille(b'<row r="9">' + b"<c/>" * (n // 4) + b"</row>"),
}


def _duree(registre: Registre, octets: bytes) -> float:
    """Temps de processeur d'un examen, le plus court de trois ; le ramasse-miettes, qui parcourt tout, est tu."""
    durees = []
    gc.disable()
    for _ in range(3):
        debut = time.process_time()
        with contextlib.suppress(FichierRefuse):
            echanges.examiner(registre, CONTRIBUTRICE, octets)
        durees.append(time.process_time() - debut)
    gc.enable()
    return min(durees)


@pytest.mark.parametrize("famille", FAMILLES)
@pytest.mark.parametrize("taille", [14_000, 32_000, TAILLE_MAX // 5])
def test_doubler_la_taille_ne_fait_que_doubler_le_cout(registre: Registre, famille: str, taille: int) -> None:
    """Classe du défaut : examen quadratique (ou pire) d'un fichier permis."""
    simple, double = (_duree(registre, FAMILLES[famille](n)) for n in (taille, 2 * taille))
    assert double <= 2.5 * max(simple, PLANCHER)


@pytest.mark.parametrize(
    ("nom", "texte", "nombre", "borne"),
    [
        ("communes", _codes(16_000), 16_000, LIEUX_MAX),
        ("communes", _codes(700_000, 0), 700_000, LIEUX_MAX),
        ("partenaires", "a ;" * 2_000_000, 2_000_001, PARTENAIRES_MAX),
        ("axes_2009", "1;" * 4_000, 4_001, 20),
    ],
)
def test_liste_demesuree_refusee_avec_son_nombre_et_la_borne(
    registre: Registre, nom: str, texte: str, nombre: int, borne: int
) -> None:
    """Classe du défaut : liste développée en objets avant que sa longueur ne soit jugée."""
    octets = cellules({nom: texte})
    if len(octets) > TAILLE_MAX:
        octets = cellules({nom: texte.replace(" ", "")})
    (ligne,) = echanges.examiner(registre, CONTRIBUTRICE, octets).lignes
    (souci,) = ligne.problemes
    assert souci.colonne == nom
    assert souci.message == f"Cette liste a {ecrire(nombre)} éléments ; {ecrire(borne)} au plus."


@pytest.mark.parametrize("lignes", [b"<row/>" * 900_000, b'<row r="1"/>' * 900_000, b'<x:row r="2"/>' * 900_000])
def test_rangees_vides_de_classeur_refusees(lignes: bytes) -> None:
    """Classe du défaut : rangées sans contenu, lues une à une."""
    with pytest.raises(FichierRefuse, match=rf"900.00\d rangées.*{ecrire(RANGEES_MAX)} au plus\. Supprimer"):
        lire(_feuille(lignes))


def test_classeur_aux_styles_sans_fin_refuse() -> None:
    styles = _membre(CLASSEUR, "xl/styles.xml").replace(b"</styleSheet>", b"<a/>" * 210_000 + b"</styleSheet>")
    with pytest.raises(FichierRefuse, match=r"balises dans « xl/styles\.xml » ; 200.000 au plus"):
        lire(_refaire(CLASSEUR, {"xl/styles.xml": styles}))


def test_rangees_vides_de_csv_refusees() -> None:
    tete = ";".join(NOMS).encode()
    assert lire(tete + b"\n" * (RANGEES_MAX - 1) + b"a;b")[0].numero == RANGEES_MAX
    with pytest.raises(FichierRefuse, match=r"20.001 rangées, vides comprises ; 20.000 au plus"):
        lire(tete + b"\n" * RANGEES_MAX + b"a;b")


def test_trop_d_elements_en_tout(registre: Registre) -> None:
    lignes = [{"communes": _codes(LIEUX_MAX)}] * (ELEMENTS_MAX // LIEUX_MAX + 1)
    with pytest.raises(FichierRefuse, match=rf"éléments de liste ; {ecrire(ELEMENTS_MAX)} au plus\. Le couper"):
        echanges.examiner(registre, CONTRIBUTRICE, cellules(*lignes))


def test_les_problemes_d_une_ligne_sont_comptes(registre: Registre) -> None:
    (ligne,) = Atelier(registre).examiner(cellules({"communes": _codes(1_000).replace("0", "x")})).lignes
    assert len(ligne.problemes) == PROBLEMES_MAX + 1
    assert ligne.problemes[-1].message.startswith("Et ")


@pytest.mark.parametrize("axe", ["1" * 5_000, "\u0661", "\u00b2", "\u2460", "\uff11"])
def test_un_axe_ne_s_ecrit_qu_avec_son_chiffre(registre: Registre, axe: str) -> None:
    """Classe du défaut : texte pris pour un nombre parce que Python sait le convertir."""
    (ligne,) = Atelier(registre).examiner(cellules({"axe_2013": axe, "axes_2009": axe})).lignes
    assert {souci.colonne for souci in ligne.problemes} == {"axe_2013", "axes_2009"}


@pytest.mark.parametrize("montant", ["\u0661\u0662", "\uff11\uff12"])
def test_un_montant_ne_s_ecrit_qu_en_chiffres_latins(registre: Registre, montant: str) -> None:
    ecrites = {"budget": montant, "financeurs": f"etat | | {montant}", "communes": "\u0663\u0665\u0662\u0663\u0668"}
    (ligne,) = Atelier(registre).examiner(cellules(ecrites)).lignes
    assert {souci.colonne for souci in ligne.problemes} == {"budget", "financeurs", "communes"}


def test_la_lecture_dit_ou_elle_en_est(registre: Registre) -> None:
    """La progression passe par une fonction reçue : lecture d'abord, puis examen jusqu'au bout."""
    etapes: list[tuple[str, int, int]] = []
    octets = cellules(*[{}] * 450)
    echanges.examiner(
        registre,
        CONTRIBUTRICE,
        octets,
        lambda fait, total: etapes.append(("examen", fait, total)),
        lambda fait, total: etapes.append(("lecture", fait, total)),
    )
    assert [(nom, fait) for nom, fait, _ in etapes] == [
        ("lecture", 200),
        ("lecture", 400),
        ("examen", 200),
        ("examen", 400),
        ("examen", 450),
    ]
