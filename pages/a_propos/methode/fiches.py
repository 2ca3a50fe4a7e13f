"""Des fiches repliées en HTML : cent fiches ne coûtent qu'un élément par thème, et le navigateur y cherche un mot."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def repliee(titre: str, corps: str) -> str:
    """Une fiche que l'on déplie ; ``corps`` est déjà du balisage."""
    return f'<details class="atlas-definition"><summary>{escape(titre)}</summary><div>{corps}</div></details>'


def liste(lignes: Iterable[str]) -> str:
    """Liste à puces ; une ligne vide tombe, les autres sont déjà du balisage."""
    return f"<ul>{''.join(f'<li>{ligne}</li>' for ligne in lignes if ligne)}</ul>"


def lien(adresse: str, texte: str) -> str:
    """Lien vers une page d'un producteur, ou de l'Atlas."""
    return f'<a href="{escape(adresse)}">{escape(texte)}</a>'
