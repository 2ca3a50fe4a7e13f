"""L'allure des diapositives : le masque, la lecture, les contrastes, et au rendu, rien qui déborde."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pptx
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.documents import diapositives
from geo.documents.diapositives import ajustement, ecriture, masque
from geo.documents.diapositives.textes import interieur, lisible
from geo.documents.modele import Chiffres, Figure, Partie, Section
from tests.diapositives_fabriquees import QUELS, entier, formes, octets, ouvrir, textes
from tests.documents_fabriques import chiffre, document

POINT = 12_700
PREMIERES = {"title", "ctrTitle"}
DERNIERES = ["ftr", "sldNum"]


@pytest.mark.parametrize("quel", QUELS)
def test_chaque_image_graphique_ou_tableau_a_son_texte_de_remplacement(quel: str) -> None:
    muettes = [
        forme.name
        for diapositive in ouvrir(quel)
        for forme in diapositive.shapes
        if not forme.has_text_frame and not forme._element.xpath(".//p:cNvPr/@descr")
    ]
    assert muettes == []


def test_le_texte_de_remplacement_d_une_figure_est_le_sien() -> None:
    figures = {figure.alternative for figure in entier().blocs if isinstance(figure, Figure)}
    dits = {
        descr
        for diapositive in ouvrir("entier")
        for forme in formes(diapositive, "chart")
        for descr in forme._element.xpath(".//p:cNvPr/@descr")
    }
    assert dits
    assert dits <= {lisible(alternative) for alternative in figures}


@pytest.mark.parametrize("quel", QUELS)
def test_l_ordre_de_lecture_va_du_titre_au_numero(quel: str) -> None:
    for diapositive in ouvrir(quel):
        genres = [forme._element.xpath("string(.//p:ph/@type)") for forme in diapositive.shapes]
        assert genres[0] in PREMIERES
        assert genres[-2:] == DERNIERES
        hauts = [forme.top for forme in diapositive.shapes if forme.top is not None][1:-2]
        gauches = [forme.left for forme in diapositive.shapes if forme.left is not None][1:-2]
        for rang in range(1, len(hauts) - 1):  # la rubrique, au-dessus du titre, se lit après lui
            assert hauts[rang + 1] >= hauts[rang] or gauches[rang + 1] > gauches[rang]


@pytest.mark.parametrize("quel", QUELS)
def test_chaque_passage_est_en_francais(quel: str) -> None:
    for diapositive in ouvrir(quel):
        langues = diapositive._element.xpath(".//a:rPr/@lang")
        assert len(langues) == len(diapositive._element.xpath(".//a:r | .//a:fld"))
        assert set(langues) == {"fr-FR"}


@pytest.mark.parametrize("quel", QUELS)
def test_le_pied_et_les_proprietes(quel: str) -> None:
    presentation = pptx.Presentation(io.BytesIO(octets(quel)))
    for diapositive in presentation.slides:
        assert "Atlas des maisons de l’emploi · " in textes(diapositive)
        assert "30 novembre 2026" in textes(diapositive)
        assert diapositive._element.xpath(".//a:fld[@type='slidenum']")
    assert presentation.core_properties.language == "fr-FR"
    assert presentation.core_properties.title


def test_le_masque_commite_est_celui_que_le_script_fabrique() -> None:
    with zipfile.ZipFile(masque.MODELE) as commis, zipfile.ZipFile(io.BytesIO(masque.fabriquer())) as refait:
        assert commis.namelist() == refait.namelist()
        assert [nom for nom in commis.namelist() if commis.read(nom) != refait.read(nom)] == []


def _luminance(couleur: str) -> float:
    canaux = [int(couleur[rang : rang + 2], 16) / 255 for rang in (0, 2, 4)]
    lineaires = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux]
    return 0.2126 * lineaires[0] + 0.7152 * lineaires[1] + 0.0722 * lineaires[2]


def _contraste(une: str, autre: str) -> float:
    basse, haute = sorted((_luminance(une), _luminance(autre)))
    return (haute + 0.05) / (basse + 0.05)


def test_contrastes_aa_et_series_distinctes_en_gris() -> None:
    reglages = masque.reglages()
    couleurs = reglages["couleurs"] | reglages["teintes"]
    alias = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
    for style in reglages["styles"].values():
        fond = couleurs[alias.get(style.get("fond", "bg1"), "lt1")]
        fond = couleurs["accent1"] if style["couleur"] == "bg1" else fond
        encre = couleurs[alias.get(style["couleur"], style["couleur"])]
        assert _contraste(encre, fond) >= 4.5
    assert all(_contraste(couleurs[f"accent{rang}"], couleurs["lt1"]) >= 3 for rang in range(1, 5))
    assert _contraste(couleurs["accent1"], couleurs["accent2"]) >= 2


def test_un_masque_sans_disposition_le_dit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    presentation = pptx.Presentation(str(masque.MODELE))
    (ote,) = (disposition for disposition in presentation.slide_layouts if disposition.name == "Liste")
    presentation.slide_layouts.remove(ote)
    presentation.save(str(tmp_path / "ampute.pptx"))
    monkeypatch.setattr(ecriture, "MODELE", tmp_path / "ampute.pptx")
    with pytest.raises(ecriture.DispositionAbsente, match="« Liste »"):
        diapositives.ecrire(entier())


@given(st.text(st.characters(codec="latin-1", exclude_categories=["C"]), max_size=400), st.floats(20, 400))
def test_un_texte_coupe_tient_et_n_invente_rien(texte: str, cote: float) -> None:
    boite = ajustement.Boite(cote, 60)
    coupe = ajustement.couper(texte, boite, 14)
    assert texte.startswith(coupe.removesuffix("…").rstrip())
    assert coupe == "…" or ajustement.lignes(coupe, cote, 14) * 14 * ajustement.INTERLIGNE <= 60.01


@pytest.fixture(scope="module")
def rendues(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Chaque présentation, convertie en PDF par LibreOffice."""
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.fail(
            "LibreOffice manque : l'épreuve convertit les diapositives en PDF. Posez le paquet libreoffice-impress."
        )
    dossier = tmp_path_factory.mktemp("diapositives")
    for quel in QUELS:
        (dossier / f"{quel}.pptx").write_bytes(octets(quel))
    profil = f"-env:UserInstallation={(dossier / 'profil').as_uri()}"
    fichiers = [str(dossier / f"{quel}.pptx") for quel in QUELS]
    commande = [soffice, profil, "--headless", "--convert-to", "pdf", "--outdir", str(dossier), *fichiers]
    subprocess.run(commande, check=True, capture_output=True, timeout=240)
    return {quel: dossier / f"{quel}.pdf" for quel in QUELS}


@pytest.mark.parametrize("quel", QUELS)
def test_libreoffice_ouvre_et_rien_ne_deborde_au_rendu(quel: str, rendues: dict[str, Path]) -> None:
    """Chaque paragraphe se lit tout entier à l'intérieur de sa boîte, sur le PDF que LibreOffice en fait."""
    pdf = pypdfium2.PdfDocument(rendues[quel])
    pages = ouvrir(quel)
    assert len(pdf) == len(pages)
    fautes = []
    for rang, (page, diapositive) in enumerate(zip(pdf, pages, strict=True), 1):
        hauteur, lecteur = page.get_height(), page.get_textpage()
        for boite, paragraphes in _boites(diapositive):
            gauche, haut, droite, bas = boite
            dedans = _nu(lecteur.get_text_bounded(gauche - 1, hauteur - bas - 2, droite + 2, hauteur - haut + 2))
            fautes += [(rang, texte) for texte in paragraphes if _nu(texte) not in dedans]
    pdf.close()
    assert fautes == []


def _boites(diapositive: Any) -> Iterator[tuple[tuple[float, float, float, float], list[str]]]:
    """Boîtes en points (gauche, haut, droite, bas) et les paragraphes qu'elles portent."""
    for forme in diapositive.placeholders:
        cadre = (forme.left, forme.top, forme.left + forme.width, forme.top + forme.height)
        boite = tuple(longueur / POINT for longueur in cadre)
        if forme.has_text_frame and "slidenum" not in forme._element.xpath("string(.//a:fld/@type)"):
            yield boite, [paragraphe.text for paragraphe in forme.text_frame.paragraphs]
        elif getattr(forme, "has_table", False):
            yield boite, [cellule.text for ligne in forme.table.rows for cellule in ligne.cells]


def _nu(texte: str) -> str:
    """Lettres et chiffres seuls : ni blancs, ni coupures, ni ligatures, ni lettres en exposant (une autre police)."""
    ordinaires = "".join(signe for signe in texte if unicodedata.category(signe) != "Lm")
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", ordinaires))


def test_les_graphiques_ecrivent_leurs_nombres_a_la_francaise(rendues: dict[str, Path]) -> None:
    """« 14,1 » sur une barre et non « 14.1 », même sur une machine qui n'est pas en français."""
    pdf = pypdfium2.PdfDocument(rendues["entier"])
    ecrit = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    assert re.search(r"\b7,[34]\b", ecrit)
    assert not re.search(r"\b\d+\.\d\b", ecrit)


@pytest.mark.parametrize("valeur", ["7 %", "256\u202f518\u00a0habitants", "68\u202f350\u202f798\u00a0habitants"])
@pytest.mark.parametrize("nombre", [1, 3, 5])
def test_une_valeur_ne_se_coupe_pas_au_milieu_d_un_mot(valeur: str, nombre: int) -> None:
    cles = Chiffres("c", tuple(chiffre(f"Libellé {rang}", valeur) for rang in range(nombre)))
    seul = replace(document(), sections=(Section("essentiel", "1", "Essentiel", "", (Partie("", (cles,)),)),))
    diapositive = pptx.Presentation(io.BytesIO(diapositives.ecrire(seul))).slides[1]
    cartes = [zone for zone in diapositive.placeholders if zone.name.startswith("Chiffre")]
    assert len(cartes) == nombre
    for carte in cartes:
        passage = carte.text_frame.paragraphs[0].runs[0]
        place = interieur(diapositive, carte).largeur
        assert ajustement.largeur(passage.text, passage.font.size.pt, gras=True) <= place
