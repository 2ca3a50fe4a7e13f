"""Un seul calcul, plusieurs sorties : chaque nombre du document est dans chacune, et l'écran n'en dit pas d'autre."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from html import unescape
from typing import Any

import openpyxl
import pypdfium2
import pytest
from docx import Document as DocumentWord
from pptx import Presentation

from donnees.vocabulaire import NaturePartenaire
from geo.documents import annexe, diapositives, ecran, fabrique, pdf, word
from geo.documents.demande import Contribution, Demande, Invite, Releve
from geo.documents.modele import Barres, Carte, Chiffre, Courbes, Document
from tests.documents_fabriques import HOSTILE, textes_de

AGENCE = Invite(f"Agence {HOSTILE}", NaturePartenaire.FRANCE_TRAVAIL, "Direction")
REPONSE = Contribution(
    "chomage_courbe.france_travail", AGENCE.nom, AGENCE.nature, "Direction", f"412 entrées.\n{HOSTILE}", "2026-11-12"
)
NOMBRE = re.compile(r"\d+(?:[\u202f\u00a0]\d{3})*(?:,\d+)?")
BLANCS = re.compile(r"[-\s\u200b\u00ad\u0002\ufffe\u2060]+")
"""Ni les blancs, ni le trait d'union, que la lecture d'un PDF perd en fin de ligne."""
TUS = {"cle", "indicateur", "brute", "brutes", "adresse", "genre"}


@cache
def _document() -> Document:
    demande = Demande(
        "zone_emploi", "0051", invites=(AGENCE,), jour="2026-11-30", adresse="https://atlas.example/d?x=1"
    )
    return fabrique.document(demande, Releve(contributions=(REPONSE,)))


def _textes(objet: object) -> Iterator[str]:
    """Tout ce que le document écrit ; les nombres bruts, et ce que dessinent les figures, n'en sont pas."""
    return textes_de(objet, _se_tait)


def _se_tait(objet: object, champ: str) -> bool:
    """Un nom de colonne ou de partenaire s'écrit ; celui du fichier, non."""
    if champ == "nom":
        return isinstance(objet, Document)
    return champ in TUS or isinstance(objet, Courbes | Barres | Carte)


def _nombres(texte: str) -> set[str]:
    return {BLANCS.sub("", trouve) for trouve in NOMBRE.findall(texte)}


def _attendus() -> set[str]:
    return {nombre for texte in _textes(_document().sections) for nombre in _nombres(texte)}


def _pdf() -> str:
    with closing(pypdfium2.PdfDocument(pdf.ecrire(_document()))) as pages:
        return "".join(page.get_textpage().get_text_range() for page in pages)


def _word() -> str:
    corps = DocumentWord(io.BytesIO(word.ecrire(_document()))).element.body
    return "".join(str(noeud.text or "") for noeud in corps.iter() if str(noeud.tag).endswith("}t"))


def _ecran() -> str:
    html = "".join(f"{section.titre} {ecran.ecrire(section)}" for section in _document().sections)
    visible = re.sub(r'src="data:[^"]*"', "", html)
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(r'alt="([^"]*)"', r">\1<", visible)))


@pytest.mark.parametrize("lire", [_pdf, _word, _ecran], ids=["pdf", "docx", "ecran"])
def test_chaque_nombre_du_document_est_dans_chaque_format(lire: Any) -> None:
    serre = BLANCS.sub("", lire())
    absents = sorted(
        texte for texte in _textes(_document().sections) if NOMBRE.search(texte) and not _dedans(texte, serre)
    )
    assert absents == []


def _dedans(texte: str, serre: str) -> bool:
    return all(BLANCS.sub("", morceau) in serre for morceau in re.split(r"\n", texte))


def test_l_ecran_ne_dit_aucun_autre_nombre() -> None:
    assert _nombres(_ecran()) <= _attendus()


def test_les_diapositives_redisent_des_nombres_du_document_et_rien_d_autre() -> None:
    textes = []
    for diapositive in Presentation(io.BytesIO(diapositives.ecrire(_document()))).slides:
        for forme in diapositive.shapes:
            if forme.has_text_frame and not forme.is_placeholder:
                textes.append(forme.text_frame.text)
            if getattr(forme, "has_table", False) and forme.has_table:
                textes += [cellule.text for ligne in forme.table.rows for cellule in ligne.cells]
    trouves = {nombre for texte in textes for nombre in _nombres(texte)}
    assert len(trouves) > 30
    assert trouves <= _attendus() | {nombre for texte in _textes(_document()) for nombre in _nombres(texte)}


def test_le_classeur_porte_chaque_chiffre_cle_et_sa_source() -> None:
    classeur = openpyxl.load_workbook(io.BytesIO(annexe.ecrire(_document())))
    valeurs = {cellule.value for feuille in classeur for ligne in feuille.iter_rows() for cellule in ligne}
    chiffres = [c for bloc in _document().blocs if hasattr(bloc, "chiffres") for c in bloc.chiffres]
    assert len(chiffres) > 10
    assert [c.libelle for c in chiffres if _brut(c) not in valeurs and c.brute == c.brute] == []


def _brut(chiffre: Chiffre) -> float:
    return chiffre.brute
