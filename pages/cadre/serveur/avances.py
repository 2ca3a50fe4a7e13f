"""Le code que toute page demandera, annoncé dès la page : le navigateur le charge avant que Streamlit ne l'appelle.

Sans cette annonce, chaque sorte d'élément se charge à son premier emploi : une silhouette, puis l'élément, et la page
saute.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pages.cadre.traduction import DOSSIER, dossier

SORTES: Final = ("Html", "PageLink", "ComponentInstance", "Button", "ButtonGroup", "Selectbox")
"""Sortes d'éléments qu'emploient presque toutes les pages, nommées comme les fichiers de Streamlit."""
_IMPORT = re.compile(r'from"\./([\w.-]+\.js)"')


def annonces(page: str) -> str:
    """Balises ``modulepreload`` de ces éléments et de ce qu'ils importent, sauf ce que la page annonce déjà."""
    return "".join(
        f'<link rel="modulepreload" crossorigin href="./{dossier()}js/{nom}">' for nom in _demandes() if nom not in page
    )


@cache
def _demandes() -> tuple[str, ...]:
    """Fichiers de ces éléments et de ce qu'ils importent ; aucun si Streamlit les range autrement."""
    premiers = [fichier.name for sorte in SORTES for fichier in (DOSSIER / "js").glob(f"{sorte}.*.js")]
    demandes: dict[str, None] = {}
    while premiers:
        nom = premiers.pop(0)
        if nom not in demandes and (DOSSIER / "js" / nom).is_file():
            demandes[nom] = None
            premiers += _IMPORT.findall((DOSSIER / "js" / nom).read_text(encoding="utf-8"))
    return tuple(demandes)
