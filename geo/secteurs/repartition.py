"""Ce qu'une branche pèse dans chaque zone d'emploi, et comment elle y évolue."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from donnees import entrepot
from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import hors_catalogue
from geo.mesures.repartitions import Repartition
from geo.secteurs.branche import branche
from geo.secteurs.champs import CHAMPS, nom
from geo.secteurs.structure import EFFECTIF_LISIBLE

NIVEAU: Final = "zone_emploi"
PART, EFFECTIF, EVOLUTION = "part", "effectif", "evolution"
_LIBELLES: Final = {PART: "part de l'emploi", EFFECTIF: "effectif", EVOLUTION: "évolution de l'emploi"}
_NOMMEES: Final = 3


@lru_cache(maxsize=192)
def repartir(secteur: str, source: str, nomenclature: str, mesure: str) -> Repartition:
    """Mesure d'une branche dans les 306 zones d'emploi, dans l'ordre de leurs contours.

    Parameters
    ----------
    secteur, source, nomenclature : str
        Comme pour `geo.secteurs.branche.branche` (Urssaf : salariés du privé ; Flores : tous les salariés).
    mesure : {"part", "effectif", "evolution"}
        Part de l'emploi connu (%), effectif (salariés) ou évolution entre les bornes du champ (%).

    Returns
    -------
    Repartition
        ``valeurs``, shape (306,) ; NaN et « nd » pour un effectif non disponible (Mayotte comprise), jamais zéro ;
        NaN sans statut pour l'évolution d'une zone partie de moins de trente emplois.
    """
    codes = str(entrepot.contour(NIVEAU)["codes"]).split(" ")
    lues = branche(secteur, source, nomenclature).set_index("code").reindex(codes)
    valeurs, petites = lues[mesure].to_numpy(dtype=np.float64), np.zeros(len(codes), dtype=bool)
    if mesure == EVOLUTION:
        petites = (lues["depart"] < EFFECTIF_LISIBLE).to_numpy() & lues["effectif"].notna().to_numpy()
        valeurs = np.where(petites, np.nan, valeurs)
    absentes = np.isnan(valeurs) & ~petites
    noms = entrepot.territoires(NIVEAU)["libelle_long"].reindex(codes)
    return Repartition(
        indicateur=fiche(secteur, source, nomenclature, mesure, _decimales(valeurs)),
        niveau=NIVEAU,
        periode=periode(source, mesure),
        zone="",
        codes=tuple(codes),
        libelles=tuple(noms.astype(str)),
        valeurs=valeurs,
        statuts=tuple("nd" if absente else "" for absente in absentes),
    )


def _decimales(parts: NDArray[np.float64]) -> int:
    """Une décimale, deux quand la moitié des zones est sous 1 %."""
    presentes = parts[np.isfinite(parts)]
    return 2 if presentes.size and float(np.median(presentes)) < 1 else 1


def periode(source: str, mesure: str) -> str:
    """« 2019-2024 » pour une évolution, sinon la dernière année."""
    debut, fin = CHAMPS[source].bornes
    return f"{debut}-{fin}" if mesure == EVOLUTION else str(fin)


def fiche(secteur: str, source: str, nomenclature: str, mesure: str, decimales: int = 1) -> Indicateur:
    """Fiche, au format du catalogue : ce que la carte sait montrer. Seule une part prend ``decimales``."""
    champ, compte = CHAMPS[source], mesure == EFFECTIF
    return hors_catalogue.fiche(
        "effectif",
        NIVEAU,
        periode(source, mesure),
        somme=compte,
        id=f"branche_{mesure}",
        libelle=f"{nom(nomenclature, secteur)} : {_LIBELLES[mesure]}",
        libelle_court=_LIBELLES[mesure].capitalize(),
        question="Où ce secteur pèse-t-il, où recule-t-il ?",
        unite="salariés" if compte else "%",
        sens="mieux_haut" if mesure == EVOLUTION else "neutre",
        theme="secteurs",
        sources=(champ.source,),
        decimales={EFFECTIF: 0, EVOLUTION: 1}.get(mesure, decimales),
        pivot=0.0 if mesure == EVOLUTION else None,
        precautions=(champ.limite,),
        mention=f"{_LIBELLES[mesure]}, {champ.qui}",
    )


def lecture(repartition: Repartition) -> str:
    """Ce que la carte montre, en une phrase : les zones de tête et, pour une évolution, les plus forts reculs."""
    triee = repartition.table().dropna(subset="valeur").sort_values(["valeur", "libelle"], ascending=[False, True])

    def nommer(lignes: list[tuple[str, float]]) -> str:
        return ", ".join(f"{libelle} ({formats.selon(repartition.indicateur, valeur)})" for libelle, valeur in lignes)

    paires = [(str(z["libelle"]), float(z["valeur"])) for z in triee.to_dict("records")]
    if repartition.indicateur.pivot is None:
        tete = {"%": "Plus forts poids", "salariés": "Plus gros effectifs"}[repartition.indicateur.unite]
        return formats.typographie(f"{tete} : {nommer(paires[:_NOMMEES])}.") if paires else ""
    hausses = [paire for paire in paires if paire[1] > 0][:_NOMMEES]
    baisses = [paire for paire in reversed(paires) if paire[1] < 0][:_NOMMEES]
    dits = (("Plus forts reculs", baisses), ("plus fortes hausses", hausses))
    dit = " ; ".join(f"{mots} : {nommer(lignes)}" for mots, lignes in dits if lignes)
    return formats.typographie(f"{majuscule(dit)}.") if dit else ""
