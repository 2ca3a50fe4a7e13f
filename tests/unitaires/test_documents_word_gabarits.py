"""Les gabarits Word : ceux de l'Atlas, refaits à l'identique ; ceux qu'on dépose, leurs styles pris ou complétés."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document as Fichier
from docx.oxml.ns import qn

from donnees.catalogue.gabarits import gabarits
from geo.documents.word import Examen, ecrire, examiner
from geo.documents.word.__main__ import main
from geo.documents.word.fabrique import ALLURES, MODELES, fabriquer
from tests.documents_fabriques import document
from tests.gabarits_fabriques import CONTENU, DEFAUT, RELATIONS, STYLES, changer, corps, relation
from tests.ordre_ooxml import desordres
from tests.word_fabriques import convertir, deplier, dessiner, style, textes


@pytest.mark.parametrize("allure", ALLURES)
def test_le_gabarit_livre_est_celui_du_script(allure: str, tmp_path: Path) -> None:
    main(["gabarit", "--allure", allure, "--sortie", str(tmp_path / "g.docx")])
    refait = deplier((tmp_path / "g.docx").read_bytes())
    assert deplier((MODELES / f"{allure}.docx").read_bytes()) == refait, (
        "refaire : python -m geo.documents.word gabarit"
    )
    assert fabriquer(allure) == fabriquer(allure)
    assert examiner(fabriquer(allure)).bon


def test_le_gabarit_par_defaut_emploie_toutes_les_balises_offertes() -> None:
    assert set(examiner(DEFAUT).balises) == set(gabarits().balises)


def _anglais() -> bytes:
    """Un gabarit fait d'un document anglais ordinaire : ni nos styles, ni liste, ni sommaire."""
    fichier = docx.Document()
    fichier.add_paragraph("Maison : {{ maison }}")
    fichier.add_paragraph("{{ contenu }}")
    fichier.sections[0].footer.paragraphs[0].text = "{{ date }}"
    sortie = io.BytesIO()
    fichier.save(sortie)
    return sortie.getvalue()


def _ecrit(modele: bytes) -> Fichier:
    return docx.Document(io.BytesIO(ecrire(document(lignes=1), modele, dessiner)))


def test_un_gabarit_etranger_recoit_les_styles_qui_lui_manquent_et_parle_francais() -> None:
    assert examiner(_anglais()) == Examen((), ("maison", "contenu", "date"))
    ouvert = _ecrit(_anglais())
    assert document().date in textes(ouvert.sections[0].footer._element)
    noms = {style.name for style in ouvert.styles}
    assert {"Atlas question", "Atlas tableau", "Atlas note", "Heading 1", "Quote"} <= noms
    connus = {style.style_id for style in ouvert.styles}
    employes = {noeud.get(qn("w:val")) for noeud in ouvert.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert employes <= connus
    assert {noeud.get(qn("w:val")) for noeud in ouvert.styles.element.iter(qn("w:lang"))} == {"fr-FR"}
    assert desordres(ouvert.styles.element) == []


def test_les_styles_du_gabarit_depose_sont_pris() -> None:
    def renommer(contenu: bytes) -> bytes:
        return contenu.replace(b'"Heading1"', b'"Titre1"').replace(b"0B4A5E", b"7A0019")

    ouvert = _ecrit(changer({STYLES: renommer}))
    titre = next(p for p in ouvert.paragraphs if style(p) == "Heading 1")
    assert titre.style
    assert titre.style.style_id == "Titre1"
    assert str(titre.style.font.color.rgb) == "7A0019"
    assert b"0B4A5E" not in ouvert.styles.element.xml.encode()


@pytest.mark.parametrize("sans_listes", [False, True])
def test_une_liste_reste_une_liste_dans_un_gabarit_qui_n_en_a_pas(*, sans_listes: bool) -> None:
    def oter(contenu: bytes) -> bytes:
        debut = contenu.index(b'<w:style w:type="paragraph" w:styleId="ListBullet">')
        return contenu[:debut] + contenu[contenu.index(b"</w:style>", debut) + len(b"</w:style>") :]

    def delier(contenu: bytes) -> bytes:
        return b"\n".join(ligne for ligne in contenu.splitlines() if b"numbering.xml" not in ligne)

    ouvert = _ecrit(changer({STYLES: oter, **({RELATIONS: delier} if sans_listes else {})}))
    puce = next(p for p in ouvert.paragraphs if style(p) == "List Bullet")
    assert puce.style
    numero = puce.style.element.pPr.numPr.numId.val
    listes = ouvert.part.numbering_part.element
    (liste,) = [noeud for noeud in listes.findall(qn("w:num")) if noeud.get(qn("w:numId")) == str(numero)]
    abstrait = liste.find(qn("w:abstractNumId")).get(qn("w:val"))
    assert [n for n in listes.findall(qn("w:abstractNum")) if n.get(qn("w:abstractNumId")) == abstrait]
    rangs = [noeud.tag == qn("w:num") for noeud in listes]
    assert rangs == sorted(rangs)


def test_une_balise_coupee_en_morceaux_par_word_se_remplit() -> None:
    coupee = b'{{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t> contenu</w:t></w:r><w:r><w:t> }}'
    assert examiner(octets := corps(CONTENU, coupee)).bon
    assert "Une phrase vraie." in textes(_ecrit(octets).element.body)


def test_un_lien_de_texte_vers_le_web_est_permis() -> None:
    assert examiner(relation("hyperlink", "https://maison.exemple.fr")).bon
    assert examiner(relation("hyperlink", "mailto:contact@exemple.fr")).bon


def test_la_page_est_celle_ou_le_contenu_s_ecrit() -> None:
    """Un gabarit de deux pages différentes : le contenu prend la largeur de la sienne, les autres ne bougent pas."""
    page = b'<w:sectPr><w:pgSz w:w="8000" w:h="12000"/><w:pgMar w:left="500" w:right="500"/></w:sectPr>'
    etroit = _ecrit(corps(b"<w:sectPr>", b"<w:p><w:pPr>" + page + b"</w:pPr></w:p><w:sectPr>"))
    largeurs = [sum(int(c.get(qn("w:w"))) for c in t._tbl.tblGrid.iter(qn("w:gridCol"))) for t in etroit.tables]
    assert max(largeurs) <= 7_000
    assert len(etroit.sections) == 2
    images = [int(etendue.get("cx")) for etendue in etroit.element.body.iter(qn("wp:extent"))]
    assert max(images) <= 7_000 * 635


def test_un_gabarit_deja_couche_le_reste() -> None:
    couche = _ecrit(
        corps(b'<w:pgSz w:w="11906" w:h="16838"/>', b'<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>')
    )
    assert [str(section.orientation) for section in couche.sections] == ["LANDSCAPE (1)"]


def test_chaque_balise_offerte_est_expliquee() -> None:
    assert all(len(balise.explication) > 10 for balise in gabarits().balises.values())
    assert [nom for nom, balise in gabarits().balises.items() if balise.obligatoire] == ["contenu"]


def test_un_gabarit_retouche_dans_libreoffice_sert_encore(tmp_path: Path) -> None:
    retouche = convertir(DEFAUT, "docx", tmp_path)
    assert examiner(retouche).refus == ()
    ouvert = _ecrit(retouche)
    dits = textes(ouvert.element.body)
    assert "Une phrase vraie." in dits
    assert document().titre in dits
    noms = {style(p) for p in ouvert.paragraphs}
    assert {"Heading 1", "Caption", "List Bullet", "Atlas question"} <= noms


def test_les_proprietes_du_gabarit_ne_sont_ni_rendues_ni_gardees() -> None:
    titre = b"<dc:title>{{ budget }}" + b"{{ titre }}" * 40
    octets = corps(b"<dc:title>", titre, "docProps/core.xml")
    assert examiner(octets).bon
    assert _ecrit(octets).core_properties.title.startswith(document().titre)
