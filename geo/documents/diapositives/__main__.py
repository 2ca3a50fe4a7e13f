"""Refait le masque commité : ``python -m geo.documents.diapositives``."""

from __future__ import annotations

from geo.documents.diapositives.masque import MODELE, fabriquer

MODELE.write_bytes(fabriquer())
