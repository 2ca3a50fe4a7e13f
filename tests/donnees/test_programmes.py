"""Programmes : lecteurs, EPCI développés en communes, EPT, ZRR partielles, hors champ."""

from __future__ import annotations

import pandas as pd
import pytest

from donnees.erreurs import CodeInconnu, FormatInattendu
from donnees.etapes import programmes
from donnees.etapes.atelier import Atelier
from donnees.etapes.localisation import communes_courantes, distance_km
from donnees.lecture.anct import (
    CODES_PROGRAMMES,
    EPT,
    PROGRAMMES,
    TERRITOIRES_INDUSTRIE,
    ZRR,
    lire_programmes,
    lire_territoires_industrie,
    lire_zrr,
)
from donnees.lecture.socle import Brut
from donnees.schemas import SCHEMAS
from tests.donnees.atelier_reduit import atelier_reduit, atelier_reel, ecrire, valeurs

EXTRAITS = {
    PROGRAMMES: """\
programme,id_territoire,lib_territoire,code_insee,date_signature,x,y
acv,acv-003,Beauvais,60057,,2.0800,49.4300
acv,acv-200,Beauvais - Grandvilliers,60057,,1.9343,49.6658
acv,acv-200,Beauvais - Grandvilliers,60286,,2.0858,49.4365
pvd,pvd-32-60-1,Grandvilliers,60286,2021-05-28,1.9300,49.6600
fabt,fabt-301,"Tiers-lieu : L'imprimerie.
Porté par Domb'Innov",33064,,-0.5700,44.8400
frla,OP1,QPV,69123,,,
citeduc,cite-192,Saint-Martin,97801,,,
""",
    TERRITOIRES_INDUSTRIE: """\
id_ti,lib_ti,siren_epci,lib_epci
ti-3201,Beauvaisis,200067999,CA du Beauvaisis
ti-7506,Creuse Industrie,212301907,Beissat
""",
    ZRR: """\
insee_code,status
23019,C
33063,C
33064,NC
51108,NC
60286,PC
""",
}
LECTEURS = {PROGRAMMES: lire_programmes, TERRITOIRES_INDUSTRIE: lire_territoires_industrie, ZRR: lire_zrr}


@pytest.fixture
def atelier(brut_vide: Brut) -> Atelier:
    for fichier, texte in EXTRAITS.items():
        ecrire(brut_vide, fichier, texte)
    return atelier_reduit(brut_vide)


def _lignes(atelier: Atelier, programme: str) -> pd.DataFrame:
    table = atelier.tables["programmes"]
    return table[table["programme"] == programme]


@pytest.mark.parametrize(
    ("fichier", "avant", "apres", "motif"),
    [
        (PROGRAMMES, "\npvd,", "\nppvd,", "colonne « programme » : attendu une valeur parmi « acv »"),
        (PROGRAMMES, "2.0800", "2°08", "colonne « x » : attendu un nombre"),
        (PROGRAMMES, "code_insee", "insee", "colonne « code_insee » : attendu cette colonne"),
        (PROGRAMMES, "97801,,,\n", "9780", "4 champs à la ligne de données 7"),
        (TERRITOIRES_INDUSTRIE, "siren_epci", "siren", "colonne « siren_epci »"),
        (ZRR, "51108,NC", "51108,?", "colonne « status » : attendu une valeur parmi « C », « NC », « PC »"),
        (ZRR, "insee_code,status", "<!DOCTYPE html>", "colonne « insee_code » : attendu cette colonne"),
    ],
)
def test_lecteurs_fichiers_abimes(brut_vide: Brut, fichier: str, avant: str, apres: str, motif: str) -> None:
    abime = EXTRAITS[fichier].replace(avant, apres, 1)
    assert abime != EXTRAITS[fichier]
    if "DOCTYPE" in apres:
        abime = apres
    ecrire(brut_vide, fichier, abime)
    with pytest.raises(FormatInattendu, match=fichier) as erreur:
        LECTEURS[fichier](brut_vide)
    assert motif in str(erreur.value)


@pytest.mark.parametrize("fichier", list(EXTRAITS))
def test_lecteurs_bom(brut_vide: Brut, fichier: str) -> None:
    ecrire(brut_vide, fichier, EXTRAITS[fichier], "utf-8-sig")
    assert not LECTEURS[fichier](brut_vide).empty


def test_points_d_un_territoire(atelier: Atelier) -> None:
    programmes.construire(atelier)
    acv = _lignes(atelier, "acv")
    colonnes = "lon lat precision_geo"
    assert valeurs(acv, colonnes, territoire="acv-003") == [2.08, 49.43, "publié"]
    # Territoire de deux communes aux points intervertis par la source : chacune au sien.
    assert valeurs(acv, colonnes, territoire="acv-200", commune="60057") == [2.0858, 49.4365, "commune"]
    assert valeurs(acv, colonnes, territoire="acv-200", commune="60286") == [1.9343, 49.6658, "commune"]
    assert valeurs(_lignes(atelier, "frla"), "commune precision_geo") == ["69123", "commune"]


def test_textes_et_provenance(atelier: Atelier) -> None:
    programmes.construire(atelier)
    fabriques = _lignes(atelier, "fabt")
    assert valeurs(fabriques, "territoire commune") == ["fabt-301", "33063"]
    assert valeurs(fabriques, "territoire_libelle") == ["Tiers-lieu : L'imprimerie. Porté par Domb'Innov"]
    assert valeurs(fabriques, "programme_libelle date_source fiabilite") == ["Fabriques de territoire", "2024", "A"]
    assert valeurs(_lignes(atelier, "pvd"), "date_signature") == ["2021-05-28"]
    SCHEMAS["programmes"].validate(atelier.tables["programmes"], lazy=True)


def test_hors_champ_garde_a_part(atelier: Atelier, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        programmes.construire(atelier)
    assert "hors champ, citeduc « cite-192 » (97801)" in caplog.text
    assert atelier.intermediaires["programmes_hors_champ"]["territoire"].tolist() == ["cite-192"]
    assert "citeduc" not in set(atelier.tables["programmes"]["programme"])


def test_industrie_epci_et_communes(atelier: Atelier) -> None:
    programmes.construire(atelier)
    industrie = _lignes(atelier, "ti")
    assert industrie["territoire"].tolist() == ["ti-3201", "ti-3201", "ti-7506"]
    assert industrie["commune"].tolist() == ["60029", "60057", "23019"]
    assert set(industrie["fiabilite"]) == {"B"}


def test_epci_inconnu_arrete(atelier: Atelier, brut_vide: Brut) -> None:
    ecrire(brut_vide, TERRITOIRES_INDUSTRIE, EXTRAITS[TERRITOIRES_INDUSTRIE] + "ti-9999,Nulle part,299999999,CC\n")
    with pytest.raises(CodeInconnu, match="299999999"):
        programmes.construire(atelier)


def test_zrr_entieres_partielles_et_fusions(atelier: Atelier) -> None:
    programmes.construire(atelier)
    zrr = _lignes(atelier, "zrr")
    # 33063 réunit une commune classée et une qui ne l'est pas : partielle.
    assert zrr["commune"].tolist() == ["23019", "33063", "60286"]
    assert zrr["partiel"].tolist() == [False, True, True]


def test_tous_les_codes_ont_un_libelle() -> None:
    assert set(programmes.LIBELLES) == {*CODES_PROGRAMMES, "ti", "zrr"}
    assert set(programmes.PRECAUTIONS) <= set(programmes.LIBELLES)


def test_totaux_reels(brut_reel: Brut) -> None:
    atelier = atelier_reel(brut_reel)
    programmes.construire(atelier)
    table = atelier.tables["programmes"]
    assert table["programme"].value_counts().to_dict() == {
        "ti": 18342,
        "zrr": 17665,
        "va": 2498,
        "pvd": 1645,
        "fabt": 341,
        "cde": 282,
        "acv": 245,
        "citeduc": 218,
        "pao": 99,
        "manuprox": 98,
        "frla": 70,
        "acv2": 50,
    }
    assert len(atelier.intermediaires["programmes_hors_champ"]) == 2
    assert table.loc[table["programme"] == "ti", "territoire"].nunique() == 180
    assert int(table["partiel"].sum()) == 40
    SCHEMAS["programmes"].validate(table, lazy=True)


def test_chaque_groupement_industrie_a_des_communes(brut_reel: Brut) -> None:
    atelier = atelier_reel(brut_reel)
    programmes.construire(atelier)
    groupements = lire_territoires_industrie(brut_reel)
    industrie = atelier.tables["programmes"].query("programme == 'ti'")
    assert set(industrie["territoire"]) == set(groupements["id_ti"])
    noms = communes_courantes(atelier)["libelle"]
    seules = groupements[groupements["siren_epci"].str.startswith("21")]
    trouvees = industrie["commune"].map(noms)
    assert len(seules) == 12
    assert set(seules["lib_epci"]) <= set(trouvees)


def test_ept_sont_des_communes_du_grand_paris(brut_reel: Brut) -> None:
    appartenance = atelier_reel(brut_reel).tables["appartenance"].set_index("commune")
    membres = [code for codes in EPT.values() for code in codes]
    assert [len(codes) for codes in EPT.values()] == [7, 8, 24]
    assert len(set(membres)) == 39
    assert set(appartenance.loc[membres, "epci"]) == {"200054781"}


def test_points_publies_pres_de_leur_commune(brut_reel: Brut) -> None:
    atelier = atelier_reel(brut_reel)
    programmes.construire(atelier)
    table = atelier.tables["programmes"].query("precision_geo == 'publié'")
    centres = communes_courantes(atelier).loc[table["commune"]].set_axis(table.index)
    distances = distance_km(table["lon"], table["lat"], centres["lon"], centres["lat"])
    # Maripasoula et Régina (Guyane), Saint-Lary-Soulan : de vastes communes.
    assert distances.max() < 60
    assert distances.median() < 1
