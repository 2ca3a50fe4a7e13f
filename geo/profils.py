"""Le profil de territoires comparés : leurs taux, situés parmi les zones d'emploi."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.comparaison import Ligne
from geo.graphiques.points_alignes import LigneComparee, ligne_comparee
from geo.indicateurs import repartition


def profil(lignes: Sequence[Ligne], noms: Sequence[str]) -> list[LigneComparee]:
    """Lignes dont l'indicateur est un taux connu des zones d'emploi à la même période ; les autres tombent."""
    composees = []
    for ligne in lignes:
        fiche = ligne.indicateur
        if fiche.representation == "effectif" or "zone_emploi" not in fiche.niveaux:
            continue
        zones = repartition(fiche.id, "zone_emploi", ligne.periode)
        if zones.periode == ligne.periode:
            valeurs = {nom: mesure.valeur for nom, mesure in zip(noms, ligne.mesures, strict=True)}
            composees.append(replace(ligne_comparee(zones, {}), valeurs=valeurs))
    return composees
