"""Lecteurs des métiers : enquête BMO, ROME, FAP 2021, métiers en tension, familles vertes."""

from __future__ import annotations

import pytest

from donnees.erreurs import FormatInattendu
from donnees.lecture.dares import FAP_2021, TENSION, lire_fap2021, lire_metiers_tension
from donnees.lecture.france_travail import BMO, ROME, lire_bmo, lire_rome
from donnees.lecture.onemev import VERTS, lire_fap_vertes
from donnees.lecture.socle import Brut
from tests.donnees.extraits import poser, poser_classeur, raccourcir

FICHIER = BMO.format(annee=2024)
ENTETE = [
    *("annee", "Code métier BMO", "Nom métier BMO", "Famille_met", "Lbl_fam_met", "REG", "NOM_REG", "Dept", "NomDept"),
    *("BE24", "NOMBE24", "met", "xmet", "smet"),
]
GRANDE_TERRE = ["2024", "A0X40", "Agriculteurs", "Z", "Autres métiers", "01", "Guadeloupe", "971", "Guadeloupe"]
LIGNES = [
    [*GRANDE_TERRE, "102", "BASSIN GRANDE-TERRE", "167", "69", "86"],
    [*GRANDE_TERRE, "103", "BASSIN MARIE-GALANTE", "17", "*", "*"],
    ["2024", "QAX01", "Autres", "Z", "Autres", "84", "ARA", "63", "Puy-de-Dôme", "8459", "AMBERT", "*", "*", "*"],
]


def _poser(brut: Brut, entete: list[str] = ENTETE, lignes: list[list[str]] = LIGNES, feuille: str = "2024") -> None:
    feuilles = {"Description des variables": [["", ""]], f"BMO_{feuille}_open_data": [entete, *lignes]}
    poser_classeur(brut, FICHIER, feuilles)


def test_le_secret_n_est_jamais_zero(brut_vide: Brut) -> None:
    _poser(brut_vide)
    table = lire_bmo(brut_vide, 2024)
    assert table["bassin_bmo"].tolist() == ["0102", "0103", "8459"], "zéro de tête remis"
    assert table["projets"].tolist()[:2] == [167.0, 17.0]
    assert table["projets"].isna().tolist() == [False, False, True]
    assert table["statut_projets"].tolist() == ["", "", "s"]
    assert table["statut_difficiles"].tolist() == ["", "s", "s"]


def test_l_ordre_des_colonnes_ne_compte_pas(brut_vide: Brut) -> None:
    _poser(brut_vide)
    attendu = lire_bmo(brut_vide, 2024)
    _poser(brut_vide, ENTETE[::-1], [ligne[::-1] for ligne in LIGNES])
    assert lire_bmo(brut_vide, 2024).equals(attendu)


@pytest.mark.parametrize(
    ("entete", "lignes", "feuille", "mots"),
    [
        (ENTETE, LIGNES, "24", ["BMO_2024_open_data", "XLSX"]),
        ([nom.replace("BE24", "BE23") for nom in ENTETE], LIGNES, "2024", ["BE24", "cette colonne"]),
        (ENTETE, [["2023", *LIGNES[0][1:]]], "2024", ["annee", "2024 à chaque ligne"]),
        (ENTETE, [[*LIGNES[0][:-1], "n.c."]], "2024", ["smet", "un nombre", "n.c."]),
        (ENTETE, [LIGNES[0], LIGNES[0]], "2024", ["uniques", "0102 / 971 / A0X40"]),
        (ENTETE, [[*LIGNES[0][:1], "Total", *LIGNES[0][2:]]], "2024", ["fap", "métier FAP", "Total"]),
        (ENTETE, [[*LIGNES[0][:9], "97-1", *LIGNES[0][10:]]], "2024", ["bassin_bmo", "97-1"]),
    ],
    ids=["feuille absente", "bassin renommé", "autre année", "statut inconnu", "double", "total", "bassin mal écrit"],
)
def test_une_enquete_abimee_dit_ou_et_quoi(
    brut_vide: Brut, entete: list[str], lignes: list[list[str]], feuille: str, mots: list[str]
) -> None:
    _poser(brut_vide, entete, lignes, feuille)
    with pytest.raises(FormatInattendu) as erreur:
        lire_bmo(brut_vide, 2024)
    assert all(mot in str(erreur.value) for mot in [FICHIER, *mots]), str(erreur.value)


def test_une_enquete_tronquee_se_dit(brut_vide: Brut) -> None:
    _poser(brut_vide)
    raccourcir(brut_vide, FICHIER, 1500)
    with pytest.raises(FormatInattendu, match="XLSX lisible"):
        lire_bmo(brut_vide, 2024)


def test_rome_fap_et_tension_se_lisent_malgre_le_bom(brut_vide: Brut) -> None:
    poser(
        brut_vide,
        ROME,
        '"code_rome","libelle_rome","transition_eco","code_rome_parent"\n"A1101","Conducteur","Emploi Blanc","A1101"\n',
    )
    fap = "Code FAP 22;Intitulé FAP 22;Code FAP 228;Intitulé FAP 228\n"
    poser(brut_vide, FAP_2021, f"\ufeff{fap}A;Agriculture;A0X41;Eleveurs\nA;Agriculture;A0X41;Eleveurs\n")
    tension = "Region,Famille Professionnelle,Code FAP\n"
    poser(brut_vide, TENSION, f"\ufeff{tension}France Entière,Agriculteurs salariés,A0Z40\n")
    assert lire_rome(brut_vide)["transition_eco"].tolist() == ["Emploi Blanc"]
    assert lire_fap2021(brut_vide).to_numpy().tolist() == [["A0X41", "Eleveurs", "A", "Agriculture"]]
    assert lire_metiers_tension(brut_vide)["fap"].tolist() == ["A0Z40"]
    poser(brut_vide, FAP_2021, f"{fap}A;Agriculture;A0X41;Eleveurs\nB;Bâtiment;A0X41;Eleveurs\n")
    with pytest.raises(FormatInattendu, match="A0X41"):
        lire_fap2021(brut_vide)
    poser(brut_vide, TENSION, f"{tension}Bretagne,Maçons,B2-40\n")
    with pytest.raises(FormatInattendu, match="B2-40"):
        lire_metiers_tension(brut_vide)


def test_les_familles_vertes_n_ont_que_deux_categories(brut_vide: Brut) -> None:
    poser(brut_vide, VERTS, "fap2009,categorie,libelle\nA0Z42,VERT,Bûcherons\nB2Z40,VERDISSANT,Maçons\n")
    assert lire_fap_vertes(brut_vide).to_numpy().tolist() == [["A0Z42", "VERT"], ["B2Z40", "VERDISSANT"]]
    poser(brut_vide, VERTS, "fap2009,categorie,libelle\nA0Z42,VERTE,Bûcherons\n")
    with pytest.raises(FormatInattendu, match="VERT ou VERDISSANT"):
        lire_fap_vertes(brut_vide)
    poser(brut_vide, VERTS, "fap2009,classe\nA0Z42,VERT\n")
    with pytest.raises(FormatInattendu, match="categorie"):
        lire_fap_vertes(brut_vide)
