"""Les formules du catalogue : ce qu'elles déclarent, ce qu'elles demandent, et leur seule interprétation.

La construction (tous les territoires) et l'écran (un périmètre) leur donnent des effectifs déjà sommés, par nom de
terme ; une formule de plus ne se déclare et ne se calcule qu'ici.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal

import numpy as np
from pydantic import Field

from donnees.catalogue.effectifs import Colonne, Operande, Reels, combiner
from donnees.catalogue.evolutions import Difference, Evolution
from donnees.catalogue.fiche import Fiche, Texte
from donnees.catalogue.interpretable import Agregation, Composantes, Existantes, Interpretable
from donnees.catalogue.intervalles import Bornes, Masques, borner_rapport
from donnees.catalogue.periodes import rang

__all__ = [
    "Agregation",
    "Difference",
    "Evolution",
    "Formule",
    "Moyenne",
    "PartPopulation",
    "Publie",
    "Ratio",
    "Somme",
    "Specialisation",
]
PREFIXES: Final = {"urssaf": "prive", "flores": "salaries"}
ECART_TOTAL: Final = 0.5
"""Écart toléré entre un total publié et la somme de ses secteurs (arrondi d'un demi-emploi)."""


class Somme(Interpretable):
    """Σ des composantes."""

    agregation = "somme"
    termes = ("total",)
    type: Literal["somme"]
    composantes: Composantes
    masques: Masques | None = None

    @property
    def operandes(self) -> dict[str, Operande]:
        """Le total, et ce que le secret y masque."""
        return {"total": Operande(self.composantes), **(self.masques.operandes if self.masques else {})}

    def borner(self, termes: Mapping[str, Colonne]) -> Bornes | None:
        """Le total, plus ce que le secret masque au moins et au plus."""
        if self.masques is None:
            return None
        moins, plus = _masque(termes, "masque_")
        return termes["total"].valeurs + moins, termes["total"].valeurs + plus


class Ratio(Interpretable):
    """``facteur`` × Σ numérateurs ÷ Σ dénominateurs."""

    agregation = "ratio"
    termes = ("haut", "bas")
    type: Literal["ratio"]
    numerateur: Composantes
    denominateur: Composantes
    facteur: float = 100.0
    periode_denominateur: str | None = None
    depuis: str | None = None
    masques: Masques | None = None

    @property
    def operandes(self) -> dict[str, Operande]:
        """Le numérateur, le dénominateur, et ce que le secret y masque."""
        masques = self.masques.operandes if self.masques else {}
        return {"haut": Operande(self.numerateur), "bas": Operande(self.denominateur), **masques}

    def periodes(self, periode: str, existantes: Existantes) -> dict[str, str]:
        """Le dénominateur est à la même période, ou à une période fixe ; rien avant ``depuis``."""
        del existantes  # elles ne servent qu'à trouver un point de départ
        if self.depuis is not None and rang(periode) < rang(self.depuis):
            return {}
        return dict.fromkeys(self.operandes, periode) | {"bas": self.periode_denominateur or periode}

    def calculer(self, termes: Mapping[str, Colonne]) -> Colonne:
        """Le rapport."""
        return combiner(lambda haut, bas: self.facteur * haut / bas, termes["haut"], termes["bas"])

    def borner(self, termes: Mapping[str, Colonne]) -> Bornes | None:
        """Le rapport selon ce que le secret masque."""
        if self.masques is None:
            return None
        masque_bas = _masque(termes, "masque_bas_") if self.masques.bas_maximum else None
        with np.errstate(divide="ignore", invalid="ignore"):
            bas, haut = borner_rapport(
                termes["haut"].valeurs, termes["bas"].valeurs, _masque(termes, "masque_"), masque_bas
            )
        return self.facteur * bas, self.facteur * haut


class PartPopulation(Interpretable):
    """Part du ``poids`` des communes où Σ composantes > 0 (``presente``) ou = 0 (``absente``), en %."""

    agregation = "ratio"
    termes = ("concernee", "entiere")
    type: Literal["part_population"]
    composantes: Composantes
    condition: Literal["presente", "absente"]
    poids: Texte
    periode_poids: str

    @property
    def operandes(self) -> dict[str, Operande]:
        """La population des communes retenues, et la population entière."""
        concernee = Operande(self.composantes, self.condition, self.poids, self.periode_poids)
        return {"concernee": concernee, "entiere": Operande((self.poids,))}

    def periodes(self, periode: str, existantes: Existantes) -> dict[str, str]:
        """La population est à une période fixe."""
        del existantes  # elles ne servent qu'à trouver un point de départ
        return {"concernee": periode, "entiere": self.periode_poids}

    def calculer(self, termes: Mapping[str, Colonne]) -> Colonne:
        """La part, en %."""
        return combiner(lambda part, tout: 100 * part / tout, termes["concernee"], termes["entiere"])


class Moyenne(Fiche):
    """Moyenne des zones d'emploi, pondérée par un effectif : une estimation pour la France, dite comme telle."""

    poids: Texte
    periode: str
    texte: Texte


class Publie(Interpretable):
    """Mesure reprise telle que publiée ; « a + b » additionne deux mesures publiées de même base.

    ``moyenne`` : comment estimer la France, que la source ne publie pas.
    """

    termes = ("publiee",)
    type: Literal["publie"]
    composantes: Composantes
    moyenne: Moyenne | None = None

    @property
    def ensembles(self) -> list[Operande]:
        """Les mesures à enchaîner, chacune faite d'une composante ou de la somme de plusieurs."""
        return [Operande(tuple(nom.strip() for nom in somme.split(" + "))) for somme in self.composantes]


class Specialisation(Interpretable):
    """Indice de Krugman : ½ Σ_s |part locale − part France| × 100, sur une nomenclature de secteurs.

    Les termes des secteurs ont une colonne par secteur ; l'indice n'existe que là où leur somme retrouve le total
    publié, ici et en France.
    """

    termes = ("secteurs", "total", "secteurs_france", "total_france")
    type: Literal["specialisation"]
    source: Literal["urssaf", "flores"]
    nomenclature: Literal["a5", "a21", "a38"]

    @property
    def prefixe(self) -> str:
        """Début du nom des composantes de la nomenclature."""
        return f"{PREFIXES[self.source]}_{self.nomenclature}_"

    def calculer(self, termes: Mapping[str, Colonne]) -> Colonne:
        """L'indice, de 0 à 100."""
        ici = _parts(termes["secteurs"].valeurs, termes["total"].valeurs)
        france = _parts(termes["secteurs_france"].valeurs, termes["total_france"].valeurs)
        return Colonne(50 * np.abs(ici - france).sum(axis=1), termes["total"].etats)


Formule = Annotated[
    Somme | Ratio | PartPopulation | Evolution | Difference | Publie | Specialisation, Field(discriminator="type")
]


def _parts(secteurs: Reels, total: Reels) -> Reels:
    """Part de chaque secteur ; NaN là où leur somme ne retrouve pas le total."""
    sommes = secteurs.sum(axis=1)
    retrouvees = np.where((np.abs(sommes - total) <= ECART_TOTAL) & (sommes > 0), sommes, np.nan)
    return secteurs / retrouvees[:, np.newaxis]


def _masque(termes: Mapping[str, Colonne], prefixe: str) -> Bornes:
    """Ce que le secret masque au moins (rien, si la fiche ne le dit pas) et au plus."""
    plus = termes[f"{prefixe}maximum"].valeurs
    moins = termes.get(f"{prefixe}minimum")
    return (np.zeros_like(plus) if moins is None else moins.valeurs), plus
