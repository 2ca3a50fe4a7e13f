"""Ce qu'est un territoire : un ensemble de communes, publié ou composé, qu'on trouve, encode et dessine.

Sait : les appartenances, les périmètres, la recherche d'un lieu.
Ignore : les indicateurs et leurs valeurs.
"""

from geo.territoires.territoire import (
    LONGUEUR_NOM,
    NOM_PAR_DEFAUT,
    PERIMETRE,
    Territoire,
    Traversee,
    cantons,
    comparateurs,
    du_perimetre,
    exact,
    identiques,
    libelle,
    lire,
    membres,
    nettoyer,
    nom_donne,
    parametres,
    parent,
    rangs,
    traverses,
)

__all__ = [
    "LONGUEUR_NOM",
    "NOM_PAR_DEFAUT",
    "PERIMETRE",
    "Territoire",
    "Traversee",
    "cantons",
    "comparateurs",
    "du_perimetre",
    "exact",
    "identiques",
    "libelle",
    "lire",
    "membres",
    "nettoyer",
    "nom_donne",
    "parametres",
    "parent",
    "rangs",
    "traverses",
]
