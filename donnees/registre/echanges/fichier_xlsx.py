"""Lire un classeur .xlsx : archive bornée, sans macro ni lien externe, aucune formule, XML sans entité."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO

from openpyxl import Workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter
from openpyxl.xml import DEFUSEDXML
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from donnees.encodages.archives import a_des_doubles, chiffree, demesuree
from donnees.registre.echanges.bornes import BALISES_MAX, CELLULES_MAX, RANGEES_MAX, borner, ecrire
from donnees.registre.echanges.colonnes import COLONNES
from donnees.registre.erreurs import FichierRefuse

BALISE_TEXTE = f"{{{SHEET_MAIN_NS}}}si"
ZIP = b"PK\x03\x04"
FEUILLE = "Actions"
AUTRES_MAX = 200_000
"""Balises d'un membre qui n'est ni une feuille, ni la table des textes : styles, thème, relations."""
LARGEUR = len(COLONNES) + 20
INTERDITS = ("xl/externallinks/", "xl/connections", "xl/embeddings/", "xl/activex/", "xl/querytables/")
ENREGISTRER = "Copier les valeurs dans le modèle de l'Atlas, puis réessayer."
_RANGEE, _CELLULE = (re.compile(rb"<(?:[\w.-]+:)?%s[\s/>]" % balise) for balise in (b"row", b"c"))
_CACHE = re.compile(r"_x([0-9A-Fa-f]{4})_")

if not DEFUSEDXML:  # pragma: no cover - dépendance figée
    raise ImportError("defusedxml est absent : openpyxl lirait les entités XML. Installer les dépendances figées.")


def _verifier(octets: bytes) -> None:
    """Refuse, sans rien interpréter, ce qui n'est pas un classeur simple et raisonnable."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        membres = archive.infolist()
        noms = [membre.filename.lower() for membre in membres]
        if demesuree(archive, len(octets)) or a_des_doubles(archive):
            raise FichierRefuse(f"Le classeur est anormalement gros une fois décompressé. {ENREGISTRER}")
        if chiffree(archive):
            raise FichierRefuse(f"Le classeur est protégé par mot de passe. {ENREGISTRER}")
        if "[content_types].xml" not in noms or "xl/workbook.xml" not in noms:
            raise FichierRefuse("C'est une archive, mais pas un classeur .xlsx. Enregistrer en .xlsx ou en CSV UTF-8.")
        for membre in membres:
            _mesurer(membre.filename.lower(), archive.read(membre))
        macros = b"macroenabled" in archive.read("[Content_Types].xml").lower()
    if macros or any("vbaproject" in nom for nom in noms):
        raise FichierRefuse(f"Le classeur contient des macros : il n'est pas ouvert. {ENREGISTRER}")
    if any(nom.startswith(INTERDITS) for nom in noms):
        raise FichierRefuse(f"Le classeur est lié à d'autres fichiers : il n'est pas ouvert. {ENREGISTRER}")


def _mesurer(nom: str, contenu: bytes) -> None:
    """Compte rangées, cellules et balises d'un membre avant qu'openpyxl n'en fasse des objets."""
    if not nom.endswith((".xml", ".rels")):
        return
    vider = "Supprimer les rangées et les cellules vides qui entourent le tableau, puis réessayer."
    borner(len(_RANGEE.findall(contenu)), RANGEES_MAX, "rangées, vides comprises", vider)
    borner(len(_CELLULE.findall(contenu)), CELLULES_MAX, "cellules, vides comprises", vider)
    grand = nom.startswith("xl/worksheets/") or nom == "xl/sharedstrings.xml"
    borner(contenu.count(b"<"), BALISES_MAX if grand else AUTRES_MAX, f"balises dans « {nom[:60]} »", ENREGISTRER)


def _nombre(valeur: float) -> str:
    """Nombre à quinze chiffres, comme le montre un tableur, sans exposant."""
    return format(Decimal(format(valeur, ".15g")), "f")


def _texte(valeur: object) -> str:
    """Texte sûr d'une valeur de cellule : dates ISO, nombres sans exposant, VRAI ou FAUX."""
    if isinstance(valeur, str):
        return _CACHE.sub(lambda code: chr(int(code.group(1), 16)), valeur)
    if valeur is None or isinstance(valeur, bool):
        return {None: "", True: "VRAI", False: "FAUX"}[valeur]
    if isinstance(valeur, datetime) and valeur.time() == time():
        return valeur.date().isoformat()
    if isinstance(valeur, date | time):
        return valeur.isoformat()
    return _nombre(valeur) if isinstance(valeur, float) else str(valeur)


def _cellule(cellule: ReadOnlyCell) -> str:
    """Texte d'une cellule ; refuse une formule ou une erreur de tableur, en disant où."""
    if cellule.data_type in {"f", "e"}:
        lieu = f"ligne {cellule.row}, colonne {get_column_letter(cellule.column)}"
        defaut = "contient une formule" if cellule.data_type == "f" else "est en erreur"
        raise FichierRefuse(f"La cellule {lieu} {defaut}. La remplacer par sa valeur (collage spécial, valeurs).")
    return _texte(cellule.value)


def _table(source: IO[bytes]) -> Iterator[str]:
    for _, noeud in iterparse(source):
        if noeud.tag == BALISE_TEXTE:
            yield Text.from_tree(noeud).content
            noeud.clear()


class _Lecteur(ExcelReader):  # type: ignore[misc]  # openpyxl n'annonce pas ses types
    """Lecteur d'openpyxl qui garde tels quels les caractères codés : lui en confond deux écritures (« x005F_ »)."""

    def read_strings(self) -> None:
        """Lit la table des textes du classeur."""
        table = self.package.find(SHARED_STRINGS)
        if table is not None:
            with self.archive.open(table.PartName[1:]) as source:
                self.shared_strings = list(_table(source))


def _ouvrir(octets: bytes) -> Workbook:
    lecteur = _Lecteur(io.BytesIO(octets), read_only=True, data_only=False, keep_links=False)
    lecteur.read()
    return lecteur.wb


def _feuille(octets: bytes) -> Iterator[tuple[int, list[str]]]:
    classeur = _ouvrir(octets)
    try:
        feuille = classeur[FEUILLE] if FEUILLE in classeur.sheetnames else classeur.worksheets[0]
        # La taille que le fichier annonce n'est pas crue : elle ferait taire des lignes.
        feuille.reset_dimensions()
        precedente: object = None
        for numero, rangee in enumerate(feuille.iter_rows(max_col=LARGEUR), 1):
            if numero > RANGEES_MAX:
                raise FichierRefuse(f"La feuille va au-delà de la rangée {ecrire(RANGEES_MAX)}. {ENREGISTRER}")
            # Entre deux lignes écrites, openpyxl rend toujours le même objet : rien à relire.
            yield numero, [] if rangee is precedente else [_cellule(cellule) for cellule in rangee]
            precedente = rangee
    finally:
        classeur.close()


def lignes_xlsx(octets: bytes) -> Iterator[tuple[int, list[str]]]:
    """Rend (numéro de ligne, cellules) de la feuille « Actions », à défaut de la première."""
    try:
        _verifier(octets)
        yield from _feuille(octets)
    except FichierRefuse:
        raise
    except Exception as cause:  # un classeur abîmé fait lever à openpyxl n'importe quelle erreur
        raise FichierRefuse(f"Le classeur est abîmé et ne se lit pas. {ENREGISTRER}") from cause
