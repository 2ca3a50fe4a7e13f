"""La carte à deux entrées : neuf teintes, une par besoin (clair → foncé) et présence (orange → gris → bleu)."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from donnees import entrepot
from geo.besoins import phrases
from geo.besoins.croisement import ELEVE, FAIBLE, NIVEAU, Croisement
from geo.cartes.classes import Reglages
from geo.cartes.etat import Habillage, composer, habiller
from geo.mesures.classes import Classement

TEINTES: Final = (
    ("#f8e0b8", "#d8d8da", "#b9def5"),
    ("#e79f4c", "#a3a3a5", "#6fb0de"),
    ("#b8430f", "#666669", "#2367a3"),
)
"""Besoin faible, moyen, élevé × aucune action, une, deux ou plus. Foncé : le besoin ; couleur : la présence."""


def etat_croise(croisement: Croisement, habillage: Habillage) -> dict[str, Any]:
    """État de la carte (moins de 6 ko) : les valeurs, deux seuils, et le nombre d'actions des seules zones qui en ont.

    Parameters
    ----------
    croisement : Croisement
        Besoin et présence de chaque zone.
    habillage : Habillage
        Sélection, thème, périmètre cerné.
    """
    repartition = croisement.repartition
    return {
        **composer(repartition, _classes(croisement), Reglages()),
        "couleurs": [],
        "contours": str(entrepot.contour(NIVEAU)["fichier"]),
        "croisee": {
            "bas": croisement.mesure.besoin == "bas",
            "teintes": [list(ligne) for ligne in TEINTES],
            "actions": {str(rang): int(croisement.actions[rang]) for rang in np.flatnonzero(croisement.actions)},
            "cellules": [list(ligne) for ligne in croisement.cellules()],
            "besoins": list(phrases.BESOINS),
            "bornes": [
                phrases.intervalle(croisement.tiers, c, repartition.indicateur, unite=False)
                for c in range(FAIBLE, ELEVE + 1)
            ],
            "presences": list(phrases.PRESENCES),
        },
        **habiller(habillage),
    }


def _classes(croisement: Croisement) -> Classement:
    """Les trois tiers dans l'ordre des valeurs, toujours deux seuils, même égaux, que le navigateur relit."""
    observees, seuils = croisement.repartition.observees, croisement.tiers
    bornes = (float(observees.min()), seuils.bas, seuils.haut, float(observees.max()))
    effectifs = tuple(sum(ligne) for ligne in croisement.cellules())
    rangs = croisement.besoins
    if croisement.mesure.besoin == "bas":
        effectifs, rangs = effectifs[::-1], np.where(rangs >= 0, ELEVE - rangs, rangs)
    return Classement(bornes, rangs, effectifs, croisement.sans_donnee, float("nan"))
