"""Les diapositives : chaque nombre montré y est, rien ne se perd sans le dire, un texte hostile reste un texte."""

from __future__ import annotations

import io
import math
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees.catalogue.diagnostic import diagnostic
from donnees.catalogue.diapositives import suite
from geo.documents import diapositives
from geo.documents.diapositives import choix, tableaux
from geo.documents.diapositives.ajustement import Boite
from geo.documents.diapositives.textes import lisible
from geo.documents.modele import (
    Barres,
    Bloc,
    Chiffres,
    Colonne,
    Courbes,
    Figure,
    Partie,
    Question,
    Questions,
    Section,
    Serie,
    Tableau,
    Texte,
)
from tests.diapositives_fabriquees import CLES, QUELS, entier, formes, octets, ouvrir, textes
from tests.documents_fabriques import HOSTILE, chiffre, document


@pytest.mark.parametrize("quel", ["entier", "bilan"])
def test_chaque_nombre_montre_est_dans_la_presentation(quel: str) -> None:
    vues = choix.vues(entier("diagnostic" if quel == "entier" else "bilan"))
    trouves = 0
    for vue, diapositive in zip(vues, ouvrir(quel)[1:], strict=True):
        for bloc in vue.blocs if vue.gabarit in {"chiffres", "figure", "figures", "tableau"} else ():
            _verifier(bloc, diapositive)
            trouves += 1
    assert trouves > 4


def _verifier(bloc: Bloc, diapositive: Any) -> None:
    ecrit = textes(diapositive)
    if isinstance(bloc, Chiffres):
        for cle in choix.chiffres((bloc,)):
            attendus = (cle.valeur, cle.periode, cle.evolution, cle.place, *(c.valeur for c in cle.comparees))
            assert [attendu for attendu in attendus if lisible(attendu) not in ecrit] == []
    elif isinstance(bloc, Tableau):
        pleines = [rang for rang, colonne in enumerate(bloc.colonnes) if colonne.nature != "vide"]
        grille = [[cellule.text for cellule in ligne.cells] for ligne in formes(diapositive, "table")[0].table.rows]
        assert grille[1:] == [[lisible(ligne[rang]) for rang in pleines] for ligne in bloc.lignes]
    elif isinstance(bloc, Figure) and isinstance(bloc.dessin, Courbes | Barres):
        graphique = formes(diapositive, "chart")[0].chart
        for ecrite, serie in zip(graphique.plots[0].series, bloc.dessin.series, strict=True):
            presentes = [None if math.isnan(valeur) else valeur for valeur in serie.valeurs]
            assert (ecrite.name, list(ecrite.values)) == (serie.nom, presentes)


@pytest.mark.parametrize("quel", ["entier", "bilan"])
def test_huit_a_douze_diapositives(quel: str) -> None:
    assert 8 <= len(ouvrir(quel)) <= 12


@given(st.sets(st.sampled_from(CLES)))
@settings(max_examples=30, deadline=None)
def test_une_section_absente_est_sautee_et_la_place_sert_a_la_reserve(presentes: set[str]) -> None:
    tout = entier()
    reduit = replace(tout, sections=tuple(s for s in tout.sections if s.cle in presentes))
    vues = choix.vues(reduit)
    assert {vue.rubrique for vue in vues} <= {f"Section {cle}" for cle in presentes} | {""}
    assert min(len(presentes), 8) <= len(vues) + 1 <= choix.MAXIMUM


def test_un_genre_que_rien_ne_declare_montre_chaque_section() -> None:
    autre = replace(entier(), genre="action")
    assert len(pptx.Presentation(io.BytesIO(diapositives.ecrire(autre))).slides) == choix.MAXIMUM


def test_le_titre_est_un_constat_jamais_repete() -> None:
    titres = [diapositive.shapes.title.text for diapositive in ouvrir("entier")[1:]]
    assert len(set(titres)) == len(titres)
    assert "Constat de chomage." in titres
    for diapositive in ouvrir("entier")[1:]:
        assert textes(diapositive).count(diapositive.shapes.title.text) == 1


def test_un_tableau_trop_long_dit_ce_qui_reste() -> None:
    total = len(entier(lignes=200).sections[0].parties[0].blocs[-1].lignes)  # type: ignore[union-attr]  # un tableau
    tableaux = [
        (diapositive, forme.table)
        for diapositive in pptx.Presentation(io.BytesIO(diapositives.ecrire(entier(lignes=200)))).slides
        for forme in formes(diapositive, "table")
    ]
    assert tableaux
    for diapositive, table in tableaux:
        montrees = len(table.rows) - 1
        assert f"… et {total - montrees} autres" in textes(diapositive)


@pytest.mark.parametrize("quel", QUELS)
def test_un_texte_hostile_reste_un_texte(quel: str) -> None:
    with zipfile.ZipFile(io.BytesIO(octets(quel))) as archive:
        noms = archive.namelist()
        liens = b"".join(archive.read(nom) for nom in noms if nom.endswith(".rels"))
        classeurs = [archive.read(nom) for nom in noms if nom.endswith(".xlsx")]
    assert b"External" not in liens
    assert not [nom for nom in noms if "vba" in nom.lower() or nom.endswith(".bin")]
    for classeur in classeurs:
        for feuille in openpyxl.load_workbook(io.BytesIO(classeur)):
            assert not [cellule for ligne in feuille.rows for cellule in ligne if cellule.data_type == "f"]


def test_le_texte_hostile_est_ecrit_entier() -> None:
    assert lisible(HOSTILE) in "\n".join(map(textes, ouvrir("entier")))


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
    ecrits = diapositives.ecrire(entier(reponse="réponse " * 12_500))
    notes = [
        d.notes_slide.notes_text_frame.text for d in pptx.Presentation(io.BytesIO(ecrits)).slides if d.has_notes_slide
    ]
    assert max(map(len, notes)) < 10_000
    assert any("la suite est dans le document" in note for note in notes)
    assert len(ecrits) < 500_000


def test_les_notes_disent_source_lecture_alternative_et_question() -> None:
    notes = "\n".join(d.notes_slide.notes_text_frame.text for d in ouvrir("entier") if d.has_notes_slide)
    for attendu in ("Source", "Lecture", "Description de la figure", "À débattre", "Limite", "Donnée manquante"):
        assert f"{attendu}\u00a0: " in notes


def test_deux_compositions_donnent_les_memes_octets() -> None:
    assert diapositives.ecrire(entier()) == octets("entier")


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


def test_un_tableau_preferera_une_taille_ou_rien_n_est_coupe() -> None:
    phrase = (
        "Un fait qui prend quatre lignes à la plus grande taille et trois à la suivante, dans une colonne étroite. " * 2
    )
    colonnes = (Colonne("Enjeu"), Colonne("Fait"))
    table = Tableau("enjeux", "Enjeux", colonnes, ((phrase, phrase),))
    prevu = tableaux.prevoir(table, Boite(867, 290))
    assert prevu.entier
    assert prevu.lignes[1] == (lisible(phrase), lisible(phrase))


def test_une_colonne_sans_une_valeur_ne_prend_pas_de_place() -> None:
    colonnes = (Colonne("Indicateur"), Colonne("France", "nombre"), Colonne("Place"))
    table = Tableau("mesures", "Mesures", colonnes, (("Taux", "7,9 %", "—"), ("Part", "12 %", "")))
    prevu = tableaux.prevoir(table, Boite(867, 290))
    assert prevu.lignes[0] == ("Indicateur", "France")
    assert prevu.entier


def test_une_absence_dite_trois_fois_n_est_ecrite_qu_une() -> None:
    absence = Texte(("Aucun fait ne passe la règle ici.",), "absence")
    assert choix.elements((absence, absence)) == absence.phrases


def test_les_diapositives_du_diagnostic_nomment_des_sections_et_des_blocs_qui_existent() -> None:
    """Une clé renommée au catalogue montrerait sans le dire un autre bloc que celui qu'on voulait."""
    sections = {section.id: {bloc.id for bloc in section.blocs} for section in diagnostic().sections}
    for declaree in suite("diagnostic").diapositives:
        assert not declaree.section or set(declaree.blocs) <= sections[declaree.section]
    nommees = {declaree.section for declaree in suite("diagnostic").diapositives}
    assert set(sections) == (nommees - {""}) | set(suite("diagnostic").ecartees)
