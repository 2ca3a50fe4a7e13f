"""Les formules qui comparent deux dates : une évolution en %, un écart en points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from donnees.catalogue.effectifs import ESTIME, MANQUANT, Booleens, Colonne, Operande, combiner
from donnees.catalogue.fiche import Identifiant, Texte
from donnees.catalogue.interpretable import Composantes, Existantes, Interpretable
from donnees.catalogue.intervalles import Bornes
from donnees.catalogue.periodes import rang


class DepuisUnDepart(Interpretable):
    """Compare une période à celle qui la précède de ``ecart`` pas (trimestres ou années)."""

    termes = ("fin", "debut")
    ecart: Annotated[int, Field(gt=0)]
    ruptures: tuple[str, ...] = ()

    def periodes(self, periode: str, existantes: Existantes) -> dict[str, str]:
        """La période, et son point de départ parmi ceux qui existent ; rien à travers une rupture de série."""
        fin, debut = rang(periode), rang(periode) - self.ecart
        if any(debut < rang(rupture) <= fin for rupture in self.ruptures):
            return {}
        depart = next((autre for autre in existantes["debut"] if rang(autre) == debut), "")
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
    """Écart en points d'un autre indicateur ; ``ecart`` compte des trimestres ou des années selon ses périodes.

    ``remplacee`` : composante des valeurs qu'une publication plus récente a remplacées. Un écart à cheval sur deux
    publications est estimé, et la révision du territoire (terme ``revision``) en est la marge.
    """

    type: Literal["difference"]
    indicateur: Identifiant
    remplacee: Texte | None = None

    def calculer(self, termes: Mapping[str, Colonne]) -> Colonne:
        """L'écart, en points."""
        ecart = combiner(np.subtract, termes["fin"], termes["debut"])
        if "revision" not in termes:
            return ecart
        melees = np.isfinite(termes["revision"].valeurs)
        return Colonne(ecart.valeurs, np.where(melees, np.maximum(ecart.etats, ESTIME), ecart.etats).astype(np.int8))

    def borner(self, termes: Mapping[str, Colonne]) -> Bornes | None:
        """L'écart, à la révision du territoire près."""
        if "revision" not in termes:
            return None
        ecart, marge = self.calculer(termes).valeurs, np.abs(termes["revision"].valeurs)
        return ecart - marge, ecart + marge
