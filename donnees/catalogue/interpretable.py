"""Ce que toute formule du catalogue dit d'elle-même, et ce qu'on peut lui demander."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from donnees.catalogue.effectifs import Colonne, Operande
from donnees.catalogue.fiche import Fiche, Texte
from donnees.catalogue.intervalles import Bornes

Agregation = Literal["somme", "ratio", "non_agregeable"]
Composantes = Annotated[tuple[Texte, ...], Field(min_length=1)]
Existantes = Mapping[str, Iterable[str]]


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
        return dict.fromkeys(self.operandes or self.termes, periode)

    def calculer(self, termes: Mapping[str, Colonne]) -> Colonne:
        """Le résultat de chaque territoire ; d'office, le premier terme tel quel.

        NaN sous un état qui promet une valeur : le calcul n'a pas de sens (une division par zéro).
        """
        return termes[self.termes[0]]

    def borner(self, termes: Mapping[str, Colonne]) -> Bornes | None:
        """Le moins et le plus que vaut chaque résultat ; None pour une formule qui n'en dit rien."""
        del termes  # la plupart des formules sont exactes
        return None
