"""L'annexe en classeur : les valeurs gardées, à l'identique, avec leur source ; jamais une formule."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from donnees import entrepot
from donnees.catalogue.documents import mots
from geo.documents import annexe
from geo.documents.modele import (
    Barres,
    Carte,
    Chiffres,
    Colonne,
    Courbes,
    Document,
    Figure,
    Partie,
    Section,
    Serie,
    Source,
    Tableau,
)
from geo.territoires import membres
from tests.documents_fabriques import HOSTILE, chiffre, document

Feuilles = dict[str, list[dict[str, Any]]]


def _lire(document_: Document) -> Feuilles:
    """Feuille → lignes, chacune par en-tête."""
    classeur = openpyxl.load_workbook(io.BytesIO(annexe.ecrire(document_)))
    feuilles = {}
    for feuille in classeur:
        entetes, *lignes = feuille.iter_rows(values_only=True)
        feuilles[feuille.title] = [dict(zip(map(str, entetes), ligne, strict=True)) for ligne in lignes]
    return feuilles


def _seule(bloc: Tableau | Figure) -> list[dict[str, Any]]:
    """Lignes de la feuille d'un document qui n'a que ce bloc."""
    section = Section("s", "1", "Seule", "", (Partie("", (bloc,)),))
    return _lire(replace(document(), sections=(section,)))["1 Seule"]


def test_chaque_chiffre_cle_garde_sa_valeur_sa_source_et_ce_qui_s_en_ecrit() -> None:
    attendus = [cle for bloc in document().blocs if isinstance(bloc, Chiffres) for cle in bloc.chiffres]
    lignes = _lire(document())[mots()["chiffres_cles"]]
    assert len(lignes) == len(attendus) > 0
    for ligne, cle in zip(lignes, attendus, strict=True):
        assert ligne[mots()["valeur"]] == (None if math.isnan(cle.brute) else cle.brute)
        assert ligne[mots()["ecrit"]] == cle.valeur
        assert ligne[mots()["source"]] == cle.source
        assert ligne[mots()["comparee_a"]] == f"{cle.comparees[0].nom} : {cle.comparees[0].valeur}"


def test_un_tableau_rend_ses_brutes_et_nomme_ligne_et_colonne() -> None:
    tableau = next(bloc for bloc in document().blocs if isinstance(bloc, Tableau))
    lignes = _seule(tableau)
    valeurs = [ligne[mots()["valeur"]] for ligne in lignes if ligne[mots()["bloc"]] == tableau.titre]
    assert valeurs == [brutes[1] for brutes in tableau.brutes]
    assert {ligne[mots()["colonne"]] for ligne in lignes if ligne[mots()["valeur"]] is not None} == {"Salariés"}
    assert {ligne[mots()["source"]] for ligne in lignes[: len(valeurs)]} == {"URSSAF, 2024"}


def test_un_tableau_sans_brutes_garde_ce_qu_il_ecrit_et_n_invente_pas_de_nombre() -> None:
    tableau = replace(next(bloc for bloc in document().blocs if isinstance(bloc, Tableau)), brutes=())
    lignes = _seule(tableau)[: len(tableau.lignes)]
    assert [ligne[mots()["valeur"]] for ligne in lignes] == [None] * len(tableau.lignes)
    assert [ligne[mots()["ecrit"]] for ligne in lignes] == [ligne[1] for ligne in tableau.lignes]


def test_une_figure_rend_toutes_ses_valeurs() -> None:
    for bloc in document().blocs:
        if isinstance(bloc, Figure) and isinstance(bloc.dessin, Courbes | Barres):
            attendues = [v for serie in bloc.dessin.series for v in serie.valeurs]
            valeurs = [ligne[mots()["valeur"]] for ligne in _seule(bloc)][: len(attendues)]
            assert valeurs == [None if math.isnan(valeur) else valeur for valeur in attendues]


def test_les_sources_ont_producteur_titre_millesime_licence_et_adresse() -> None:
    (source,) = document().sources
    (ligne,) = _lire(document())["Sources"]
    champs = (source.producteur, source.titre, source.millesime, source.licence, source.adresse)
    assert tuple(ligne.values()) == champs


def test_une_section_sans_valeur_n_a_pas_de_feuille() -> None:
    vide = replace(document(), sections=(), sources=())
    assert list(_lire(vide)) == ["Lisez-moi", "Sources"]


@pytest.mark.parametrize("debut", ["=1+1", "+1", "-1", "@A1", "\t=1", "＝1"])
def test_un_texte_hostile_n_est_jamais_une_formule(debut: str) -> None:
    hostile = f"{debut} {HOSTILE}"
    barres = Barres((hostile,), (Serie(hostile, (1.0,)),), hostile, 0)
    blocs = (Chiffres("c", (chiffre(hostile, hostile),)), Figure("f", hostile, hostile, barres, hostile, hostile))
    section = Section("s", "", hostile, hostile, (Partie("", blocs),))
    sources = (Source(*[hostile] * 5),)
    hostiles = replace(document(), titre=hostile, sections=(section,), sources=sources)
    classeur = openpyxl.load_workbook(io.BytesIO(annexe.ecrire(hostiles)))
    cellules = [cellule for feuille in classeur for ligne in feuille.iter_rows() for cellule in ligne]
    assert not [cellule for cellule in cellules if cellule.data_type == "f" or cellule.hyperlink]
    assert not [cellule for cellule in cellules if isinstance(cellule.value, str) and cellule.value.startswith(debut)]


def test_deux_compositions_donnent_les_memes_octets() -> None:
    assert annexe.ecrire(document()) == annexe.ecrire(document())


@given(st.text(max_size=60), st.text(max_size=60), st.floats(-1e15, 1e15) | st.just(math.nan))
@settings(max_examples=30, deadline=None)
def test_tout_texte_et_tout_nombre_se_relisent(titre: str, nom: str, valeur: float) -> None:
    figure = Figure("f", titre, nom, Barres((nom,), (Serie(titre, (valeur,)),), "%", 1))
    quelconque = replace(document(), sections=(Section("s", "1", titre, nom, (Partie(nom, (figure,)),)),))
    feuilles = list(_lire(quelconque).values())
    lue = feuilles[1][0][mots()["valeur"]]
    assert lue == pytest.approx(valeur) if math.isfinite(valeur) else lue is None


def test_une_carte_rend_la_valeur_de_chaque_territoire_colore() -> None:
    communes = membres("zone_emploi", "0051")
    carte = Carte("commune", communes, "population", "2023")
    lignes = _seule(Figure("carte", "Population", "Alternative", carte, source="Insee"))
    attendues = entrepot.valeurs_periode("population", "commune", "2023").loc[list(communes), "valeur"]
    assert [ligne[mots()["valeur"]] for ligne in lignes] == attendues.tolist()
    assert all(f"({code})" in ligne[mots()["ligne"]] for code, ligne in zip(communes, lignes, strict=True))


def test_un_formulaire_a_remplir_n_a_pas_de_valeur() -> None:
    colonnes = (Colonne("Action"), Colonne("Pilote", "vide"))
    formulaire = Tableau("plan", "À ajouter", colonnes, (("Action 1", ""),))
    section = Section("s", "1", "Seule", "", (Partie("", (formulaire,)),))
    assert "1 Seule" not in _lire(replace(document(), sections=(section,)))
