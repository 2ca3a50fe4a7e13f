"""Un dessin : une figure, et sa lecture pour qui ne la voit pas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from geo.graphiques import svg
from geo.graphiques.figure import Figure
from geo.graphiques.lectures import Lecture
from geo.objets.objet import Objet


@dataclass(frozen=True, kw_only=True)
class Dessin(Objet):
    """Une figure, composée au thème de qui la montre."""

    figure: Figure
    lecture: Lecture

    @cached_property
    def html(self) -> str:
        """La figure dessinée (`geo.graphiques.svg`)."""
        empreinte = crc32(repr((self.figure.data, self.figure.layout)).encode())
        return svg.rendre(self.figure, self.lecture.phrase, f"dessin-{empreinte:08x}")
