"""Les formules du catalogue : ce qu'elles déclarent, ce qu'elles demandent, et leur seule interprétation.

La construction (tous les territoires) et l'écran (un périmètre) leur donnent des effectifs déjà sommés, par nom de
terme ; une formule de plus ne se déclare et ne se calcule qu'ici.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Final, Literal

import numpy as np
from pydantic import Field

from donnees.catalogue.effectifs import MANQUANT, Booleens, Colonne, Operande, Reels, combiner
from donnees.catalogue.fiche import Fiche, Identifiant, Texte
from donnees.catalogue.periodes import rang

Agregation = Literal["somme", "ratio", "non_agregeable"]
Composantes = Annotated[tuple[Texte, ...], Field(min_length=1)]
Existantes = Mapping[str, Iterable[str]]
PREFIXES: Final = {"urssaf": "prive", "flores": "salaries"}
ECART_TOTAL: Final = 0.5
"""Écart toléré entre un total publié et la somme de ses secteurs (arrondi d'un demi-emploi)."""


class Interpretable(Fiche):
    """Ce que toute formule dit d'elle-même.

    Attributes
    ----------
    agregation : str
        Ce que devient l'indicateur sur un ensemble quelconque de communes.
    termes : tuple of str
        Noms des colonnes que `calculer` attend.
    """

    agregation: ClassVar[Agregation] = "non_agregeable"
    termes: ClassVar[tuple[str, ...]] = ()

    @property
    def operandes(self) -> dict[str, Operande]:
        """Terme → ce qu'il additionne, dans l'ordre du calcul ; vide pour une formule qui ne s'agrège pas."""
        return {}

    def periodes(self, periode: str, existantes: Existantes) -> dict[str, str]:
        """Période de chaque terme, parmi les ``existantes`` ; vide sans point de départ pour cette période."""
        del existantes  # elles ne servent qu'à trouver un point de départ
        return dict.fromkeys(self.termes, periode)

    def calculer(self, termes: Mapping[str, Colonne]) -> Colonne:
        """Le résultat de chaque territoire ; d'office, le premier terme tel quel.

        NaN sous un état qui promet une valeur : le calcul n'a pas de sens (une division par zéro).
        """
        return termes[self.termes[0]]


class Somme(Interpretable):
    """Σ des composantes."""

    agregation = "somme"
    termes = ("total",)
    type: Literal["somme"]
    composantes: Composantes

    @property
    def operandes(self) -> dict[str, Operande]:
        """Le total."""
        return {"total": Operande(self.composantes)}


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

    @property
    def operandes(self) -> dict[str, Operande]:
        """Le numérateur et le dénominateur."""
        return {"haut": Operande(self.numerateur), "bas": Operande(self.denominateur)}

    def periodes(self, periode: str, existantes: Existantes) -> dict[str, str]:
        """Le dénominateur est à la même période, ou à une période fixe ; rien avant ``depuis``."""
        del existantes  # elles ne servent qu'à trouver un point de départ
        if self.depuis is not None and rang(periode) < rang(self.depuis):
            return {}
        return {"haut": periode, "bas": self.periode_denominateur or periode}

    def calculer(self, termes: Mapping[str, Colonne]) -> Colonne:
        """Le rapport."""
        return combiner(lambda haut, bas: self.facteur * haut / bas, termes["haut"], termes["bas"])


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


class DepuisUnDepart(Interpretable):
    """Compare une période à celle qui la précède de ``ecart`` pas (trimestres ou années)."""

    termes = ("fin", "debut")
    ecart: Annotated[int, Field(gt=0)]

    def periodes(self, periode: str, existantes: Existantes) -> dict[str, str]:
        """La période, et son point de départ parmi ceux qui existent."""
        depart = next((autre for autre in existantes["debut"] if rang(autre) == rang(periode) - self.ecart), "")
        return {"fin": periode, "debut": depart} if depart else {}


class Evolution(DepuisUnDepart):
    """100 × (N_t ÷ N_{t−écart} − 1), ou le taux annuel moyen équivalent.

    ``depart`` remplace N au départ ; en dessous de ``depart_min`` au départ, le taux n'a pas de sens (« nd », que
    l'arrivée soit au secret ou non).
    """

    agregation = "ratio"
    type: Literal["evolution"]
    composantes: Composantes
    depart: tuple[Texte, ...] = ()
    annualisee: bool = False
    depart_min: Annotated[float, Field(ge=0)] = 0.0

    @property
    def operandes(self) -> dict[str, Operande]:
        """L'effectif d'arrivée et celui de départ."""
        return {"fin": Operande(self.composantes), "debut": Operande(self.depart or self.composantes)}

    def trop_petit(self, termes: Mapping[str, Colonne]) -> Booleens:
        """Là où l'effectif de départ est trop petit pour un taux."""
        return termes["debut"].valeurs < self.depart_min

    def calculer(self, termes: Mapping[str, Colonne]) -> Colonne:
        """Le taux, en %."""
        exposant = 1 / self.ecart if self.annualisee else 1.0
        taux = combiner(lambda fin, debut: 100 * ((fin / debut) ** exposant - 1), termes["fin"], termes["debut"])
        petit = self.trop_petit(termes)
        etats = np.where(petit, MANQUANT, taux.etats).astype(np.int8)
        return Colonne(np.where(petit, np.nan, taux.valeurs), etats)


class Difference(DepuisUnDepart):
    """Écart en points d'un autre indicateur ; ``ecart`` compte des trimestres ou des années selon ses périodes."""

    type: Literal["difference"]
    indicateur: Identifiant

    def calculer(self, termes: Mapping[str, Colonne]) -> Colonne:
        """L'écart, en points."""
        return combiner(np.subtract, termes["fin"], termes["debut"])


class Publie(Interpretable):
    """Mesure reprise telle que publiée ; « a + b » additionne deux mesures publiées de même base."""

    termes = ("publiee",)
    type: Literal["publie"]
    composantes: Composantes

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
