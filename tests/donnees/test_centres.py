"""Le point d'une commune : sa mairie si elle est bien chez elle, sinon un point intérieur."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from donnees.chemins import PRODUITS
from donnees.etapes import centres
from donnees.etapes.couverture import projeter
from donnees.etapes.mosaique import DEGRES, METROPOLE, SECTEURS
from geo.commerces.sphere import entre_km, vecteurs

CALCULS = "pages/a_propos/methode/textes/calculs.md"


def _mosaique() -> dict[str, pd.Series]:
    """Deux communes d'un hectomètre carré près de Bourges, dont 15141 couvre encore 15031."""
    x, y = 654_000.0, 6_660_000.0
    formes = {"15141": shapely.box(x, y, x + 1000, y + 1000), "18033": shapely.box(x + 1000, y, x + 2000, y + 1000)}
    return {METROPOLE: pd.Series(formes, dtype=object)}


def _degres(est: float, nord: float) -> shapely.Point:
    point = shapely.Point(654_000.0 + est, 6_660_000.0 + nord)
    return projeter([point], SECTEURS[METROPOLE], DEGRES)[0]  # type: ignore[arg-type]  # une liste suffit ici


def _placees(**mairies: shapely.Point) -> pd.DataFrame:
    territoires = pd.DataFrame({"niveau": "commune", "code": ["15031", "15141", "18033"]})
    appartenance = pd.DataFrame({"zone_emploi": "2404"}, index=["15031", "15141", "18033"])
    points = pd.DataFrame({"code": [code.strip("c") for code in mairies], "mairie": list(mairies.values())})
    return centres.placer(territoires, _mosaique(), appartenance, points).set_index("code")


def _lieu(table: pd.DataFrame, code: str) -> list[float]:
    return [float(table["lon"][code]), float(table["lat"][code])]


def test_une_mairie_chez_elle_place_sa_commune() -> None:
    ici = _degres(1200, 300)
    placees = _placees(c18033=ici)
    assert placees.loc["18033", "point"] == centres.MAIRIE
    assert _lieu(placees, "18033") == pytest.approx([ici.x, ici.y], abs=1e-6)


@pytest.mark.parametrize("est", [990, 850, -9e5])
def test_une_mairie_hors_de_sa_commune_est_ecartee(est: float) -> None:
    """À dix mètres ou à neuf cents kilomètres de chez elle, le point intérieur la remplace."""
    placees = _placees(c18033=_degres(est, 300))
    assert placees["point"]["18033"] == centres.INTERIEUR
    assert _degres(1000, 300).x < placees["lon"]["18033"] < _degres(2000, 300).x


def test_une_commune_sans_contour_a_le_point_interieur_de_son_hote() -> None:
    """Rien ne dit que sa mairie est chez elle : l'annuaire en donne une seule aux quatre communes du Cantal."""
    placees = _placees(c15031=_degres(100, 100))
    assert set(placees["point"]) == {centres.INTERIEUR}
    assert _lieu(placees, "15031") == _lieu(placees, "15141")


def test_les_points_livres() -> None:
    """Chaque commune est placée ; les mairies écartées sont celles que la page « Méthode » annonce."""
    table = pd.read_parquet(PRODUITS / "territoires.parquet")
    communes = table[table["niveau"] == "commune"].set_index("code")
    assert communes[["lon", "lat"]].notna().all().all()
    assert set(table.loc[table["niveau"] != "commune", "point"]) == {centres.INTERIEUR}
    assert not communes.loc[communes["point"] == centres.MAIRIE, ["lon", "lat"]].duplicated().any()
    ecartees = int((communes["point"] == centres.INTERIEUR).sum())
    annonce = f"{ecartees:,}".replace(",", " ")
    assert f"place {annonce} mairies" in (PRODUITS.parents[1] / CALCULS).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "lieu"),
    [
        ("13055", (5.3698, 43.2965)),
        ("69123", (4.8357, 45.7676)),
        ("31555", (1.4434, 43.6044)),
        ("97411", (55.4481, -20.8789)),
    ],
)
def test_des_hotels_de_ville_connus(code: str, lieu: tuple[float, float]) -> None:
    """Hôtels de ville de Marseille, Lyon, Toulouse et Saint-Denis : à moins de trois cents mètres."""
    communes = pd.read_parquet(PRODUITS / "territoires.parquet").query("niveau == 'commune'").set_index("code")
    assert communes["point"][code] == centres.MAIRIE
    lieux = np.array([_lieu(communes, code), lieu])
    distances = entre_km(*(vecteurs(lieux[[rang], 0], lieux[[rang], 1]) for rang in (0, 1)))
    assert float(distances[0, 0]) < 0.3
