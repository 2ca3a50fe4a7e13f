"""Lire un DOCX dans une épreuve : textes, styles, et ce que LibreOffice en montre."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from docx.document import Document as Fichier
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from geo.documents import dessin
from geo.documents.modele import Figure
from tests.documents_fabriques import document


@cache
def image() -> bytes:
    return dessin.dessiner(next(bloc for bloc in document().blocs if isinstance(bloc, Figure)), "png")


def dessiner(figure: Figure, format_: str) -> bytes:
    assert format_ == "png"
    return image()


def ouvrir(octets: bytes) -> Fichier:
    return docx.Document(io.BytesIO(octets))


def style(paragraphe: Paragraph) -> str:
    """Nom du style d'un paragraphe."""
    return str(paragraphe.style and paragraphe.style.name)


def textes(element: Any) -> str:
    """Texte de chaque paragraphe, les retours et tabulations d'un passage compris."""
    lignes = []
    for paragraphe in element.iter(qn("w:p")):
        signes = {qn("w:br"): "\n", qn("w:tab"): "\t", qn("w:ptab"): "\t"}
        lus = paragraphe.iter(qn("w:t"), *signes)
        lignes.append("".join(noeud.text or "" if noeud.tag == qn("w:t") else signes[noeud.tag] for noeud in lus))
    return "\n".join(lignes)


def convertir(octets: bytes, suffixe: str, dossier: Path) -> bytes:
    """Le fichier ouvert par LibreOffice et enregistré sous un autre format."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice est absent : installer libreoffice-writer-nogui (make test le fait sous root)."
    (dossier / "essai.docx").write_bytes(octets)
    profil = f"-env:UserInstallation={(dossier / 'profil').as_uri()}"
    commande = [soffice, profil, "--headless", "--convert-to", suffixe, "--outdir", "sortie", "essai.docx"]
    subprocess.run(commande, cwd=dossier, check=True, capture_output=True, timeout=180)
    return (dossier / "sortie" / f"essai.{suffixe}").read_bytes()


def en_pdf(octets: bytes, dossier: Path) -> tuple[str, int]:
    """Texte sans blanc et nombre de pages du PDF que LibreOffice tire du fichier."""
    with closing(pypdfium2.PdfDocument(convertir(octets, "pdf", dossier))) as pdf:
        lus = [page.get_textpage().get_text_range() for page in pdf]
        return serrer("".join(lus)), len(lus)


def deplier(octets: bytes) -> dict[str, bytes]:
    """Chaque partie d'une archive, par son nom."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


def serrer(texte: str) -> str:
    """Sans blanc, ni la lettre supérieure, que le PDF range en fin de ligne."""
    return re.sub(r"[\s\ufffe\u200bᵉ]", "", texte)
