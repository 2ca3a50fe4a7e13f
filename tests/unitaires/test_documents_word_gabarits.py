"""Les gabarits Word : ceux de l'Atlas, refaits à l'identique ; ceux qu'on dépose, pris ou refusés avec le remède."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as Fichier
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from donnees.catalogue.gabarits import gabarits
from geo.documents.pdf import donnees_json
from geo.documents.word import Examen, ecrire, examiner
from geo.documents.word.__main__ import main
from geo.documents.word.fabrique import ALLURES, FICHES, MODELES, fabriquer
from geo.erreurs import GabaritRefuse
from tests.documents_fabriques import document
from tests.ordre_ooxml import desordres
from tests.unitaires.test_documents_word import _dessiner, _textes

Retouche = Callable[[bytes], bytes]
DEFAUT = fabriquer("diagnostic")
CORPS, TYPES, STYLES = "word/document.xml", "[Content_Types].xml", "word/styles.xml"
RELATIONS, REGLAGES = "word/_rels/document.xml.rels", "word/_rels/settings.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENU = b"{{ contenu }}"


def _retoucher(**retouches: Retouche | bytes) -> bytes:
    """Le gabarit par défaut, une partie changée ou ajoutée ; « __ » vaut « / » et « ___ » vaut « . »."""
    return _changer({nom.replace("___", ".").replace("__", "/"): quoi for nom, quoi in retouches.items()})


def _changer(retouches: dict[str, Retouche | bytes]) -> bytes:
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


def _corps(avant: bytes, apres: bytes, partie: str = CORPS) -> bytes:
    def remplacer(contenu: bytes) -> bytes:
        assert avant in contenu
        return contenu.replace(avant, apres)

    return _changer({partie: remplacer})


def _balise(texte: str) -> bytes:
    """Le gabarit, un paragraphe de plus."""
    return _corps(b"<w:sectPr>", f"<w:p><w:r><w:t>{texte}</w:t></w:r></w:p><w:sectPr>".encode())


def _relation(genre: str, cible: str, partie: str = RELATIONS) -> bytes:
    lien = f'<Relationship Id="rIdX" Type="{OFFICE}/{genre}" Target="{cible}" TargetMode="External"/></Relationships>'
    if partie == RELATIONS:
        return _corps(b"</Relationships>", lien.encode(), partie)
    entete = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return _changer({partie: (entete + lien).encode()})


def _champ(*morceaux: str) -> bytes:
    instructions = "".join(f"<w:r><w:instrText>{morceau}</w:instrText></w:r>" for morceau in morceaux)
    debut, fin = (f'<w:r><w:fldChar w:fldCharType="{genre}"/></w:r>' for genre in ("begin", "end"))
    return _corps(b"<w:sectPr>", f"<w:p>{debut}{instructions}{fin}</w:p><w:sectPr>".encode())


def _zip(**membres: bytes) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in membres.items():
            archive.writestr(nom, contenu)
    return sortie.getvalue()


PRINCIPAL = b"wordprocessingml.document.main+xml"
PARAGRAPHE = b"<w:p><w:r><w:t>{{ contenu }}</w:t></w:r></w:p>"
CHIFFRE = DEFAUT.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00").replace(
    b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
)
FAUTES = ("{{ titre", "{{ le titre }}", "{% si maison %}", "{% if maison %}", "{{ titre }", "{% if %}")
REFUSES: list[tuple[str, Callable[[], bytes]]] = [
    ("taille", lambda: DEFAUT + b"0" * 6_000_000),
    ("protege", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 2000),
    ("archive", lambda: b""),
    ("archive", lambda: b"Bonjour, ceci n'est pas un document."),
    ("archive", lambda: DEFAUT[: len(DEFAUT) // 2]),
    ("archive", lambda: _zip(a=b"b")),
    ("archive", lambda: CHIFFRE),
    ("bombe", lambda: _changer({"word/media/a.bin": b"0" * 30_000_000})),
    ("bombe", lambda: _changer({f"word/media/{rang}.bin": b"0" for rang in range(600)})),
    ("bombe", lambda: _corps(b"<w:body>", b"<w:body><!--" + bytes(range(48, 58)) * 500_000 + b"-->")),
    ("bombe", lambda: _balise("{{ titre " * 1_500)),
    ("macro", lambda: _changer({"word/vbaProject.bin": b"0"})),
    ("macro", lambda: _corps(PRINCIPAL, b"ms-word.document.macroEnabled.main+xml", TYPES)),
    ("modele", lambda: _corps(PRINCIPAL, b"wordprocessingml.template.main+xml", TYPES)),
    ("format", lambda: _corps(b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/word")),
    ("format", lambda: _corps(PRINCIPAL, b"spreadsheetml.sheet.main+xml", TYPES)),
    ("xml", lambda: _corps(b"<w:body>", b"<w:body><w:p>")),
    ("xml", lambda: _corps(b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document')),
    ("embarque", lambda: _changer({"word/embeddings/classeur.xlsx": b"0"})),
    ("embarque", lambda: _changer({"word/activeX/activeX1.bin": b"0"})),
    ("importe", lambda: _corps(b"<w:sectPr>", b"<w:altChunk/><w:sectPr>")),
    ("modele_attache", lambda: _relation("attachedTemplate", "https://exemple.fr/m.dotm", REGLAGES)),
    ("lien", lambda: _relation("image", "https://exemple.fr/espion.png")),
    ("lien", lambda: _relation("oleObject", "file:///c:/a.xlsx")),
    ("lien", lambda: _relation("hyperlink", "file://serveur/partage")),
    ("lien", lambda: _relation("hyperlink", "\\\\serveur\\partage")),
    ("champ", lambda: _champ('INCLUDETEXT "c:/secret.docx"')),
    ("champ", lambda: _champ(" DDE", "AUTO c:/windows/cmd.exe")),
    ("champ", lambda: _corps(b' PAGE "', b' INCLUDEPICTURE http://a "', "word/footer1.xml")),
    ("syntaxe", lambda: _balise("{{ titre")),
    ("syntaxe", lambda: _balise("{% if maison %}")),
    ("syntaxe", lambda: _balise("{{ le titre }}")),
    ("inconnue", lambda: _balise("{{ budget }}")),
    *(
        ("interdite", lambda texte=texte: _balise(texte))
        for texte in (
            *("{{ titre.__class__ }}", "{{ titre|upper }}", "{{ 7*7 }}", "{{ titre() }}", "{{ titre[0] }}"),
            *("{% for x in titre %}{% endfor %}", "{% set titre = 1 %}", "{% include titre %}", "{{ 'a' }}"),
        )
    ),
    ("bloc", lambda: _balise("{{ contenu }}")),
    ("bloc", lambda: _corps(CONTENU, b"Le contenu : {{ contenu }}")),
    ("bloc", lambda: _corps(CONTENU, b"{{p contenu }}")),
    ("bloc", lambda: _corps(CONTENU, b"{% if maison %}{{ contenu }}{% endif %}")),
    ("bloc", lambda: _corps(PARAGRAPHE, b"<w:tbl><w:tblGrid/><w:tr><w:tc>" + PARAGRAPHE + b"</w:tc></w:tr></w:tbl>")),
    ("bloc", lambda: _corps(b"{{ marque }}", b"{{ sommaire }}", "word/header1.xml")),
    ("obligatoire", lambda: _corps(CONTENU, b"Bonjour")),
]


@pytest.mark.parametrize(("cle", "fabrique"), REFUSES, ids=[f"{rang}-{cle}" for rang, (cle, _) in enumerate(REFUSES)])
def test_un_gabarit_qui_ne_convient_pas_est_refuse_avec_son_remede(cle: str, fabrique: Callable[[], bytes]) -> None:
    octets = fabrique()
    examen = examiner(octets)
    motif = gabarits().refus[cle].quoi.split("{")[0].split("«")[0]
    assert motif in " ".join(refus.quoi for refus in examen.refus)
    assert all(refus.quoi and refus.lieu and refus.remede for refus in examen.refus)
    assert not any("{" in refus.quoi.replace("{{", "") for refus in examen.refus if cle != "syntaxe")
    with pytest.raises(GabaritRefuse, match=re.escape(examen.refus[0].remede)):
        ecrire(document("x", 1), octets, _dessiner)


def test_chaque_motif_de_refus_a_son_epreuve() -> None:
    assert set(gabarits().refus) - {cle for cle, _ in REFUSES} == {"rendu"}


def test_un_gabarit_qui_ne_se_remplit_pas_est_refuse() -> None:
    octets = _corps(b"<w:p><w:r><w:t>{{ sommaire }}</w:t></w:r></w:p>", b"<w:tbl><w:tr/></w:tbl>")
    assert [refus.quoi for refus in examiner(octets).refus] == [gabarits().refus["rendu"].quoi]


def test_un_refus_dit_tout_ce_qui_ne_va_pas_d_un_coup() -> None:
    octets = _changer({CORPS: lambda x: x.replace(CONTENU, b"{{ budjet }} {{ titre|upper }}")})
    quois = " ".join(map(str, examiner(octets).refus))
    assert all(mot in quois for mot in ("« budjet »", "fait plus que nommer", "Il manque la balise {{ contenu }}"))
    assert "le texte du document" in quois


@pytest.mark.parametrize("faute", FAUTES)
def test_une_faute_de_syntaxe_cite_la_ligne_fautive_et_elle_seule(faute: str) -> None:
    (refus,) = examiner(_balise(faute)).refus
    assert f"« {faute}" in refus.quoi
    assert "{{ titre }}" in refus.remede


@pytest.mark.parametrize("allure", ALLURES)
def test_le_gabarit_livre_est_celui_du_script(allure: str, tmp_path: Path) -> None:
    assert (MODELES / f"{allure}.docx").read_bytes() == fabriquer(allure)
    main(["gabarit", "--allure", allure, "--sortie", str(tmp_path / "g.docx")])
    assert (tmp_path / "g.docx").read_bytes() == fabriquer(allure)
    assert examiner(fabriquer(allure)).bon


def test_le_gabarit_par_defaut_emploie_toutes_les_balises_offertes() -> None:
    assert set(examiner(DEFAUT).balises) == set(gabarits().balises)


def test_les_fiches_sont_les_memes_en_word_et_en_pdf() -> None:
    assert FICHES == donnees_json.FICHES


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
    ouvert = docx.Document(io.BytesIO(ecrire(document(lignes=2), dessiner=_dessiner)))
    racines = [ouvert.element, ouvert.styles.element, ouvert.settings.element, ouvert.sections[0].footer._element]
    assert [faute for racine in racines for faute in desordres(racine)] == []
    signets = [noeud.get(qn("w:id")) for noeud in ouvert.element.iter(qn("w:bookmarkStart"))]
    assert len(set(signets)) == len(signets) > 0


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
    return docx.Document(io.BytesIO(ecrire(document(lignes=1), modele, _dessiner)))


def test_un_gabarit_etranger_recoit_les_styles_qui_lui_manquent_et_parle_francais() -> None:
    assert examiner(_anglais()) == Examen((), ("maison", "contenu", "date"))
    ouvert = _ecrit(_anglais())
    assert document().date in _textes(ouvert.sections[0].footer._element)
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

    ouvert = _ecrit(_changer({STYLES: renommer}))
    titre = next(p for p in ouvert.paragraphs if p.style.name == "Heading 1")
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

    ouvert = _ecrit(_changer({STYLES: oter, **({RELATIONS: delier} if sans_listes else {})}))
    puce = next(p for p in ouvert.paragraphs if p.style.name == "List Bullet")
    numero = puce.style.element.pPr.numPr.numId.val
    listes = ouvert.part.numbering_part.element
    (liste,) = [noeud for noeud in listes.findall(qn("w:num")) if noeud.get(qn("w:numId")) == str(numero)]
    abstrait = liste.find(qn("w:abstractNumId")).get(qn("w:val"))
    assert [n for n in listes.findall(qn("w:abstractNum")) if n.get(qn("w:abstractNumId")) == abstrait]
    rangs = [noeud.tag == qn("w:num") for noeud in listes]
    assert rangs == sorted(rangs)


def test_une_balise_coupee_en_morceaux_par_word_se_remplit() -> None:
    coupee = b'{{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t> contenu</w:t></w:r><w:r><w:t> }}'
    assert examiner(octets := _corps(CONTENU, coupee)).bon
    assert "Une phrase vraie." in _textes(_ecrit(octets).element.body)


def test_un_lien_de_texte_vers_le_web_est_permis() -> None:
    assert examiner(_relation("hyperlink", "https://maison.exemple.fr")).bon
    assert examiner(_relation("hyperlink", "mailto:contact@exemple.fr")).bon


@given(st.binary(max_size=400))
def test_aucun_fichier_ne_fait_tomber_l_examen(octets: bytes) -> None:
    assert not examiner(octets).bon
    assert not examiner(b"PK\x03\x04" + octets).bon


@given(st.integers(0, len(DEFAUT) - 1), st.integers(1, 255))
def test_un_octet_change_ne_fait_pas_tomber_l_examen(rang: int, ecart: int) -> None:
    change = bytearray(DEFAUT)
    change[rang] = (change[rang] + ecart) % 256
    assert isinstance(examiner(bytes(change)), Examen)


@given(st.text(st.sampled_from("{}%#_ abtitre contenu|().'0"), max_size=60))
def test_aucune_balise_ne_s_execute(texte: str) -> None:
    examen = examiner(_balise(texte.replace("&", "").replace("<", "")))
    assert set(examen.balises) <= set(gabarits().balises) or not examen.bon
