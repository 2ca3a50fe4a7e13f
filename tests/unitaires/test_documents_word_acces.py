"""Le DOCX se lit sans le voir, et Word l'ouvre sans rien réparer : titres, tableaux, images, langue, contrastes."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.document import Document as Fichier
from docx.oxml.ns import qn

from donnees.catalogue.documents import mots
from geo.documents.modele import Colonne, Document, Figure, Partie, Tableau, Texte
from geo.documents.word import ecrire
from tests.documents_fabriques import document
from tests.gabarits_fabriques import DEFAUT
from tests.ordre_ooxml import desordres
from tests.word_fabriques import dessiner, ouvrir, style, textes


@pytest.fixture(scope="module")
def fichier() -> Fichier:
    return ouvrir(ecrire(document()))


def test_proprietes_langue_et_page(fichier: Fichier) -> None:
    proprietes = fichier.core_properties
    assert proprietes.title.startswith("Diagnostic territorial partagé — Zone d'emploi d'essai")
    assert (proprietes.language, proprietes.author) == ("fr-FR", mots()["marque"])
    assert proprietes.subject == document().territoire
    langues = {noeud.get(qn("w:val")) for noeud in fichier.styles.element.iter(qn("w:lang"))}
    assert langues == {"fr-FR"}
    page = fichier.sections[0]
    assert page.page_width
    assert page.page_height
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)


def test_les_titres_ont_leur_style_et_ne_sautent_pas_de_niveau(fichier: Fichier) -> None:
    noms = [style(paragraphe) for paragraphe in fichier.paragraphs]
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
    assert len(fichier.tables) == 6
    for tableau in fichier.tables:
        premiere, *suivantes = tableau._tbl.tr_lst
        assert premiere.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(ligne.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for ligne in suivantes)
        assert tableau._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert tableau._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
        assert {cellule.tag for ligne in tableau._tbl.tr_lst for cellule in ligne.tc_lst} == {qn("w:tc")}
        assert all(cellule.p_lst for ligne in tableau._tbl.tr_lst for cellule in ligne.tc_lst)


def test_une_colonne_a_remplir_laisse_la_place_d_ecrire(fichier: Fichier) -> None:
    (modele,) = [bloc for bloc in document().sections[1].blocs if isinstance(bloc, Tableau)]
    tableau = next(t for t in fichier.tables if t.cell(0, 2).text == modele.colonnes[2].nom)
    hauteurs = [ligne.find(f"{qn('w:trPr')}/{qn('w:trHeight')}") for ligne in tableau._tbl.tr_lst[1:]]
    assert all(int(hauteur.get(qn("w:val"))) >= 567 for hauteur in hauteurs)  # un centimètre
    assert tableau.cell(1, 2).text == ""


@pytest.mark.parametrize("fond", ["FFFFFF", "EEF3F5", "E3ECEF"])
def test_chaque_encre_se_lit_en_couleur_comme_en_gris(fond: str) -> None:
    styles = docx.Document(io.BytesIO(DEFAUT)).styles.element
    encres = {noeud.get(qn("w:val")) for noeud in styles.iter(qn("w:color"))}
    assert len(encres) >= 3
    assert {encre: round(_contraste(encre, fond), 1) for encre in encres if _contraste(encre, fond) < 4.5} == {}


def _contraste(premiere: str, seconde: str) -> float:
    clartes = sorted((_clarte(premiere), _clarte(seconde)), reverse=True)
    return (clartes[0] + 0.05) / (clartes[1] + 0.05)


def _clarte(couleur: str) -> float:
    parts = [int(couleur[rang : rang + 2], 16) / 255 for rang in (0, 2, 4)]
    lineaires = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(poids * part for poids, part in zip((0.2126, 0.7152, 0.0722), lineaires, strict=True))


def test_les_elements_sont_dans_l_ordre_que_word_demande() -> None:
    ouvert = docx.Document(io.BytesIO(ecrire(document(lignes=2), dessiner=dessiner)))
    racines = [ouvert.element, ouvert.styles.element, ouvert.settings.element, ouvert.sections[0].footer._element]
    assert [faute for racine in racines for faute in desordres(racine)] == []
    signets = [noeud.get(qn("w:id")) for noeud in ouvert.element.iter(qn("w:bookmarkStart"))]
    assert len(set(signets)) == len(signets) > 0


def _pages(ouvert: Fichier) -> list[str]:
    return [str(section.orientation) for section in ouvert.sections]


def _a_remplir(colonnes: int, *, sources: bool = True) -> Document:
    """Un document dont la deuxième section demande des colonnes à remplir."""
    modele = document("x", 1)
    large = Tableau(
        "x", "Forces", (Colonne("Constat"), *[Colonne("Avis", "vide")] * colonnes), (("a", *[""] * colonnes),)
    )
    sections = [replace(modele.sections[0], parties=(Partie("", blocs),)) for blocs in ((), (large,), ())]
    return replace(modele, sections=tuple(sections), sources=modele.sources if sources else ())


def test_une_section_a_remplir_a_plusieurs_se_couche_et_elle_seule() -> None:
    ouvert = ouvrir(ecrire(_a_remplir(4)))
    assert _pages(ouvert) == ["PORTRAIT (0)", "LANDSCAPE (1)", "PORTRAIT (0)"]
    debout, couche, fin = ouvert.sections
    assert (couche.page_width, couche.page_height) == (debout.page_height, debout.page_width)
    assert [s.different_first_page_header_footer for s in (debout, couche, fin)] == [True, False, False]
    assert all(document().date in textes(section.footer._element) for section in (debout, couche, fin))
    largeurs = [sum(int(c.get(qn("w:w"))) for c in t._tbl.tblGrid.iter(qn("w:gridCol"))) for t in ouvert.tables]
    assert max(largeurs) > 14_000
    assert desordres(ouvert.element) == []
    assert _pages(ouvrir(ecrire(_a_remplir(3)))) == ["PORTRAIT (0)"]


def test_la_couverture_et_la_fin_restent_debout() -> None:
    seule = _a_remplir(4)
    assert _pages(ouvrir(ecrire(replace(seule, sections=seule.sections[1:2])))) == [
        *("PORTRAIT (0)", "LANDSCAPE (1)", "PORTRAIT (0)")
    ]
    derniere = _a_remplir(4, sources=False)
    assert _pages(ouvrir(ecrire(replace(derniere, sections=derniere.sections[:2])))) == ["PORTRAIT (0)"]


def test_une_description_deja_dite_par_la_section_n_est_pas_repetee() -> None:
    modele = document("x", 1)
    figure = next(bloc for bloc in modele.blocs if isinstance(bloc, Figure))
    for phrases, attendu in (((figure.alternative, "Autre."), 1), (("Autre.",), 1)):
        section = replace(modele.sections[0], parties=(Partie("", (Texte(phrases), figure)),))
        ouvert = ouvrir(ecrire(replace(modele, sections=(section,)), dessiner=dessiner))
        assert textes(ouvert.element.body).count(figure.alternative) == attendu
        assert [image.get("descr") for image in ouvert.element.body.iter(qn("wp:docPr"))] == [figure.alternative]


@pytest.mark.parametrize(("intertitre", "legendes"), [("Forces", 0), ("Autre", 1)])
def test_un_tableau_du_meme_nom_que_son_intertitre_ne_le_repete_pas(intertitre: str, legendes: int) -> None:
    modele = document("x", 1)
    tableau = Tableau("x", "Forces", (Colonne("Constat"),), (("a",),))
    section = replace(modele.sections[0], parties=(Partie(intertitre, (tableau,)),))
    ouvert = ouvrir(ecrire(replace(modele, sections=(section,))))
    assert [style(p) for p in ouvert.paragraphs if p.text == "Forces"].count("Caption") == legendes
    assert "Forces" in {t._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for t in ouvert.tables}
