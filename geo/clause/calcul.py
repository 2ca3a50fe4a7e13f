"""Les heures d'insertion d'un marché à plusieurs lots.

H = montant hors taxes × part de main-d'œuvre ÷ coût horaire × taux d'insertion (produit, « Méthodes »).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from geo.clause.reperes import (
    AUTRE,
    EXEMPLE_COUT,
    EXEMPLE_MONTANT,
    EXEMPLE_TAUX,
    HEURES_ETP,
    REPERES,
)
from geo.ecriture.formats import nombre

CENT: Final = 100.0
MONTANT_MAX, COUT_MIN, COUT_MAX = 10_000_000_000.0, 1.0, 1000.0
LOTS_MAX: Final = 12
NOM_MAX: Final = 60


@dataclass(frozen=True)
class Lot:
    """Un lot du marché.

    Attributes
    ----------
    metier : str
        Clé de `geo.clause.reperes.REPERES`.
    montant : float or None
        Euros hors taxes ; None tant qu'il n'est pas saisi.
    part : float or None
        Part de main-d'œuvre, en pour cent du montant.
    nom : str
        Nom donné par l'utilisateur ; vide : celui du métier.
    """

    metier: str
    montant: float | None
    part: float | None
    nom: str = ""

    @property
    def libelle(self) -> str:
        """Nom du lot, à défaut celui du métier."""
        return self.nom or REPERES[self.metier].libelle


@dataclass(frozen=True)
class Simulation:
    """Un marché et ses hypothèses.

    Attributes
    ----------
    lots : tuple of Lot
        Au moins un, douze au plus.
    cout : float or None
        Coût d'une heure de travail, en euros.
    taux : float or None
        Part des heures de travail réservée à l'insertion, en pour cent.
    nom : str
        Nom du marché.
    """

    lots: tuple[Lot, ...]
    cout: float | None
    taux: float | None
    nom: str = ""


@dataclass(frozen=True)
class Resultat:
    """Les étapes du calcul d'un lot ou d'un marché, sans arrondi.

    Attributes
    ----------
    montant, main_d_oeuvre : float
        Euros hors taxes.
    travail, insertion : float
        Heures de travail en tout, et heures réservées à l'insertion.
    """

    montant: float
    main_d_oeuvre: float
    travail: float
    insertion: float

    @property
    def etp(self) -> float:
        """Équivalents temps plein sur un an (1 607 heures)."""
        return self.insertion / HEURES_ETP


EXEMPLE: Final = Simulation((Lot("batiment", EXEMPLE_MONTANT, 50.0),), EXEMPLE_COUT, EXEMPLE_TAUX)
"""L'exemple publié par la maison du Sud 77 : à remplacer."""


def manques(lot: Lot, cout: float | None, taux: float | None) -> tuple[str, ...]:
    """Ce qui manque ou ne convient pas pour calculer un lot, en français ; vide si tout y est."""
    return tuple(
        message
        for message, convient in (
            ("un montant hors taxes positif", _dans(lot.montant, 0, MONTANT_MAX) and lot.montant != 0),
            ("une part de main-d'œuvre entre 0 et 100 %", _dans(lot.part, 0, CENT)),
            (f"un coût horaire entre {nombre(COUT_MIN)} et {nombre(COUT_MAX)} €", _dans(cout, COUT_MIN, COUT_MAX)),
            ("un taux d'insertion entre 0 et 100 %", _dans(taux, 0, CENT)),
        )
        if not convient
    )


def _dans(valeur: float | None, bas: float, haut: float) -> bool:
    return valeur is not None and math.isfinite(valeur) and bas <= valeur <= haut


def calculer(lot: Lot, cout: float | None, taux: float | None) -> Resultat | None:
    """Calcule un lot ; None s'il manque une hypothèse (`manques` dit laquelle)."""
    if manques(lot, cout, taux) or lot.montant is None or lot.part is None or cout is None or taux is None:
        return None
    main_d_oeuvre = lot.montant * lot.part / CENT
    travail = main_d_oeuvre / cout
    return Resultat(lot.montant, main_d_oeuvre, travail, travail * taux / CENT)


def par_lot(simulation: Simulation) -> tuple[Resultat | None, ...]:
    """Résultat de chaque lot, dans l'ordre ; None pour un lot incomplet."""
    return tuple(calculer(lot, simulation.cout, simulation.taux) for lot in simulation.lots)


def total(resultats: Iterable[Resultat | None]) -> Resultat | None:
    """Somme des lots calculés ; None s'il n'y en a aucun."""
    connus = [resultat for resultat in resultats if resultat is not None]
    if not connus:
        return None
    return Resultat(
        math.fsum(r.montant for r in connus),
        math.fsum(r.main_d_oeuvre for r in connus),
        math.fsum(r.travail for r in connus),
        math.fsum(r.insertion for r in connus),
    )


def nouveau(metier: str = AUTRE) -> Lot:
    """Un lot à remplir, avec la part du repère de son métier."""
    return Lot(metier, None, REPERES[metier].part)
