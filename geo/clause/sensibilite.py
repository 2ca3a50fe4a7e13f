"""Ce que deviennent les heures quand une hypothèse change, les autres restant égales."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.clause.calcul import CENT, Lot, Simulation, manques
from geo.ecriture import formats

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


@dataclass(frozen=True)
class _Facteurs:
    montant: float = 1.0
    part: float = 1.0
    cout: float = 1.0
    taux: float = 1.0


def sensibilite(simulation: Simulation, ecart: float) -> list[Variation]:
    """Effet de chaque hypothèse, puis de toutes ensemble au pire et au mieux ; vide si rien ne se calcule.

    Parameters
    ----------
    ecart : float
        Part de l'hypothèse retirée puis ajoutée, entre 0 et 1 exclus. Une part de main-d'œuvre et un taux ne dépassent
        jamais 100 %. Seuls comptent les lots calculables.
    """
    lots = [lot for lot in simulation.lots if not manques(lot, simulation.cout, simulation.taux)]
    if not lots or simulation.cout is None or simulation.taux is None:
        return []
    calcul = _Calcul(lots, simulation.cout, simulation.taux)
    seules = [calcul.varier(nom, ecart) for nom in LIBELLES]
    moins, plus = 1 - ecart, 1 + ecart
    basses = calcul.heures(_Facteurs(moins, moins, plus, moins))
    hautes = calcul.heures(_Facteurs(plus, plus, moins, plus))
    return [*seules, Variation(ENSEMBLE, "le moins favorable", "le plus favorable", basses, hautes)]


LIBELLES: Final = {
    "montant": "Montant du marché",
    "part": "Part de main-d'œuvre",
    "cout": "Coût horaire",
    "taux": "Taux d'insertion",
}


@dataclass(frozen=True)
class _Calcul:
    """Les lots calculables et les deux hypothèses communes."""

    lots: list[Lot]
    cout: float
    taux: float

    def heures(self, facteurs: _Facteurs) -> float:
        """Heures d'insertion, chaque hypothèse multipliée par son facteur."""
        main_d_oeuvre = math.fsum(
            (lot.montant or 0.0) * facteurs.montant * min(CENT, (lot.part or 0.0) * facteurs.part) / CENT
            for lot in self.lots
        )
        return main_d_oeuvre / (self.cout * facteurs.cout) * min(CENT, self.taux * facteurs.taux) / CENT

    def varier(self, nom: str, ecart: float) -> Variation:
        """Une hypothèse diminuée puis augmentée."""
        moins, plus = _Facteurs(**{nom: 1 - ecart}), _Facteurs(**{nom: 1 + ecart})
        valeurs = [self.dire(nom, facteurs) for facteurs in (moins, plus)]
        return Variation(LIBELLES[nom], valeurs[0], valeurs[1], self.heures(moins), self.heures(plus))

    def dire(self, nom: str, facteurs: _Facteurs) -> str:
        """Valeur d'une hypothèse ainsi changée, avec son unité."""
        if nom == "cout":
            return f"{formats.nombre_libre(self.cout * facteurs.cout)}{formats.INSECABLE}€/h"
        if nom == "taux":
            return f"{formats.nombre_libre(min(CENT, self.taux * facteurs.taux))}{formats.INSECABLE}%"
        montant = math.fsum((lot.montant or 0.0) * facteurs.montant for lot in self.lots)
        if nom == "montant":
            return formats.euros(round(montant))
        parts = [min(CENT, (lot.part or 0.0) * facteurs.part) for lot in self.lots]
        moyenne = (
            math.fsum(p * (lot.montant or 0.0) for p, lot in zip(parts, self.lots, strict=True)) * facteurs.montant
        )
        suite = " en moyenne" if len(set(parts)) > 1 else ""
        return f"{formats.nombre_libre(moyenne / montant, 1)}{formats.INSECABLE}%{suite}"


def tableau(variations: list[Variation]) -> pd.DataFrame:
    """Tableau équivalent au graphique."""
    return pd.DataFrame(
        [
            {
                "Hypothèse": v.libelle,
                "Si elle baisse": v.moins,
                "Heures": round(v.heures_moins),
                "Si elle monte": v.plus,
                "Heures ensuite": round(v.heures_plus),
            }
            for v in variations
        ]
    )
