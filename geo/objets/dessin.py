"""Un dessin : une figure, et sa lecture pour qui ne la voit pas."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from geo.graphiques.lectures import Lecture
from geo.objets.objet import Objet


@dataclass(frozen=True, kw_only=True)
class Dessin(Objet):
    """Une figure plotly, composée au thème de qui la montre."""

    figure: go.Figure
    lecture: Lecture
