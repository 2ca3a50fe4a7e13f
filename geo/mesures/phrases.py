"""Titres et phrases écrits à partir des chiffres, par règles explicites."""

from __future__ import annotations

import numpy as np

from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures.incertitude import mediane_ecrite, medianes
from geo.mesures.repartitions import Repartition
from geo.territoires.niveaux import NOMS_NIVEAUX

NOMBRE_MIN = 3
EFFECTIFS_MASQUES = (
    " Le secret masque une part de ces valeurs : chacune a son intervalle, dans l'infobulle et au tableau."
)


def titre(repartition: Repartition, nom_zone: str = "") -> str:
    """« Taux de chômage localisé par zone d'emploi, 4ᵉ trimestre 2025 »."""
    niveau = NOMS_NIVEAUX[repartition.niveau][0]
    lieu = f" de la zone d'emploi {nom_zone}" if repartition.niveau == "commune" and nom_zone else ""
    return formats.typographie(
        f"{repartition.indicateur.libelle} par {niveau}{lieu}, {formats.periode(repartition.periode)}"
    )


def phrase(repartition: Repartition) -> str:
    """Une phrase vraie sur la répartition : extrêmes nommés et médiane, avec ce que leurs intervalles en laissent.

    Les ex æquo sont dits : avec plusieurs territoires au même niveau (arrondi), aucun n'est présenté comme seul.
    """
    return formats.typographie(f"{majuscule(formats.dans_la_periode(repartition.periode))}, {_constat(repartition)}")


def _constat(repartition: Repartition) -> str:
    fiche, observees = repartition.indicateur, repartition.observees
    plusieurs = NOMS_NIVEAUX[repartition.niveau][1]
    if observees.size == 0:
        return "aucune donnée n'existe à ce niveau."
    if observees.size < NOMBRE_MIN:
        return f"trop peu de {plusieurs} ont une donnée pour en tirer une phrase."
    arrondies = np.round(repartition.valeurs, fiche.decimales)
    bas, haut = float(np.nanmin(arrondies)), float(np.nanmax(arrondies))
    if bas == haut:
        return f"chaque territoire qui a une donnée a la même valeur : {_ecrit(repartition, bas)}."
    mediane = mediane_ecrite(fiche, float(np.median(observees)), medianes(repartition.valeurs, *repartition.bornes()))
    reserve = EFFECTIFS_MASQUES if repartition.intervalles and fiche.incertitude == "secret" else ""
    return (
        f"l'indicateur va de {_ecrit(repartition, bas)} ({_extreme(repartition, arrondies, bas)}) "
        f"à {_ecrit(repartition, haut)} ({_extreme(repartition, arrondies, haut)}) ; "
        f"médiane des {formats.nombre(observees.size)} {plusieurs} : {mediane}.{reserve}"
    )


def _ecrit(repartition: Repartition, valeur: float) -> str:
    fiche = repartition.indicateur
    return formats.selon(fiche, valeur)


def _extreme(repartition: Repartition, arrondies: np.ndarray, valeur: float) -> str:
    """Nomme l'extrême, ou dit combien de territoires pourraient l'être selon leurs intervalles."""
    if repartition.intervalles:
        bornes = [np.where(np.isnan(borne), repartition.valeurs, borne) for borne in repartition.bornes()]
        bas, haut = bornes if valeur == np.nanmin(arrondies) else (-bornes[1], -bornes[0])
        possibles = int(np.nansum(bas <= np.nanmin(haut)))
        if possibles > 1:
            nombre = formats.nombre(possibles)
            return f"{nombre} {NOMS_NIVEAUX[repartition.niveau][1]} que leurs intervalles ne départagent pas"
    return _qui(repartition, arrondies, valeur)


def _qui(repartition: Repartition, arrondies: np.ndarray, valeur: float) -> str:
    """Nomme le territoire à cette valeur, ou dit combien ils sont."""
    indices = np.flatnonzero(arrondies == valeur)
    if indices.size == 1:
        return repartition.libelles[int(indices[0])]
    if indices.size == 2:  # noqa: PLR2004 - deux noms se lisent encore
        return " et ".join(repartition.libelles[int(i)] for i in indices)
    return f"{formats.nombre(indices.size)} {NOMS_NIVEAUX[repartition.niveau][1]}"
