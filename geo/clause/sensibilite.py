"""Ce que deviennent les heures quand une hypothèse change, les autres restant égales."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from geo import formats
from geo.clause.calcul import CENT, Simulation, par_lot, total

ECARTS: Final = {"10": "± 10 %", "20": "± 20 %", "30": "± 30 %"}
"""Choix offert → libellé : l'hypothèse est diminuée puis augmentée d'autant."""
ECART_DEFAUT: Final = "20"
ENSEMBLE: Final = "Toutes ensemble"


@dataclass(frozen=True)
class Variation:
    """Effet d'une hypothèse.

    Attributes
    ----------
    libelle : str
        Hypothèse.
    moins, plus : str
        Ses deux valeurs, en toutes lettres.
    heures_moins, heures_plus : float
        Heures d'insertion du marché quand elle est diminuée, puis augmentée.
    """

    libelle: str
    moins: str
    plus: str
    heures_moins: float
    heures_plus: float

    @property
    def bornes(self) -> tuple[float, float]:
        """Le moins et le plus d'heures."""
        return min(self.heures_moins, self.heures_plus), max(self.heures_moins, self.heures_plus)


def sensibilite(simulation: Simulation, ecart: float) -> list[Variation]:
    """Effet de chaque hypothèse puis de toutes ensemble, au pire et au mieux ; vide si rien ne se calcule.

    Parameters
    ----------
    ecart : float
        Part de l'hypothèse ajoutée et retirée, entre 0 et 1. Une part de main-d'œuvre et un taux ne dépassent pas 100 %.
    """
    if _heures(simulation) is None:
        return []
    gestes: tuple[tuple[str, Callable[[Simulation, float], Simulation], Callable[[Simulation], str]], ...] = (
        ("Montant du marché", _montants, _dire_montant),
        ("Part de main-d'œuvre", _parts, _dire_part),
        ("Coût horaire", _cout, lambda s: f"{formats.nombre(s.cout, 2)} €/h"),
        ("Taux d'insertion", _taux, lambda s: f"{formats.nombre_libre(s.taux)} %"),
    )
    rendues = []
    for libelle, changer, dire in gestes:
        moins, plus = changer(simulation, 1 - ecart), changer(simulation, 1 + ecart)
        rendues.append(Variation(libelle, dire(moins), dire(plus), _heures(moins) or 0.0, _heures(plus) or 0.0))
    return [*rendues, _ensemble(simulation, ecart)]


def _ensemble(simulation: Simulation, ecart: float) -> Variation:
    def toutes(sens: float) -> float:
        autre = _taux(_parts(_montants(simulation, 1 + sens), 1 + sens), 1 + sens)
        return _heures(_cout(autre, 1 - sens)) or 0.0

    return Variation(ENSEMBLE, "au moins d'heures", "au plus d'heures", toutes(-ecart), toutes(ecart))


def _heures(simulation: Simulation) -> float | None:
    somme = total(par_lot(simulation))
    return somme.insertion if somme else None


def _montants(simulation: Simulation, facteur: float) -> Simulation:
    return replace(
        simulation,
        lots=tuple(
            lot if lot.montant is None else replace(lot, montant=lot.montant * facteur) for lot in simulation.lots
        ),
    )


def _parts(simulation: Simulation, facteur: float) -> Simulation:
    lots = (lot if lot.part is None else replace(lot, part=min(CENT, lot.part * facteur)) for lot in simulation.lots)
    return replace(simulation, lots=tuple(lots))


def _cout(simulation: Simulation, facteur: float) -> Simulation:
    return replace(simulation, cout=None if simulation.cout is None else simulation.cout * facteur)


def _taux(simulation: Simulation, facteur: float) -> Simulation:
    return replace(simulation, taux=None if simulation.taux is None else min(CENT, simulation.taux * facteur))


def _dire_montant(simulation: Simulation) -> str:
    somme = total(par_lot(simulation))
    return formats.euros(round(somme.montant)) if somme else formats.ABSENT


def _dire_part(simulation: Simulation) -> str:
    somme = total(par_lot(simulation))
    part = CENT * somme.main_d_oeuvre / somme.montant if somme and somme.montant else None
    return f"{formats.nombre_libre(part, 1)} %{' en moyenne' if len(simulation.lots) > 1 else ''}"


def tableau(variations: list[Variation]) -> pd.DataFrame:
    """Tableau équivalent au graphique."""
    return pd.DataFrame(
        [
            {
                "Hypothèse": v.libelle,
                "Valeur diminuée": v.moins,
                "Heures alors": round(v.heures_moins),
                "Valeur augmentée": v.plus,
                "Heures ensuite": round(v.heures_plus),
            }
            for v in variations
        ]
    )
