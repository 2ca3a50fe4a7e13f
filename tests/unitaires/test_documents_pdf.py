"""Le PDF : conforme, balisé, entier ; rien de ce qu'une personne a saisi n'y est du typst."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.documents import pdf
from geo.documents.modele import Chiffres, Document, Figure, Tableau
from geo.documents.signes import MOT_MAX, imprimable
from tests.documents_fabriques import HOSTILE, document

BLANCS = re.compile(r"[\s\u200b\u00ad\ufffe]+")


def lire(octets: bytes) -> str:
    """Texte du PDF sans aucun blanc : ni la césure ni le retour à la ligne ne comptent."""
    with closing(pypdfium2.PdfDocument(octets)) as pages:
        return BLANCS.sub("", "".join(page.get_textpage().get_text_range() for page in pages))


def serrer(texte: str) -> str:
    return BLANCS.sub("", texte)


def _arbre(noeud: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Nœuds de la structure, dans l'ordre de lecture."""
    if isinstance(noeud, pikepdf.Array):
        for enfant in noeud:
            yield from _arbre(enfant)
    elif isinstance(noeud, pikepdf.Dictionary):
        yield noeud
        yield from _arbre(noeud.get("/K", pikepdf.Array()))


@pytest.fixture(scope="module")
def octets() -> bytes:
    return pdf.ecrire(document())


@pytest.fixture(scope="module")
def balises(octets: bytes) -> Iterator[list[pikepdf.Object]]:
    with pikepdf.open(io.BytesIO(octets)) as ouvert:
        racine = ouvert.Root.StructTreeRoot
        yield [noeud for noeud in _arbre(racine.K) if "/S" in noeud]


def test_tout_ce_que_dit_le_document_est_dans_le_pdf(octets: bytes) -> None:
    texte, modele = lire(octets), document()
    dits = [modele.titre, modele.sous_titre, modele.territoire, modele.maison, modele.date]
    for bloc in modele.blocs:
        if isinstance(bloc, Chiffres):
            dits += [chiffre.valeur for chiffre in bloc.chiffres]
        elif isinstance(bloc, Tableau):
            dits += [cellule for ligne in bloc.lignes for cellule in ligne]
        elif isinstance(bloc, Figure):
            dits += [bloc.titre, bloc.alternative, bloc.source]
    assert [dit for dit in dits if serrer(dit) not in texte] == []


def test_les_valeurs_des_figures_sont_du_texte(octets: bytes) -> None:
    texte = lire(octets)
    assert all(valeur in texte for valeur in ("Lyon:7,3%", "France:7,4%", "14,1%", "15,2%"))


def test_le_document_se_dit_accessible_et_l_est(octets: bytes, balises: list[pikepdf.Object]) -> None:
    with pikepdf.open(io.BytesIO(octets)) as ouvert:
        assert bool(ouvert.Root.MarkInfo.Marked)
        assert str(ouvert.Root.Lang) == "fr-FR"
        assert bool(ouvert.Root.ViewerPreferences.DisplayDocTitle)
        with ouvert.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert "Diagnostic territorial partagé" in meta["dc:title"]
        assert "/OpenAction" not in ouvert.Root
        assert len(ouvert.Root.Outlines.get("/First", {})) > 0
    figures = [noeud for noeud in balises if noeud.S == "/Figure"]
    assert len(figures) == sum(isinstance(bloc, Figure) for bloc in document().blocs)
    assert all(str(noeud.Alt) for noeud in figures)


def test_les_titres_ne_sautent_pas_de_niveau_et_les_tableaux_ont_leurs_entetes(balises: list[pikepdf.Object]) -> None:
    niveaux = [int(str(noeud.S)[2:]) for noeud in balises if re.fullmatch(r"/H\d", str(noeud.S))]
    assert niveaux
    assert niveaux[0] == 1
    assert all(suivant - avant <= 1 for avant, suivant in pairwise(niveaux))
    for tableau in (noeud for noeud in balises if noeud.S == "/Table"):
        assert any(noeud.S == "/TH" for noeud in _arbre(tableau.K) if "/S" in noeud)


def test_les_polices_sont_incluses(octets: bytes) -> None:
    with pikepdf.open(io.BytesIO(octets)) as ouvert:
        polices = [objet for objet in ouvert.objects if isinstance(objet, pikepdf.Dictionary)]
        descriptions = [objet for objet in polices if objet.get("/Type") == "/FontDescriptor"]
    assert descriptions
    assert all({"/FontFile2", "/FontFile3"} & set(police.keys()) for police in descriptions)


def test_une_reponse_de_cent_mille_signes_se_pagine() -> None:
    longue = ("Un mot. " * 12_500).strip()
    texte = lire(pdf.ecrire(document(longue)))
    assert texte.count("Unmot.") == 12_500


def test_un_mot_sans_fin_ne_deborde_pas() -> None:
    with closing(pypdfium2.PdfDocument(pdf.ecrire(document("x" * 3000)))) as pages:
        for page in pages:
            droites = [objet.get_bounds()[2] for objet in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])]
            assert max(droites, default=0) <= page.get_width()


def test_deux_compositions_donnent_les_memes_octets(octets: bytes) -> None:
    assert pdf.ecrire(document()) == octets


def test_une_fiche_n_a_ni_couverture_ni_sommaire() -> None:
    texte = lire(pdf.ecrire(replace(document(lignes=1), genre="action")))
    assert "Sommaire" not in texte
    assert serrer(HOSTILE) in texte


@pytest.mark.parametrize("signes", ["مرحبا", "🙂", "漢字", "\x00\x07", "\ud800", "\u202e\u2028", "ﬁ", "e\u0301"])
def test_aucun_signe_n_empeche_le_document(signes: str) -> None:
    lu = lire(pdf.ecrire(_avec(f"avant {signes} après")))
    assert "avant" in lu
    assert "après" in lu


def _avec(texte: str) -> Document:
    return document(texte, lignes=1)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_n_importe_quel_texte_s_imprime(texte: str) -> None:
    assert pdf.ecrire(replace(_avec(texte), sous_titre=texte, maison=texte)).startswith(b"%PDF-1.7")


@given(st.text(max_size=300))
def test_ce_qui_s_imprime_est_coupable_et_garde_ses_lignes(texte: str) -> None:
    lu = imprimable(texte)
    assert max((len(mot) for mot in re.split(r"[\s\u200b]+", lu)), default=0) <= MOT_MAX
    assert lu.count("\n") == texte.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    assert imprimable(lu) == lu
