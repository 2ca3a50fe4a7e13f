"""Une figure de chaque sorte, faite de noms et d'unités qui cherchent à s'exécuter, et de valeurs difficiles."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from geo.graphiques import Courbe, essaim, nuage, points_alignes, structure, tendance
from geo.graphiques.bulles import CADRANS, Bulle, bulles
from geo.graphiques.cascade import cascade
from geo.graphiques.figure import Figure
from geo.graphiques.metiers import Metier, metiers
from geo.graphiques.quotients import Quotient, quotients
from geo.graphiques.style import Theme
from geo.graphiques.tornade import Barre, tornade
from geo.mesures.profils import LigneComparee
from geo.mesures.repartitions import Repartition
from tests.unitaires.repartitions_fabriquees import fabriquee
from tests.unitaires.test_graphiques_style import HOSTILES

VALEURS = [1234.5, 2345.6, math.nan, 3456.7, 10987.6, 54321.9, 654321.0]
NOMS = HOSTILES
CHOISIS = {f"{rang:04d}": nom for rang, nom in enumerate(NOMS[:5])}
UNITE = "<b>€</b>"
QUOTIENTS = (0.01, 0.5, 1.0, 2.0, 30.0)


def _hostile(identifiant: str, valeurs: Sequence[float] = VALEURS) -> Repartition:
    return replace(fabriquee(valeurs, identifiant), libelles=tuple(NOMS))


def _ligne(nom: str) -> LigneComparee:
    valeurs = dict(zip(NOMS, VALEURS, strict=True))
    return LigneComparee(nom, UNITE, 1, "mieux_bas", valeurs, 3000.0, 2000.0, 4000.0)


FIGURES: dict[str, Callable[[Theme], Figure]] = {
    "tendance": lambda t: tendance(
        [Courbe(nom, ["2020", "2021", "2022"], [v, 2000.0, math.nan]) for nom, v in zip(NOMS, VALEURS, strict=True)],
        *(UNITE, 1),
        theme=t,
    ),
    "indice": lambda t: tendance(
        [Courbe(nom, ["2020-T4", "2021-T2"], [1000.5, 2000.5]) for nom in NOMS], UNITE, 1, indice=True, theme=t
    ),
    "structure": lambda t: structure(
        VALEURS, VALEURS[::-1], NOMS, territoire=NOMS[0], comparateur=NOMS[1], unite=UNITE, theme=t
    ),
    "essaim": lambda t: essaim(_hostile("revenu_median"), CHOISIS, theme=t),
    "nuage": lambda t: (
        nuage(_hostile("revenu_median"), _hostile("taux_pauvrete", VALEURS[::-1]), CHOISIS, theme=t).figure
    ),
    "points": lambda t: points_alignes([_ligne(nom) for nom in NOMS], theme=t),
    "cascade": lambda t: cascade([1234.5, -2345.6, 10987.6], NOMS[:3], somme=NOMS[3], unite=UNITE, theme=t),
    "quotients": lambda t: quotients(
        [
            Quotient(nom, ql, ql / 2, 2 * ql, NOMS[1], ql > 1)
            for nom, ql in zip(NOMS, (0.01, 0.5, 1, 2, 30), strict=False)
        ],
        reference=NOMS[0],
        theme=t,
    ),
    "bulles": lambda t: bulles(
        [Bulle(nom, 0.5 + rang, 10 * rang - 20, 1234.5 * (rang + 1), NOMS[1]) for rang, nom in enumerate(NOMS)],
        dict.fromkeys(CADRANS, NOMS[0]),
        abscisse=NOMS[1],
        ordonnee=NOMS[2],
        choisi=NOMS[3],
        theme=t,
    ),
    "tornade": lambda t: tornade([Barre(nom, 1234.5, 2345.6, NOMS[0]) for nom in NOMS], 1500.0, UNITE, theme=t),
    "metiers": lambda t: metiers(
        [Metier(nom, NOMS[0], 2000.0 + rang, 1234.0) for rang, nom in enumerate(NOMS)], theme=t
    ),
    "vide": lambda t: essaim(_hostile("revenu_median", [math.nan] * len(VALEURS)), {}, theme=t),
}


def en_json(dessin: Figure) -> str:
    """La figure telle que plotly la reçoit."""
    return json.dumps(dessin.en_plotly())
