"""Les valeurs et les fichiers de l'interface : ceux de l'écran, décrits, valides, relus à l'identique."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from typing import Any

import pandas as pd
import pytest
import shapely

from donnees import entrepot
from donnees.chemins import PRODUITS
from geo.ecriture import formats
from geo.mesures.repartitions import repartir
from geo.sorties import carte, portrait, tableaux
from geo.territoires import lire as territoire
from tests.interface_ouverte import demander, lire, probleme, suivre

FICHIERS = [
    "/valeurs/chomage_localise/zone_emploi.csv?periode=2025-T4",
    "/valeurs/population/departement.csv",
    "/valeurs/revenu_median/commune.csv?zone=8435",
    "/valeurs/population/epci.csv",
    "/territoires/epci/243800984/mesures.csv",
]


@pytest.mark.parametrize(
    ("indicateur", "niveau", "zone"),
    [
        ("chomage_localise", "zone_emploi", ""),
        ("population", "departement", ""),
        ("revenu_median", "commune", "8435"),
    ],
)
def test_les_fichiers_sont_ceux_de_la_carte(indicateur: str, niveau: str, zone: str) -> None:
    repartition = repartir(indicateur, niveau, "", zone)
    question = f"?zone={zone}" if zone else ""
    lue = lire(f"/valeurs/{indicateur}/{niveau}{question}")
    emporte, dessin = (suivre(lue["fichiers"][genre]) for genre in ("csv", "geojson"))
    assert emporte.corps == tableaux.csv(repartition)
    assert dessin.corps == carte.geojson(repartition)
    nom = tableaux.sujet(repartition).nom
    assert emporte.entetes["content-disposition"] == f'attachment; filename="{nom}.csv"'


@pytest.mark.parametrize(("indicateur", "niveau"), [("chomage_localise", "zone_emploi"), ("population", "epci")])
def test_les_valeurs_json_sont_celles_de_l_entrepot_et_de_l_ecran(indicateur: str, niveau: str) -> None:
    repartition = repartir(indicateur, niveau)
    lue = lire(f"/valeurs/{indicateur}/{niveau}?limite=1000")
    assert lue["total"] == len(repartition.codes)
    publiees = entrepot.valeurs_periode(indicateur, niveau, lue["periode"])["valeur"]
    for ligne in lue["elements"]:
        valeur = float(publiees.get(ligne["code"], math.nan))
        assert ligne["valeur"] == (valeur if math.isfinite(valeur) else None)
        assert ligne["ecrit"] == formats.selon(repartition.indicateur, valeur)


def test_une_valeur_incertaine_dit_ses_bornes() -> None:
    lue = lire("/valeurs/part_recrutements_difficiles/zone_emploi?limite=1000")
    bornees = [ligne for ligne in lue["elements"] if ligne["minimum"] is not None]
    assert bornees
    assert all(ligne["minimum"] <= ligne["valeur"] <= ligne["maximum"] for ligne in bornees)


def _fiche(adresse: str) -> tuple[dict[str, Any], str]:
    """La fiche CSVW que dit l'entête du CSV, et l'adresse du CSV qu'elle décrit."""
    reponse = demander(adresse)
    lien, *parametres = reponse.entetes["link"].split("; ")
    assert parametres == ['rel="describedby"', 'type="application/csvm+json"']
    fiche = suivre(lien.strip("<>"))
    assert fiche.entetes["content-type"] == "application/csvm+json"
    contenu: dict[str, Any] = json.loads(fiche.corps)
    return contenu, str(contenu["url"])


@pytest.mark.parametrize("adresse", FICHIERS)
def test_chaque_csv_mene_a_sa_fiche_et_elle_a_lui(adresse: str) -> None:
    fiche, url = _fiche(adresse)
    corps = suivre(url).corps
    assert corps == demander(adresse).corps
    assert fiche["@context"][0] == "http://www.w3.org/ns/csvw"
    assert fiche["schema:sha256"] == hashlib.sha256(corps).hexdigest()
    assert fiche["dc:source"]
    lignes = csv.reader(io.StringIO(corps.decode("utf-8-sig")), delimiter=fiche["dialect"]["delimiter"])
    titres, *suite = lignes
    colonnes = fiche["tableSchema"]["columns"]
    assert [colonne["titles"] for colonne in colonnes] == titres
    assert len({colonne["name"] for colonne in colonnes}) == len(colonnes)
    assert suite
    for rang, colonne in enumerate(colonnes):
        valeurs = [ligne[rang] for ligne in suite if ligne[rang]]
        if colonne["datatype"] == "integer":
            assert all(valeur.lstrip("-").isdecimal() for valeur in valeurs)
        elif colonne["datatype"] != "string":
            assert all(math.isfinite(float(valeur.replace(",", "."))) for valeur in valeurs)


@pytest.mark.parametrize(
    "adresse",
    [
        "/valeurs/population/region.geojson",
        "/valeurs/revenu_median/commune.geojson?zone=8435",
        "/territoires/zone_emploi/8435/mesures.geojson",
        "/territoires/commune/38563/mesures.geojson",
    ],
)
def test_un_geojson_est_valide(adresse: str) -> None:
    reponse = demander(adresse)
    assert reponse.entetes["content-type"] == "application/geo+json"
    collection = json.loads(reponse.corps)
    assert collection["type"] == "FeatureCollection"
    assert collection["features"]
    for trait in collection["features"]:
        assert trait["type"] == "Feature"
        forme = shapely.from_geojson(json.dumps(trait["geometry"]))
        assert forme.is_valid
        assert not forme.is_empty
        ouest, sud, est, nord = forme.bounds
        assert (-180 <= ouest <= est <= 180, -90 <= sud <= nord <= 90) == (True, True)
        assert all(ligne.is_ccw for ligne in _contours(forme))


def _contours(forme: shapely.Geometry) -> list[shapely.LinearRing]:
    return [partie.exterior for partie in shapely.get_parts(forme)]


def test_une_serie_et_un_geojson_de_portrait() -> None:
    lieu = territoire("zone_emploi", "8435")
    assert demander("/territoires/zone_emploi/8435/mesures.geojson").corps == portrait.geojson(lieu)
    serie = lire("/territoires/zone_emploi/8435/series/chomage_localise")["elements"]
    assert [point["periode"] for point in serie] == list(entrepot.periodes("chomage_localise", "zone_emploi"))
    vide = lire("/territoires/commune/38563/series/chomage_localise")
    assert vide["elements"] == []


@pytest.mark.parametrize(
    ("adresse", "statut", "dit"),
    [
        ("/valeurs/chomage_localise/zone_emploi?periode=1999-T1", 404, "2025"),
        ("/valeurs/chomage_localise/zone_emploi?zone=8435", 422, "communes"),
        ("/valeurs/revenu_median/commune.geojson", 422, "zone"),
        ("/valeurs/revenu_median/commune?zone=9999", 404, "9999"),
        ("/valeurs/population/epci.geojson", 404, "contour"),
        ("/valeurs/chomage_localise/commune", 404, "commune"),
        ("/valeurs/zut/commune", 404, "catalogue"),
        ("/indicateurs/zut", 404, "zut"),
    ],
)
def test_ce_qui_n_existe_pas_se_dit(adresse: str, statut: int, dit: str) -> None:
    probleme_dit = probleme(demander(adresse))
    assert probleme_dit["status"] == statut
    assert dit in probleme_dit["detail"]


def test_les_produits_sont_relus_identiques_et_leur_somme_est_celle_du_manifeste() -> None:
    lue, manifeste = lire("/produits"), entrepot.manifeste()
    assert lue["empreinte"] == manifeste["empreinte"]
    noms = {produit["nom"] for produit in lue["elements"]}
    assert {"valeurs.parquet", "territoires.parquet"} <= noms
    assert not noms & {"actions.parquet", "maisons.parquet"}
    for produit in lue["elements"]:
        corps = suivre(produit["adresse"]).corps
        assert corps == (PRODUITS / produit["nom"]).read_bytes()
        assert hashlib.sha256(corps).hexdigest() == produit["sha256"] == manifeste["produits"][produit["nom"]]
        assert len(corps) == produit["octets"]
        assert len(pd.read_parquet(io.BytesIO(corps), columns=[])) == produit["lignes"]


def test_un_produit_se_lit_par_parties_et_ne_repart_pas_s_il_est_connu() -> None:
    adresse, entier = "/produits/passages.parquet", (PRODUITS / "passages.parquet").read_bytes()
    partie = demander(adresse, range="bytes=-8")
    assert (partie.statut, partie.corps) == (206, entier[-8:])
    for fautive in ("bytes=zut", "octets=0-1", f"bytes={len(entier)}-"):
        assert probleme(demander(adresse, range=fautive))["status"] == 416
    etiquette = demander(adresse, methode="HEAD")
    assert (etiquette.statut, etiquette.corps) == (200, b"")
    assert etiquette.entetes["content-length"] == str(len(entier))
    connue = demander(adresse, if_none_match=etiquette.entetes["etag"])
    assert (connue.statut, connue.corps) == (304, b"")


@pytest.mark.parametrize("nom", ["actions.parquet", "manifeste.json", "..%2Fmanifeste.json", "zut.parquet", "contours"])
def test_rien_d_autre_ne_se_telecharge(nom: str) -> None:
    assert probleme(demander(f"/produits/{nom}"))["status"] in {404, 422}
