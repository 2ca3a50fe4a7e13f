"""Exports : GeoJSON relu par geopandas, images valides et reproductibles."""

from __future__ import annotations

import io
import json
import math
from dataclasses import replace
from typing import Literal
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest
from PIL import Image

from geo.cartes.classes import Reglages
from geo.mesures import phrases
from geo.mesures.repartitions import repartir
from geo.sorties import cadrage, carte, image

SVG = "{http://www.w3.org/2000/svg}"


def _texte(svg: bytes) -> str:
    """Tous les textes du SVG, blancs réduits."""
    morceaux = [noeud.text or "" for noeud in ET.fromstring(svg).iter(f"{SVG}text")]
    return " ".join(" ".join(morceaux).split())


@pytest.mark.parametrize(
    ("indicateur", "niveau", "zone", "nombre"),
    [
        ("chomage_localise", "zone_emploi", "", 306),
        ("emploi_prive_evolution_5_ans", "departement", "", 101),
        ("population", "region", "", 18),
        ("revenu_median", "commune", "0051", 184),
    ],
)
def test_geojson(indicateur: str, niveau: str, zone: str, nombre: int) -> None:
    repartition = repartir(indicateur, niveau, "", zone)
    octets = carte.geojson(repartition)
    relu = gpd.read_file(io.BytesIO(octets))
    assert len(relu) == nombre
    assert relu.crs.to_epsg() == 4326
    assert relu.geometry.is_valid.all()
    assert not relu.geometry.is_empty.any()
    assert set(relu["code"]) == set(repartition.codes)
    attendues = dict(zip(repartition.codes, repartition.valeurs, strict=True))
    for code, valeur in zip(relu["code"], relu["valeur"].astype(float), strict=True):
        assert math.isnan(attendues[code]) == math.isnan(valeur)
        assert math.isnan(valeur) or math.isclose(valeur, attendues[code], abs_tol=0.006)
    metadonnees = json.loads(octets)["metadonnees"]
    assert metadonnees["unite"] == repartition.indicateur.unite
    assert metadonnees["periode"] == repartition.periode
    assert metadonnees["source"] == repartition.sources
    assert b"NaN" not in octets


def test_png_valide_et_reproductible() -> None:
    repartition = repartir("chomage_localise", "zone_emploi")
    octets = image.image(repartition, Reglages(), "png")
    assert octets == image.image(repartition, Reglages(), "png")
    with Image.open(io.BytesIO(octets)) as relue:
        relue.verify()
        assert relue.format == "PNG"
        assert relue.size == (1440, 1536)


@pytest.mark.parametrize(
    ("indicateur", "niveau", "zone"),
    [
        ("chomage_localise", "zone_emploi", ""),
        ("emploi_prive_evolution_1_an", "region", ""),
        ("population", "commune", "0051"),
    ],
)
def test_svg_valide_titre_legende_et_source(indicateur: str, niveau: str, zone: str) -> None:
    repartition = repartir(indicateur, niveau, "", zone)
    octets = image.image(repartition, Reglages("jenks", 4), "svg")
    texte = _texte(octets)
    assert " ".join(phrases.titre(repartition).split()) in texte
    assert repartition.indicateur.unite in texte
    assert "Licence Ouverte 2.0" in texte
    assert texte.replace(" ", "").find(repartition.sources.replace(" ", "")) >= 0
    assert ("La Réunion" in texte) == (niveau != "commune")
    assert ("Alençon" in texte) == (zone == "0051")


def test_svg_reproductible() -> None:
    repartition = repartir("population", "region")
    assert image.image(repartition, Reglages(), "svg") == image.image(repartition, Reglages(), "svg")


def test_cinq_departements_d_outre_mer_dans_leur_cartouche() -> None:
    regions = carte.geometries("region")
    noms = dict(zip(("01", "02", "03", "04", "06"), cadrage.CARTOUCHES, strict=True))
    assert list(noms.values()) == ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"]
    for code, nom in noms.items():
        ouest, sud, est, nord = cadrage.CARTOUCHES[nom]
        centre = regions.geometry[code].representative_point()
        assert ouest < centre.x < est
        assert sud < centre.y < nord


HOSTILES = (
    "<script>top.pirate=1</script>",
    "</text><image href='//tiers.exemple/i.png'/>",
    "]]> &amp; <!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "$x^2$",
    "$\\frac{$",
    "$",
    "https://tiers.exemple \u202e\x01",
)


@pytest.mark.parametrize("texte", HOSTILES)
@pytest.mark.parametrize("format_", ["svg", "png"])
def test_une_image_ecrit_un_texte_hostile_tel_quel(texte: str, format_: Literal["svg", "png"]) -> None:
    """Classe du défaut : texte d'une image pris pour une formule, du SVG ou du XML."""
    repartition = repartir("population", "region")
    hostile = repartition.indicateur.model_copy(update={"libelle": texte, "libelle_court": texte, "unite": texte})
    octets = image.image(replace(repartition, indicateur=hostile), Reglages(), format_)
    if format_ == "png":
        with Image.open(io.BytesIO(octets)) as relue:
            relue.verify()
        return
    balises = {noeud.tag.removeprefix(SVG) for noeud in ET.fromstring(octets).iter() if isinstance(noeud.tag, str)}
    assert not balises & {"script", "image", "foreignObject", "a", "iframe"}
    attributs = {(nom, valeur) for noeud in ET.fromstring(octets).iter() for nom, valeur in noeud.attrib.items()}
    assert not [nom for nom, _ in attributs if nom.lower().startswith("on")]
    assert not [v for nom, v in attributs if nom.endswith("href") and not v.startswith("#")]
    visible = texte.replace("\u202e", "").replace("\x01", " ")
    assert " ".join(visible.split()) in _texte(octets)


def test_le_geojson_emporte_les_bornes_et_l_image_la_marge() -> None:
    secret = json.loads(carte.geojson(repartir("part_recrutements_saisonniers", "zone_emploi", "2025")))
    traits = {trait["properties"]["code"]: trait["properties"] for trait in secret["features"]}
    assert (round(traits["0103"]["minimum"], 1), round(traits["0103"]["maximum"], 1)) == (32.0, 53.3)
    assert (
        "minimum"
        not in json.loads(carte.geojson(repartir("revenu_median", "zone_emploi")))["features"][0]["properties"]
    )
    revision = repartir("chomage_localise_evolution_5_ans", "zone_emploi", "2025-T4")
    texte = _texte(image.image(revision, Reglages(), "svg"))
    assert "dans la marge de révision (36)" in texte
    assert "sans donnée (4)" in texte
