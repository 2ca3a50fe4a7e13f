"""Les ressources : une famille d'adresses par module, et ce qu'elles rendent.

Sait : aller chercher dans `geo`, au registre et aux produits ce que l'adresse demande.
Ignore : la mémoire, les étiquettes et les erreurs, que posent les modules du dessus.
"""

from pages.api.ressources import (
    accueil,
    indicateurs,
    perimetres,
    portrait,
    produits,
    registre,
    territoire,
    territoires,
    valeurs,
)

_MODULES = (accueil, indicateurs, valeurs, territoires, territoire, portrait, perimetres, registre, produits)
ROUTEURS = tuple(module.routeur for module in _MODULES)

__all__ = ["ROUTEURS"]
