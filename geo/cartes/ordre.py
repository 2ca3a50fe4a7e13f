"""Ce qu'il faut au navigateur pour dire le rang d'un territoire comme le dit `geo.mesures.positions`.

Le navigateur range lui-même les valeurs qu'il a, arrondies : il lui manque le sens du classement, ce qui départage
deux valeurs d'un même arrondi, les places que permettent les intervalles, et les territoires sans rang.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from donnees.catalogue import charger
from geo.ecriture import formats
from geo.mesures.fragilite import fragiles
from geo.mesures.incertitude import rangs
from geo.mesures.repartitions import Repartition
from geo.territoires.niveaux import NOMS_NIVEAUX

DEPARTAGES_MAX: Final = 1500
"""Territoires au-delà desquels rien ne voyage : le navigateur dit alors entre quelles places est un ex æquo."""
BASE: Final = 36
Entiers = NDArray[np.int64]


def ordre(repartition: Repartition) -> dict[str, Any]:
    """Clé « ordre » de l'état de la carte.

    Parameters
    ----------
    repartition : Repartition
        Ce que la carte montre.

    Returns
    -------
    dict
        ``niveau`` : le nom d'un territoire ; ``periode`` : celle, écrite, pour laquelle la suite vaut ; ``bas`` : le
        premier rang est au plus bas ; ``muet`` : aucun rang ne se dit ; ``exact`` : l'arrondi ne cache aucun écart ;
        ``departage`` : de combien de places chaque territoire suit le premier du même arrondi (base 36, largeur
        fixe) ; ``entre`` : places gagnées et perdues que permettent les intervalles ; ``sans`` : territoires (places
        dans la liste) qui n'ont pas de rang.
    """
    bas = repartition.indicateur.sens == "mieux_bas"
    periode = formats.periode(repartition.periode)
    commun = {"niveau": formats.typographie(NOMS_NIVEAUX[repartition.niveau][0]), "bas": bas, "periode": periode}
    finies = np.isfinite(repartition.valeurs)
    ecarts = np.zeros(finies.size, dtype=np.int64)
    ecarts[finies] = _ecarts(repartition, finies, bas=bas)
    if finies.size > DEPARTAGES_MAX:
        return {"ordre": {**commun, **_en_bref(repartition, ecarts)}}
    precis = {"departage": _serrer(ecarts)} if ecarts.any() else {"exact": True}
    sans = [rang for rang, code in enumerate(repartition.codes) if code in _sans_rang(repartition)]
    return {"ordre": {**commun, **precis, **_entre(repartition, finies, bas=bas), **({"sans": sans} if sans else {})}}


def _en_bref(repartition: Repartition, ecarts: Entiers) -> dict[str, bool]:
    """Pour trente-cinq mille communes : aucun rang si certaines n'en ont pas, exact si l'arrondi ne cache rien."""
    if _sans_rang(repartition):
        return {"muet": True}
    return {"exact": True} if not ecarts.any() and not repartition.intervalles else {}


def _ecarts(repartition: Repartition, finies: NDArray[np.bool_], *, bas: bool) -> Entiers:
    """Places entre le rang d'une valeur et celui de son arrondi."""
    exactes = repartition.valeurs[finies]
    arrondies = np.rint(exactes * 10**repartition.indicateur.decimales)
    return _places(exactes, bas=bas) - _places(arrondies, bas=bas)


def _places(valeurs: NDArray[np.float64], *, bas: bool) -> Entiers:
    """Rang de chaque valeur, les ex æquo au meilleur."""
    rangees = valeurs if bas else -valeurs
    return np.searchsorted(np.sort(rangees), rangees, side="left").astype(np.int64) + 1


def _entre(repartition: Repartition, finies: NDArray[np.bool_], *, bas: bool) -> dict[str, Any]:
    if not repartition.intervalles:
        return {}
    valeurs = repartition.valeurs[finies]
    minimums, maximums = (np.where(np.isnan(b[finies]), valeurs, b[finies]) for b in repartition.bornes())
    meilleurs, pires = rangs(minimums, maximums, croissant=bas)
    places = _places(valeurs, bas=bas)
    ecarts = np.zeros((2, finies.size), dtype=np.int64)
    ecarts[:, finies] = places - meilleurs, pires - places
    return {"entre": [_serrer(cote) for cote in ecarts]} if ecarts.any() else {}


def _sans_rang(repartition: Repartition) -> frozenset[str]:
    identifiant = repartition.indicateur.id
    if identifiant not in charger().indicateurs:
        return frozenset()
    return fragiles(identifiant, repartition.niveau, repartition.periode)


def _serrer(entiers: Entiers) -> list[Any]:
    """Largeur, puis les nombres bout à bout : ``[1, "0010203"]``."""
    largeur = len(np.base_repr(int(entiers.max(initial=0)), BASE))
    return [largeur, "".join(np.base_repr(int(e), BASE).lower().zfill(largeur) for e in entiers)]
