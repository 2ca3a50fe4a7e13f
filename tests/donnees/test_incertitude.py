"""Ce qui est incertain, contre les bruts : absences de l'Urssaf, secret, révisions, moyenne des zones."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest

from donnees import entrepot
from donnees.catalogue import charger
from donnees.erreurs import FormatInattendu
from donnees.etapes.composantes_zones import annuler_absences, exiger_total
from donnees.lecture import insee_chomage, urssaf
from donnees.lecture.socle import Brut

MARIE_GALANTE, BRIGNOLES, NORD_ATLANTIQUE, TARENTAISE = "0103", "9303", "0203", "8413"
CINQ_ANS = "chomage_localise_evolution_5_ans"


def test_les_communes_de_l_urssaf_font_la_france_a_l_unite(brut_reel: Brut) -> None:
    """Relu sans la chaîne : les communes absentes ne cachent rien, chacune des onze années."""
    table = pd.read_parquet(io.BytesIO(brut_reel.octets(urssaf.SERIE)))
    communes = table[table["echelon"] == "communes"].groupby("year")["eff_total"].sum()
    france = table[table["echelon"] == "france"].set_index("year")["eff_total"]
    assert len(france) == 11
    assert (communes == france).all()
    a38 = pd.read_parquet(io.BytesIO(brut_reel.octets(urssaf.SECTEURS.format(nomenclature="a38"))))
    assert a38["eff_24"].sum() == france[2024], "le tableau par secteurs, calculé à part, donne la même France"


def test_une_commune_absente_vaut_zero_et_mayotte_reste_vide() -> None:
    table = entrepot.composantes("emploi_prive", "commune")
    mahoraises = set(entrepot.table("appartenance").query("departement == '976'")["commune"])
    toutes = set(entrepot.table("appartenance")["commune"])
    for _, lignes in table.groupby("periode"):
        assert set(lignes["code"]) == toutes - mahoraises
    assert table["valeur"].notna().all()
    armix = entrepot.valeurs_periode("emploi_prive", "commune", "2024").loc["01019"]
    assert (armix["valeur"], armix["statut"]) == (0, "")
    assert not (entrepot.valeurs("emploi_prive", "commune")["statut"] == "s").any()


def test_des_communes_qui_ne_font_plus_la_france_arretent_la_chaine() -> None:
    """Un fichier où des communes seraient vraiment tues ne passerait pas pour des zéros."""
    communes = pd.DataFrame({"periode": ["2024", "2024"], "valeur": [3.0, 4.0]})
    france = pd.DataFrame({"periode": ["2024"], "valeur": [7.0]})
    exiger_total(communes, france, "u.parquet")
    with pytest.raises(FormatInattendu, match=r"u\.parquet.*2024.*\(9\).*7"):
        exiger_total(communes, france.assign(valeur=9.0), "u.parquet")


def test_les_zeros_ne_s_ajoutent_que_dans_un_departement_couvert() -> None:
    appartenance = pd.DataFrame({"departement": ["01", "01", "976"]}, index=["01001", "01002", "97601"])
    communes = pd.DataFrame(
        {"composante": "emploi_prive", "periode": ["2023", "2024"], "code": "01001", "valeur": 5.0, "statut": ""}
    )
    rendues = annuler_absences(communes, appartenance).sort_values(["periode", "code"])
    assert rendues[["periode", "code", "valeur"]].to_numpy().tolist() == [
        ["2023", "01001", 5.0], ["2023", "01002", 0.0], ["2024", "01001", 5.0], ["2024", "01002", 0.0]
    ]  # fmt: skip


@pytest.mark.parametrize(("colonne", "indicateur"), [("xmet", "difficiles"), ("smet", "saisonniers")])
@pytest.mark.parametrize("annee", [2023, 2024, 2025])
def test_l_intervalle_de_la_france_relu_dans_l_enquete(
    brut_reel: Brut, annee: int, colonne: str, indicateur: str
) -> None:
    """Un effectif masqué vaut de 0 à 4, et jamais plus que ses projets ; les projets masqués restent au-dehors."""
    classeur = io.BytesIO(brut_reel.octets(f"france_travail/Base_open_data_BMO_{annee}.xlsx"))
    lignes = pd.read_excel(classeur, sheet_name=f"BMO_{annee}_open_data", dtype=str, engine="openpyxl")
    dans = ~lignes[f"BE{annee % 100}"].str.zfill(4).isin(["0104", "0113", "9399"])
    projets, mesure = (pd.to_numeric(lignes.loc[dans, nom], errors="coerce") for nom in ("met", colonne))
    connus = projets.notna()
    bas = mesure[connus].sum()
    haut = bas + np.minimum(projets[connus & mesure.isna()], 4).sum()
    bornes = entrepot.intervalles(f"part_recrutements_{indicateur}", "france", str(annee)).to_numpy()[0]
    attendues = [100 * borne / projets[connus].sum() for borne in (bas, haut)]
    assert bornes.tolist() == pytest.approx(attendues, abs=0.006)


def test_les_saisonniers_de_marie_galante_ont_vingt_et_un_points_de_doute() -> None:
    bornes = entrepot.intervalles("part_recrutements_saisonniers", "zone_emploi", "2025")
    largeurs = (bornes["maximum"] - bornes["minimum"]).round(1)
    assert largeurs[MARIE_GALANTE] == largeurs.max() == 21.3
    assert (largeurs.median(), largeurs.quantile(0.9)) == pytest.approx((6.1, 11.1), abs=0.05)
    france = entrepot.intervalles("part_recrutements_saisonniers", "france", "2025").to_numpy()[0]
    assert [round(float(borne), 1) for borne in france] == [31.0, 35.3]


def test_un_intervalle_contient_toujours_sa_valeur() -> None:
    for fiche in charger().indicateurs.values():
        for niveau in fiche.niveaux:
            for periode in entrepot.periodes(fiche.id, niveau):
                bornes = entrepot.intervalles(fiche.id, niveau, periode)
                assert fiche.incertitude or bornes.empty, fiche.id
                valeurs = entrepot.valeurs_periode(fiche.id, niveau, periode)["valeur"].reindex(bornes.index).dropna()
                assert (bornes["minimum"].reindex(valeurs.index) <= valeurs).all(), (fiche.id, niveau, periode)
                assert (valeurs <= bornes["maximum"].reindex(valeurs.index)).all(), (fiche.id, niveau, periode)


def test_l_intervalle_d_une_somme_est_la_somme_des_intervalles() -> None:
    """Projets de recrutement : les départements d'une région font sa borne basse et sa borne haute."""
    regions = entrepot.intervalles("projets_recrutement", "region", "2025")
    departements = entrepot.intervalles("projets_recrutement", "departement", "2025")
    rattachements = entrepot.territoires("departement")["region"].reindex(departements.index)
    pd.testing.assert_frame_equal(departements.groupby(rattachements.to_numpy()).sum(), regions, check_names=False)


def _revisions(brut: Brut) -> pd.Series:
    """Révision moyenne de chaque zone sur les six trimestres communs, relue des deux fichiers."""
    ancien, recent = insee_chomage.lire_chomage_2003_2022(brut), insee_chomage.lire_chomage_recent(brut)
    communs = recent.merge(ancien, on=["code", "periode"], suffixes=("_apres", "_avant"))
    assert sorted(communs["periode"].unique()) == ["2021-T1", "2021-T2", "2021-T3", "2021-T4", "2022-T1", "2022-T2"]
    return (communs["valeur_apres"] - communs["valeur_avant"]).groupby(communs["code"]).mean()


def test_la_marge_du_chomage_sur_cinq_ans_est_la_revision_de_la_zone(brut_reel: Brut) -> None:
    revisions = _revisions(brut_reel)
    for periode in ("2022-T3", "2025-T4"):
        valeurs = entrepot.valeurs_periode(CINQ_ANS, "zone_emploi", periode)
        assert set(valeurs["statut"]) == {"e"}
        bornes = entrepot.intervalles(CINQ_ANS, "zone_emploi", periode)
        marges = (bornes["maximum"] - bornes["minimum"]) / 2
        np.testing.assert_allclose(marges, revisions.abs()[marges.index], atol=0.011)
        exactes = revisions.index.difference(marges.index)
        assert (revisions[exactes].abs() < 0.005).all(), "sans révision, pas de marge"
    ecarts = entrepot.valeurs_periode(CINQ_ANS, "zone_emploi", "2025-T4")["valeur"]
    for code, cas in {BRIGNOLES: (0.1, 0.4), NORD_ATLANTIQUE: (-3.1, -0.65)}.items():
        assert (float(ecarts[code]), round(float(revisions[code]), 2)) == cas


@pytest.mark.parametrize(("indicateur", "ecart"), [(CINQ_ANS, 5), ("chomage_localise_evolution_1_an", 1)])
@pytest.mark.parametrize("trimestre", ["2021-T1", "2021-T4", "2022-T2"])
def test_deux_taux_d_une_meme_publication_donnent_l_ecart_exact(
    brut_reel: Brut, indicateur: str, ecart: int, trimestre: str
) -> None:
    """La Tarentaise, 1ᵉʳ trimestre 2021 : 7,8 puis 9,3 après révision ; l'écart ne doit rien à la révision."""
    depart = f"{int(trimestre[:4]) - ecart}{trimestre[4:]}"
    ancien, recent = (
        lire(brut_reel).pivot_table(index="code", columns="periode", values="valeur")
        for lire in (insee_chomage.lire_chomage_2003_2022, insee_chomage.lire_chomage_recent)
    )
    publication = recent if depart in recent.columns else ancien
    attendus = (publication[trimestre] - publication[depart]).dropna()
    table = entrepot.valeurs_periode(indicateur, "zone_emploi", trimestre)
    assert set(table["statut"]) == {""}
    np.testing.assert_allclose(table["valeur"][attendus.index], attendus, atol=0.006)
    assert entrepot.intervalles(indicateur, "zone_emploi", trimestre).empty
    assert ancien.loc[TARENTAISE, "2021-T1"] == 7.8
    assert recent.loc[TARENTAISE, "2021-T1"] == 9.3


def test_la_moyenne_des_zones_est_ponderee_par_les_actifs() -> None:
    actifs = entrepot.composantes("rp_actifs_15_64", "commune").query("periode == '2018'").set_index("code")["valeur"]
    poids = actifs.groupby(entrepot.table("appartenance").set_index("commune")["zone_emploi"]).sum()
    france = entrepot.valeurs("chomage_localise", "france").set_index("periode")
    assert set(france["statut"]) == {"e"}
    assert len(france) == 92
    for periode in ("2003-T1", "2019-T4", "2025-T4"):
        taux = entrepot.valeurs_periode("chomage_localise", "zone_emploi", periode)["valeur"].dropna()
        attendue = float(np.average(taux, weights=poids[taux.index]))
        assert france.loc[periode, "valeur"] == pytest.approx(attendue, abs=0.006)
        assert taux.min() < attendue < taux.max()


def test_le_dernier_trimestre_d_une_serie_revisable_est_provisoire() -> None:
    revisables = {nom for nom, fiche in charger().indicateurs.items() if fiche.revisable}
    assert revisables == {"chomage_localise"}
    zones = entrepot.valeurs("chomage_localise", "zone_emploi").dropna(subset="valeur")
    assert set(zones.loc[zones["periode"] == "2025-T4", "statut"]) == {"p"}
    assert set(zones.loc[zones["periode"] != "2025-T4", "statut"]) == {""}
    un_an = entrepot.valeurs_periode("chomage_localise_evolution_1_an", "zone_emploi", "2025-T4")
    assert set(un_an["statut"]) == {"p"}


def test_quarante_zones_tiennent_leurs_projets_de_bassins_ou_elles_sont_minoritaires() -> None:
    """Relu de la table des recrutements et des habitants, sans la composante."""
    appartenance = entrepot.table("appartenance")
    habitants = appartenance["commune"].map(entrepot.territoires("commune")["population"]).fillna(0.0)
    croise = habitants.groupby([appartenance["bassin_bmo"], appartenance["zone_emploi"]]).sum()
    poids = (croise / croise.groupby(level=0).transform("sum")).rename("poids").reset_index()
    lignes = entrepot.table("recrutements").query("annee == 2025")
    projets = lignes.groupby("bassin_rattache")["projets"].sum()
    parts = poids.assign(projets=poids["poids"] * poids["bassin_bmo"].map(projets).fillna(0.0))
    minoritaires = parts["projets"].where(parts["poids"] < 0.5, 0.0).groupby(parts["zone_emploi"]).sum()
    attendues = minoritaires / parts.groupby("zone_emploi")["projets"].sum()
    assert int((attendues > 0.5).sum()) == 40
    lues = (entrepot.composantes(nom, "zone_emploi") for nom in ("bmo_projets_minoritaires", "bmo_projets"))
    part, tous = (table.query("periode == '2025'").set_index("code")["valeur"] for table in lues)
    np.testing.assert_allclose((part / tous).reindex(attendues.index), attendues, atol=1e-4)
