"""L'axe des longues séries : des dates, graduées en années entières, que tout logiciel place à leur juste écart."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

LONGUE: Final = 16
_GRADUATIONS: Final = 8
_PERIODE: Final = re.compile(r"(\d{4})(?:-T([1-4]))?")


def est_date(periodes: Sequence[str]) -> bool:
    """Vrai pour une longue suite d'années ou de trimestres croissants ; le reste s'écrit en toutes lettres."""
    lues = [_PERIODE.fullmatch(periode) for periode in periodes]
    return len(periodes) > LONGUE and all(lues) and list(periodes) == sorted(set(periodes))


def dates(periodes: Sequence[str]) -> list[date]:
    """Premier jour de chaque année ou trimestre."""
    trouves = [_PERIODE.fullmatch(periode) for periode in periodes]
    return [date(int(trouve[1]), 3 * int(trouve[2] or 1) - 2, 1) for trouve in trouves if trouve]


def graduer(axe: Any, periodes: Sequence[str]) -> None:  # noqa: ANN401 - objet de python-pptx
    """Une graduation toutes les une, deux, trois ou cinq années."""
    jours = dates(periodes)
    duree = jours[-1].year - jours[0].year + 1
    pas = next(pas for pas in (1, 2, 3, 5, 10, duree) if duree / pas <= _GRADUATIONS or pas == duree)
    axe.tick_labels.number_format, axe.tick_labels.number_format_is_linked = "yyyy", False
    element = axe._element  # noqa: SLF001 - python-pptx ne règle pas les unités d'un axe de dates
    base = element.find("{*}baseTimeUnit")
    base.set("val", "months")
    for nom, valeur in (("majorTimeUnit", "years"), ("majorUnit", str(math.ceil(pas)))):
        base.addnext(element.makeelement(f"{{{element.nsmap['c']}}}{nom}", {"val": valeur}))
