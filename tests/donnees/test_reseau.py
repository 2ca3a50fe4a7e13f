# ruff: noqa: E501 - les extraits sont recopiés tels quels
"""Réseaux : lecteurs, rattachement à la commune, points douteux, totaux et taux mesurés."""

from __future__ import annotations

import logging

import pytest

from donnees.erreurs import CodeInconnu, FormatInattendu
from donnees.etapes import reseau
from donnees.etapes.atelier import Atelier
from donnees.lecture.agences import AGENCES, lire_agences
from donnees.lecture.anct import FRANCE_SERVICES, lire_france_services
from donnees.lecture.asp import SIAE, lire_siae
from donnees.lecture.dila import SERVICES, lire_services
from donnees.lecture.socle import Brut
from donnees.schemas import SCHEMAS
from tests.donnees.atelier_reduit import atelier_reduit, atelier_reel, ecrire, valeurs

EXTRAITS = {
    AGENCES: """\
type,nom,adresse,code_postal,ville,departement,code_safir,lon,lat
FT,France Travail - BORDEAUX,1 RUE TEST,33000,BORDEAUX,33,33001,-0.57,44.84
FT,France Travail - LOMME MIN,17 RUE DU CHEMIN SAINT MARTIN,59160,LOMME,59,59343,3.0000,50.6400
FT,France Travail - APE DE SAINT MARTIN,22 rue Léopold Mingau,97150,ST MARTIN,971,97010,-0.161297,46.220655
FT,France Travail - DR CORSE,Boulevard Louis Campi,20700,AJACCIO,19,20010,8.749986,41.942196
FT,France Travail – CANNES LA BOCCA,,06150,Cannes,06,,,
""",
    FRANCE_SERVICES: """\
id_fs,insee_dep,lib_fs,adresse,complement_adresse,insee_com,code_postal,lib_com,latitude,longitude,telephone,type_fs,format_fs
1314,978,France services de Sandy Ground,90 Rue de Sandy-Ground,,97801,97150,Saint-Martin,18.0580422993005,-63.1008307167659,,Principal,Fixe
2686,973,France services de Mana,"887, Avenue Ya et Siong",,97306,97360,Mana,5.660,-53.777,05 94 34 24 78,Antenne,Bus_équivalent
""",
    SIAE: """\
MESURE,CODE_DEPARTEMENT,LIBELLE_DPT,CODE_POSTAL,COMMUNE,SIRET,DENOMINATION_SOCIALE,NUM_RUE,NOM_RUE,TELEPHONE
EI,075,PARIS,75014,PARIS 14,34782216500044,ASSOC PERMIS DE VIVRE LA VILLE,23,Rue BENARD,0144647078
ACI,092,HAUTS-DE-SEINE,75014,PARIS 14,34782216500044,ASSOC PERMIS DE VIVRE LA VILLE,23,Rue BENARD,0144647078
ACI,093,SEINE-SAINT-DENIS,75014,PARIS 14,34782216500044,ASSOC PERMIS DE VIVRE LA VILLE,23,Rue BENARD,0144647078
AI,016,CHARENTE,16370,CHERVES RICHEMONT,11111111111111,MFR DES CHARENTES,12,Route DE L'ANCIEN SEMINAIRE,
""",
    SERVICES: """\
id,type,nom,code_insee,adresse,telephone,site
cio-60029-01,cio,Centre d\x92information et d\x92orientation (CIO) - Cannes 60029-01,60029,"Résidence Ascot - 2 avenue Beauséjour,6400,Cannes",04 93 06 70 00,
mission_locale-97415-01,mission_locale,Mission locale - Saint-Paul,97415,"65 rue du Kovil - BP 90149, 97861, Saint-Paul Cedex",+262 2 62 45 37 07,
chambre_metier-2A004-01,chambre_metier,Chambre de métiers - Corse,2A004,"Lieu-dit Bacciochi - BP 40958, 20700, Ajaccio Cedex 9",04 95 23 53 00,
greta-33063-01,greta,Greta sans adresse sûre,33063,"39 place Jules-Ferry,3400,Yzeure",08 09 36 12 12 / Numéro gris : service gratuit,
greta-98818-01,greta,Greta interprovincial de Nouvelle-Calédonie,98818,"BP K2, 98849, Nouméa cedex",,
direccte_ut-33063-01,direccte_ut,DIRECCTE - Gironde,33063,,,
epci-33063-01,epci,Bordeaux Métropole,33063,"Esplanade Charles-de-Gaulle,33000,Bordeaux",,
msap-33063-01,msap,Maison de services au public,33063,"1 rue Test,33000,Bordeaux",,
""",
}
LECTEURS = {
    AGENCES: lire_agences,
    FRANCE_SERVICES: lire_france_services,
    SIAE: lire_siae,
    SERVICES: lire_services,
}


@pytest.fixture
def atelier(brut_vide: Brut) -> Atelier:
    for fichier, texte in EXTRAITS.items():
        ecrire(brut_vide, fichier, texte)
    return atelier_reduit(brut_vide)


@pytest.mark.parametrize(
    ("fichier", "avant", "apres", "motif"),
    [
        (AGENCES, "code_safir", "safir", "colonne « code_safir » : attendu cette colonne"),
        (AGENCES, "-0.57,44.84", "-0.57,quelque part", "colonne « lat » : attendu un nombre"),
        (AGENCES, "8.749986,41.942196\n", "8.749986\n", "champs à la ligne de données 4 (fichier tronqué ?)"),
        (
            FRANCE_SERVICES,
            "Bus_équivalent",
            "Montgolfière",
            "« format_fs » : attendu une valeur parmi « Bus_équivalent »",
        ),
        (FRANCE_SERVICES, "Antenne", "Annexe", "colonne « type_fs »"),
        (FRANCE_SERVICES, "longitude", "x", "colonne « longitude »"),
        (SIAE, "\nAI,", "\nGEIQ,", "colonne « MESURE » : attendu une valeur parmi « ACI », « AI », « EI », « ETTI »"),
        (SIAE, "SIRET", "siren", "colonne « SIRET »"),
        (SERVICES, ",epci,", ",syndicat,", "colonne « type »"),
        (SERVICES, "code_insee", "insee", "colonne « code_insee »"),
        (SERVICES, '"Esplanade', '"Esplanade de nulle part\n', "attendu un CSV"),
    ],
)
def test_lecteurs_fichiers_abimes(brut_vide: Brut, fichier: str, avant: str, apres: str, motif: str) -> None:
    abime = EXTRAITS[fichier].replace(avant, apres, 1)
    if "attendu un CSV" in motif:
        abime = abime.replace('Charles-de-Gaulle,33000,Bordeaux"', "")
    assert abime != EXTRAITS[fichier]
    ecrire(brut_vide, fichier, abime)
    with pytest.raises(FormatInattendu, match=fichier) as erreur:
        LECTEURS[fichier](brut_vide)
    assert motif in str(erreur.value)


@pytest.mark.parametrize("fichier", list(EXTRAITS))
def test_lecteurs_bom_et_lignes(brut_vide: Brut, fichier: str) -> None:
    ecrire(brut_vide, fichier, EXTRAITS[fichier], "utf-8-sig")
    assert len(LECTEURS[fichier](brut_vide)) == len(EXTRAITS[fichier].splitlines()) - 1


def test_virgule_decimale_des_coordonnees(brut_vide: Brut) -> None:
    ecrire(brut_vide, AGENCES, EXTRAITS[AGENCES].replace("-0.57,44.84", '"-0,57","44,84"'))
    assert valeurs(lire_agences(brut_vide).head(1), "lon lat") == [-0.57, 44.84]


def test_octets_windows_retablis(atelier: Atelier) -> None:
    noms = lire_services(atelier.brut)["nom"]
    assert noms.str.startswith("Centre d’information et d’orientation").tolist() == [True] + 7 * [False]


def test_etape_sur_extrait(atelier: Atelier, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        reseau.construire(atelier)
    table = atelier.tables["reseau"]
    assert "1 lignes DILA « epci » écartées" in caplog.text
    assert "1 lignes DILA « msap » écartées" in caplog.text
    assert not set(table["type"]) & {"epci", "msap"}
    # L'adresse l'emporte sur un code INSEE d'un autre département.
    assert valeurs(table, "commune methode fiabilite nom", point="cio-60029-01") == [
        *("06029", "nom_code_postal", "B", "Centre d’information et d’orientation (CIO) - Cannes")
    ]
    chambre = valeurs(table, "type commune code_postal", point="chambre_metier-2A004-01")
    assert chambre == ["cma", "2A004", "20700"]
    assert valeurs(table, "commune", point="mission_locale-97415-01") == ["97415"]
    # Adresse d'un autre département, commune introuvable : gardée sans point.
    assert valeurs(table, "commune precision_geo fiabilite telephone", point="greta-33063-01") == [
        *("", "", "C", "08 09 36 12 12")
    ]
    assert valeurs(table, "commune fiabilite", point="direccte_ut-33063-01") == ["33063", "A"]
    assert valeurs(table, "commune fiabilite", point="greta-98818-01") == ["", "C"]
    assert table.loc[table["point"] == "greta-98818-01", "lon"].isna().all()
    SCHEMAS["reseau"].validate(table, lazy=True)


def test_siae_une_structure_un_point(atelier: Atelier) -> None:
    reseau.construire(atelier)
    table = atelier.tables["reseau"]
    structure = "siae-34782216500044"
    assert valeurs(table, "sous_type sous_type_libelle", point=structure) == [
        *("ACI/EI", "Atelier et chantier d'insertion ; Entreprise d'insertion")
    ]
    assert valeurs(table, "commune ville precision_geo telephone date_source", point=structure) == [
        *("75056", "Paris", "commune", "01 44 64 70 78", "2019-07")
    ]
    orpheline = valeurs(table, "commune ville fiabilite", point="siae-11111111111111")
    assert orpheline == ["", "CHERVES RICHEMONT", "C"]


def test_points_publies_verifies(atelier: Atelier) -> None:
    reseau.construire(atelier)
    table = atelier.tables["reseau"]
    assert valeurs(table, "precision_geo fiabilite", point="ft-33001") == ["adresse", "A"]
    # Commune sans certitude (59160 est partagé) mais point près du code postal : gardé.
    assert valeurs(table, "commune precision_geo", point="ft-59343") == ["", "adresse"]
    # Saint-Martin publié dans le Poitou : point refusé ; France services de Saint-Martin : point plausible.
    assert table.loc[table["point"] == "ft-97010", "lon"].isna().all()
    assert valeurs(table, "commune precision_geo", point="fs-1314") == ["", "adresse"]
    # Mana : 76 km entre le bourg et le centre de la commune.
    assert valeurs(table, "precision_geo sous_type sous_type_libelle", point="fs-2686") == [
        *("adresse", "bus", "Bus ou équivalent (antenne)")
    ]
    sans_code = valeurs(table, "commune precision_geo fiabilite", point="ft-06150-france-travail-cannes-la-bocca")
    assert sans_code == ["06029", "commune", "B"]


def test_code_insee_inconnu_arrete(atelier: Atelier, brut_vide: Brut) -> None:
    ecrire(brut_vide, FRANCE_SERVICES, EXTRAITS[FRANCE_SERVICES].replace(",97306,", ",97399,"))
    with pytest.raises(CodeInconnu, match="97399"):
        reseau.construire(atelier)


def test_totaux_et_taux_reels(brut_reel: Brut) -> None:
    atelier = atelier_reel(brut_reel)
    reseau.construire(atelier)
    table = atelier.tables["reseau"]
    assert table["type"].value_counts().to_dict() == {
        "siae": 3637,
        "france_services": 2845,
        "cij": 1017,
        "france_travail": 959,
        "mission_locale": 620,
        "cio": 457,
        "greta": 182,
        "cci": 134,
        "cma": 99,
        "chambre_agriculture": 91,
        "direccte_ut": 91,
        "apec": 29,
        "afpa": 4,
    }
    siae = table[table["type"] == "siae"]
    # 3 624 structures sur 3 637 (99,6 %) ; les 13 autres : 5 hors champ, 8 communes renommées ou fusionnées.
    assert int((siae["commune"] != "").sum()) == 3624
    assert (siae["precision_geo"] != "adresse").all()
    agences = table[table["type"] == "france_travail"]
    assert int((agences["precision_geo"] == "adresse").sum()) >= 950
    assert int(table["lon"].isna().sum()) == 17
    assert (table.loc[table["commune"] == "", "fiabilite"].isin(["A", "C"])).all()
    SCHEMAS["reseau"].validate(table, lazy=True)


def test_aucun_point_hors_des_emprises_francaises(brut_reel: Brut) -> None:
    atelier = atelier_reel(brut_reel)
    reseau.construire(atelier)
    table = atelier.tables["reseau"].dropna(subset=["lon"])
    metropole = table["lon"].between(-5.2, 9.6) & table["lat"].between(41.3, 51.1)
    outre_mer = (
        (table["lon"].between(-63.2, -60.7) & table["lat"].between(14.3, 18.2))
        | (table["lon"].between(-54.7, -51.5) & table["lat"].between(2.0, 6.0))
        | (table["lon"].between(55.2, 55.9) & table["lat"].between(-21.5, -20.8))
        | (table["lon"].between(44.9, 45.4) & table["lat"].between(-13.1, -12.5))
    )
    assert (metropole | outre_mer).all()
    assert (metropole == ~table["code_postal"].str.startswith("97")).all()
