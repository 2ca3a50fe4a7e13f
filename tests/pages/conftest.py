"""Réglages communs : hypothesis tire toujours les mêmes exemples, sans délai par exemple."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("atlas", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("atlas")
