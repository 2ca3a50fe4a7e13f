"""Modèles des besoins : ce que dit, pour chaque thème d'action, un indicateur du catalogue."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from donnees.catalogue.fiche import Fiche, Identifiant, Texte


class MesureBesoin(Fiche):
    """Un indicateur qui dit le besoin d'un thème d'action.

    Parameters
    ----------
    besoin : str
        Le côté de l'indicateur où se trouve le besoin : « haut » (plus il monte, plus le besoin est grand) ou « bas ».
    choix, limite : str
        Pourquoi cet indicateur, et ce qu'il ne dit pas ; une phrase chacun.
    """

    indicateur: Identifiant
    besoin: Literal["haut", "bas"]
    choix: Annotated[str, Field(pattern=r"\.$")]
    limite: Annotated[str, Field(pattern=r"\.$")]


class Besoin(Fiche):
    """Le besoin d'un thème d'action : un ou deux indicateurs au choix, ou la raison de n'en avoir aucun."""

    id: Identifiant
    mesures: Annotated[tuple[MesureBesoin, ...], Field(max_length=2)] = ()
    non_mesure: Texte | None = None

    @model_validator(mode="after")
    def _coherence(self) -> Self:
        if bool(self.mesures) == bool(self.non_mesure):
            raise ValueError("mesures : donner des indicateurs, ou dire dans « non_mesure » pourquoi il n'y en a pas")
        if len({mesure.indicateur for mesure in self.mesures}) < len(self.mesures):
            raise ValueError("mesures : le même indicateur deux fois")
        return self
