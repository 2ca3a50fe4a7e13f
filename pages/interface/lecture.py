"""Lire ce qu'une personne a tapé : dates partielles et nombres à la française, rendus comme le registre les attend."""

from __future__ import annotations

import re

_FRANCAISE = re.compile(r"(?:(\d{1,2})[/.])?(\d{1,2})[/.](\d{4})")


_NOMBRE = re.compile(r"[-−]?\d+(?:\.\d+)?")


def lire_date(texte: str) -> str:
    """« 15/03/2026 » → ``2026-03-15``, « 03/2026 » → ``2026-03`` ; le reste tel quel, que le registre jugera."""
    propre = texte.strip()
    trouve = _FRANCAISE.fullmatch(propre)
    if not trouve:
        return propre
    jour, mois, annee = trouve.groups()
    return f"{annee}-{int(mois):02}" + (f"-{int(jour):02}" if jour else "")


def ecrire_date(code: str) -> str:
    """``2026-03-15`` → « 15/03/2026 » ; ce qui n'est pas une date reste tel quel."""
    return "/".join(reversed(code.split("-"))) if re.fullmatch(r"\d{4}(-\d{2}){0,2}", code) else code


def lire_nombre(texte: str) -> str:
    """« 12 000,50 € » → ``12000.50`` ; le reste tel quel, que le registre jugera."""
    propre = re.sub(r"[\s\u202f\u00a0€]", "", texte).replace(",", ".")
    return propre.replace("−", "-") if _NOMBRE.fullmatch(propre) else texte.strip()
