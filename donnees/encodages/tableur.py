"""Ce qu'un tableur prendrait pour une formule en ouvrant un texte."""

from __future__ import annotations

from typing import Final

FORMULE: Final = r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]"
"""Début de formule, en motif : signe, en pleine chasse ou non, même après un blanc ou un invisible ; saut de ligne."""
