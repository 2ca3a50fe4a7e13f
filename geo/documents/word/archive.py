"""Ce qu'un gabarit déposé contient, sans rien interpréter : une archive bornée, un document simple, rien au dehors."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # sans types publiés

from donnees.encodages.archives import a_des_doubles, chiffree, demesuree

Constat = tuple[str, str, str]
"""Clé du refus, partie du fichier, détail."""
MO: Final = 1024 * 1024
TAILLE_MAX: Final = 5 * MO
TEXTE_MAX: Final = 4 * MO
RENDU_MAX, BALISES_MAX = MO, 200
"""Poids et balises d'une partie que docxtpl rend, par des expressions régulières dont le coût est leur produit."""
_RENDUES: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_OUVRANTE: Final = re.compile(r"\{\s*[{%#]")
TYPES, PRINCIPAL = "[Content_Types].xml", "word/document.xml"
_ANCIEN: Final = b"\xd0\xcf\x11\xe0"
_EMBARQUES: Final = ("word/embeddings/", "word/activex/", "word/controls/", "customui/")
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LIEN_SUR: Final = re.compile(r"(https?://|mailto:)[^\\]*", re.IGNORECASE)
_CHAMPS: Final = frozenset(
    (
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "TITLE", "SUBJECT"),
        *("AUTHOR", "FILENAME", "DOCPROPERTY", "TOC", "PAGEREF", "REF", "STYLEREF", "HYPERLINK", "SEQ", "="),
    )
)
_ERREURS: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, OSError)


def constats(octets: bytes) -> list[Constat]:
    """Ce qui fait refuser le fichier ; dès que l'archive est douteuse, rien n'en est lu davantage."""
    if len(octets) > TAILLE_MAX:
        return [("taille", "", str(TAILLE_MAX // MO))]
    if octets.startswith(_ANCIEN):
        return [("protege", "", "")]
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            return _borner(archive, len(octets)) or _parcourir(archive)
    except _ERREURS:
        return [("archive", "", "")]


def _borner(archive: zipfile.ZipFile, poids: int) -> list[Constat]:
    if demesuree(archive, poids):
        return [("bombe", "", "")]
    if a_des_doubles(archive) or chiffree(archive):
        return [("archive", "", "")]
    membres = archive.infolist()
    noms = {membre.filename.lower() for membre in membres}
    if not {TYPES.lower(), PRINCIPAL} <= noms:
        return [("archive", "", "")]
    gros = [m.filename for m in membres if m.filename.lower().endswith((".xml", ".rels")) and m.file_size > TEXTE_MAX]
    return [("bombe", nom, "") for nom in gros]


def _parcourir(archive: zipfile.ZipFile) -> list[Constat]:
    """Chaque partie, une à une."""
    sortie = list(_type(archive.read(TYPES)))
    for membre in archive.infolist():
        nom = membre.filename
        if "vbaproject" in nom.lower() or "vbadata" in nom.lower():
            sortie.append(("macro", nom, ""))
        elif nom.lower().startswith(_EMBARQUES):
            sortie.append(("embarque", nom, ""))
        elif nom.lower().endswith((".xml", ".rels")):
            sortie += _partie(nom, archive.read(membre))
    return list(dict.fromkeys(sortie))


def _type(types: bytes) -> Iterator[Constat]:
    declares = types.lower()
    if b"macroenabled" in declares:
        yield ("macro", "", "")
    elif b"wordprocessingml.template.main" in declares:
        yield ("modele", "", "")
    elif b"wordprocessingml.document.main+xml" not in declares:
        yield ("format", "", "")


def _partie(nom: str, contenu: bytes) -> list[Constat]:
    try:
        racine = fromstring(contenu, forbid_dtd=True)
    except (ParseError, ValueError, LookupError):
        return [("xml", nom, "")]
    if nom.endswith(".rels"):
        return list(_relations(nom, racine))
    balises = _OUVRANTE.findall("".join(racine.itertext()))
    if len(balises) > BALISES_MAX or (_RENDUES.fullmatch(nom) and len(contenu) > RENDU_MAX):
        return [("bombe", nom, "")]
    if nom == PRINCIPAL and racine.tag != f"{_WORD}document":
        return [("format", nom, "")]
    importes = [("importe", nom, "") for _ in racine.iter(f"{_WORD}altChunk")]
    return importes + [("champ", nom, mot) for mot in _champs(racine) if mot not in _CHAMPS]


def _relations(nom: str, racine: Element) -> Iterator[Constat]:
    """Ce que le fichier va chercher : un lien de texte vers le web est permis, le reste non."""
    for relation in racine:
        genre, cible = relation.get("Type", "").rsplit("/", 1)[-1], relation.get("Target", "")
        if relation.get("TargetMode", "").lower() != "external":
            if genre in {"aFChunk", "oleObject", "package", "control"}:
                yield ("importe" if genre == "aFChunk" else "embarque", nom, "")
        elif genre == "attachedTemplate":
            yield ("modele_attache", nom, "")
        elif genre != "hyperlink" or not _LIEN_SUR.fullmatch(cible):
            yield ("lien", nom, cible[:80])


def _champs(racine: Element) -> Iterator[str]:
    """Premier mot de chaque champ, que Word l'écrive d'un bloc ou en morceaux, l'un dans l'autre."""
    ouverts: list[str] = []
    for element in racine.iter():
        if element.tag == f"{_WORD}fldSimple":
            yield _mot(element.get(f"{_WORD}instr", ""))
        elif element.tag == f"{_WORD}instrText" and not ouverts:
            yield _mot(element.text or "")
        elif element.tag == f"{_WORD}instrText":
            ouverts[-1] += element.text or ""
        elif element.tag == f"{_WORD}fldChar":
            genre = element.get(f"{_WORD}fldCharType", "")
            if genre == "begin":
                ouverts.append("")
            elif genre == "end" and ouverts:
                yield _mot(ouverts.pop())
    yield from (_mot(instruction) for instruction in ouverts)


def _mot(instruction: str) -> str:
    mots = instruction.split()
    return mots[0].upper()[:30] if mots else "="
