"""L'accès d'un territoire : identique au catalogue, recalculé pour un périmètre, dit en toutes lettres."""

from __future__ import annotations

import io
import math

import numpy as np
import openpyxl
import pandas as pd
import pytest

from donnees import entrepot
from geo import mesures, territoires
from geo.cartes import commerces, reperes
from geo.commerces import ouverture, phrases, repartition, soutiens, tables
from geo.commerces.acces import densites, mesurer, moyenne, temoins
from geo.commerces.distances import releve
from geo.commerces.types import Type, types
from geo.territoires import Territoire, lire, rangs
from geo.territoires.index import index
from tests.typographie import droit

ALENCON = ("zone_emploi", "0051")
LIEUX = [
    ALENCON,
    ("departement", "61"),
    ("region", "94"),
    ("france", "FR"),
    ("epci", "200069193"),
    ("commune", "61001"),
]


def _t(lieu: tuple[str, str]) -> Territoire:
    return lire(*lieu)


@pytest.mark.parametrize("lieu", LIEUX)
@pytest.mark.parametrize(
    ("code", "indicateur"),
    [("boulangerie", "population_sans_boulangerie"), ("pharmacie", "population_sans_pharmacie")],
)
def test_la_part_est_celle_du_catalogue(lieu: tuple[str, str], code: str, indicateur: str) -> None:
    lue = mesures.mesurer(_t(lieu), indicateur)
    assert mesurer(_t(lieu), types()[code]).part == pytest.approx(lue.valeur, abs=0.006)


@pytest.mark.parametrize("lieu", [*LIEUX, ("departement", "976")])
@pytest.mark.parametrize(
    ("code", "indicateur"),
    [("boulangerie", "boulangeries"), ("poste", "points_poste"), ("B204", "boucheries"), ("B301", "librairies")],
)
def test_la_densite_est_celle_du_catalogue(lieu: tuple[str, str], code: str, indicateur: str) -> None:
    lue = mesures.mesurer(_t(lieu), indicateur).valeur
    trouvee = mesurer(_t(lieu), types()[code]).densite
    assert math.isnan(trouvee) if math.isnan(lue) else trouvee == pytest.approx(lue, abs=0.006)


def test_densites_des_zones_comme_une_a_une() -> None:
    toutes = densites(types()["B204"])
    for code in ("0051", "8421", "1109", "0601"):
        une = mesurer(lire("zone_emploi", code), types()["B204"]).densite
        assert toutes[code] == pytest.approx(une, nan_ok=True)


def test_moyenne_ponderee_a_la_main() -> None:
    assert moyenne(np.array([0.0, 4.0, 10.0]), np.array([60.0, 30.0, 10.0])) == pytest.approx(2.2)
    assert moyenne(np.array([1.0, np.nan]), np.array([5.0, 0.0])) == 1
    assert math.isnan(moyenne(np.array([1.0, np.nan]), np.array([5.0, 5.0])))
    assert math.isnan(moyenne(np.array([]), np.array([])))


def test_un_perimetre_des_memes_communes_a_les_memes_valeurs() -> None:
    zone = _t(ALENCON)
    perimetre = territoires.du_perimetre(zone.communes, "Le mien")
    for type_ in types().values():
        assert mesurer(perimetre, type_) == mesurer(zone, type_)


@pytest.mark.parametrize("type_", types().values(), ids=lambda t: t.code)
def test_les_departements_font_la_france(type_: Type) -> None:
    france = mesurer(_t(("france", "FR")), type_)
    parts = [mesurer(lire("departement", c), type_) for c in entrepot.territoires("departement").index]
    assert sum(p.sans for p in parts) == pytest.approx(france.sans)
    assert sum(p.nombre for p in parts) == france.nombre
    assert sum(p.population + p.hors_releve for p in parts) == pytest.approx(_t(("france", "FR")).population)
    assert sum(p.communes_sans for p in parts) == france.communes_sans


def test_phrases() -> None:
    boulangerie, gare, station = (types()[c] for c in ("boulangerie", "gare", "B316"))
    assert droit(phrases.phrase(_t(ALENCON), mesurer(_t(ALENCON), boulangerie))) == (
        "Alençon : 32,4 % des habitants (40 080) vivent dans une commune sans boulangerie ; "
        "la plus proche est à 4,0 km en moyenne, à vol d'oiseau (2024)."
    )
    reunion = lire("departement", "974")
    assert "ne relève pas" in phrases.phrase(reunion, mesurer(reunion, station))
    assert phrases.phrase(reunion, mesurer(reunion, gare)).startswith("La Réunion : 100,0")
    assert "traverser la mer" in " ".join(phrases.reserves(mesurer(reunion, gare)))
    saint_denis = lire("commune", "97411")
    assert "aucun sans traverser la mer" in phrases.phrase(saint_denis, mesurer(saint_denis, gare))
    aulneaux = lire("commune", "72015")
    assert "Villeneuve-en-Perseigne" in phrases.phrase(aulneaux, mesurer(aulneaux, boulangerie))
    paris = lire("departement", "75")
    assert phrases.phrase(paris, mesurer(paris, boulangerie)).startswith("Paris")


@pytest.mark.parametrize("lieu", [*LIEUX, ("commune", "55139"), ("commune", "29155"), ("departement", "976")])
def test_une_phrase_pour_chaque_type_et_niveau(lieu: tuple[str, str]) -> None:
    """Jamais « nan » ni « inf », toujours un point final ; Cumières-le-Mort-Homme n'a pas d'habitant."""
    for type_ in types().values():
        lue = mesurer(_t(lieu), type_)
        for texte in (phrases.phrase(_t(lieu), lue), *phrases.reserves(lue)):
            assert texte.endswith(".")
            assert "nan" not in texte.replace("Quinan", "").split()
            assert "inf" not in texte.split()


def test_temoins() -> None:
    proches = temoins(_t(ALENCON))
    assert len(proches.codes) == 10
    assert "0051" not in proches.codes
    attendue = float(np.median([densites(types()["boulangerie"])[c] for c in proches.codes]))
    assert proches.mediane(types()["boulangerie"]) == pytest.approx(attendue)
    orne = temoins(_t(("departement", "61")))
    assert orne.texte == "10 zones d'emploi semblables à Flers"
    assert orne.part == pytest.approx(0.309, abs=1e-3)
    assert len(temoins(_t(("france", "FR"))).codes) == 306


@pytest.mark.longue
@pytest.mark.parametrize("rayon", ouverture.RAYONS)
@pytest.mark.parametrize("code", ["boulangerie", "gare", "B304"])
def test_meilleurs_lieux_et_effet_se_repondent(code: str, rayon: int) -> None:
    """Le premier lieu gagne ce que dit son effet, aucun autre ne gagne plus, un lieu équipé ne gagne rien."""
    zone, type_ = _t(ALENCON), types()[code]
    suite = ouverture.meilleurs(zone, type_, rayon)
    loin = ouverture.etudier(zone, type_).situation.loin(rayon)
    assert bool(suite) == bool(loin)
    if not suite:
        assert "ont déjà une boulangerie" in phrases.places(zone, suite, type_, rayon, loin=loin)
        return
    premier = ouverture.effet(zone, type_, suite[0][0], rayon)
    assert premier.gagnes == suite[0][1].gagnes
    assert premier.apres == pytest.approx(suite[0][1].moyenne)
    for commune in zone.communes:
        lu = ouverture.effet(zone, type_, commune, rayon)
        assert 0 <= lu.gagnes <= premier.gagnes
        assert lu.gagnes <= lu.rapproches
        assert lu.apres <= lu.avant
        assert lu.alentour >= 0
        if lu.deja:
            assert lu.gagnes == lu.rapproches == lu.alentour == 0


def test_effet_a_la_main_sur_une_commune() -> None:
    """Thoiré-sous-Contensor (72355), boulangerie, 5 km : relu commune par commune, sans matrice."""
    zone, type_, lu = _t(ALENCON), types()["boulangerie"], releve("boulangerie")
    lieux = entrepot.territoires("commune")
    radians = {c: (math.radians(lieux["lon"][c]), math.radians(lieux["lat"][c])) for c in zone.communes}
    lon, lat = radians["72355"]
    gagnes = 0.0
    for rang in rangs(zone):
        code = index().codes[rang]
        la, ici = radians[code]
        h = math.sin((ici - lat) / 2) ** 2 + math.cos(ici) * math.cos(lat) * math.sin((la - lon) / 2) ** 2
        if lu.km[rang] > 5 and 2 * 6371.0088 * math.asin(math.sqrt(h)) <= 5:
            gagnes += float(lieux["population"][code])
    assert ouverture.effet(zone, type_, "72355", 5).gagnes == gagnes == 1695


def test_ouvrir_en_corse_ne_sert_pas_le_continent() -> None:
    corse, gare = _t(("region", "94")), types()["gare"]
    lu = ouverture.effet(corse, gare, "2A041", 15)
    assert lu.alentour == 0
    saint_denis = ouverture.effet(lire("departement", "974"), gare, "97411", 15)
    assert saint_denis.avant == math.inf
    assert saint_denis.gagnes > 0
    assert "inf" not in phrases.effet(saint_denis, "Saint-Denis", gare, 15).split()


def test_mots_des_ouvertures() -> None:
    zone, type_ = _t(ALENCON), types()["boulangerie"]
    suite = ouverture.meilleurs(zone, type_, 5)
    assert "ouvrir d'abord à Thoiré-sous-Contensor" in phrases.places(zone, suite, type_, 5, loin=7990)
    assert "aucune ouverture" in phrases.places(zone, (), type_, 5, loin=10)
    assert "suffit" in phrases.places(zone, suite[:1], type_, 5, loin=10)
    alencon = ouverture.effet(zone, type_, "61001", 5)
    assert "a déjà une boulangerie" in phrases.effet(alencon, "Alençon", type_, 5)
    textes = [phrases.effet(ouverture.effet(zone, type_, c, 5), "X", type_, 5) for c in zone.communes]
    assert any("rapprocherait" in texte for texte in textes)
    assert all(texte.endswith(".") for texte in textes)


def test_carte() -> None:
    zone, type_ = _t(ALENCON), types()["boulangerie"]
    etat = commerces.etat(zone, type_, "light", "72192")
    assert (etat["bornes"][:4], etat["classes"][0]) == ([0.0, 0.0, 2.0, 5.0], commerces.EQUIPEES)
    assert etat["effectifs"][0] == len(repartition.equipees(zone, type_)) == 184 - mesurer(zone, type_).communes_sans
    assert etat["selection"] == "72192"
    assert (repartition.repartir(zone, type_).valeurs[releve("boulangerie").nombre[rangs(zone)] == 0] >= 0.1).all()
    piege = reperes.CoucheReperes(etat, {"72192": "</script>"}, [("●", "<b>")])
    assert "</script>" not in piege.reperes
    station = commerces.etat(lire("departement", "974"), types()["B316"], None)
    assert station["sans"] == 24
    for autre in types().values():
        assert repartition.fiche(autre).libelle.startswith(autre.libelle)


def test_tableaux_et_exports() -> None:
    zone, type_, proches = _t(ALENCON), types()["boulangerie"], temoins(_t(ALENCON))
    lues = [mesurer(zone, t) for t in types().values()]
    table = tables.accord(lues, proches)
    assert len(table) == 40
    classees = table["Statut"] != "composition non documentée"
    assert table.loc[classees, "Part des habitants sans (%)"].is_monotonic_decreasing
    relu = pd.read_csv(io.BytesIO(tables.accord_csv(zone, lues, proches)), sep=";", decimal=",", encoding="utf-8-sig")
    ligne = relu.query("Type == 'Boulangerie' and Relevé == 2024").iloc[0]
    assert ligne["Habitants sans"] == 40_080
    assert "Base permanente des équipements 2024" in ligne["Source"]
    communes = tables.communes(zone, type_)
    assert len(communes) == 184
    assert communes["Distance (km)"].is_monotonic_decreasing
    lieux = tables.places(ouverture.meilleurs(zone, type_, 5), zone.population)
    assert lieux["Ordre"].tolist() == list(range(1, 11))
    emporte = tables.emporter(lieux, zone, type_).decode("utf-8-sig")
    assert "vol d'oiseau" in emporte
    classeur = openpyxl.load_workbook(io.BytesIO(tables.classeur(zone, lues, proches, type_)))
    assert classeur.sheetnames == ["Lisez-moi", "Accès", "Boulangerie", "Sources"]
    assert classeur["Sources"].max_row == 5


def test_programmes_et_structures() -> None:
    zone = _t(ALENCON)
    trouves = {p.libelle: p for p in soutiens.programmes(zone)}
    assert trouves["Action cœur de ville"].laureats == ("Alençon",)
    assert trouves["Petites villes de demain"].communes == 8
    assert trouves["Petites villes de demain"].noms.endswith("et 4 autres")
    assert trouves["Zone de revitalisation rurale (2022)"].noms == ""
    assert "remplacé depuis" in trouves["Zone de revitalisation rurale (2022)"].precaution
    france = {p.libelle: p for p in soutiens.programmes(_t(("france", "FR")))}
    assert france["Action cœur de ville"].communes == 245
    assert [s.dedans for s in soutiens.structures(zone)] == [1, 1, 1, 11, 3]
    corse = soutiens.structures(lire("departement", "2A"))[0]
    assert corse.ville == "Bastia"
    assert corse.dedans == 0
    assert corse.km > 50
    assert len(soutiens.table_programmes(zone)) == len(trouves)
    assert list(soutiens.table_structures(zone)["Nombre dans le territoire"]) == [1, 1, 1, 11, 3]
