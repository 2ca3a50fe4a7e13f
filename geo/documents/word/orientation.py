"""Le sens des pages : une section dont un tableau donne quatre colonnes à remplir se couche, sinon reste debout."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import groupby
from typing import Final

from docx.oxml.ns import qn

from geo.documents.modele import Section, Tableau
from geo.documents.word.elements import Noeud

A_REMPLIR: Final = 4
Groupe = tuple[bool, list[Noeud]]
"""Couché ou non, et ce que la section écrit ; le dernier élément est un paragraphe."""


def couchee(section: Section) -> bool:
    """Vrai si un tableau de la section demande la largeur de la page couchée."""
    tableaux = (bloc for bloc in section.blocs if isinstance(bloc, Tableau))
    return any(sum(colonne.nature == "vide" for colonne in bloc.colonnes) >= A_REMPLIR for bloc in tableaux)


def tourner(page: Noeud, groupes: Sequence[Groupe]) -> list[Noeud]:
    """Tout ce que les groupes écrivent, une section de Word à chaque changement de sens.

    Parameters
    ----------
    page : w:sectPr
        La page du gabarit, debout, qui vaut pour la fin du document.
    groupes : sequence of (bool, list)
        Le premier et le dernier sont debout.
    """
    suites = [(sens, [noeud for _, noeuds in suite for noeud in noeuds]) for sens, suite in groupby(groupes, _sens)]
    for sens, noeuds in suites[:-1]:
        noeuds[-1].get_or_add_pPr().append(_coucher(page) if sens else deepcopy(page))
        for propre_au_debut in ("w:titlePg", "w:pgNumType"):
            for element in page.findall(qn(propre_au_debut)):
                page.remove(element)
    return [noeud for _, noeuds in suites for noeud in noeuds]


def _sens(groupe: Groupe) -> bool:
    return groupe[0]


def _coucher(page: Noeud) -> Noeud:
    couche = deepcopy(page)
    taille = couche.find(qn("w:pgSz"))
    largeur, hauteur = taille.get(qn("w:w")), taille.get(qn("w:h"))
    taille.set(qn("w:w"), hauteur)
    taille.set(qn("w:h"), largeur)
    taille.set(qn("w:orient"), "landscape")
    return couche
