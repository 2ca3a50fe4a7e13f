"""Les diapositives : chaque nombre montré y est, rien ne déborde, tout se lit, et un texte hostile reste un texte."""

from __future__ import annotations

import io
import math
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees.catalogue.diapositives import suite
from geo.documents import diapositives
from geo.documents.diapositives import ajustement, choix, ecriture, masque
from geo.documents.diapositives.textes import lisible
from geo.documents.modele import (
    Barres,
    Bloc,
    Chiffres,
    Colonne,
    Courbes,
    Document,
    Figure,
    Liste,
    Partie,
    Question,
    Questions,
    Section,
    Serie,
    Tableau,
    Texte,
)
from tests.documents_fabriques import HOSTILE, blocs, chiffre, document

CLES = tuple(dict.fromkeys(declaree.section for declaree in suite("diagnostic").diapositives if declaree.section))
LONGUE = (
    "Une phrase de constat, avec 12,5 % de ceci et 4 320 de cela, qui prend de la place et ne doit jamais déborder. "
)
POINT = 12_700
PREMIERES = {"title", "ctrTitle"}
DERNIERES = ["ftr", "sldNum"]


def _entier(genre: str = "diagnostic", reponse: str = HOSTILE, lignes: int = 3) -> Document:
    """Un document qui a toutes les sections déclarées, chacune avec un bloc de chaque sorte et un constat à elle."""
    contenu = blocs(reponse, lignes)
    cles = [declaree.section for declaree in suite(genre).diapositives if declaree.section]
    sections = tuple(
        Section(cle, str(rang), f"Section {cle}", "", (Partie("", (Texte((f"Constat de {cle}.",)), *contenu)),))
        for rang, cle in enumerate(dict.fromkeys(cles), 1)
    )
    return replace(document(reponse, lignes), genre=genre, sections=sections)


def _long() -> Document:
    """Un document où tout est trop long, trop large ou trop nombreux."""
    colonnes = tuple(
        Colonne(f"Colonne à l'en-tête long {rang}", "nombre" if rang % 2 else "texte") for rang in range(14)
    )
    large = Tableau("large", LONGUE * 4, colonnes, tuple((LONGUE * 3,) * 14 for _ in range(80)), LONGUE * 9, LONGUE * 9)
    barres = Barres(tuple(f"{LONGUE}{rang}" for rang in range(40)), (Serie(LONGUE, tuple(range(40))),), LONGUE, 0)
    courbes = Courbes(
        tuple(f"{annee}-T{trimestre}" for annee in range(2003, 2026) for trimestre in range(1, 5)),
        tuple(Serie(LONGUE * 2, tuple(float(rang) for rang in range(92))) for _ in range(6)),
        LONGUE,
        1,
    )
    gros = chiffre(LONGUE * 3, "1 234 567 890,123 habitants par kilomètre carré et par an")
    suites: tuple[tuple[Bloc, ...], ...] = (
        (Texte((LONGUE * 9, "x" * 3000)), Chiffres("c", (replace(gros, remarque=LONGUE * 5, place=LONGUE),) * 9)),
        (Texte((LONGUE,) * 30), Figure("b", LONGUE * 5, LONGUE * 20, barres, LONGUE, LONGUE * 8)),
        (Texte((LONGUE,) * 30), Figure("c", LONGUE * 5, LONGUE * 20, courbes, LONGUE, LONGUE * 8)),
        (large,),
        (Liste((LONGUE * 3,) * 40),),
        (Questions("b", tuple(Question(f"q{rang}", LONGUE, LONGUE * 6) for rang in range(20))),),
    )
    sections = tuple(Section(f"s{r}", "1", LONGUE * 3, "", (Partie("", suite_),)) for r, suite_ in enumerate(suites))
    cases = tuple(Partie(LONGUE * 2, (Liste((LONGUE * 2,) * 12),)) for _ in range(6))
    forces = Section("forces", "9", LONGUE * 3, "", cases)
    long = replace(document(), titre=LONGUE * 5, sous_titre=LONGUE * 9, territoire=LONGUE, maison=LONGUE * 5)
    return replace(long, participants=long.participants * 40, sections=(*sections, forces))


@cache
def _octets(quel: str) -> bytes:
    documents = {"entier": _entier(), "long": _long(), "fabrique": document(), "bilan": _entier("bilan")}
    return diapositives.ecrire(documents[quel])


def _ouvrir(quel: str) -> list[Any]:
    return list(pptx.Presentation(io.BytesIO(_octets(quel))).slides)


QUELS = ("entier", "long", "fabrique", "bilan")


def _formes(diapositive: Any, genre: str) -> list[Any]:
    return [forme for forme in diapositive.shapes if getattr(forme, f"has_{genre}", False)]


def _textes(diapositive: Any) -> str:
    """Tout ce qui s'écrit sur une diapositive, hors graphiques."""
    morceaux = [forme.text_frame.text for forme in _formes(diapositive, "text_frame")]
    for forme in _formes(diapositive, "table"):
        morceaux += [cellule.text for ligne in forme.table.rows for cellule in ligne.cells]
    return "\n".join(morceaux)


@pytest.mark.parametrize("quel", ["entier", "bilan"])
def test_chaque_nombre_montre_est_dans_la_presentation(quel: str) -> None:
    vues = choix.vues(_entier("diagnostic" if quel == "entier" else "bilan"))
    trouves = 0
    for vue, diapositive in zip(vues, _ouvrir(quel)[1:], strict=True):
        for bloc in vue.blocs if vue.gabarit in {"chiffres", "figure", "figures", "tableau"} else ():
            _verifier(bloc, diapositive)
            trouves += 1
    assert trouves > 4


def _verifier(bloc: Bloc, diapositive: Any) -> None:
    texte = _textes(diapositive)
    if isinstance(bloc, Chiffres):
        for cle in bloc.chiffres:
            attendus = (cle.valeur, cle.periode, cle.evolution, cle.place, *(c.valeur for c in cle.comparees))
            assert [attendu for attendu in attendus if lisible(attendu) not in texte] == []
    elif isinstance(bloc, Tableau):
        pleines = [rang for rang, colonne in enumerate(bloc.colonnes) if colonne.nature != "vide"]
        grille = [[cellule.text for cellule in ligne.cells] for ligne in _formes(diapositive, "table")[0].table.rows]
        assert grille[1:] == [[lisible(ligne[rang]) for rang in pleines] for ligne in bloc.lignes]
    elif isinstance(bloc, Figure) and isinstance(bloc.dessin, Courbes | Barres):
        graphique = _formes(diapositive, "chart")[0].chart
        for ecrite, serie in zip(graphique.plots[0].series, bloc.dessin.series, strict=True):
            presentes = [None if math.isnan(valeur) else valeur for valeur in serie.valeurs]
            assert (ecrite.name, list(ecrite.values)) == (serie.nom, presentes)


@pytest.mark.parametrize("quel", ["entier", "bilan"])
def test_huit_a_douze_diapositives(quel: str) -> None:
    assert 8 <= len(_ouvrir(quel)) <= 12


@given(st.sets(st.sampled_from(CLES)))
@settings(max_examples=30, deadline=None)
def test_une_section_absente_est_sautee_et_la_place_sert_a_la_reserve(presentes: set[str]) -> None:
    entier = _entier()
    reduit = replace(entier, sections=tuple(s for s in entier.sections if s.cle in presentes))
    vues = choix.vues(reduit)
    assert {vue.rubrique for vue in vues} <= {f"Section {cle}" for cle in presentes} | {entier.titre}
    assert min(len(presentes), 8) <= len(vues) + 1 <= choix.MAXIMUM


def test_un_genre_que_rien_ne_declare_montre_chaque_section() -> None:
    autre = replace(_entier(), genre="action")
    assert len(pptx.Presentation(io.BytesIO(diapositives.ecrire(autre))).slides) == choix.MAXIMUM


def test_le_titre_est_un_constat_jamais_repete() -> None:
    titres = [diapositive.shapes.title.text for diapositive in _ouvrir("entier")[1:]]
    assert len(set(titres)) == len(titres)
    assert "Constat de chomage." in titres
    for diapositive in _ouvrir("entier")[1:]:
        assert _textes(diapositive).count(diapositive.shapes.title.text) == 1


def test_un_tableau_trop_long_dit_ce_qui_reste() -> None:
    total = len(_entier(lignes=200).sections[0].parties[0].blocs[-1].lignes)  # type: ignore[union-attr]  # un tableau
    tableaux = [
        (diapositive, forme.table)
        for diapositive in pptx.Presentation(io.BytesIO(diapositives.ecrire(_entier(lignes=200)))).slides
        for forme in _formes(diapositive, "table")
    ]
    assert tableaux
    for diapositive, table in tableaux:
        montrees = len(table.rows) - 1
        assert f"… et {total - montrees} autres" in _textes(diapositive)


@pytest.mark.parametrize("quel", QUELS)
def test_un_texte_hostile_reste_un_texte(quel: str) -> None:
    with zipfile.ZipFile(io.BytesIO(_octets(quel))) as archive:
        noms = archive.namelist()
        liens = b"".join(archive.read(nom) for nom in noms if nom.endswith(".rels"))
        classeurs = [archive.read(nom) for nom in noms if nom.endswith(".xlsx")]
    assert b"External" not in liens
    assert not [nom for nom in noms if "vba" in nom.lower() or nom.endswith(".bin")]
    for classeur in classeurs:
        for feuille in openpyxl.load_workbook(io.BytesIO(classeur)):
            assert not [cellule for ligne in feuille.rows for cellule in ligne if cellule.data_type == "f"]


def test_le_texte_hostile_est_ecrit_entier() -> None:
    assert lisible(HOSTILE) in "\n".join(map(_textes, _ouvrir("entier")))


def test_une_formule_dans_une_categorie_ou_un_nom_de_serie_reste_un_texte() -> None:
    hostiles = ("=1+1", "{=1+1}", "@SOMME(A1)", "https://exemple.fr")
    barres = Barres(hostiles, (Serie("=cmd|' /C calc'!A0", (1.0, 2.0, 3.0, 4.0)),), "%", 0)
    partie = Partie("", (Figure("f", "Titre", "Alternative", barres),))
    seul = replace(document(), sections=(Section("economie", "1", "Économie", "", (partie,)),))
    with zipfile.ZipFile(io.BytesIO(diapositives.ecrire(seul))) as archive:
        (nom,) = (nom for nom in archive.namelist() if nom.endswith(".xlsx"))
        feuille = openpyxl.load_workbook(io.BytesIO(archive.read(nom))).active
    cellules = [cellule for ligne in feuille.rows for cellule in ligne]
    assert not [cellule.value for cellule in cellules if cellule.data_type == "f" or cellule.hyperlink]
    assert "'=1+1" in [cellule.value for cellule in cellules]


def test_une_reponse_de_cent_mille_signes_est_bornee_et_le_dit() -> None:
    octets = diapositives.ecrire(_entier(reponse="réponse " * 12_500))
    notes = [
        d.notes_slide.notes_text_frame.text for d in pptx.Presentation(io.BytesIO(octets)).slides if d.has_notes_slide
    ]
    assert max(map(len, notes)) < 10_000
    assert any("la suite est dans le document" in note for note in notes)
    assert len(octets) < 500_000


@pytest.mark.parametrize("quel", QUELS)
def test_chaque_image_graphique_ou_tableau_a_son_texte_de_remplacement(quel: str) -> None:
    muettes = [
        forme.name
        for diapositive in _ouvrir(quel)
        for forme in diapositive.shapes
        if not forme.has_text_frame and not forme._element.xpath(".//p:cNvPr/@descr")
    ]
    assert muettes == []


def test_le_texte_de_remplacement_d_une_figure_est_le_sien() -> None:
    figures = {figure.alternative for figure in _entier().blocs if isinstance(figure, Figure)}
    dits = {
        descr
        for diapositive in _ouvrir("entier")
        for forme in _formes(diapositive, "chart")
        for descr in forme._element.xpath(".//p:cNvPr/@descr")
    }
    assert dits
    assert dits <= {lisible(alternative) for alternative in figures}


@pytest.mark.parametrize("quel", QUELS)
def test_l_ordre_de_lecture_va_du_titre_au_numero(quel: str) -> None:
    for diapositive in _ouvrir(quel):
        genres = [forme._element.xpath("string(.//p:ph/@type)") for forme in diapositive.shapes]
        assert genres[0] in PREMIERES
        assert genres[-2:] == DERNIERES
        hauts = [forme.top for forme in diapositive.shapes if forme.top is not None][1:-2]
        gauches = [forme.left for forme in diapositive.shapes if forme.left is not None][1:-2]
        for rang in range(1, len(hauts) - 1):  # la rubrique, au-dessus du titre, se lit après lui
            assert hauts[rang + 1] >= hauts[rang] or gauches[rang + 1] > gauches[rang]


@pytest.mark.parametrize("quel", QUELS)
def test_chaque_passage_est_en_francais(quel: str) -> None:
    for diapositive in _ouvrir(quel):
        langues = diapositive._element.xpath(".//a:rPr/@lang")
        assert len(langues) == len(diapositive._element.xpath(".//a:r | .//a:fld"))
        assert set(langues) == {"fr-FR"}


def test_les_notes_disent_source_lecture_alternative_et_question() -> None:
    notes = "\n".join(d.notes_slide.notes_text_frame.text for d in _ouvrir("entier") if d.has_notes_slide)
    for attendu in ("Source", "Lecture", "Description de la figure", "À débattre", "Limite", "Donnée manquante"):
        assert f"{attendu}\u00a0: " in notes


@pytest.mark.parametrize("quel", QUELS)
def test_le_pied_et_les_proprietes(quel: str) -> None:
    presentation = pptx.Presentation(io.BytesIO(_octets(quel)))
    for diapositive in presentation.slides:
        assert "Atlas des maisons de l’emploi · " in _textes(diapositive)
        assert "30 novembre 2026" in _textes(diapositive)
        assert diapositive._element.xpath(".//a:fld[@type='slidenum']")
    assert presentation.core_properties.language == "fr-FR"
    assert presentation.core_properties.title


def test_deux_compositions_donnent_les_memes_octets() -> None:
    assert diapositives.ecrire(_entier()) == _octets("entier")


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
        diapositives.ecrire(_entier())


TEXTES = st.text(max_size=300)


@given(TEXTES, TEXTES, st.lists(TEXTES, min_size=1, max_size=4), st.floats(allow_infinity=False))
@settings(max_examples=40, deadline=None)
def test_tout_texte_s_ecrit_et_se_relit(titre: str, nom: str, phrases: list[str], valeur: float) -> None:
    colonnes = (Colonne(nom), Colonne(titre, "nombre"))
    contenu: tuple[Bloc, ...] = (
        Texte(tuple(phrases)),
        Chiffres("c", (chiffre(nom, titre, valeur),)),
        Tableau("t", titre, colonnes, tuple((phrase, nom) for phrase in phrases)),
        Figure("f", titre, nom, Barres(tuple(phrases), (Serie(nom, (valeur,) * len(phrases)),), titre, 1)),
        Questions("f", (Question("q", nom, titre),)),
    )
    cles = ("essentiel", "economie", "recrutements", "plan")
    sections = tuple(Section(cle, "1", titre, nom, (Partie(nom, contenu),)) for cle in cles)
    quelconque = replace(document(), titre=titre, sous_titre=nom, territoire=nom, sections=sections)
    relue = pptx.Presentation(io.BytesIO(diapositives.ecrire(quelconque)))
    assert len(relue.slides) > len(cles)


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
        (dossier / f"{quel}.pptx").write_bytes(_octets(quel))
    profil = f"-env:UserInstallation={(dossier / 'profil').as_uri()}"
    fichiers = [str(dossier / f"{quel}.pptx") for quel in QUELS]
    commande = [soffice, profil, "--headless", "--convert-to", "pdf", "--outdir", str(dossier), *fichiers]
    subprocess.run(commande, check=True, capture_output=True, timeout=240)
    return {quel: dossier / f"{quel}.pdf" for quel in QUELS}


@pytest.mark.parametrize("quel", QUELS)
def test_libreoffice_ouvre_et_rien_ne_deborde_au_rendu(quel: str, rendues: dict[str, Path]) -> None:
    """Chaque paragraphe se lit tout entier à l'intérieur de sa boîte, sur le PDF que LibreOffice en fait."""
    pdf = pypdfium2.PdfDocument(rendues[quel])
    pages = _ouvrir(quel)
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
