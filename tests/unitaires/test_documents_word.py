"""Le DOCX : entier, accessible, éditable ; ce qu'une personne a saisi n'y est ni gabarit, ni champ, ni XML."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.document import Document as Fichier
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees.catalogue.documents import mots
from geo.documents import dessin
from geo.documents.modele import Figure, Question, Questions, Reponse, Tableau
from geo.documents.word import ecrire
from geo.documents.word.elements import propre
from tests.documents_fabriques import HOSTILE, document

TUS = {"genre", "cle", "nom", "brute", "brutes", "dessin", "indicateur", "unite", "sous", "nature_colonne"}
PIEGES = (
    *("{{ 7*7 }}", "{% for x in y %}", "{_{ 7*7 }_}", "{_% x %_}", "{# non #}", "{{ contenu }}", "{{p contenu }}"),
    *("</w:t></w:r></w:p>", "<w:br/>", "&lt;&amp;&#65;", "]]>", "<!-- -->", "a\x00b\x0bc\x0cd\x1fe\ufffe", "\ud800"),
    *("{ DDEAUTO c:\\\\windows }", "=1+1", '{ INCLUDETEXT "x" }', "a\tb\nc\r\nd\re", "\a\f", "  deux  espaces  "),
)


@cache
def image() -> bytes:
    return dessin.dessiner(next(bloc for bloc in document().blocs if isinstance(bloc, Figure)), "png")


def _dessiner(figure: Figure, format_: str) -> bytes:
    assert format_ == "png"
    return image()


def _ouvrir(octets: bytes) -> Fichier:
    return docx.Document(io.BytesIO(octets))


def _textes(element: Any) -> str:
    """Texte de chaque paragraphe, les retours et tabulations d'un passage compris."""
    lignes = []
    for paragraphe in element.iter(qn("w:p")):
        signes = {qn("w:br"): "\n", qn("w:tab"): "\t"}
        lus = paragraphe.iter(qn("w:t"), *signes)
        lignes.append("".join(noeud.text or "" if noeud.tag == qn("w:t") else signes[noeud.tag] for noeud in lus))
    return "\n".join(lignes)


def _dits(valeur: Any) -> Iterator[str]:
    """Chaque texte que le modèle demande d'écrire."""
    if isinstance(valeur, str):
        yield valeur
    elif isinstance(valeur, tuple):
        for element in valeur:
            yield from _dits(element)
    elif is_dataclass(valeur):
        for champ in fields(valeur):
            # « texte », « nombre » : la nature d'une colonne et le genre d'un paragraphe se voient, sans s'écrire
            if champ.name not in TUS and not (champ.name == "nature" and hasattr(valeur, "largeur")):
                yield from _dits(getattr(valeur, champ.name))


@pytest.fixture(scope="module")
def octets() -> bytes:
    return ecrire(document())


@pytest.fixture(scope="module")
def fichier(octets: bytes) -> Fichier:
    return _ouvrir(octets)


def test_tout_ce_que_dit_le_modele_est_dans_le_docx(fichier: Fichier) -> None:
    texte = _textes(fichier.element.body)
    dits = [propre(dit) for dit in _dits(document()) if dit]
    assert len(dits) > 150
    assert [dit for dit in dits if dit not in texte] == []


def test_entete_et_pied_disent_le_territoire_la_date_l_adresse_et_la_page(fichier: Fichier) -> None:
    section = fichier.sections[0]
    assert _textes(section.header._element) == f"{mots()['marque']}\t{document().territoire}"
    pied = section.footer._element
    assert document().date in _textes(pied)
    assert document().adresse in _textes(pied)
    assert [champ.get(qn("w:instr")).strip() for champ in pied.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_proprietes_langue_et_page(fichier: Fichier) -> None:
    proprietes = fichier.core_properties
    assert proprietes.title.startswith("Diagnostic territorial partagé — Zone d'emploi d'essai")
    assert (proprietes.language, proprietes.author) == ("fr-FR", mots()["marque"])
    assert proprietes.subject == document().territoire
    langues = {noeud.get(qn("w:val")) for noeud in fichier.styles.element.iter(qn("w:lang"))}
    assert langues == {"fr-FR"}
    page = fichier.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)


def test_les_titres_ont_leur_style_et_ne_sautent_pas_de_niveau(fichier: Fichier) -> None:
    noms = [paragraphe.style.name for paragraphe in fichier.paragraphs]
    niveaux = [int(nom[-1]) for nom in noms if nom and nom.startswith("Heading")]
    assert niveaux == [1, 1, 2, 1, 2, 1]
    assert niveaux[0] == 1
    assert all(suivant - avant <= 1 for avant, suivant in pairwise(niveaux))
    assert {"Title", "Subtitle", "Caption", "Quote", "List Bullet"} <= set(noms)


def test_le_sommaire_est_un_champ_deja_rempli_dont_chaque_lien_mene_a_un_titre(fichier: Fichier) -> None:
    bloc = next(fichier.element.body.iter(qn("w:sdt")))
    instructions = [noeud.text.strip() for noeud in bloc.iter(qn("w:instrText"))]
    assert instructions == ['TOC \\o "1-2" \\h \\z \\u']
    genres = [noeud.get(qn("w:fldCharType")) for noeud in bloc.iter(qn("w:fldChar"))]
    assert genres == ["begin", "separate", "end"]
    liens = {lien.get(qn("w:anchor")): _ligne(lien) for lien in bloc.iter(qn("w:hyperlink"))}
    cibles = {
        signet.get(qn("w:name")): _ligne(signet.getparent())
        for signet in fichier.element.body.iter(qn("w:bookmarkStart"))
    }
    assert len(liens) == 6
    assert liens == cibles
    assert fichier.settings.element.find(qn("w:updateFields")) is not None


def _ligne(element: Any) -> str:
    return "".join(noeud.text for noeud in element.iter(qn("w:t")))


def test_chaque_image_a_un_titre_et_un_texte_de_remplacement(fichier: Fichier) -> None:
    figures = [bloc for bloc in document().blocs if isinstance(bloc, Figure)]
    images = list(fichier.element.body.iter(qn("wp:docPr")))
    assert [(image.get("title"), image.get("descr")) for image in images] == [(f.titre, f.alternative) for f in figures]
    assert len({image.get("id") for image in images}) == len(images)
    tailles = [etendue.get("cx") for etendue in fichier.element.body.iter(qn("wp:extent"))]
    assert all(0 < int(taille) <= docx.shared.Cm(16) for taille in tailles)


def test_chaque_tableau_a_une_entete_repetee_un_titre_et_des_lignes_insecables(fichier: Fichier) -> None:
    assert len(fichier.tables) == 5
    for tableau in fichier.tables:
        premiere, *suivantes = tableau._tbl.tr_lst
        assert premiere.trPr.find(qn("w:tblHeader")) is not None
        assert all(ligne.trPr.find(qn("w:cantSplit")) is not None for ligne in suivantes)
        assert tableau._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert tableau._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
        assert {cellule.tag for ligne in tableau._tbl.tr_lst for cellule in ligne.tc_lst} == {qn("w:tc")}
        assert all(cellule.p_lst for ligne in tableau._tbl.tr_lst for cellule in ligne.tc_lst)


def test_une_colonne_a_remplir_laisse_la_place_d_ecrire(fichier: Fichier) -> None:
    (modele,) = [bloc for bloc in document().sections[1].blocs if isinstance(bloc, Tableau)]
    tableau = next(t for t in fichier.tables if t.cell(0, 2).text == modele.colonnes[2].nom)
    hauteurs = [ligne.trPr.find(qn("w:trHeight")) for ligne in tableau._tbl.tr_lst[1:]]
    assert all(int(hauteur.get(qn("w:val"))) >= 567 for hauteur in hauteurs)  # un centimètre
    assert tableau.cell(1, 2).text == ""


def test_une_reponse_est_attribuee_et_garde_ses_lignes_une_question_nue_offre_des_lignes() -> None:
    reponse = Reponse("Agence", "France Travail", "Direction", "Un.\n\nDeux.", "12 novembre 2026")
    bloc = Questions("x", (Question("a", "À l'un", "Quoi ?", (reponse,)), Question("b", "À l'autre", "Et vous ?")))
    modele = document()
    seule = replace(modele.sections[0], parties=(replace(modele.sections[0].parties[0], blocs=(bloc,)),))
    lus = [
        (p.style.name, p.text)
        for p in _ouvrir(ecrire(replace(modele, sections=(seule,), sources=()), dessiner=_dessiner)).paragraphs
    ]
    debut = lus.index(("Atlas destinataire", "À l'un"))
    assert lus[debut : debut + 6] == [
        ("Atlas destinataire", "À l'un"),
        ("Atlas question", "Quoi ?"),
        ("Atlas attribution", "Agence · France Travail · Direction · 12 novembre 2026"),
        *(("Quote", ligne) for ligne in ("Un.", "", "Deux.")),
    ]
    assert lus[debut + 6 :][2:] == [("Atlas consigne", mots()["a_remplir"]), *[("Atlas ligne à remplir", "")] * 4]


@pytest.mark.parametrize("piege", PIEGES)
def test_un_texte_hostile_est_ecrit_tel_quel_et_reste_inerte(piege: str) -> None:
    modele = replace(document(piege, 1), titre=piege, sous_titre=piege, territoire=piege, maison=piege, adresse=piege)
    modele = replace(modele, sections=tuple(replace(s, titre=piege, chapeau=piege) for s in modele.sections))
    ouvert = _ouvrir(ecrire(modele, dessiner=_dessiner))
    temoin = _ouvrir(ecrire(document("x", 1), dessiner=_dessiner))
    attendu = propre(piege)
    une_ligne = attendu.replace("\n", " ").replace("\t", " ")
    lus = [p.text for p in ouvert.paragraphs]
    assert lus.count(une_ligne) >= 2
    assert sum(p.text == attendu for p in ouvert.paragraphs if p.style.name == "Heading 1") == 1 or "\n" in attendu
    assert attendu in _textes(ouvert.element.body)
    assert une_ligne in _textes(ouvert.sections[0].header._element)
    for balise in ("w:instrText", "w:fldChar", "w:fldSimple", "w:object", "w:drawing", "w:tbl"):
        comptes = [len(list(lu.element.body.iter(qn(balise)))) for lu in (ouvert, temoin)]
        assert comptes[0] == comptes[1]


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_n_importe_quel_texte_s_ecrit(texte: str) -> None:
    modele = replace(document(texte, 1), titre=texte, sous_titre=texte, territoire=texte, maison=texte, adresse=texte)
    ouvert = _ouvrir(ecrire(modele, dessiner=_dessiner))
    assert propre(texte).strip("\n") in _textes(ouvert.element.body)


def test_cent_mille_signes_et_une_longue_cellule_se_paginent(tmp_path: Path) -> None:
    longue = ("Un mot. " * 12_500).strip()
    modele = document(longue, 1)
    grand = next(bloc for bloc in modele.blocs if isinstance(bloc, Tableau))
    cellules = replace(grand, lignes=(("Ligne. " * 1_000, "1", ""),), brutes=())
    section = replace(modele.sections[2], parties=(replace(modele.sections[2].parties[0], blocs=(cellules,)),))
    texte, pages = _en_pdf(
        ecrire(replace(modele, sections=(modele.sections[1], section)), dessiner=_dessiner), tmp_path
    )
    assert texte.count("Unmot.") == 12_500
    assert texte.count("Ligne.") == 1_000
    assert pages > 25


def test_libreoffice_ouvre_le_document_et_y_lit_tout(octets: bytes, tmp_path: Path) -> None:
    texte, pages = _en_pdf(octets, tmp_path)
    dits = {_serrer(propre(dit)) for dit in _dits(document())}
    assert [dit for dit in dits if dit not in texte] == []
    assert f"{pages}/{pages}" in texte
    assert "Erreur" not in texte


def _en_pdf(octets: bytes, dossier: Path) -> tuple[str, int]:
    """Texte sans blanc et nombre de pages du PDF que LibreOffice tire du fichier."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice est absent : installer libreoffice-writer-nogui (make test le fait sous root)."
    (dossier / "essai.docx").write_bytes(octets)
    profil = f"-env:UserInstallation={(dossier / 'profil').as_uri()}"
    commande = [soffice, profil, "--headless", "--convert-to", "pdf", "--outdir", str(dossier), "essai.docx"]
    subprocess.run(commande, cwd=dossier, check=True, capture_output=True, timeout=180)
    with closing(pypdfium2.PdfDocument((dossier / "essai.pdf").read_bytes())) as pdf:
        textes = [page.get_textpage().get_text_range() for page in pdf]
        return _serrer("".join(textes)), len(textes)


def _serrer(texte: str) -> str:
    """Sans blanc, ni la lettre supérieure, que le PDF range en fin de ligne."""
    return re.sub(r"[\s\ufffe\u200bᵉ]", "", texte)


def test_deux_ecritures_donnent_les_memes_octets_sans_date(octets: bytes) -> None:
    assert ecrire(document()) == octets
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        assert {membre.date_time for membre in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:created" not in archive.read("docProps/core.xml")


@pytest.mark.parametrize(
    ("adresse", "liee"),
    [
        ("https://insee.fr/a?b=c&d=%20", True),
        *(
            (suspecte, False)
            for suspecte in ("javascript:alert(1)", "file:///etc/passwd", "https://a b", "https://é.fr")
        ),
        *((suspecte, False) for suspecte in ('https://x"/><a', "https://[", "", "\\\\serveur\\partage", "https://a\n")),
    ],
)
def test_seule_une_adresse_du_web_devient_un_lien(adresse: str, *, liee: bool) -> None:
    modele = document("x", 1)
    avec = replace(modele, sources=(replace(modele.sources[0], adresse=adresse),))
    ouvert = _ouvrir(ecrire(avec, dessiner=_dessiner))
    externes = [lien.target_ref for lien in ouvert.part.rels.values() if lien.is_external]
    assert externes == ([adresse] if liee else [])


def test_une_fiche_n_a_ni_couverture_ni_sommaire() -> None:
    ouvert = _ouvrir(ecrire(replace(document(lignes=1), genre="action"), dessiner=_dessiner))
    assert mots()["sommaire"] not in _textes(ouvert.element.body)
    assert not ouvert.sections[0].different_first_page_header_footer
    assert HOSTILE in _textes(ouvert.element.body)
