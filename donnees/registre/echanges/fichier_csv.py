"""Lire un CSV : UTF-8 ou Windows-1252, séparateur « ; », « , » ou tabulation ; rien d'autre qu'un texte."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from donnees.registre.erreurs import FichierRefuse

SEPARATEURS = ";,\t"
ENREGISTRER = "Enregistrer au format « CSV UTF-8 » ou « Classeur Excel (.xlsx) », puis réessayer."
# Une cellule n'a pas d'autre borne que le fichier lui-même, déjà borné.
csv.field_size_limit(8 * 1024 * 1024)


def _texte(octets: bytes) -> str:
    """Texte du fichier ; refuse ce qui n'en est pas."""
    if octets.startswith(b"\xd0\xcf\x11\xe0"):
        raise FichierRefuse(f"C'est un ancien classeur (.xls) ou un classeur protégé par mot de passe. {ENREGISTRER}")
    if octets.startswith((b"\xff\xfe", b"\xfe\xff", b"%PDF")) or b"\0" in octets:
        raise FichierRefuse(f"Ce fichier n'est ni un CSV, ni un classeur .xlsx. {ENREGISTRER}")
    if octets.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise FichierRefuse(f"C'est une page web ou un document XML, pas un tableau, malgré son nom. {ENREGISTRER}")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        if octets.startswith(b"\xef\xbb\xbf"):
            raise FichierRefuse(f"Le texte du fichier est abîmé (UTF-8 invalide). {ENREGISTRER}") from cause
    try:
        return octets.decode("cp1252")
    except UnicodeDecodeError as cause:
        raise FichierRefuse(f"L'encodage du fichier n'est pas reconnu. {ENREGISTRER}") from cause


def lignes_csv(octets: bytes) -> Iterator[tuple[int, list[str]]]:
    """Rend (numéro de ligne tel que le montre un tableur, cellules), en-tête compris."""
    texte = _texte(octets)
    debut = texte.lstrip().partition("\n")[0]
    separateur = max(SEPARATEURS, key=debut.count)
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True)
    numero = 0
    try:
        for numero, cellules in enumerate(lecteur, 1):
            yield numero, cellules
    except csv.Error as cause:
        raise FichierRefuse(
            f"La ligne {numero + 1} ne se lit pas : un guillemet y est mal fermé. Doubler les guillemets d'un texte, "
            "ou enregistrer au format .xlsx."
        ) from cause
