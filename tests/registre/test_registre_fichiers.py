"""Lire un fichier à importer : types reconnus par le contenu, fichiers hostiles refusés en français."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees.registre.echanges import cellules, modele
from donnees.registre.echanges.bornes import TAILLE_MAX
from donnees.registre.echanges.colonnes import COLONNES, ECHAPPEMENT
from donnees.registre.echanges.fichiers import Ligne, lire
from donnees.registre.erreurs import FichierRefuse

NOMS = [colonne.nom for colonne in COLONNES]
TEXTE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
HTML = b"<html><body><table><tr><td>cle</td></tr></table></body></html>"


def _csv(*lignes: str, separateur: str = ";", codage: str = "utf-8", noms: list[str] | None = None) -> bytes:
    return "\r\n".join([separateur.join(noms or NOMS), *lignes]).encode(codage)


def _xlsx(geste: Callable[[Any], object] = lambda _: None, noms: list[str] | None = None) -> bytes:
    """Classeur d'en-têtes justes, que ``geste`` complète."""
    sortie = io.BytesIO()
    with xlsxwriter.Workbook(sortie, {"in_memory": True}) as livre:
        feuille = livre.add_worksheet("Actions")
        feuille.write_row(0, 0, noms or NOMS)
        geste(feuille)
    return sortie.getvalue()


CLASSEUR = _xlsx(lambda feuille: feuille.write_string(1, 0, "x"))


def _refaire(octets: bytes, ajouts: dict[str, bytes]) -> bytes:
    """Même archive, avec des membres ajoutés ou remplacés."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets)) as source, zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as cible:
        for nom in source.namelist():
            if nom not in ajouts:
                cible.writestr(nom, source.read(nom))
        for nom, contenu in ajouts.items():
            cible.writestr(nom, contenu)
    return sortie.getvalue()


def _membre(octets: bytes, nom: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return archive.read(nom)


def _bombe() -> bytes:
    """Vraie bombe : 200 Mo de zéros tiennent en 200 ko."""
    return _refaire(_xlsx(), {"xl/media/image1.png": bytes(200 * 1024 * 1024)})


def _entites() -> bytes:
    rire = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    feuille = _membre(_xlsx(), "xl/worksheets/sheet1.xml")
    return _refaire(_xlsx(), {"xl/worksheets/sheet1.xml": feuille.replace(b"<worksheet", rire + b"<worksheet", 1)})


def _ligne_lointaine() -> bytes:
    feuille = _membre(CLASSEUR, "xl/worksheets/sheet1.xml")
    return _refaire(CLASSEUR, {"xl/worksheets/sheet1.xml": feuille.replace(b'<row r="2"', b'<row r="99999999999"')})


def _chiffre() -> bytes:
    octets = bytearray(_xlsx())
    octets[octets.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(octets)


def _macros() -> bytes:
    types = _membre(_xlsx(), "[Content_Types].xml")
    sain = b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert sain in types
    return _refaire(_xlsx(), {"[Content_Types].xml": types.replace(sain, b"ms-excel.sheet.macroEnabled.main+xml")})


def _zip(**membres: bytes) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        for nom, contenu in membres.items():
            archive.writestr(nom, contenu)
    return sortie.getvalue()


REFUS: dict[str, tuple[Callable[[], bytes], str]] = {
    "vide": (lambda: b"", "vide"),
    "blancs": (lambda: b" \r\n \t", "vide"),
    "bom seul": (lambda: b"\xef\xbb\xbf", "aucune ligne"),
    "trop gros": (lambda: b"x" * (TAILLE_MAX + 1), "5 Mo au plus"),
    "html": (lambda: HTML, "page web"),
    "html avec bom": (lambda: b"\xef\xbb\xbf\r\n " + HTML, "page web"),
    "xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ancien classeur"),
    "pdf": (lambda: b"%PDF-1.7 blabla", "ni un CSV"),
    "utf-16": (lambda: "cle;titre".encode("utf-16"), "ni un CSV"),
    "binaire": (lambda: bytes(range(256)), "ni un CSV"),
    "utf-8 abîmé": (lambda: b"\xef\xbb\xbf" + _csv() + b"\r\n\xff", "UTF-8 invalide"),
    "octet sans lettre": (lambda: _csv() + b"\r\n\x81\xff", "encodage"),
    "zip quelconque": (lambda: _zip(a=b"b"), "pas un classeur"),
    "zip tronqué": (lambda: _xlsx()[:-40], "abîmé"),
    "classeur sans feuille": (lambda: _zip(**{"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "abîmé"),
    "chiffré": (_chiffre, "mot de passe"),
    "bombe": (_bombe, "anormalement gros"),
    "entités": (_entites, "abîmé"),
    "ligne lointaine": (_ligne_lointaine, "va au-delà de la rangée 20\u202f000"),
    "macros": (_macros, "macros"),
    "projet vba": (lambda: _refaire(_xlsx(), {"xl/vbaProject.bin": b"x"}), "macros"),
    "lien externe": (lambda: _refaire(_xlsx(), {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "lié à d'autres"),
    "formule": (lambda: _xlsx(lambda f: f.write_formula(3, 1, "=1+1")), "ligne 4, colonne B contient une formule"),
    "formule matricielle": (
        lambda: _xlsx(lambda f: f.write_array_formula("C2:C3", "{=SUM(A1:A2)}")),
        "ligne 2, colonne C contient une formule",
    ),
    "guillemet": (lambda: _csv('"x" y;z'), "ligne 2 ne se lit pas"),
    "guillemet ouvert": (lambda: _csv("a", '"x;z'), "ligne 3 ne se lit pas"),
    "inconnue": (lambda: _csv(noms=[*NOMS, "Couleur"]), "Colonne inconnue : Couleur"),
    "sans titre": (lambda: _csv(noms=["", *NOMS]), "Colonne inconnue : sans titre"),
    "en double": (lambda: _csv(noms=[*NOMS, "Titre"]), "Colonne en double : titre"),
    "manquante": (lambda: _csv(noms=NOMS[:1] + NOMS[3:]), "Colonne manquante : titre, description"),
    "manquante xlsx": (lambda: _xlsx(noms=NOMS[1:]), "Colonne manquante : cle"),
    "cellule de trop": (lambda: _csv(";" * len(NOMS) + "reste"), "ligne 2 a plus de cellules"),
    "10 001 lignes": (lambda: _csv(*["x"] * 10_001), "plus de 10\u202f000 lignes"),
    "10 001 lignes xlsx": (lambda: _xlsx(lambda f: f.write_column(1, 0, ["x"] * 10_001)), "plus de 10\u202f000 lignes"),
}


@pytest.mark.parametrize("cas", REFUS)
def test_fichier_refuse(cas: str) -> None:
    fabrique, message = REFUS[cas]
    with pytest.raises(FichierRefuse, match=message) as erreur:
        lire(fabrique())
    assert str(erreur.value).endswith((".", ")."))


def test_dix_mille_lignes_passent() -> None:
    lignes = lire(_csv(*["x"] * 10_000))
    assert (len(lignes), lignes[-1].numero) == (10_000, 10_001)


@pytest.mark.parametrize("separateur", [";", ",", "\t"])
@pytest.mark.parametrize("codage", ["utf-8", "utf-8-sig", "cp1252"])
def test_separateurs_et_encodages(separateur: str, codage: str) -> None:
    texte = f'é{separateur}"l\'œuvre\r\n""{separateur}"""'
    (ligne,) = lire(_csv(texte, separateur=separateur, codage=codage))
    assert (ligne.cellules["cle"], ligne.cellules["titre"]) == ("é", f'l\'œuvre\r\n"{separateur}"')
    assert ligne.cellules["fiabilite"] == ""


def test_libelles_et_lignes_vides() -> None:
    titres = [f" {colonne.libelle.upper()} " for colonne in COLONNES]
    octets = "\r\n".join(["", ";".join(titres), ";;;", "a;b", "", "c;d"]).encode()
    assert [(ligne.numero, ligne.cellules["titre"]) for ligne in lire(octets)] == [(4, "b"), (6, "d")]


def test_valeurs_de_tableur() -> None:
    valeurs = ["a", 2026, 0.1 + 0.2, 1e15, True, "_x000D_", "\r\x01\ufffe"]
    (ligne,) = lire(_xlsx(lambda feuille: feuille.write_row(1, 0, valeurs)))
    lues = [ligne.cellules[nom] for nom in NOMS[:7]]
    assert lues == ["a", "2026", "0.3", "1000000000000000", "VRAI", "_x000D_", "\r\x01\ufffe"]


def test_dates_de_tableur() -> None:
    livre = openpyxl.Workbook()
    feuille = livre.active
    feuille.append(NOMS)
    feuille.append(["a", date(2026, 3, 1), datetime(2026, 3, 1), datetime(2026, 3, 1, 10, 30)])  # noqa: DTZ001 - un tableur n'a pas de fuseau
    sortie = io.BytesIO()
    livre.save(sortie)
    (ligne,) = lire(sortie.getvalue())
    assert [ligne.cellules[nom] for nom in NOMS[1:4]] == ["2026-03-01", "2026-03-01", "2026-03-01T10:30:00"]


def test_une_taille_annoncee_fausse_ne_cache_aucune_ligne() -> None:
    juste = _xlsx(lambda feuille: feuille.write_column(1, 0, ["x"] * 5))
    feuille = _membre(juste, "xl/worksheets/sheet1.xml")
    faux = _refaire(juste, {"xl/worksheets/sheet1.xml": feuille.replace(b'ref="A1:X6"', b'ref="A1:X2"')})
    assert faux != juste
    assert len(lire(faux)) == 5


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_un_fichier_abime_est_lu_ou_refuse_jamais_autre_chose(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([modele.csv() + b"a;b\r\n", CLASSEUR]))
    octets = bytearray(source)
    for rang in data.draw(st.lists(st.integers(0, len(octets) - 1), min_size=1, max_size=8)):
        octets[rang] = data.draw(st.integers(0, 255))
    with contextlib.suppress(FichierRefuse):
        assert all(isinstance(ligne, Ligne) for ligne in lire(bytes(octets)))


@given(elements=st.lists(st.lists(TEXTE, min_size=1, max_size=3).filter(any), max_size=4))
def test_toute_liste_fait_l_aller_retour(elements: list[list[str]]) -> None:
    assert cellules.separer(cellules.joindre(elements)) == elements


@given(texte=TEXTE | st.from_regex(r"'{0,3}[\s\u200b\ufeff]{0,2}[=+@\t\r\n＝＋－＠-].*", fullmatch=True))
def test_neutraliser_puis_rendre(texte: str) -> None:
    neutre = cellules.neutraliser(texte)
    assert not neutre.startswith(("\t", "\r", "\n"))
    assert not neutre.strip().lstrip("\u200b\u2060\ufeff").startswith(tuple("=+-@＝＋－＠"))
    assert cellules.rendre(neutre) == texte


def test_listes_ecrites_a_la_main() -> None:
    assert cellules.separer(" a|b |  c ;; d ; ") == [["a", "b", "c"], ["d"]]
    assert cellules.separer(r"a\;b | c\|d ; e\\ ; \ f\ ") == [["a;b", "c|d"], ["e\\"], [" f "]]
    for signe in (r"\;", r"\|", r"\\"):
        assert f"« {signe} »" in ECHAPPEMENT


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [("15/3/2026", "2026-03-15"), ("03/2026", "2026-03"), (" 2026 ", "2026"), ("2026-03", "2026-03"), ("3.26", "3.26")],
)
def test_dates_a_la_francaise(ecrit: str, lu: str) -> None:
    assert cellules.date(ecrit) == lu


def test_nombres_a_la_francaise() -> None:
    assert cellules.nombre(" 12\u202f000,50 € ") == "12000.50"
    assert [cellules.decimal(nombre) for nombre in (None, 1e-7, -1.5, 1e22)] == [
        "",
        "0,0000001",
        "-1,5",
        f"1{'0' * 22}",
    ]
