"""L'aperçu d'une section à l'écran : du HTML sans script, les mêmes blocs que le PDF.

Sait : échapper tout texte, poser les figures en images dont les lettres sont tracées.
Ignore : la page qui le montre et son style.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from donnees.catalogue.documents import mots
from geo.documents import dessin
from geo.documents.modele import Figure, Section, Tableau
from geo.documents.signes import POLICES
from geo.ecriture.formats import INSECABLE

DEUX_POINTS = f"{INSECABLE}: "


@cache
def _gabarit() -> Template:
    milieu = Environment(
        loader=FileSystemLoader(POLICES.parent / "modeles"), autoescape=True, undefined=StrictUndefined
    )
    return milieu.get_template("section.html")


def ecrire(section: Section) -> str:
    """HTML d'une section, sans son titre."""
    return _gabarit().render(
        section=section,
        mots=mots(),
        image=_image,
        colonnes=_colonnes,
        deux_points=DEUX_POINTS,
    )


def _image(figure: Figure) -> str:
    return "data:image/svg+xml;base64," + b64encode(dessin.dessiner(figure, "svg_traces")).decode()


def _colonnes(bloc: Tableau) -> tuple[list[int], list[str]]:
    """Rangs des colonnes à montrer, et noms de celles que le document laisse à remplir."""
    vides = {
        rang
        for rang, colonne in enumerate(bloc.colonnes)
        if colonne.nature == "vide" and not any(ligne[rang] for ligne in bloc.lignes)
    }
    return [r for r in range(len(bloc.colonnes)) if r not in vides], [bloc.colonnes[r].nom for r in sorted(vides)]
