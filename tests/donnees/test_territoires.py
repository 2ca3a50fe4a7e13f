"""Lecture du COG et étape « territoires »."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees.chemins import PRODUITS
from donnees.erreurs import CodeInconnu, FichierAbsent, FormatInattendu
from donnees.etapes import territoires
from donnees.etapes.atelier import Atelier
from donnees.lecture import bassins_bmo, insee_cog
from donnees.lecture.socle import Brut
from donnees.schemas import SCHEMAS
from tests.donnees.petit_cog import LIGNES, TEXTES, deposer, parquet


@pytest.fixture
def petit(brut_vide: Brut) -> Brut:
    """Cinq communes, deux zones « Le Sud », une île sans EPCI."""
    deposer(brut_vide.racine, insee_cog.APPARTENANCE, parquet(LIGNES))
    for relatif, texte in TEXTES.items():
        deposer(brut_vide.racine, relatif, texte)
    return brut_vide


def _construire(brut: Brut) -> Atelier:
    atelier = Atelier(brut)
    territoires.construire(atelier)
    return atelier


def test_petite_construction(petit: Brut) -> None:
    atelier = _construire(petit)
    appartenance = atelier.tables["appartenance"].set_index("commune")
    assert list(appartenance.index) == sorted(ligne[0] for ligne in LIGNES)
    assert appartenance.loc["29155", "epci"] == ""
    assert appartenance["bassin_bmo"].to_dict() == {
        "01001": "8401",  # le bassin du code courant l'emporte sur celui de l'ancien code 01003
        "29155": "5301",
        "97217": "0205",  # zéro de tête remis
        "97401": "0404",
        "97416": "0404",
    }
    table = atelier.tables["territoires"].set_index(["niveau", "code"])
    assert table.loc[("zone_emploi", "0205"), "libelle_long"] == "Le Sud (Martinique)"
    assert table.loc[("zone_emploi", "0404"), "libelle_long"] == "Le Sud (La Réunion)"
    assert table.loc[("epci", "249740085"), "libelle_long"] == "CA du Sud (974)"
    assert table.loc[("commune", "01001"), "codes_postaux"] == "01400 01401"
    assert table.loc[("commune", "01001"), "libelle_long"] == "L'Abergement"
    assert ("departement", "988") not in table.index
    sommes = table["population"].groupby("niveau").sum()
    assert sommes["france"] == sommes["commune"] == sommes["zone_emploi"] == sommes["region"] == 93890
    assert sommes["epci"] == 93890 - 830


def test_historique_mene_chaque_code_courant_a_lui_meme(petit: Brut) -> None:
    historique = _construire(petit).intermediaires["historique"].set_index("code_historique")["code_commune"]
    assert historique["01003"] == "01001"
    assert all(historique[ligne[0]] == ligne[0] for ligne in LIGNES)


def test_un_bom_ne_change_rien(petit: Brut) -> None:
    deposer(petit.racine, insee_cog.COMMUNES, "\ufeff" + TEXTES[insee_cog.COMMUNES])
    assert insee_cog.lire_communes(petit)["code"].iloc[0] == "01001"


ABIMES = [
    (insee_cog.COMMUNES, "population,", "habitants,", "population"),
    (insee_cog.COMMUNES, ",860,", ",beaucoup,", "population"),
    (insee_cog.COMMUNES, "01400|01401", "1400", "codes_postaux"),
    (insee_cog.COMMUNES, "29155,", "2915,", "code_commune"),
    (insee_cog.COMMUNES, "29155,", "01001,", "code_commune"),
    (insee_cog.HISTORIQUE, "code_historique", "ancien", "code_historique"),
    (insee_cog.HISTORIQUE, "01003,", "1003,", "code_historique"),
    (insee_cog.EPCI, "200069193", "20006919X", "siren"),
    (insee_cog.DEPARTEMENTS, "nom,region", "libelle,region", "nom"),
    (insee_cog.REGIONS, "53,Bretagne", "84,Bretagne", "code"),
    (bassins_bmo.FICHIER, "8437", "*", "code_bassin_BMO"),
    (bassins_bmo.FICHIER, "code_bassin_BMO", "BE25", "code_bassin_BMO"),
]


@pytest.mark.parametrize(("fichier", "avant", "apres", "colonne"), ABIMES)
def test_un_csv_abime_nomme_fichier_et_colonne(petit: Brut, fichier: str, avant: str, apres: str, colonne: str) -> None:
    deposer(petit.racine, fichier, TEXTES[fichier].replace(avant, apres, 1))
    with pytest.raises(FormatInattendu) as erreur:
        _construire(petit)
    assert erreur.value.fichier == fichier
    assert erreur.value.colonne == colonne


def test_un_parquet_tronque_est_refuse(petit: Brut) -> None:
    deposer(petit.racine, insee_cog.APPARTENANCE, parquet(LIGNES)[:200])
    with pytest.raises(FormatInattendu, match="un fichier parquet"):
        _construire(petit)


@pytest.mark.parametrize(
    ("rang", "valeur", "colonne"), [(0, "1001", "code_commune"), (1, "84", "ze2020"), (0, "29155", "code_commune")]
)
def test_un_code_mal_forme_dans_l_appartenance_est_refuse(petit: Brut, rang: int, valeur: str, colonne: str) -> None:
    fautive = [*LIGNES[0]]
    fautive[rang] = valeur
    deposer(petit.racine, insee_cog.APPARTENANCE, parquet([fautive, *LIGNES[1:]]))
    with pytest.raises(FormatInattendu) as erreur:
        insee_cog.lire_appartenance(petit)
    assert erreur.value.colonne == colonne


def test_une_commune_sans_population_publiee_est_une_erreur_de_codes(petit: Brut) -> None:
    texte = TEXTES[insee_cog.COMMUNES].replace("29155,Ouessant,830,29242\n", "")
    deposer(petit.racine, insee_cog.COMMUNES, texte)
    with pytest.raises(FormatInattendu, match="1 codes d'écart, dont 29155"):
        _construire(petit)


def test_un_bassin_de_commune_inconnue_arrete_tout(petit: Brut) -> None:
    deposer(petit.racine, bassins_bmo.FICHIER, TEXTES[bassins_bmo.FICHIER] + "84,01,01999,8437\n")
    with pytest.raises(CodeInconnu, match="01999"):
        _construire(petit)


def test_un_historique_vers_une_commune_disparue_arrete_tout(petit: Brut) -> None:
    deposer(petit.racine, insee_cog.HISTORIQUE, TEXTES[insee_cog.HISTORIQUE] + "01004,01998,8405\n")
    with pytest.raises(CodeInconnu, match="01998"):
        _construire(petit)


def test_un_fichier_absent_est_nomme(petit: Brut) -> None:
    (petit.racine / insee_cog.EPCI).unlink()
    with pytest.raises(FichierAbsent, match=r"cog_2026_epci\.csv"):
        _construire(petit)


@given(st.permutations(range(7)))
def test_le_bassin_ne_depend_pas_de_l_ordre_du_fichier(ordre: list[int]) -> None:
    """Sans code courant dans le fichier : le plus fréquent, puis le plus petit ; le code courant prime toujours."""
    anciens = ["A1", "A2", "A3", "B", "B1", "C1", "C2"]
    bassins = pd.DataFrame(
        {"code_historique": anciens, "bassin_bmo": ["0009", "0002", "0009", "7", "1", "0005", "0004"]}
    )
    atelier = Atelier(Brut(Path()))
    atelier.intermediaires["historique"] = pd.DataFrame(
        {"code_historique": anciens, "code_commune": [code[0] for code in anciens]}
    )
    choisis = territoires.bassins_courants(atelier, bassins.iloc[ordre].reset_index(drop=True))
    assert choisis.to_dict() == {"A": "0009", "B": "7", "C": "0004"}


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("XYZ"), st.integers(0, 50)), min_size=1, max_size=12))
def test_le_parent_principal_est_le_plus_peuple(lignes: list[tuple[str, str, int]]) -> None:
    communes = pd.DataFrame(lignes, columns=["zone", "region", "population"])
    for zone, parent in territoires.principal(communes, "zone", "region").items():
        sommes = communes[communes["zone"] == zone].groupby("region")["population"].sum()
        assert sommes[parent] == sommes.max()
        assert parent == min(sommes.index[sommes == sommes.max()])


@given(st.lists(st.tuples(st.sampled_from("pq"), st.sampled_from(["01", "02"])), min_size=1, max_size=8))
def test_les_libelles_longs_sont_uniques(lignes: list[tuple[str, str]]) -> None:
    table = pd.DataFrame(lignes, columns=["libelle", "departement"]).assign(niveau="commune", region="")
    table["code"] = [f"{rang:05d}" for rang in range(len(table))]
    longs = territoires.libelles_longs(table, pd.Series(dtype="str"))
    assert longs.is_unique
    uniques = ~table["libelle"].duplicated(keep=False)
    assert (longs[uniques] == table.loc[uniques, "libelle"]).all()


def test_table_2022_feuille_absente(brut_vide: Brut) -> None:
    chemin = brut_vide.racine / insee_cog.APPARTENANCE_2022
    chemin.parent.mkdir(parents=True)
    pd.DataFrame([["titre", "", ""], ["CODGEO", "LIBGEO", "ZE2020"], ["01001", "L'Abergement", "8405"]]).to_excel(
        chemin, sheet_name="COM", header=False, index=False
    )
    assert insee_cog.lire_appartenance_2022(brut_vide).to_dict("list") == {
        "commune": ["01001"],
        "libelle": ["L'Abergement"],
        "zone_emploi": ["8405"],
    }
    pd.DataFrame([["CODGEO", "LIBGEO", "ZE2020"]]).to_excel(chemin, sheet_name="ARM", header=False, index=False)
    with pytest.raises(FormatInattendu, match="feuille « COM »"):
        insee_cog.lire_appartenance_2022(brut_vide)


@pytest.fixture(scope="module")
def reel(brut_reel: Brut) -> Atelier:
    return _construire(brut_reel)


def test_totaux_reels(reel: Atelier) -> None:
    appartenance = reel.tables["appartenance"]
    assert len(appartenance) == 34_875
    assert appartenance["zone_emploi"].nunique() == 306
    assert appartenance.loc[appartenance["departement"].str.len() == 3, "zone_emploi"].nunique() == 19
    assert (appartenance["bassin_bmo"] != "").all()
    assert sorted(appartenance.loc[appartenance["epci"] == "", "commune"]) == ["22016", "29083", "29155", "85113"]
    nombres = reel.tables["territoires"]["niveau"].value_counts().to_dict()
    assert nombres == {
        "commune": 34_875, "epci": 1_255, "zone_emploi": 306, "departement": 101, "region": 18, "france": 1
    }  # fmt: skip


def test_les_zones_recoupent_la_table_2022(reel: Atelier) -> None:
    """La table retraitée dit les mêmes zones que le format d'origine, sauf 50272 (déplacée depuis)."""
    ancienne = insee_cog.lire_appartenance_2022(reel.brut).set_index("commune")["zone_emploi"]
    actuelle = reel.tables["appartenance"].set_index("commune")["zone_emploi"]
    communs = actuelle.index.intersection(ancienne.index)
    assert len(communs) > 34_800
    assert list(communs[actuelle[communs] != ancienne[communs]]) == ["50272"]


def test_produits_livres() -> None:
    chemin = PRODUITS / "territoires.parquet"
    if not chemin.is_file():
        pytest.skip("produits non construits : lancer python -m donnees construire")
    table = pd.read_parquet(chemin)
    SCHEMAS["territoires"].validate(table)
    assert not table.duplicated(["niveau", "libelle_long"]).any()
    sommes = table.groupby("niveau")["population"].sum()
    assert set(sommes.drop("epci")) == {68_350_798.0}
    points = table[table["niveau"] == "commune"].set_index("code")
    sans_contour = points.loc[["15031", "15035", "15047", "15171"]]  # au point intérieur du contour de 15141
    assert set(sans_contour["point"]) == {"interieur"}
    assert len(set(sans_contour["lon"])) == 1
