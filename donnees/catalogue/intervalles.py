"""Entre quoi et quoi se tient une valeur : ce que le secret masque dans une somme ou dans un rapport."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import Field

from donnees.catalogue.effectifs import Operande, Reels
from donnees.catalogue.fiche import Fiche, Texte

Bornes = tuple[Reels, Reels]


class Masques(Fiche):
    """Composantes qui bornent ce que le secret masque.

    Parameters
    ----------
    minimum, maximum : tuple of str
        Ce qui s'ajouterait à la somme, ou au haut du rapport : au moins, au plus.
    bas_minimum, bas_maximum : tuple of str
        Ce qui s'ajouterait au bas du rapport, le haut compris ; vides si le bas n'en est pas changé.
    """

    minimum: tuple[Texte, ...] = ()
    maximum: Annotated[tuple[Texte, ...], Field(min_length=1)]
    bas_minimum: tuple[Texte, ...] = ()
    bas_maximum: tuple[Texte, ...] = ()

    @property
    def operandes(self) -> dict[str, Operande]:
        """Terme → ce qu'il additionne."""
        noms = {f"masque_{nom}": getattr(self, nom) for nom in type(self).model_fields}
        return {terme: Operande(composantes) for terme, composantes in noms.items() if composantes}


def borner_rapport(haut: Reels, bas: Reels, masque: Bornes, masque_bas: Bornes | None = None) -> Bornes:
    """Le moins et le plus que vaut un rapport selon ce que le secret y masque.

    Parameters
    ----------
    haut, bas : ndarray of float, shape (n,)
        Ce qui est publié.
    masque : tuple of ndarray
        Ce que le haut cache : au moins, au plus.
    masque_bas : tuple of ndarray, optional
        Ce que le bas cache, le haut compris ; absent, le bas n'en est pas changé.

    Notes
    -----
    Ce que le bas cache hors du haut abaisse le rapport ; ce que le haut cache le relève. Aucune borne n'est prise au
    hasard : chacune est atteinte si toutes les cases masquées sont à leur extrême.
    """
    moins, plus = masque
    if masque_bas is None:
        return (haut + moins) / bas, (haut + plus) / bas
    reste_moins, reste_plus = masque_bas[0] - moins, masque_bas[1] - plus
    return (haut + moins) / (bas + moins + reste_plus), (haut + plus) / (bas + plus + reste_moins)


def contenir(valeurs: Reels, bornes: Bornes) -> Bornes:
    """Élargit les bornes à la valeur publiée, qui compte le masqué pour rien ; sans valeur, les bornes seules."""
    return np.fmin(valeurs, bornes[0]), np.fmax(valeurs, bornes[1])
