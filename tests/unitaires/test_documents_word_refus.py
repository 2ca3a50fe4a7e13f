"""Un gabarit déposé qui ne convient pas : chaque refus, son endroit, son remède ; aucun fichier ne trompe l'examen."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees.catalogue.gabarits import gabarits
from geo.documents.word import Examen, ecrire, examiner
from geo.erreurs import GabaritRefuse
from tests.documents_fabriques import document
from tests.gabarits_fabriques import (
    CONTENU,
    CORPS,
    DEFAUT,
    REGLAGES,
    TYPES,
    balise,
    champ,
    changer,
    compresser,
    corps,
    relation,
)
from tests.word_fabriques import dessiner

PRINCIPAL = b"wordprocessingml.document.main+xml"


PARAGRAPHE = b"<w:p><w:r><w:t>{{ contenu }}</w:t></w:r></w:p>"
SI, FIN_SI = (PARAGRAPHE.replace(CONTENU, balise_) for balise_ in (b"{%p if maison %}", b"{%p endif %}"))


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
    ("archive", lambda: compresser(a=b"b")),
    ("archive", lambda: CHIFFRE),
    ("bombe", lambda: changer({"word/media/a.bin": b"0" * 30_000_000})),
    ("bombe", lambda: changer({f"word/media/{rang}.bin": b"0" for rang in range(600)})),
    ("bombe", lambda: corps(b"<w:body>", b"<w:body><!--" + bytes(range(48, 58)) * 500_000 + b"-->")),
    ("bombe", lambda: balise("{{ titre " * 300)),
    ("bombe", lambda: balise("mot " * 300_000)),
    ("macro", lambda: changer({"word/vbaProject.bin": b"0"})),
    ("macro", lambda: corps(PRINCIPAL, b"ms-word.document.macroEnabled.main+xml", TYPES)),
    ("modele", lambda: corps(PRINCIPAL, b"wordprocessingml.template.main+xml", TYPES)),
    ("format", lambda: corps(b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/word")),
    ("format", lambda: corps(PRINCIPAL, b"spreadsheetml.sheet.main+xml", TYPES)),
    ("xml", lambda: corps(b"<w:body>", b"<w:body><w:p>")),
    ("xml", lambda: corps(b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document')),
    ("embarque", lambda: changer({"word/embeddings/classeur.xlsx": b"0"})),
    ("embarque", lambda: changer({"word/activeX/activeX1.bin": b"0"})),
    ("importe", lambda: corps(b"<w:sectPr>", b"<w:altChunk/><w:sectPr>")),
    ("modele_attache", lambda: relation("attachedTemplate", "https://exemple.fr/m.dotm", REGLAGES)),
    ("lien", lambda: relation("image", "https://exemple.fr/espion.png")),
    ("lien", lambda: relation("oleObject", "file:///c:/a.xlsx")),
    ("lien", lambda: relation("hyperlink", "file://serveur/partage")),
    ("lien", lambda: relation("hyperlink", "\\\\serveur\\partage")),
    ("champ", lambda: champ('INCLUDETEXT "c:/secret.docx"')),
    ("champ", lambda: champ(" DDE", "AUTO c:/windows/cmd.exe")),
    ("champ", lambda: corps(b' PAGE "', b' INCLUDEPICTURE http://a "', "word/footer1.xml")),
    ("syntaxe", lambda: balise("{{ titre")),
    ("syntaxe", lambda: balise("{% if maison %}")),
    ("syntaxe", lambda: balise("{{ le titre }}")),
    ("inconnue", lambda: balise("{{ budget }}")),
    *(
        ("interdite", lambda texte=texte: balise(texte))
        for texte in (
            *("{{ titre.__class__ }}", "{{ titre|upper }}", "{{ 7*7 }}", "{{ titre() }}", "{{ titre[0] }}"),
            *("{% for x in titre %}{% endfor %}", "{% set titre = 1 %}", "{% include titre %}", "{{ 'a' }}"),
        )
    ),
    ("bloc", lambda: balise("{{ contenu }}")),
    ("bloc", lambda: corps(CONTENU, b"Le contenu : {{ contenu }}")),
    ("bloc", lambda: corps(CONTENU, b"{{p contenu }}")),
    ("bloc", lambda: corps(CONTENU, b"{% if maison %}{{ contenu }}{% endif %}")),
    ("bloc", lambda: corps(PARAGRAPHE, SI + PARAGRAPHE + FIN_SI)),
    ("bloc", lambda: corps(PARAGRAPHE, b"<w:tbl><w:tblGrid/><w:tr><w:tc>" + PARAGRAPHE + b"</w:tc></w:tr></w:tbl>")),
    ("bloc", lambda: corps(b"{{ marque }}", b"{{ sommaire }}", "word/header1.xml")),
    ("obligatoire", lambda: corps(CONTENU, b"Bonjour")),
]


@pytest.mark.parametrize(("cle", "fabrique"), REFUSES, ids=[f"{rang}-{cle}" for rang, (cle, _) in enumerate(REFUSES)])
def test_un_gabarit_qui_ne_convient_pas_est_refuse_avec_son_remede(cle: str, fabrique: Callable[[], bytes]) -> None:
    octets = fabrique()
    examen = examiner(octets)
    motif = gabarits().refus[cle].constat.split("{")[0].split("«")[0]
    assert motif in " ".join(refus.constat for refus in examen.refus)
    assert all(refus.constat and refus.lieu and refus.remede for refus in examen.refus)
    assert not any("{" in refus.constat.replace("{{", "") for refus in examen.refus if cle != "syntaxe")
    with pytest.raises(GabaritRefuse, match=re.escape(examen.refus[0].remede)):
        ecrire(document("x", 1), octets, dessiner)


def test_chaque_motif_de_refus_a_son_epreuve() -> None:
    assert set(gabarits().refus) - {cle for cle, _ in REFUSES} == {"rendu"}


def test_un_gabarit_qui_ne_se_remplit_pas_est_refuse() -> None:
    octets = corps(b"<w:p><w:r><w:t>{{ sommaire }}</w:t></w:r></w:p>", b"<w:tbl><w:tr/></w:tbl>")
    assert [refus.constat for refus in examiner(octets).refus] == [gabarits().refus["rendu"].constat]


def test_un_refus_dit_tout_ce_qui_ne_va_pas_d_un_coup() -> None:
    octets = changer({CORPS: lambda x: x.replace(CONTENU, b"{{ budjet }} {{ titre|upper }}")})
    quois = " ".join(map(str, examiner(octets).refus))
    assert all(mot in quois for mot in ("« budjet »", "fait plus que nommer", "Il manque la balise {{ contenu }}"))
    assert "le texte du document" in quois


@pytest.mark.parametrize("faute", FAUTES)
def test_une_faute_de_syntaxe_cite_la_ligne_fautive_et_elle_seule(faute: str) -> None:
    (refus,) = examiner(balise(faute)).refus
    assert f"« {faute}" in refus.constat
    assert "{{ titre }}" in refus.remede


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
    examen = examiner(balise(texte.replace("&", "").replace("<", "")))
    assert set(examen.balises) <= set(gabarits().balises) or not examen.bon


def test_deux_parties_du_meme_nom_sont_refusees() -> None:
    """Word et Python n'en liraient pas la même."""
    sortie = io.BytesIO(DEFAUT)
    with zipfile.ZipFile(sortie, "a") as archive:
        archive.writestr("WORD/document.xml", b"<autre/>")
    assert [refus.constat for refus in examiner(sortie.getvalue()).refus] == [gabarits().refus["archive"].constat]
