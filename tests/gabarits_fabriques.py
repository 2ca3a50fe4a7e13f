"""Des gabarits retouchés : une partie changée, une balise, un champ ou une relation de plus."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from geo.documents.word.fabrique import fabriquer

Retouche = Callable[[bytes], bytes]


DEFAUT = fabriquer("diagnostic")


CORPS, TYPES, STYLES = "word/document.xml", "[Content_Types].xml", "word/styles.xml"


RELATIONS, REGLAGES = "word/_rels/document.xml.rels", "word/_rels/settings.xml.rels"


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


CONTENU = b"{{ contenu }}"


def changer(retouches: dict[str, Retouche | bytes]) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DEFAUT)) as source, zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom in source.namelist():
            retouche = retouches.pop(nom, None)
            contenu = source.read(nom)
            archive.writestr(nom, retouche(contenu) if callable(retouche) else retouche or contenu)
        for nom, ajout in retouches.items():
            assert isinstance(ajout, bytes)
            archive.writestr(nom, ajout)
    return sortie.getvalue()


def corps(avant: bytes, apres: bytes, partie: str = CORPS) -> bytes:
    def remplacer(contenu: bytes) -> bytes:
        assert avant in contenu
        return contenu.replace(avant, apres)

    return changer({partie: remplacer})


def balise(texte: str) -> bytes:
    """Le gabarit, un paragraphe de plus."""
    return corps(b"<w:sectPr>", f"<w:p><w:r><w:t>{texte}</w:t></w:r></w:p><w:sectPr>".encode())


def relation(genre: str, cible: str, partie: str = RELATIONS) -> bytes:
    lien = f'<Relationship Id="rIdX" Type="{OFFICE}/{genre}" Target="{cible}" TargetMode="External"/></Relationships>'
    if partie == RELATIONS:
        return corps(b"</Relationships>", lien.encode(), partie)
    entete = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return changer({partie: (entete + lien).encode()})


def champ(*morceaux: str) -> bytes:
    instructions = "".join(f"<w:r><w:instrText>{morceau}</w:instrText></w:r>" for morceau in morceaux)
    debut, fin = (f'<w:r><w:fldChar w:fldCharType="{genre}"/></w:r>' for genre in ("begin", "end"))
    return corps(b"<w:sectPr>", f"<w:p>{debut}{instructions}{fin}</w:p><w:sectPr>".encode())


def compresser(**membres: bytes) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in membres.items():
            archive.writestr(nom, contenu)
    return sortie.getvalue()
