"""Réglages communs : hypothesis sans chronomètre (la machine d'épreuve est partagée) et reproductible."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("atlas", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("atlas")
