"""Rangs comparés à un tri naïf, portrait d'un territoire comparé aux tables."""

from __future__ import annotations

import math
import statistics

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees import entrepot
from donnees.catalogue import charger
from geo import mesures as calculs
from geo import territoires
from geo.actions import presence
from geo.mesures.positions import Position, parmi, position, rang_en_clair
from geo.mesures.repartitions import repartir
from tests.typographie import droit
from tests.unitaires.repartitions_fabriquees import fabriquee, mesures

MAISONS = entrepot.table("maisons")

SENS = {"mieux_bas": "chomage_localise", "mieux_haut": "revenu_median", "neutre": "population"}
TERRITOIRES = [
    ("france", "FR"),
    ("region", "01"),
    ("departement", "2A"),
    ("zone_emploi", "0051"),
    ("epci", "200069193"),
    ("commune", "97608"),
]


@given(st.lists(mesures.filter(lambda v: not math.isinf(v)), min_size=1, max_size=25), st.sampled_from(sorted(SENS)))
def test_rang_d_un_tri_naif(valeurs: list[float], sens: str) -> None:
    repartition = fabriquee(valeurs, SENS[sens])
    presentes = sorted((v for v in valeurs if math.isfinite(v)), reverse=sens != "mieux_bas")
    for code, valeur in zip(repartition.codes, valeurs, strict=True):
        ou = position(repartition, code)
        assert ou.sur == len(presentes)
        if math.isfinite(valeur):
            assert ou.rang == (presentes.index(valeur) + 1 if len(presentes) > 1 else 0)
            assert ou.ex_aequo == (presentes.count(valeur) - 1 if len(presentes) > 1 else 0)
            assert ou.valeur == valeur
        else:
            assert (ou.rang, ou.statut) == (0, "nd")
        assert ou.mediane == pytest.approx(statistics.median(presentes)) if presentes else math.isnan(ou.mediane)


def test_code_inconnu() -> None:
    ou = position(fabriquee([1.0, 2.0]), "zut")
    assert math.isnan(ou.valeur)
    assert (ou.rang, ou.sur, ou.statut) == (0, 2, "nd")


def test_le_secret_reste_dit() -> None:
    ou = parmi(pd.Series({"a": math.nan, "b": 1.0}), pd.Series({"a": "s", "b": ""}), "a", "neutre")
    assert (ou.rang, ou.statut) == (0, "s")


@pytest.mark.parametrize(
    ("indicateur", "rang", "attendu"),
    [
        ("chomage_localise", 1, "la plus faible valeur des 302 zones d'emploi"),
        ("chomage_localise", 12, "12ᵉ plus faible valeur sur 302 zones d'emploi"),
        ("revenu_median", 2, "2ᵉ plus forte valeur sur 302 zones d'emploi"),
        ("chomage_localise", 302, "la valeur la plus élevée des 302 zones d'emploi"),
        ("revenu_median", 302, "la valeur la plus faible des 302 zones d'emploi"),
        ("population", 0, ""),
    ],
)
def test_rang_en_clair(indicateur: str, rang: int, attendu: str) -> None:
    assert droit(rang_en_clair(fabriquee([1.0], indicateur), Position(1.0, "", rang, 302, 1.0))) == attendu


def test_le_dernier_rang_partage_est_encore_un_extreme() -> None:
    place = Position(1.0, "", 300, 302, 1.0, ex_aequo=2)
    dit = droit(rang_en_clair(fabriquee([1.0], "chomage_localise"), place))
    assert dit == "la valeur la plus élevée ex æquo avec 2 autres sur 302 zones d'emploi"


@pytest.mark.parametrize(("niveau", "code"), TERRITOIRES)
def test_portrait_complet_et_fidele(niveau: str, code: str) -> None:
    territoire = territoires.lire(niveau, code)
    chiffres = [m for m in calculs.toutes(territoire) if niveau in m.indicateur.niveaux]
    attendus = {i.id for i in charger().indicateurs.values() if niveau in i.niveaux and entrepot.periodes(i.id, niveau)}
    assert {c.indicateur.id for c in chiffres} == attendus
    ordres = [charger().themes[c.indicateur.theme].ordre for c in chiffres]
    assert ordres == sorted(ordres)
    for chiffre in chiffres:
        lignes = entrepot.valeurs(chiffre.indicateur.id, niveau)
        assert chiffre.periode == lignes["periode"].max()
        sienne = lignes[(lignes["periode"] == chiffre.periode) & (lignes["code"] == code)]["valeur"]
        attendue = float(sienne.iloc[0]) if len(sienne) else math.nan
        ou = calculs.position(territoire, chiffre)
        assert ou.valeur == chiffre.valeur == attendue or (math.isnan(attendue) and math.isnan(chiffre.valeur))
        assert bool(ou.rang) == (math.isfinite(attendue) and niveau != "france"), "le pays n'a pas de pairs"


def test_rattachements() -> None:
    ligne = entrepot.table("appartenance").set_index("commune").loc["42218"]
    commune, departement = territoires.lire("commune", "42218"), territoires.lire("departement", "42")
    for niveau in ("zone_emploi", "epci", "departement", "region"):
        parent = territoires.parent(commune, niveau)
        assert parent is not None
        assert parent.code == ligne[niveau]
    region = territoires.parent(departement, "region")
    assert region is not None
    assert region.code == "84"
    assert territoires.parent(territoires.lire("france", "FR"), "region") is None


def test_commune_sans_epci_ne_se_rattache_a_rien_de_vide() -> None:
    appartenance = entrepot.table("appartenance")
    ile = str(appartenance.loc[appartenance["epci"] == "", "commune"].iloc[0])
    assert territoires.parent(territoires.lire("commune", ile), "epci") is None


def test_chaque_maison_dans_une_seule_region() -> None:
    codes = [str(code) for code in entrepot.territoires("region").index]
    regions = [set(presence.maisons(MAISONS, territoires.membres("region", code))["maison"]) for code in codes]
    toutes = set(entrepot.table("maisons")["maison"])
    assert sum(map(len, regions)) == len(toutes)
    partout = presence.maisons(MAISONS, territoires.membres("france", "FR"))
    assert set().union(*regions) == toutes == set(partout["maison"])


def test_un_perimetre_n_est_pas_une_zone_d_emploi() -> None:
    """Défaut : « 66ᵉ sur 307 zones d'emploi », alors qu'il y en a 306 et que le périmètre n'en est pas une."""
    nancy = territoires.lire("epci", "245400676")
    libre = territoires.du_perimetre(nancy.communes[:-1])
    for identifiant in ("population", "emploi_prive", "population_sans_alimentation"):
        mesure = calculs.mesurer(libre, identifiant)
        place = calculs.position(libre, mesure)
        zones = entrepot.valeurs_periode(identifiant, "zone_emploi", mesure.periode)["valeur"].dropna()
        assert place.ecrite.startswith("serait ")
        assert place.ecrite.endswith(f"parmi les {len(zones)}")


def test_un_perimetre_des_communes_d_un_territoire_publie_a_sa_place() -> None:
    """Défaut : les mêmes communes, deux rangs, selon qu'on les a composées ou choisies."""
    for niveau, code in (("epci", "245400676"), ("zone_emploi", "4412"), ("departement", "54")):
        publie = territoires.lire(niveau, code)
        compose = territoires.du_perimetre(publie.communes)
        assert calculs.niveau_des_pairs(compose) == niveau
        for mesure in calculs.toutes(publie):
            sienne = calculs.position(compose, calculs.mesurer(compose, mesure.indicateur.id))
            assert sienne.ecrite == calculs.position(publie, mesure).ecrite, mesure.indicateur.id


def test_une_foule_d_ex_aequo_n_a_pas_de_rang() -> None:
    valeurs = pd.Series([1.0] * 30 + [0.0] * 60, index=[str(rang) for rang in range(90)])
    statuts = pd.Series("", index=valeurs.index)
    assert droit(parmi(valeurs, statuts, "80", "mieux_haut").ecrite) == "à égalité avec 59 autres sur 90"
    peu = pd.Series([1.0] * 9 + [2.0] * 81, index=valeurs.index)
    assert droit(parmi(peu, statuts, "0", "mieux_bas").ecrite) == "1ᵉʳ ex æquo avec 8 autres sur 90"


@pytest.mark.parametrize("code", ["3222", "3207", "8421", "0051", "1109"])
def test_un_rang_se_compte_du_bout_le_plus_proche(code: str) -> None:
    """Classe du défaut : « 289ᵉ plus faible valeur » d'un taux de chômage parmi les plus forts du pays."""
    repartition = repartir("chomage_localise", "zone_emploi")
    place = position(repartition, code)
    assert ("plus forte valeur" in rang_en_clair(repartition, place)) == (2 * place.rang_min > place.sur)
