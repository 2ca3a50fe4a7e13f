"""Les graphiques natifs : courbes et barres, avec leur classeur, que l'on modifie dans son logiciel."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any, Final

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE
from xlsxwriter import Workbook

from geo.documents.diapositives import temps, traces
from geo.documents.diapositives.textes import Forme, lisible
from geo.documents.modele import Barres, Courbes
from geo.ecriture import formats
from geo.ecriture.tableurs import inerte

CATEGORIES_MAX, ETIQUETTE_MAX, SERIE_MAX = 12, 46, 60
_DATE: Final = datetime(2024, 1, 1)  # noqa: DTZ001 - XLSX ignore les fuseaux ; date fixe, pour des octets reproductibles


class _Classeur(CategoryWorkbookWriter):
    """Le classeur d'un graphique, où un texte reste un texte."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: IO[bytes]) -> Iterator[tuple[Any, Any]]:
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with Workbook(xlsx_file, options) as classeur:
            classeur.set_properties({"created": _DATE})
            yield classeur, classeur.add_worksheet()


class _Donnees(CategoryChartData):
    """Les données d'un graphique."""

    @property
    def _workbook_writer(self) -> _Classeur:
        return _Classeur(self)  # type: ignore[no-untyped-call]  # python-pptx ne type pas son classeur


def cachees(dessin: Courbes | Barres) -> int:
    """Combien de barres ou de séries n'ont pas leur place ; des courbes, toutes les périodes se voient."""
    en_trop = 0 if isinstance(dessin, Courbes) else max(0, len(dessin.categories) - CATEGORIES_MAX)
    return en_trop + max(0, len(dessin.series) - traces.SERIES_MAX)


def tracer(emplacement: Forme, dessin: Courbes | Barres) -> Forme:
    """Met un graphique natif à la place d'une zone ; rend sa forme."""
    if isinstance(dessin, Courbes):
        categories, genre = [formats.periode_courte(periode) for periode in dessin.periodes], XL_CHART_TYPE.LINE
    else:
        categories, genre = list(dessin.categories[:CATEGORIES_MAX]), XL_CHART_TYPE.BAR_CLUSTERED
    forme = emplacement.insert_chart(genre, _donnees(dessin, [lisible(nom, ETIQUETTE_MAX) for nom in categories]))
    graphique = forme.chart
    traces.habiller(graphique, len(dessin.series))
    if isinstance(dessin, Courbes):
        traces.courbes(graphique, dessin)
    else:
        traces.barres(graphique, dessin)
    return forme


def _donnees(dessin: Courbes | Barres, categories: Sequence[str]) -> Any:  # noqa: ANN401 - objet de python-pptx
    donnees: Any = _Donnees(number_format=traces.format_de(dessin))  # type: ignore[no-untyped-call]  # python-pptx
    if isinstance(dessin, Courbes) and temps.est_date(dessin.periodes):
        donnees.categories = temps.dates(dessin.periodes)
    else:
        donnees.categories = [inerte(nom) or " " for nom in categories]
    for serie in dessin.series[: traces.SERIES_MAX]:
        valeurs = [valeur if math.isfinite(valeur) else None for valeur in serie.valeurs[: len(categories)]]
        donnees.add_series(inerte(lisible(serie.nom, SERIE_MAX)), valeurs)
    return donnees
