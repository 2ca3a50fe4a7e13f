# ruff: noqa: E501 - les extraits sont recopiés tels quels
"""Maisons et actions : lecteurs sur petits vrais extraits et fichiers abîmés, étape, totaux connus."""

from __future__ import annotations

import pandas as pd
import pytest

from donnees.erreurs import CodeInconnu, ErreurDonnees, FichierAbsent, FormatInattendu
from donnees.etapes import maisons
from donnees.etapes.atelier import Atelier
from donnees.etapes.localisation import communes_courantes, distance_km
from donnees.lecture.maisons import ACTIONS, MAISONS, THEMES, lire_actions, lire_maisons
from donnees.lecture.socle import Brut
from donnees.schemas import SCHEMAS
from donnees.vocabulaire import LIBELLES_THEMES
from tests.donnees.atelier_reduit import atelier_reduit, atelier_reel, ecrire, valeurs

EXTRAIT_MAISONS = """\
nom,ville,code_insee,departement,region,site,telephone,territoire,statut,source_url,date_source,adresse,code_postal,categorie,fiabilite,lat,lon,precision_geo
Maison de l'emploi et de la formation du Pays du Grand Beauvaisis,Beauvais,60057,60,Hauts-de-France,http://www.mef-beauvaisis.fr,03 44 06 55 00,Grand Beauvaisis,Cité des métiers ; citée annuaire 2019,github:okfnfr id mission_locale-60057-01,2019-10,,60000,MDE,A,49.43649,2.08471,commune
Maison de l'emploi de Bordeaux (MDEE depuis 11/2022),Bordeaux,33063,33,Nouvelle-Aquitaine,,,Bordeaux,assemblée constitutive 12/2006,https://objectifaquitaine.latribune.fr,2022-11,,33000,MDE,C,44.86,-0.56,adresse
Maison de l'emploi du 18e arrondissement,Paris 18e,75118,75,Île-de-France,,,Paris 18e,citée,fichier public,2018,,,homonyme local,C,48.89131,2.35299,commune
"""
EXTRAIT_ACTIONS = """\
maison,ville,theme,titre,description_courte,date_debut,date_fin,indicateur,valeur,source_url,precision_date,annee_inferee,dans_maisons_csv
Maison de l'emploi et de la formation du Pays du Grand Beauvaisis,Beauvais,gpect,Colloques des 20 ans,Trois colloques,2013-09,2013-09,colloques,3,https://lagazettefrance.fr,mois,True,True
Maison de l'emploi et de la formation du Pays du Grand Beauvaisis,Grandvilliers,accueil_orientation,Cité des métiers,Antenne rurale,2017-10,,surface (m²),600,http://www.pressreader.com,mois,True,True
Maison de l'emploi de Bordeaux (MDEE depuis 11/2022),Bordeaux,clause_sociale,Clauses,Bilan,,,heures d'insertion,"1 234,5",https://exemple.fr,,False,True
"Maison de l'emploi partenaire (CA Roissy Pays de France, non localisée)",,creation_reprise,Bus de l'initiative,Permanence,2012,2017,entreprises créées,450,https://fr.finance.yahoo.com,année,False,False
"""


@pytest.fixture
def atelier(brut_vide: Brut) -> Atelier:
    ecrire(brut_vide, MAISONS, EXTRAIT_MAISONS)
    ecrire(brut_vide, ACTIONS, EXTRAIT_ACTIONS)
    return atelier_reduit(brut_vide)


def test_lecteurs_types(atelier: Atelier) -> None:
    relevees = lire_maisons(atelier.brut)
    actions = lire_actions(atelier.brut)
    assert relevees["lat"].tolist() == [49.43649, 44.86, 48.89131]
    assert actions["annee_inferee"].tolist() == [True, True, False, False]
    assert actions["valeur"].tolist()[2] == "1 234,5"
    assert actions["valeur_num"].tolist() == [3.0, 600.0, 1234.5, 450.0]
    assert set(atelier.brut.empreintes) == {MAISONS, ACTIONS}


def test_bom_tolere(brut_vide: Brut) -> None:
    ecrire(brut_vide, MAISONS, EXTRAIT_MAISONS, "utf-8-sig")
    assert len(lire_maisons(brut_vide)) == 3


@pytest.mark.parametrize(
    ("abime", "motif"),
    [
        (EXTRAIT_MAISONS.replace("date_source", "datesource", 1), "colonne « date_source » : attendu cette colonne"),
        (EXTRAIT_MAISONS.replace("MDE,A,", "MDE,Z,"), "« fiabilite » : attendu une valeur parmi « A », « B », « C »"),
        (EXTRAIT_MAISONS.replace("49.43649", "quarante"), "colonne « lat » : attendu un nombre"),
        (EXTRAIT_MAISONS.replace("2022-11,", "novembre 2022,"), "« date_source » : attendu une date AAAA"),
        (EXTRAIT_MAISONS[:-45], "champs à la ligne de données 3 (fichier tronqué ?)"),
        ("", "attendu un CSV"),
    ],
)
def test_maisons_abimees(brut_vide: Brut, abime: str, motif: str) -> None:
    ecrire(brut_vide, MAISONS, abime)
    with pytest.raises(FormatInattendu, match=MAISONS) as erreur:
        lire_maisons(brut_vide)
    assert motif in str(erreur.value)


@pytest.mark.parametrize(
    ("abime", "motif"),
    [
        (EXTRAIT_ACTIONS.replace(",gpect,", ",gpec,"), "colonne « theme »"),
        (
            EXTRAIT_ACTIONS.replace("surface (m²),600", "surface (m²),environ 600"),
            "colonne « valeur » : attendu un nombre",
        ),
        (EXTRAIT_ACTIONS.replace("2013-09,2013-09", "09/2013,2013-09"), "« date_debut » : attendu une date"),
        (EXTRAIT_ACTIONS.replace("mois,True,True", "mois,oui,True"), "colonne « annee_inferee »"),
        (EXTRAIT_ACTIONS.replace("dans_maisons_csv", "connue", 1), "colonne « dans_maisons_csv »"),
    ],
)
def test_actions_abimees(brut_vide: Brut, abime: str, motif: str) -> None:
    ecrire(brut_vide, ACTIONS, abime)
    with pytest.raises(FormatInattendu, match=ACTIONS) as erreur:
        lire_actions(brut_vide)
    assert motif in str(erreur.value)


def test_fichier_absent(brut_vide: Brut) -> None:
    with pytest.raises(FichierAbsent, match=r"maisons\.csv"):
        lire_maisons(brut_vide)


def test_etape_sur_extrait(atelier: Atelier) -> None:
    maisons.construire(atelier)
    table, actions = atelier.tables["maisons"], atelier.tables["actions"]
    assert table["maison"].tolist() == ["33063-1", "60057-1", "75118-1"]
    assert table["commune"].tolist() == ["33063", "60057", "75056"]
    assert table["par_defaut"].tolist() == [False, True, False]
    ailleurs = valeurs(actions, "maison commune precision_geo lon", titre="Cité des métiers")
    assert ailleurs == ["60057-1", "60286", "commune", 1.9343]
    assert valeurs(actions, "annee_debut annee_fin unite", titre="Clauses") == [0, 0, "heures"]
    *bus, lon = valeurs(actions, "maison commune fiabilite lon", titre="Bus de l'initiative")
    assert bus == ["", "", "C"]
    assert pd.isna(lon)
    for nom in ("maisons", "actions"):
        SCHEMAS[nom].validate(atelier.tables[nom], lazy=True)


def test_identifiants_stables_quand_le_releve_change_d_ordre(atelier: Atelier, brut_vide: Brut) -> None:
    maisons.construire(atelier)
    avant = atelier.tables["actions"]
    entete, *lignes = EXTRAIT_ACTIONS.splitlines()
    ecrire(brut_vide, ACTIONS, "\n".join([entete, *reversed(lignes)]) + "\n")
    maisons.construire(atelier)
    pd.testing.assert_frame_equal(avant, atelier.tables["actions"])


def test_homonymes_distingues_par_la_ville(atelier: Atelier, brut_vide: Brut) -> None:
    homonyme = "Maison de l'emploi de Bordeaux (MDEE depuis 11/2022),Lyon,69123,69,Auvergne-Rhône-Alpes,,,,x,x,2019,,,MDE,B,45.7,4.8,commune\n"
    ecrire(brut_vide, MAISONS, EXTRAIT_MAISONS + homonyme)
    maisons.construire(atelier)
    assert valeurs(atelier.tables["actions"], "maison", titre="Clauses") == ["33063-1"]


@pytest.mark.parametrize(
    ("fichier", "contenu", "motif"),
    [
        (MAISONS, EXTRAIT_MAISONS + EXTRAIT_MAISONS.splitlines()[1] + "\n", "deux maisons de mêmes nom et ville"),
        (MAISONS, EXTRAIT_MAISONS.replace("homonyme local", "maison hantée"), "sans libellé : maison hantée"),
        (ACTIONS, EXTRAIT_ACTIONS + EXTRAIT_ACTIONS.splitlines()[1] + "\n", "deux actions identiques"),
        (ACTIONS, EXTRAIT_ACTIONS.replace("année,False,False", "année,False,True"), "absentes de maisons/maisons.csv"),
    ],
)
def test_contradictions_dites(atelier: Atelier, brut_vide: Brut, fichier: str, contenu: str, motif: str) -> None:
    ecrire(brut_vide, fichier, contenu)
    with pytest.raises(ErreurDonnees, match=motif):
        maisons.construire(atelier)


def test_commune_inconnue_arrete(atelier: Atelier, brut_vide: Brut) -> None:
    ecrire(brut_vide, MAISONS, EXTRAIT_MAISONS.replace("33063,33", "33999,33"))
    with pytest.raises(CodeInconnu, match="33999"):
        maisons.construire(atelier)


def test_themes_du_produit() -> None:
    assert set(LIBELLES_THEMES) == set(THEMES)
    assert len(THEMES) == 8


def test_totaux_reels(brut_reel: Brut) -> None:
    atelier = atelier_reel(brut_reel)
    maisons.construire(atelier)
    table, actions = atelier.tables["maisons"], atelier.tables["actions"]
    assert table["categorie"].value_counts().to_dict() == {
        "MDE": 76,
        "MCEF": 17,
        "homonyme local": 17,
        "MDE antenne": 5,
        "service métropolitain": 2,
        "MDE non labellisée": 1,
        "MDE fermée": 1,
        "MIFE": 1,
        "dispositif temporaire": 1,
    }
    assert int(table["par_defaut"].sum()) == 80
    assert len(actions) == 125
    assert int((actions["valeur"] != "").sum()) == int(actions["valeur_num"].notna().sum()) == 89
    assert actions.loc[actions["maison"] == "", "nom_maison"].tolist() == [
        "Maison de l'emploi partenaire (CA Roissy Pays de France, non localisée)"
    ]
    assert int(actions["lon"].isna().sum()) == 1
    releve = lire_maisons(brut_reel)
    departements = table.set_index("maison")["departement"].reindex(releve["code_insee"] + "-1")
    assert departements.tolist() == releve["departement"].tolist()
    for nom in ("maisons", "actions"):
        SCHEMAS[nom].validate(atelier.tables[nom], lazy=True)


def test_chaque_maison_est_pres_de_sa_commune(brut_reel: Brut) -> None:
    atelier = atelier_reel(brut_reel)
    maisons.construire(atelier)
    table = atelier.tables["maisons"]
    centres = communes_courantes(atelier).loc[table["commune"]].set_axis(table.index)
    assert distance_km(table["lon"], table["lat"], centres["lon"], centres["lat"]).max() < 15
