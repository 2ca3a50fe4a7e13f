"""Une figure en SVG souple : ses places sont des parts du cadre, ses textes des pixels ; elle suit toute largeur.

Sait : redessiner, aux mêmes places et dans les mêmes teintes que plotly, ce que les figures de l'Atlas lui demandent.
Ignore : les survols et les gestes ; qui les veut charge plotly.
"""

from __future__ import annotations

from geo.graphiques.svg.legende import repere
from geo.graphiques.svg.rendu import rendre

__all__ = ["rendre", "repere"]
