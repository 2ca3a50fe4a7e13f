"""Les figures imprimées : chaque forme se dessine, ce qui manque ne l'empêche pas, le texte y reste du texte."""

from __future__ import annotations

import io
import math
import re

import pytest
from PIL import Image

from donnees import entrepot
from geo.documents.dessin import dessiner
from geo.documents.modele import Barres, Carte, Courbes, Figure, Serie
from geo.territoires import membres
from tests.documents_fabriques import HOSTILE

INDICATEUR = "evolution_population"
SIGNE_INCONNU = "漢字 🙂 مرحبا \u202e"


def _figure(dessin: Courbes | Barres | Carte) -> Figure:
    return Figure("essai", "Essai", "Une figure d'essai.", dessin)


def _sans_contour() -> str:
    """Zone d'emploi dont une commune n'a pas de contour."""
    par_zone = entrepot.table("appartenance").groupby("zone_emploi")["commune"].agg(set)
    return next(
        str(zone)
        for zone, communes in par_zone.items()
        if zone and communes - set(str(entrepot.contour("commune", str(zone))["codes"]).split(" "))
    )


@pytest.mark.parametrize("indicateur", ["", "population"])
def test_une_commune_sans_contour_n_empeche_pas_la_carte(indicateur: str) -> None:
    carte = Carte("commune", membres("zone_emploi", _sans_contour()), indicateur)
    assert dessiner(_figure(carte), "svg").startswith(b"<?xml")


@pytest.mark.parametrize(
    ("niveau", "code"),
    [("commune", "97611"), ("zone_emploi", "0301"), ("departement", "2A"), ("region", "02"), ("france", "FR")],
)
def test_chaque_terre_a_sa_carte(niveau: str, code: str) -> None:
    for maille in ("zone_emploi", "commune"):
        octets = dessiner(
            _figure(Carte(maille, membres(niveau, code), "chomage_localise" * (maille != "commune"))), "png"
        )
        assert Image.open(io.BytesIO(octets)).width == pytest.approx(1260, abs=4)


def test_des_terres_eloignees_ont_chacune_leur_cadre() -> None:
    svg = dessiner(_figure(Carte("commune", ("13055", "97611", "97302"))), "svg").decode()
    assert {"Guyane", "Mayotte"} <= set(re.findall(r">([^<>]+)</text>", svg))


def test_le_texte_d_un_svg_est_du_texte_ou_des_traces() -> None:
    courbes = _figure(Courbes(("2023", "2024"), (Serie("Lyon", (1.0, 2.0)),), "%", 1))
    assert "Lyon : 2,0" in dessiner(courbes, "svg").decode()
    assert "<text" not in dessiner(courbes, "svg_traces").decode()


@pytest.mark.parametrize("valeurs", [(), (math.nan,), (math.nan, math.nan), (5.0,), (0.0, 0.0), (-3.0, 1e9)])
@pytest.mark.parametrize("nom", [HOSTILE, SIGNE_INCONNU, "x" * 500, ""])
def test_une_serie_bancale_se_dessine(valeurs: tuple[float, ...], nom: str) -> None:
    periodes = tuple(str(2020 + rang) for rang in range(len(valeurs))) or ("2024",)
    series = (Serie(nom, valeurs or (math.nan,)),)
    assert dessiner(_figure(Courbes(periodes, series, "%", 1)), "svg")
    assert dessiner(_figure(Barres((nom,) * len(series[0].valeurs), series, "emplois", 0, signe=True)), "svg")


def test_deux_dessins_donnent_les_memes_octets() -> None:
    carte = _figure(Carte("zone_emploi", membres("zone_emploi", "0051"), "chomage_localise"))
    assert dessiner(carte, "svg") == dessiner(carte, "svg")
