"""Examiner un gabarit déposé : tout ce qui ne va pas d'un coup, en français, avec l'endroit et le remède."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docx.opc.part import Part
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes

from donnees.catalogue.gabarits import gabarits
from geo.documents.modele import Document
from geo.documents.word import archive, balises
from geo.documents.word.elements import Noeud, texte_de
from geo.documents.word.gabarit import remplir
from geo.documents.word.styles import Styles

_BALISE: Final = re.compile(r"<[^>]*>")
_PARAGRAPHE: Final = re.compile(r"<w:p(?=[ >])")
_SIGNES: Final = re.compile(r"\{[{%#]|[}%#]\}")
_AUTOUR: Final = 80
_CLOS: Final = {qn("w:tc"), qn("w:txbxContent"), qn("w:hdr"), qn("w:ftr"), qn("w:footnote")}
_LIEUX: Final = (
    *(("header", "entete"), ("footer", "pied"), ("footnotes", "notes"), ("settings", "reglages")),
    *(("docProps", "proprietes"), ("document", "corps")),
)

_ESSAI: Final = Document("diagnostic", "", "", "", "", "", "", "", "", (), ())


@dataclass(frozen=True)
class Refus:
    """Ce qui ne va pas, où, et quoi faire."""

    constat: str
    lieu: str
    remede: str

    def __str__(self) -> str:
        """En une phrase pour l'écran."""
        return f"{self.constat} ({self.lieu}) {self.remede}"


@dataclass(frozen=True)
class Examen:
    """Ce qu'on pense d'un gabarit : ses refus, et les balises qu'il emploie."""

    refus: tuple[Refus, ...]
    balises: tuple[str, ...] = ()

    @property
    def bon(self) -> bool:
        """Vrai si le gabarit peut servir."""
        return not self.refus


def examiner(octets: bytes) -> Examen:
    """Examine un gabarit Word déposé.

    Parameters
    ----------
    octets : bytes
        Le fichier tel que déposé ; rien n'en est rendu ni exécuté.
    """
    constats = archive.constats(octets)
    if constats:
        return Examen(tuple(_refus(*constat) for constat in constats))
    try:
        gabarit = DocxTemplate(io.BytesIO(octets))
        gabarit.init_docx()
        parties = list(_parties(gabarit))
    except Exception:  # noqa: BLE001 - python-docx lève ce qui lui vient d'un fichier mal fait : tout dit « illisible »
        return Examen((_refus("archive", "", ""),))
    refus, noms, lisible = [], [], True
    for lieu, xml in parties:
        if ouverte := _jamais_fermee(xml):
            refus.append(_refus("syntaxe", lieu, ouverte))
            lisible = False
            continue
        source = _PARAGRAPHE.sub("\n<w:p", gabarit.patch_xml(xml))
        try:
            arbre = balises.bac().parse(source)
        except TemplateSyntaxError as cause:
            refus.append(_refus("syntaxe", lieu, _autour(source, cause)))
            lisible = False
            continue
        noms += balises.noms(arbre)
        refus += _juger(arbre, lieu)
    if lisible:
        refus += _placer(gabarit.docx.element.body, noms)
    if not refus and not _remplissable(octets):
        refus.append(_refus("rendu", "", ""))
    return Examen(tuple(dict.fromkeys(refus)), tuple(dict.fromkeys(noms)))


def _parties(gabarit: DocxTemplate) -> Iterator[tuple[str, str]]:
    """Chaque partie que docxtpl rend : texte, en-têtes, pieds, notes."""
    yield "document", gabarit.get_xml()
    for genre in (gabarit.HEADER_URI, gabarit.FOOTER_URI):
        for _, partie in gabarit.get_headers_footers(genre):
            yield str(partie.partname), gabarit.get_part_xml(partie)
    for partie in gabarit.docx.part.package.iter_parts():
        if partie.content_type.endswith("footnotes+xml"):
            yield str(partie.partname), _xml(partie)


def _xml(partie: Part) -> str:
    return partie.blob.decode("utf-8")


def _juger(arbre: nodes.Template, lieu: str) -> Iterator[Refus]:
    """Une balise inconnue, trop savante, ou de bloc hors du corps ou sous condition."""
    offertes = gabarits().balises
    if balises.interdites(arbre):
        yield _refus("interdite", lieu, "")
    for nom in balises.inconnues(arbre):
        yield _refus("inconnue", lieu, nom)
    blocs = {nom for nom in balises.noms(arbre) if nom in offertes and offertes[nom].bloc}
    hors = blocs if lieu != "document" else blocs & balises.sous_condition(arbre)
    for nom in sorted(hors):
        yield _refus("bloc", lieu, nom)


def _placer(corps: Noeud, noms: list[str]) -> Iterator[Refus]:
    """Une balise de bloc est seule dans son paragraphe, une seule fois ; celle du contenu ne manque pas."""
    textes = [(texte_de(paragraphe), paragraphe) for paragraphe in corps.iter(qn("w:p"))]
    for nom, balise in gabarits().balises.items():
        if balise.obligatoire and nom not in noms:
            yield _refus("obligatoire", "document", nom)
        if not balise.bloc or nom not in noms:
            continue
        seule = re.compile(r"\{\{-?\s*" + nom + r"\s*-?\}\}")
        places = [p for texte, p in textes if seule.fullmatch(texte.strip()) and not _enferme(p)]
        if len(places) != 1 or noms.count(nom) != 1:
            yield _refus("bloc", "document", nom)


def _enferme(paragraphe: Noeud) -> bool:
    """Vrai si un paragraphe est dans un tableau ou une zone de texte."""
    return any(ancetre.tag in _CLOS for ancetre in paragraphe.iterancestors())


def _remplissable(octets: bytes) -> bool:
    """Vrai si un document vide s'écrit dans le gabarit."""
    try:
        rempli = remplir(octets, _ESSAI)
        return bool(Styles(rempli.fichier) and rempli.page())
    except Exception:  # noqa: BLE001 - ce que docxtpl ne sait pas remplir ne servira pas, quelle qu'en soit la raison
        return False


def _jamais_fermee(xml: str) -> str:
    """Le texte de la première balise ouverte avant que la précédente soit fermée ; vide si toutes se ferment.

    Les expressions de docxtpl chercheraient sa fin jusqu'au bout du fichier, pour chacune.
    """
    texte = _BALISE.sub("", _PARAGRAPHE.sub("\n<w:p", xml))
    ouverte: re.Match[str] | None = None
    for signe in _SIGNES.finditer(texte):
        if signe.group()[0] != "{":
            ouverte = None
        elif ouverte:
            break
        else:
            ouverte = signe
    return texte[ouverte.start() :].split("\n", 1)[0][:_AUTOUR].strip() if ouverte else ""


def _autour(source: str, cause: TemplateSyntaxError) -> str:
    """Le texte du paragraphe que Jinja ne sait pas lire ; pour une condition jamais fermée, la dernière ouverte."""
    lignes = [_BALISE.sub("", ligne).strip() for ligne in source.split("\n")]
    fautive = lignes[cause.lineno - 1]
    if "{" not in fautive:
        fautive = next((ligne for ligne in reversed(lignes) if "{%" in ligne or "{{" in ligne), "")
    return fautive[:_AUTOUR]


def _refus(cle: str, partie: str, detail: str) -> Refus:
    motif, lieux = gabarits().refus[cle], gabarits().lieux
    lieu = next((nom for debut, nom in _LIEUX if debut in partie), "fichier")
    remplis = {"detail": detail, "maximum": detail, "offertes": ", ".join(gabarits().balises)}
    return Refus(motif.constat.format(**remplis), lieux[lieu], motif.remede.format(**remplis))
