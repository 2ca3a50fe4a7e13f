"""Le point d'un territoire : la mairie d'une commune si elle est bien chez elle, sinon un point intérieur du contour.

L'annuaire des mairies se trompe parfois de commune ou de continent (1 900 points hors du contour de leur commune) : un
point hors du contour est écarté, comme celui d'une commune sans contour ; ``point`` dit lequel des deux a servi.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from donnees.etapes import couverture as geo
from donnees.etapes.mosaique import COUVERTES_PAR, DEGRES, METROPOLE, SECTEURS, Mosaique

MAIRIE: Final = "mairie"
INTERIEUR: Final = "interieur"


def placer(
    territoires: pd.DataFrame, mosaique: Mosaique, appartenance: pd.DataFrame, mairies: pd.DataFrame
) -> pd.DataFrame:
    """Pose ``lon``, ``lat`` (degrés) et ``point`` (`MAIRIE` ou `INTERIEUR`) sur chaque territoire.

    Parameters
    ----------
    territoires : DataFrame
        ``niveau``, ``code``.
    mosaique : dict
        Voir `donnees.etapes.mosaique`.
    appartenance : DataFrame
        Indexée par commune.
    mairies : DataFrame
        ``code``, ``mairie`` (points en degrés).
    """
    points = [_interieurs(mosaique, appartenance, niveau) for niveau in sorted(set(territoires["niveau"]))]
    cle = ["niveau", "code"]
    sans = territoires.drop(columns=["lon", "lat", "point"], errors="ignore")
    places = sans.merge(pd.concat(points), on=cle, how="left", validate="1:1")
    retenues = _bien_placees(mosaique, mairies.set_index("code")["mairie"]).assign(niveau="commune")
    lues = places[cle].merge(retenues, on=cle, how="left", validate="1:1").set_index(places.index)
    trouvee = lues["lon"].notna()
    return places.assign(
        lon=lues["lon"].where(trouvee, places["lon"]),
        lat=lues["lat"].where(trouvee, places["lat"]),
        point=np.where(trouvee, MAIRIE, INTERIEUR),
    )


def _bien_placees(mosaique: Mosaique, mairies: pd.Series) -> pd.DataFrame:
    """``code``, ``lon``, ``lat`` des mairies situées dans le contour de leur commune."""
    tables: list[pd.DataFrame] = []
    for secteur, contours in mosaique.items():
        codes = contours.index.intersection(mairies.index)
        points, formes = mairies.loc[codes].to_numpy(dtype=object), contours.loc[codes].to_numpy(dtype=object)
        chez_elle = shapely.intersects(formes, geo.projeter(points, DEGRES, SECTEURS[secteur]))
        lon, lat = _degres(points)
        tables.append(pd.DataFrame({"code": codes, "lon": lon, "lat": lat}).loc[chez_elle])
    return pd.concat(tables, ignore_index=True)


def _degres(points: npt.NDArray[np.object_]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    return np.round(shapely.get_x(points), 6), np.round(shapely.get_y(points), 6)


def _interieurs(mosaique: Mosaique, appartenance: pd.DataFrame, niveau: str) -> pd.DataFrame:
    """Point intérieur du plus grand polygone de chaque territoire d'un niveau."""
    tables = []
    for secteur, communes in mosaique.items():
        cles = _cles(communes.index, appartenance, niveau, secteur)
        fondus = communes if niveau == "commune" else geo.dissoudre(communes.to_numpy(), cles)
        lon, lat = _degres(geo.projeter(geo.point_interieur(fondus.to_numpy()), SECTEURS[secteur], DEGRES))
        tables.append(pd.DataFrame({"niveau": niveau, "code": fondus.index, "lon": lon, "lat": lat}))
    table = pd.concat(tables, ignore_index=True)
    if niveau == "commune":
        table = pd.concat([table, _heberges(table)], ignore_index=True)
    return table


def _cles(communes: pd.Index, appartenance: pd.DataFrame, niveau: str, secteur: str) -> npt.NDArray[np.object_]:
    """Code du territoire de chaque commune ; la France se place par sa métropole."""
    if niveau == "france":
        return np.full(len(communes), "FR" if secteur == METROPOLE else "", dtype=object)
    colonne = "zone_emploi" if niveau == "commune" else niveau
    return np.asarray(appartenance.loc[communes, colonne], dtype=object)


def _heberges(table: pd.DataFrame) -> pd.DataFrame:
    """Donne aux communes sans contour le point de la commune dont le contour les couvre encore."""
    hotes = pd.Series(COUVERTES_PAR, name="hote").rename_axis("code").reset_index()
    points = hotes.merge(table, left_on="hote", right_on="code", suffixes=("", "_hote"))
    return points[["niveau", "code", "lon", "lat"]]
