"""Un fait du portrait : une valeur, sa date, son lieu, et la référence à qui la comparer."""

from __future__ import annotations

from dataclasses import dataclass

from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats


@dataclass(frozen=True)
class Fait:
    """Une valeur du territoire et celle de la référence à la même période.

    Attributes
    ----------
    fiche : Indicateur
        Fiche du catalogue (unité, décimales).
    periode : str
        Période commune aux deux valeurs.
    valeur, reference : float
        NaN si absente.
    nom_reference : str
        Complément après « de » ou « contre » : « 7,4 % pour la médiane des zones d'emploi ».
    lieu : str
        Complément de lieu quand la valeur n'est pas celle du territoire : « dans la zone d'emploi Lyon ».
    indecis : bool
        Les intervalles ne permettent pas de dire si la valeur est au-dessus ou au-dessous de la référence.
    effectifs : tuple of float
        Évolution du territoire partie de trop peu pour un taux : l'effectif de départ et celui d'arrivée.
    """

    fiche: Indicateur
    periode: str
    valeur: float
    reference: float = float("nan")
    nom_reference: str = ""
    lieu: str = ""
    indecis: bool = False
    effectifs: tuple[float, ...] = ()

    @property
    def ecart(self) -> float:
        """Différence arrondie comme à l'affichage : la phrase ne contredit jamais les nombres qu'elle cite."""
        chiffres = self.fiche.decimales
        return round(self.affichee - round(self.reference, chiffres), chiffres)

    @property
    def affichee(self) -> float:
        """La valeur arrondie comme à l'affichage."""
        return round(self.valeur, self.fiche.decimales)

    @property
    def ecrit(self) -> str:
        """« 7,4 % », « +3,0 % » : la valeur, son unité, son signe s'il se lit autour de zéro."""
        return formats.selon(self.fiche, self.valeur)

    @property
    def grandeur(self) -> str:
        """La valeur sans son signe, que le verbe dit déjà : « 3,0 % »."""
        return formats.avec_unite(abs(self.valeur), self.fiche.unite, self.fiche.decimales)

    @property
    def reference_ecrite(self) -> str:
        """« 7,5 % pour la France »."""
        return f"{formats.selon(self.fiche, self.reference)} {self.nom_reference}".strip()

    @property
    def ou_mesure(self) -> str:
        """Le lieu, à poser dans la phrase ; vide quand c'est le territoire lui-même."""
        return f" {self.lieu}" if self.lieu else ""
