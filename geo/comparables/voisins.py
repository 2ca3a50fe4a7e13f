"""Les zones d'emploi les plus proches d'un territoire, et ce qui rapproche ou sépare."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from donnees import entrepot
from donnees.erreurs import CodeInconnu
from geo.comparables.espace import Espace, espace
from geo.comparables.variables import Vecteur, a_l_echelle, variables

OBSERVEES_MIN = 0.25  # part des variables qu'il faut connaître d'un territoire pour lui chercher des voisins
OBSERVEES_MIN_VOISIN = 0.5  # et d'une zone pour la proposer
RAISONS = 3
Cible: TypeAlias = str | tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Voisin:
    """Une zone d'emploi semblable.

    Attributes
    ----------
    distance : float
        Distance euclidienne dans l'espace des axes gardés ; 0 pour deux zones identiques.
    ressemblance : float
        De 0 à 100 : ``100 × (1 − distance ÷ D)``, où D est la distance médiane entre deux zones d'emploi
        quelconques. 100 : identiques ; 0 : pas plus semblables que deux zones prises au hasard (ou moins encore).
    rapprochent : tuple of str
        Au plus trois variables, de la plus à la moins parlante, parmi celles observées des deux côtés. Avec z la valeur
        centrée réduite du territoire et z' celle du voisin, une zone au hasard serait en moyenne à un écart carré de
        ``1 + z²`` ; une variable rapproche d'autant plus que ``(1 + z²) − (z − z')²`` est grand, à condition que ce
        soit positif : partager un trait rare compte plus que partager un trait banal.
    separent : tuple of str
        Au plus trois autres variables, de ``(z − z')²`` décroissant et non nul.
    imputees : tuple of str
        Variables du voisin remplacées par la médiane faute de donnée.
    """

    code: str
    libelle: str
    distance: float
    ressemblance: float
    rapprochent: tuple[str, ...]
    separent: tuple[str, ...]
    imputees: tuple[str, ...]


@dataclass(frozen=True)
class Ressemblances:
    """Les voisins et de quoi les juger.

    Attributes
    ----------
    voisins : tuple of Voisin
        Du plus au moins semblable ; vide quand moins du quart des variables du territoire sont observées.
    variables : tuple of str
        Indicateurs comparés.
    axes : int
        Nombre d'axes gardés par l'ACP.
    variance : float
        Part de la variance que ces axes portent, de 0 à 1.
    imputees : tuple of str
        Variables du territoire remplacées par la médiane des zones faute de donnée.
    ecartees : tuple of str
        Codes des zones jamais proposées : moins de la moitié de leurs variables sont observées.
    """

    voisins: tuple[Voisin, ...]
    variables: tuple[str, ...]
    axes: int
    variance: float
    imputees: tuple[str, ...]
    ecartees: tuple[str, ...]


def semblables(
    code_ou_vecteur: str | Mapping[str, float],
    themes: Sequence[str] = (),
    nombre: int = 5,
    *,
    exclure_absentes: bool = False,
) -> Ressemblances:
    """Zones d'emploi les plus proches d'une zone ou d'un périmètre.

    Parameters
    ----------
    code_ou_vecteur : str or mapping
        Code d'une zone d'emploi (jamais proposée comme sa propre voisine), ou valeurs d'un périmètre par identifiant
        d'indicateur, dans leur unité. Une variable absente ou non finie est imputée par la médiane, et le résultat le
        dit ; un identifiant étranger à la comparaison est ignoré.
    themes : sequence of str
        Parmi `THEMES_COMPARABLES` ; vide : tous.
    nombre : int
        Nombre de voisins voulus.
    exclure_absentes : bool
        Ne comparer que sur les variables observées du territoire, sans imputer : plus juste pour un périmètre dont
        beaucoup d'indicateurs ne se recalculent pas, car une médiane imputée l'attire vers les zones moyennes.

    Raises
    ------
    CodeInconnu
        Le code n'est pas celui d'une zone d'emploi.
    ValueError
        Un thème n'est pas comparable.
    """
    retenues = variables(themes)
    if isinstance(code_ou_vecteur, str):
        cible: Cible = code_ou_vecteur
    else:
        cible = tuple(sorted((i, float(v)) for i, v in code_ou_vecteur.items() if i in retenues))
    if exclure_absentes:
        _, observee = _situer(espace(retenues), cible)
        retenues = tuple(i for i, presente in zip(retenues, observee, strict=True) if presente)
    return _semblables(cible, retenues, nombre) if retenues else Ressemblances((), (), 0, 0.0, (), ())


@lru_cache(maxsize=512)
def _semblables(cible: Cible, retenues: tuple[str, ...], nombre: int) -> Ressemblances:
    repere = espace(retenues)
    reduite, observee = _situer(repere, cible)
    assez = repere.observees.mean(axis=1) >= OBSERVEES_MIN_VOISIN
    distances = np.linalg.norm((repere.reduites - reduite) @ repere.axes, axis=1)
    ordre = sorted(np.flatnonzero(assez), key=lambda rang: (round(float(distances[rang]), 9), repere.codes[rang]))
    proches = [int(rang) for rang in ordre if repere.codes[rang] != cible][: max(nombre, 0)]
    suffit = float(observee.mean()) >= OBSERVEES_MIN
    return Ressemblances(
        voisins=tuple(_voisin(repere, rang, reduite, observee, float(distances[rang])) for rang in proches if suffit),
        variables=repere.variables,
        axes=repere.axes.shape[1],
        variance=repere.variance,
        imputees=_noms(repere, ~observee),
        ecartees=tuple(code for code, garde in zip(repere.codes, assez, strict=True) if not garde),
    )


def _situer(repere: Espace, cible: Cible) -> tuple[Vecteur, NDArray[np.bool_]]:
    """Valeurs centrées réduites du territoire, et celles qui sont observées."""
    if isinstance(cible, str):
        if cible not in repere.codes:
            raise CodeInconnu("zones d'emploi", [cible])
        rang = repere.codes.index(cible)
        return repere.reduites[rang], repere.observees[rang]
    valeurs = dict(cible)
    brutes = np.array([a_l_echelle(i, np.array(valeurs.get(i, math.nan))) for i in repere.variables], dtype=np.float64)
    observee = np.isfinite(brutes)
    return (np.where(observee, brutes, repere.medianes) - repere.moyennes) / repere.ecarts, observee


def _voisin(repere: Espace, rang: int, reduite: Vecteur, observee: NDArray[np.bool_], distance: float) -> Voisin:
    code = repere.codes[rang]
    rapprochent, separent = _raisons(reduite, repere.reduites[rang], observee & repere.observees[rang])
    part = distance / repere.echelle if repere.echelle > 0 else 0.0
    return Voisin(
        code=code,
        libelle=str(entrepot.territoires("zone_emploi")["libelle_long"].get(code, code)),
        distance=distance,
        ressemblance=100.0 * min(1.0, max(0.0, 1.0 - part)),
        rapprochent=tuple(repere.variables[i] for i in rapprochent),
        separent=tuple(repere.variables[i] for i in separent),
        imputees=_noms(repere, ~repere.observees[rang]),
    )


def _raisons(lui: Vecteur, autre: Vecteur, communes: NDArray[np.bool_]) -> tuple[list[int], list[int]]:
    """Rangs des variables qui rapprochent et de celles qui séparent (voir `Voisin`)."""
    ecarts = (lui - autre) ** 2
    gains = 1.0 + lui**2 - ecarts
    candidates = [int(i) for i in np.flatnonzero(communes)]
    rapprochent = [i for i in sorted(candidates, key=lambda i: (-round(float(gains[i]), 9), i)) if gains[i] > 0]
    rapprochent = rapprochent[: min(RAISONS, (len(candidates) + 1) // 2)]
    reste = [i for i in candidates if i not in rapprochent and ecarts[i] > 0]
    return rapprochent, sorted(reste, key=lambda i: (-round(float(ecarts[i]), 9), i))[:RAISONS]


def _noms(repere: Espace, lesquelles: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(repere.variables[int(i)] for i in np.flatnonzero(lesquelles))
