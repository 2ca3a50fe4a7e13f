"""Le DOCX d'un document : entier, ouvert par LibreOffice, le même d'une fois à l'autre."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx.document import Document as Fichier
from docx.oxml.ns import qn

from donnees.catalogue.documents import mots
from geo.documents.modele import Question, Questions, Reponse
from geo.documents.word import ecrire
from geo.documents.word.elements import propre
from tests.documents_fabriques import HOSTILE, document, textes_de
from tests.word_fabriques import dessiner, en_pdf, ouvrir, serrer, style, textes

TUS = {"genre", "cle", "nom", "brute", "brutes", "dessin", "indicateur", "unite", "sous", "nature_colonne"}


def _dits(valeur: object) -> Iterator[str]:
    """Chaque texte que le modèle demande d'écrire."""
    # « texte », « nombre » : la nature d'une colonne et le genre d'un paragraphe se voient, sans s'écrire
    return textes_de(valeur, lambda objet, champ: champ in TUS or (champ == "nature" and hasattr(objet, "largeur")))


@pytest.fixture(scope="module")
def octets() -> bytes:
    return ecrire(document())


@pytest.fixture(scope="module")
def fichier(octets: bytes) -> Fichier:
    return ouvrir(octets)


def test_tout_ce_que_dit_le_modele_est_dans_le_docx(fichier: Fichier) -> None:
    texte = textes(fichier.element.body) + textes(fichier.sections[0].header._element)
    dits = [propre(dit) for dit in _dits(document()) if dit]
    assert len(dits) > 150
    assert [dit for dit in dits if dit not in texte] == []


def test_entete_et_pied_disent_le_territoire_la_date_l_adresse_et_la_page(fichier: Fichier) -> None:
    section = fichier.sections[0]
    assert textes(section.header._element) == f"{mots()['marque']}\t{document().territoire}"
    pied = section.footer._element
    assert document().date in textes(pied)
    assert document().adresse in textes(pied)
    assert [champ.get(qn("w:instr")).strip() for champ in pied.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_une_reponse_est_attribuee_et_garde_ses_lignes_une_question_nue_offre_des_lignes() -> None:
    reponse = Reponse("Agence", "France Travail", "Direction", "Un.\n\nDeux.", "12 novembre 2026")
    bloc = Questions("x", (Question("a", "À l'un", "Quoi ?", (reponse,)), Question("b", "À l'autre", "Et vous ?")))
    modele = document()
    seule = replace(modele.sections[0], parties=(replace(modele.sections[0].parties[0], blocs=(bloc,)),))
    ouvert = ouvrir(ecrire(replace(modele, sections=(seule,), sources=()), dessiner=dessiner))
    lus = [(style(p), p.text) for p in ouvert.paragraphs]
    debut = lus.index(("Atlas destinataire", "À l'un"))
    assert lus[debut : debut + 6] == [
        ("Atlas destinataire", "À l'un"),
        ("Atlas question", "Quoi ?"),
        ("Atlas attribution", "Agence · France Travail · Direction · 12 novembre 2026"),
        *(("Quote", ligne) for ligne in ("Un.", "", "Deux.")),
    ]
    (tableau,) = [t for t in ouvert.tables if t.cell(0, 1).text == mots()["a_remplir"]]
    assert tableau.cell(1, 0).text == "À l'autre\nEt vous ?"
    assert [(style(p), p.text) for p in tableau.cell(1, 1).paragraphs] == [("Atlas ligne à remplir", "")] * 3


def test_libreoffice_ouvre_le_document_et_y_lit_tout(octets: bytes, tmp_path: Path) -> None:
    texte, pages = en_pdf(octets, tmp_path)
    dits = {serrer(propre(dit)) for dit in _dits(document())}
    assert [dit for dit in dits if dit not in texte] == []
    assert f"{pages}/{pages}" in texte
    assert "Erreur" not in texte


def test_deux_ecritures_donnent_les_memes_octets_sans_date(octets: bytes) -> None:
    assert ecrire(document()) == octets
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        assert {membre.date_time for membre in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:created" not in archive.read("docProps/core.xml")


def test_une_fiche_n_a_ni_couverture_ni_sommaire() -> None:
    ouvert = ouvrir(ecrire(replace(document(lignes=1), genre="action"), dessiner=dessiner))
    assert mots()["sommaire"] not in textes(ouvert.element.body)
    assert not ouvert.sections[0].different_first_page_header_footer
    assert HOSTILE in textes(ouvert.element.body)
