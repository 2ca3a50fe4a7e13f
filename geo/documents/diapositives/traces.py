"""L'allure des graphiques natifs, aux couleurs du thème.

En gris, le territoire reste le plus sombre, le plus épais et le seul trait plein.
"""

from __future__ import annotations

import math
from typing import Any, Final

from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.util import Pt

from geo.documents.diapositives import temps
from geo.documents.diapositives.textes import LANGUE
from geo.documents.modele import Barres, Courbes, Serie

Graphique = Any
"""Un graphique, une série ou un point de python-pptx."""
MARQUES_MAX: Final = 16
_TAILLE: Final = 12
_FRANCAIS: Final = "[$-40C]"  # la langue, telle que la nomme un format de nombre
_COULEURS: Final = (
    MSO_THEME_COLOR.ACCENT_1,
    MSO_THEME_COLOR.ACCENT_2,
    MSO_THEME_COLOR.ACCENT_3,
    MSO_THEME_COLOR.ACCENT_4,
)
_TIRETS: Final = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT)
SERIES_MAX: Final = len(_COULEURS)


def format_de(dessin: Courbes | Barres) -> str:
    """Format de nombre d'un tableur, à la française ; « − » est le vrai signe moins."""
    nombre = "#,##0" + ("." + "0" * dessin.decimales if dessin.decimales else "")
    plus = "+" if isinstance(dessin, Barres) and dessin.signe else ""
    return ";".join(f"{_FRANCAIS}{signe}{nombre}" for signe in (plus, "−", ""))


def habiller(graphique: Graphique, series: int) -> None:
    """Police, légende, langue, trous."""
    graphique.has_title = False
    graphique.font.size = Pt(_TAILLE)
    graphique.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    for style in graphique._chartSpace.iter("{*}defRPr"):  # noqa: SLF001 - la langue n'a pas de porte publique
        style.set("lang", LANGUE)
    espace = graphique._chartSpace  # noqa: SLF001 - même raison
    if espace.find("{*}lang") is None:
        espace.find("{*}chart").addprevious(espace.makeelement(f"{{{espace.nsmap['c']}}}lang", {"val": LANGUE}))
    graphique.has_legend = series > 1
    if series > 1:
        graphique.legend.position = XL_LEGEND_POSITION.TOP
        graphique.legend.include_in_layout = False
        graphique.legend.font.size = Pt(_TAILLE + 1)


def courbes(graphique: Graphique, dessin: Courbes) -> None:
    """Un trait par série, dernier point écrit, peu de graduations."""
    derniers = {rang: _dernier(serie) for rang, serie in enumerate(dessin.series[:SERIES_MAX])}
    for rang, serie in enumerate(graphique.plots[0].series):
        serie.smooth = False
        trait = serie.format.line
        trait.width = Pt(3 if rang == 0 else 2)
        trait.dash_style = _TIRETS[rang]
        trait.color.theme_color = _COULEURS[rang]
        _marques(serie, rang, visibles=len(dessin.periodes) <= MARQUES_MAX)
        if (point := derniers[rang]) is not None:
            _etiquette(serie.points[point], rang, au_dessus=_au_dessus(dessin, rang, point))
    _axes(graphique, format_de(dessin))
    if temps.est_date(dessin.periodes):
        temps.graduer(graphique.category_axis, dessin.periodes)


def _marques(serie: Graphique, rang: int, *, visibles: bool) -> None:
    """Peu de périodes : chaque point se voit, même seul entre deux trous."""
    serie.marker.style = XL_MARKER_STYLE.CIRCLE if visibles else XL_MARKER_STYLE.NONE
    if visibles:
        serie.marker.size = 8 - rang
        serie.marker.format.fill.solid()
        serie.marker.format.fill.fore_color.theme_color = _COULEURS[rang]
        serie.marker.format.line.color.theme_color = _COULEURS[rang]


def _dernier(serie: Serie) -> int | None:
    return next((rang for rang in range(len(serie.valeurs) - 1, -1, -1) if math.isfinite(serie.valeurs[rang])), None)


def _au_dessus(dessin: Courbes, rang: int, point: int) -> bool:
    """Vrai si la série finit au-dessus de la première autre : les deux étiquettes s'écartent."""
    autre = dessin.series[1 if rang == 0 else 0] if len(dessin.series) > 1 else None
    voisine = autre.valeurs[point] if autre else math.nan
    valeur = dessin.series[rang].valeurs[point]
    return not math.isfinite(voisine) or valeur > voisine or (valeur == voisine and rang == 0)


def _etiquette(point: Graphique, rang: int, *, au_dessus: bool) -> None:
    etiquette = point.data_label
    etiquette.position = XL_LABEL_POSITION.ABOVE if au_dessus else XL_LABEL_POSITION.BELOW
    etiquette.font.size, etiquette.font.bold = Pt(_TAILLE + 2), True
    etiquette.font.color.theme_color = _COULEURS[rang] if rang == 0 else MSO_THEME_COLOR.TEXT_1
    marque = etiquette._dLbl  # noqa: SLF001 - python-pptx n'a pas de porte pour montrer la valeur d'un seul point
    for nom in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"):
        element = marque.find(f"{{*}}{nom}")
        if element is not None:
            element.set("val", "1" if nom == "showVal" else "0")


def barres(graphique: Graphique, dessin: Barres) -> None:
    """Barres dans l'ordre du document, valeur au bout, sans axe des valeurs."""
    trace = graphique.plots[0]
    trace.gap_width, trace.overlap = 45, 0
    trace.has_data_labels = True
    trace.data_labels.show_value = True
    trace.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    trace.data_labels.number_format, trace.data_labels.number_format_is_linked = format_de(dessin), False
    trace.data_labels.font.size = Pt(_TAILLE)
    for rang, serie in enumerate(trace.series):
        serie.format.fill.solid()
        serie.format.fill.fore_color.theme_color = _COULEURS[rang]
        serie.invert_if_negative = False
    _axes(graphique, format_de(dessin))
    graphique.value_axis.visible = False
    graphique.value_axis.has_major_gridlines = False
    graphique.category_axis.reverse_order = True
    graphique.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _axes(graphique: Graphique, nombre: str) -> None:
    valeurs, categories = graphique.value_axis, graphique.category_axis
    valeurs.tick_labels.number_format, valeurs.tick_labels.number_format_is_linked = nombre, False
    valeurs.format.line.fill.background()
    valeurs.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_2
    categories.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_2
    categories.has_major_gridlines = False
