"""Du HTML d'un objet : un gabarit échappé d'office, une feuille de style dans la page, la typographie de l'écran."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from geo.ecriture import composition, formats
from pages.leger import adresses
from pages.leger.page import SITE, Objet, Site
from pages.leger.schema import CONTEXTE

_ICI: Final = Path(__file__).parent
STYLES: Final = (
    _ICI.parent / "cadre/style/jetons.css",
    _ICI.parent / "cadre/style/portrait.css",
    _ICI / "style.css",
)
_INERTE: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""Ce qu'un texte saisi ne doit pas dire dans une balise ``<script>``."""


@cache
def _gabarits() -> Environment:
    environnement = Environment(
        loader=FileSystemLoader(_ICI / "gabarits"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environnement.globals |= {"site_nom": SITE, "feuille": Markup(_feuille()), "apercu": adresses.apercu}  # noqa: S704 - notre propre style
    environnement.filters |= {"nombre": formats.nombre, "compose": formats.typographie}
    return environnement


@cache
def _feuille() -> str:
    """La feuille de style, sans commentaires ni retours à la ligne."""
    texte = "".join(feuille.read_text(encoding="utf-8") for feuille in STYLES)
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", texte, flags=re.DOTALL)).strip()


def ecrire(objet: Objet, site: Site) -> bytes:
    """HTML d'un objet."""
    page = objet.page(site)
    return _composer(page.gabarit, site, page=page, donnees=_json(page.donnees), **page.valeurs)


def refuser(titre: str, texte: str, site: Site) -> bytes:
    """HTML d'un refus : ce qui ne va pas, et quoi faire."""
    return _composer("refus", site, titre=titre, texte=texte)


def _composer(gabarit: str, site: Site, **valeurs: Any) -> bytes:  # noqa: ANN401 - ce que chaque gabarit attend
    """Le gabarit, puis la typographie de l'écran sur tout ce qui se lit."""
    ecrit = _gabarits().get_template(f"{gabarit}.html").render(site=site, lien=site.lien, absolu=site.absolu, **valeurs)
    return composition.html(ecrit).encode()


def _json(donnees: Sequence[dict[str, Any]]) -> Markup:
    """JSON-LD, inerte où qu'un texte saisi y soit."""
    texte = json.dumps({"@context": CONTEXTE, "@graph": list(donnees)}, ensure_ascii=False)
    return Markup("".join(_INERTE.get(signe, signe) for signe in texte))  # noqa: S704 - rien n'y ferme la balise
