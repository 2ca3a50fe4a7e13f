"""Ce qu'une vue des secteurs regarde : le territoire demandé, la zone d'emploi lue, le champ et la référence."""

from __future__ import annotations

from dataclasses import dataclass

from geo import territoires
from geo.secteurs.champs import CHAMPS, Champ
from geo.territoires import Territoire


@dataclass(frozen=True)
class Choix:
    """Ce que la page montre.

    Attributes
    ----------
    demande : Territoire or None
        Territoire de l'adresse.
    zone : Territoire or None
        Zone d'emploi lue ; None sans territoire, pour la France, ou si la zone n'est pas couverte (Mayotte).
    reference : str
        « metropole », « france » ou code d'une zone.
    source, nomenclature : str
        Champ et découpage des secteurs.
    """

    demande: Territoire | None
    zone: Territoire | None
    reference: str
    source: str
    nomenclature: str

    @property
    def champ(self) -> Champ:
        """Le champ."""
        return CHAMPS[self.source]

    @property
    def parametres(self) -> dict[str, str]:
        """Ce qui désigne ces choix dans une adresse."""
        lieu = territoires.parametres(self.demande) if self.demande else {}
        if self.zone and self.zone != self.demande:
            lieu["zone"] = self.zone.code
        face = {"reference": self.reference} if self.zone else {}
        return lieu | {"champ": self.source, "decoupage": self.nomenclature} | face
