"""Une figure de l'Atlas : ce que plotly lit (traces et mise en page), tenu en dictionnaires.

``plotly.graph_objects`` revérifie chaque réglage à chaque pose : la moitié du prix d'une page. Les épreuves vérifient
une fois, avec lui, ce que chaque sorte de figure produit ; servir une page n'en a pas besoin.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Self

Trace = dict[str, Any]


class Noeud(dict[str, Any]):
    """Réglage d'une figure : un dictionnaire qui se lit aussi par attribut, comme chez plotly (absent : ``None``)."""

    def __init__(self, reglages: Mapping[str, Any] = {}) -> None:
        super().__init__({nom: _noeud(valeur) for nom, valeur in reglages.items()})

    def __getattr__(self, nom: str) -> Any:  # noqa: ANN401 - un nombre, un texte, une suite, un autre réglage
        """Réglage de ce nom ; ``None`` s'il n'est pas posé."""
        if nom.startswith("__"):
            raise AttributeError(nom)
        return self.get(nom)

    def fondre(self, reglages: Mapping[str, Any]) -> None:
        """Pose ces réglages ; les autres, à tout étage, restent."""
        for nom, valeur in reglages.items():
            dessous = self.get(nom)
            if isinstance(dessous, Noeud) and isinstance(valeur, Mapping):
                dessous.fondre(valeur)
            else:
                self[nom] = _noeud(valeur)


class Figure:
    """Traces et mise en page, aux noms et aux gestes de ``plotly.graph_objects.Figure``."""

    def __init__(self, layout: Mapping[str, Any]) -> None:
        self.data: list[Noeud] = []
        self.layout = Noeud(layout)

    def add_trace(self, trace: Trace) -> Self:
        """Ajoute une trace, par-dessus les autres."""
        self.data.append(Noeud(trace))
        return self

    def update_layout(self, **reglages: object) -> Self:
        """Règle la mise en page."""
        self.layout.fondre(reglages)
        return self

    def update_xaxes(self, reglages: Mapping[str, Any] = {}, **autres: object) -> Self:
        """Règle l'axe horizontal."""
        return self.update_layout(xaxis={**reglages, **autres})

    def update_yaxes(self, reglages: Mapping[str, Any] = {}, **autres: object) -> Self:
        """Règle l'axe vertical."""
        return self.update_layout(yaxis={**reglages, **autres})

    def en_plotly(self) -> dict[str, Any]:
        """Ce que plotly lit : ``{"data", "layout"}``, copiés."""
        return deepcopy({"data": [dict(trace) for trace in self.data], "layout": dict(self.layout)})


def _noeud(valeur: Any) -> Any:  # noqa: ANN401 - un réglage de plotly est n'importe quelle valeur JSON
    if isinstance(valeur, Mapping):
        return Noeud(valeur)
    if isinstance(valeur, list | tuple):
        return tuple(Noeud(v) if isinstance(v, Mapping) else v for v in valeur)
    return valeur


def trace_points(**reglages: object) -> Trace:
    """Trace de points, reliés ou non (« scatter »)."""
    return {"type": "scatter", **reglages}


def trace_barres(**reglages: object) -> Trace:
    """Trace de barres (« bar »)."""
    return {"type": "bar", **reglages}
