"""Les balises d'un gabarit : un bac à sable, un petit langage (nommer un champ, poser une condition), rien d'autre."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from jinja2 import Environment, StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from donnees.catalogue.gabarits import gabarits
from geo.documents.word.elements import propre

_PERMIS = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.And, nodes.Or, nodes.Not)
_ACCOLADES = str.maketrans({signe: f"&#{ord(signe)};" for signe in "{}"})
_BLANCS = str.maketrans("\n\t", "  ")


def bac() -> Environment:
    """Environnement Jinja clos : valeurs échappées, balise inconnue refusée, aucun accès aux objets."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def valeur(texte: str) -> Markup:
    """Valeur sur une ligne, sans accolade en clair : un second passage n'y trouverait aucune balise."""
    ligne = propre(texte).translate(_BLANCS)
    return Markup(escape(ligne).translate(_ACCOLADES))  # noqa: S704 - échappée à cette ligne même


def contexte(valeurs: Mapping[str, str]) -> dict[str, Markup]:
    """Valeurs prêtes pour le gabarit."""
    return {nom: valeur(texte) for nom, texte in valeurs.items()}


def noms(arbre: nodes.Template) -> list[str]:
    """Balises nommées, conditions comprises, dans l'ordre."""
    return [nom.name for nom in arbre.find_all(nodes.Name)]


def interdites(arbre: nodes.Template) -> bool:
    """Vrai si le gabarit fait plus que nommer un champ ou poser une condition."""
    return not all(isinstance(noeud, _PERMIS) for noeud in _descendants(arbre))


def inconnues(arbre: nodes.Template) -> list[str]:
    """Balises qui n'existent pas, sans doublon."""
    return [nom for nom in dict.fromkeys(noms(arbre)) if nom not in gabarits().balises]


def sous_condition(arbre: nodes.Template) -> set[str]:
    """Balises nommées dans une condition ou dans ce qu'elle contient."""
    return {nom.name for condition in arbre.find_all(nodes.If) for nom in condition.find_all(nodes.Name)}


def _descendants(noeud: nodes.Node) -> Iterator[nodes.Node]:
    yield noeud
    for enfant in noeud.iter_child_nodes():
        yield from _descendants(enfant)
