"""Le profil de territoires comparés : leurs taux, situés parmi les zones d'emploi."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from geo import mesures
from geo.comparaison import Ligne
from geo.graphiques.points_alignes import LigneComparee, ligne_comparee
from geo.indicateurs import Repartition, repartition
from geo.territoires import Territoire


def avec_choisis(quoi: Repartition, choisis: Sequence[Territoire], noms: Sequence[str]) -> Repartition:
    """Zones d'emploi et, à leur suite, les autres territoires choisis qui ont une valeur à la même période."""
    ajoutes = []
    for territoire, nom in zip(choisis, noms, strict=True):
        mesure = mesures.mesurer(territoire, quoi.indicateur.id, quoi.periode)
        if territoire.niveau != quoi.niveau and mesure.periode == quoi.periode and math.isfinite(mesure.valeur):
            ajoutes.append((territoire.niveau + territoire.code, nom, mesure.valeur, mesure.statut))
    return replace(
        quoi,
        codes=(*quoi.codes, *(code for code, *_ in ajoutes)),
        libelles=(*quoi.libelles, *(nom for _, nom, *_ in ajoutes)),
        valeurs=np.append(quoi.valeurs, [valeur for *_, valeur, _ in ajoutes]),
        statuts=(*quoi.statuts, *(statut for *_, statut in ajoutes)),
    )


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
