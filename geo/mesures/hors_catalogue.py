"""Fiche d'une mesure que le catalogue ne tient pas : de quoi la dessiner et l'écrire comme les autres."""

from __future__ import annotations

from donnees.catalogue.modeles import Indicateur


def fiche(composante: str, niveau: str, periode: str, *, somme: bool = False, **champs: object) -> Indicateur:
    """Fiche, au format du catalogue, d'une mesure faite ailleurs, à un seul niveau et une seule période.

    Parameters
    ----------
    composante : str
        Ce qui est mesuré.
    somme : bool
        Vrai pour un effectif, qui se somme d'un territoire à l'autre ; faux pour une mesure reprise telle quelle, qui
        ne s'agrège pas.
    **champs
        Les autres champs d'`Indicateur`.
    """
    deduits = {
        "niveaux": (niveau,),
        "periodes": (periode,),
        "representation": "effectif" if somme else "taux",
        "formule": {"type": "somme" if somme else "publie", "composantes": (composante,)},
        "agregation": "somme" if somme else "non_agregeable",
    }
    return Indicateur.model_validate(champs | deduits)
