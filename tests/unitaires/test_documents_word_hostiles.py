"""Ce qu'une personne a saisi est écrit tel quel : ni gabarit, ni champ, ni XML, ni lien ; et tient dans la page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.documents.modele import Tableau
from geo.documents.word import ecrire
from geo.documents.word.elements import propre
from geo.documents.word.largeurs import MARGES, PART_MAX, SIGNE, mesurer
from tests.documents_fabriques import document
from tests.word_fabriques import dessiner, en_pdf, ouvrir, style, textes

PIEGES = (
    *("{{ 7*7 }}", "{% for x in y %}", "{_{ 7*7 }_}", "{_% x %_}", "{# non #}", "{{ contenu }}", "{{p contenu }}"),
    *("</w:t></w:r></w:p>", "<w:br/>", "&lt;&amp;&#65;", "]]>", "<!-- -->", "a\x00b\x0bc\x0cd\x1fe\ufffe", "\ud800"),
    *("{ DDEAUTO c:\\\\windows }", "=1+1", '{ INCLUDETEXT "x" }', "a\tb\nc\r\nd\re", "\a\f", "  deux  espaces  "),
)


@pytest.mark.parametrize("piege", PIEGES)
def test_un_texte_hostile_est_ecrit_tel_quel_et_reste_inerte(piege: str) -> None:
    modele = replace(document(piege, 1), titre=piege, sous_titre=piege, territoire=piege, maison=piege, adresse=piege)
    modele = replace(modele, sections=tuple(replace(s, titre=piege, chapeau=piege) for s in modele.sections))
    ouvert = ouvrir(ecrire(modele, dessiner=dessiner))
    temoin = ouvrir(ecrire(document("x", 1), dessiner=dessiner))
    attendu = propre(piege)
    une_ligne = attendu.replace("\n", " ").replace("\t", " ")
    lus = [p.text for p in ouvert.paragraphs]
    assert lus.count(une_ligne) >= 2
    assert sum(p.text == attendu for p in ouvert.paragraphs if style(p) == "Heading 1") == 1
    assert attendu in textes(ouvert.element.body)
    assert une_ligne in textes(ouvert.sections[0].header._element)
    for balise in ("w:instrText", "w:fldChar", "w:fldSimple", "w:object", "w:drawing", "w:tbl"):
        comptes = [len(list(lu.element.body.iter(qn(balise)))) for lu in (ouvert, temoin)]
        assert comptes[0] == comptes[1]


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_n_importe_quel_texte_s_ecrit(texte: str) -> None:
    modele = replace(document(texte, 1), titre=texte, sous_titre=texte, territoire=texte, maison=texte, adresse=texte)
    ouvert = ouvrir(ecrire(modele, dessiner=dessiner))
    assert propre(texte).strip("\n") in textes(ouvert.element.body)


def test_cent_mille_signes_et_une_longue_cellule_se_paginent(tmp_path: Path) -> None:
    longue = ("Un mot. " * 12_500).strip()
    modele = document(longue, 1)
    grand = next(bloc for bloc in modele.blocs if isinstance(bloc, Tableau))
    cellules = replace(grand, lignes=(("Ligne. " * 1_000, "1", ""),), brutes=())
    section = replace(modele.sections[2], parties=(replace(modele.sections[2].parties[0], blocs=(cellules,)),))
    texte, pages = en_pdf(ecrire(replace(modele, sections=(modele.sections[1], section)), dessiner=dessiner), tmp_path)
    assert texte.count("Unmot.") == 12_500
    assert texte.count("Ligne.") == 1_000
    assert pages > 25


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
    ouvert = ouvrir(ecrire(avec, dessiner=dessiner))
    externes = [lien.target_ref for lien in ouvert.part.rels.values() if lien.is_external]
    assert externes == ([adresse] if liee else [])


@given(
    st.lists(st.tuples(st.floats(0.1, 9), st.integers(0, 80)), min_size=1, max_size=12),
    st.integers(3_000, 15_000),
)
def test_les_colonnes_tiennent_dans_la_page_et_leurs_mots_dans_les_colonnes(
    colonnes: list[tuple[float, int]], place: int
) -> None:
    voulues, longs = zip(*colonnes, strict=True)
    largeurs = mesurer(voulues, longs, place)
    assert place - 2 * len(largeurs) <= sum(largeurs) <= place
    minima = [min(long * SIGNE + MARGES, PART_MAX * place) for long in longs]
    if sum(minima) <= place:
        assert all(largeur >= int(minimum) - 1 for largeur, minimum in zip(largeurs, minima, strict=True))
