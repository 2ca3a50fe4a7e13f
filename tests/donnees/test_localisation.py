"""Rattachement à la commune et points : certain ou rien."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from donnees.etapes.atelier import Atelier
from donnees.etapes.localisation import (
    cle_nom,
    communes_courantes,
    departement_postal,
    distance_km,
    placer,
    rattacher,
    texte_net,
)
from donnees.lecture.socle import Brut
from tests.donnees.atelier_reduit import atelier_reduit, valeurs


@pytest.fixture
def atelier(brut_vide: Brut) -> Atelier:
    return atelier_reduit(brut_vide)


@pytest.mark.parametrize(
    ("publie", "cle"),
    [
        ("ST OUEN S/ SEINE", "SAINT OUEN SUR SEINE"),
        ("Bourg-en-Bresse Cedex 9", "BOURG EN BRESSE"),
        ("PARIS 14", "PARIS"),
        ("Marseille 03 Cedex", "MARSEILLE"),
        ("L'Haÿ-les-Roses", "L HAY LES ROSES"),
        ("Vandœuvre-lès-Nancy", "VANDOEUVRE LES NANCY"),
        ("STE HERMINE", "SAINTE HERMINE"),
        ("Paris-l'Hôpital", "PARIS L HOPITAL"),
    ],
)
def test_cle_nom(publie: str, cle: str) -> None:
    assert cle_nom(pd.Series([publie])).tolist() == [cle]


@given(st.text(max_size=40))
def test_cle_nom_idempotente(nom: str) -> None:
    une = cle_nom(pd.Series([nom], dtype=str))
    assert cle_nom(une).tolist() == une.tolist()


def test_rattachement_certain_ou_rien(atelier: Atelier) -> None:
    communes = communes_courantes(atelier)
    doublon = communes.loc[["60286"]].rename(index={"60286": "60999"})
    essais = pd.DataFrame(
        [
            ("60000", "BEAUVAIS"),
            ("60006", "BEAUVAIS CEDEX"),
            ("27130", "VERNEUIL D AVRE"),
            ("97360", "JAVOUHEY"),
            ("60210", "GRANDVILLIERS"),
            ("99999", "NULLE PART"),
            ("", ""),
        ],
        columns=["cp", "ville"],
    )
    obtenu = rattacher(essais["cp"], essais["ville"], pd.concat([communes, doublon]))
    assert obtenu["commune"].tolist() == ["60057", "60057", "27679", "97306", "", "", ""]
    assert obtenu["methode"].tolist() == [
        *("nom_code_postal", "nom_departement", "debut_nom", "code_postal", "", "", "")
    ]


def test_departement_postal() -> None:
    codes = pd.Series(["33000", "20700", "97360", "97861", "97500"])
    assert departement_postal(codes).tolist() == ["33", "20", "973", "974", "975"]


def test_distance_paris_lyon() -> None:
    un = [pd.Series([valeur]) for valeur in (2.3522, 48.8566, 4.8357, 45.7640)]
    assert distance_km(*un).iloc[0] == pytest.approx(391.5, abs=1)


def test_texte_net() -> None:
    table = texte_net(pd.DataFrame({"nom": ["  Tiers-Lieu\r\nPorté\x02 par  nous\n"]}), ["nom"])
    assert table["nom"].tolist() == ["Tiers-Lieu Porté par nous"]


def test_point_lointain_ramene_a_la_commune(atelier: Atelier) -> None:
    ligne = pd.DataFrame({"lon": [7.188619], "lat": [48.716063], "commune": ["97415"], "code_postal": ["97460"]})
    place = placer(ligne, communes_courantes(atelier))
    assert valeurs(place, "lon lat precision_geo") == [55.3270, -21.0450, "commune"]
