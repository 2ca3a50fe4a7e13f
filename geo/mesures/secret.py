"""Secret statistique : ne jamais laisser retrouver par différence la valeur d'une commune tue par la source.

Une commune est au secret quand la source le dit (statut « s ») ; une absence n'est pas un secret. Aucune donnée
d'aujourd'hui qui s'additionne n'a de commune au secret : ces règles attendent celle qui en aura. Un ensemble P de
communes n'est calculé que si :

1. chacune de ses communes au secret est dans une intercommunalité entière de P, dont on prend la valeur publiée ;
2. cette intercommunalité a au moins deux communes au secret (sinon sa différence livrerait la seule) ;
3. P ne laisse pas dehors, dans un territoire publié, la dernière commune au secret qu'il n'a pas (ou, si le
   territoire n'en a qu'une, cette commune seule) ;
4. P ne contient pas un territoire publié entier et une seule commune au secret de plus.

Un périmètre identique à un territoire publié n'arrive pas ici : il en a la valeur (`geo.mesures`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from donnees.catalogue.effectifs import MANQUANT, Operande
from geo.ecriture.formats import nombre
from geo.mesures.grilles import Grille, grille
from geo.territoires.index import Entiers, index

REGROUPEMENTS: Final = {
    "epci": ("une intercommunalité", "l'intercommunalité"),
    "zone_emploi": ("une zone d'emploi", "la zone"),
    "departement": ("un département", "le département"),
    "region": ("une région", "la région"),
    "france": ("la France", "la France"),
}


@dataclass(frozen=True, eq=False)
class Verdict:
    """Ce que le secret permet.

    Attributes
    ----------
    motif : str
        Phrase de refus ; vide si le calcul est permis.
    epcis : ndarray of int
        Intercommunalités dont la valeur publiée remplace les communes.
    """

    motif: str
    epcis: Entiers


_AUCUNE: Final[Entiers] = np.array([], dtype=np.intp)


def arbitrer(communes: Grille, operande: Operande, periode: str, rangs: Entiers) -> Verdict:
    """Applique les quatre règles à des communes, pour une ligne de la grille communale."""
    secretes = communes.secretes(operande, periode)
    dedans = rangs[secretes[rangs]]
    epcis = np.unique(index().rangs["epci"][dedans])
    decouvertes = _decouvertes(operande, periode, secretes, rangs, dedans)
    if decouvertes:
        return Verdict(_motif_decouvertes(decouvertes), _AUCUNE)
    for niveau, (indefini, defini) in REGROUPEMENTS.items():
        if _laisse_une_seule(niveau, secretes, rangs, dedans):
            return Verdict(_motif_dehors(indefini, defini), _AUCUNE)
        if _ajoute_une_seule(niveau, rangs, dedans):
            return Verdict(_motif_de_plus(indefini), _AUCUNE)
    return Verdict("", epcis)


def _decouvertes(
    operande: Operande, periode: str, secretes: npt.NDArray[np.bool_], rangs: Entiers, dedans: Entiers
) -> int:
    """Règles 1 et 2 : nombre de communes au secret dont l'intercommunalité ne peut pas servir."""
    if not len(dedans):
        return 0
    publiees = grille("epci")
    if not publiees.connait(operande, periode):
        return len(dedans)
    entieres = index().compter("epci", rangs) == index().tailles["epci"]
    nombreuses = index().compter("epci", np.flatnonzero(secretes)) > 1
    utiles = entieres & nombreuses & (publiees.etats(operande, periode) < MANQUANT)
    epcis = index().rangs["epci"][dedans]
    return int(np.count_nonzero((epcis < 0) | ~utiles[epcis]))


def _laisse_une_seule(niveau: str, secretes: npt.NDArray[np.bool_], rangs: Entiers, dedans: Entiers) -> bool:
    """Règle 3."""
    toutes = index().compter(niveau, np.flatnonzero(secretes))
    manquantes = toutes - index().compter(niveau, dedans)
    communes_dehors = index().tailles[niveau] - index().compter(niveau, rangs)
    refusee = (manquantes == 1) & ((toutes > 1) | (communes_dehors == 1))
    return bool(refusee.any())


def _ajoute_une_seule(niveau: str, rangs: Entiers, dedans: Entiers) -> bool:
    """Règle 4."""
    if len(dedans) < 2:  # noqa: PLR2004 - une seule commune au secret est déjà refusée par les règles 1 et 2
        return False
    entiers = index().compter(niveau, rangs) == index().tailles[niveau]
    return bool((entiers & (len(dedans) - index().compter(niveau, dedans) == 1)).any())


def _motif_decouvertes(combien: int) -> str:
    pluriel = combien > 1
    sujet = (
        f"{nombre(combien)} communes du périmètre n'ont pas d'effectif publié et leurs intercommunalités n'y sont pas "
        "entières, ou n'en comptent qu'une"
        if pluriel
        else "une commune du périmètre n'a pas d'effectif publié et son intercommunalité n'y est pas entière, ou "
        "n'en compte pas d'autre"
    )
    return (
        f"Secret statistique : {sujet}. Prenez des intercommunalités entières, ou retirez "
        f"{'ces communes' if pluriel else 'cette commune'}."
    )


def _motif_dehors(indefini: str, defini: str) -> str:
    return (
        f"Secret statistique : le périmètre laisse dehors une seule commune au secret dans {indefini}, dont l'effectif "
        f"se déduirait par différence. Prenez {defini} en entier, ou retirez une autre de ses communes."
    )


def _motif_de_plus(indefini: str) -> str:
    return (
        f"Secret statistique : le périmètre contient {indefini} et une seule commune au secret de plus, dont "
        "l'effectif se déduirait par différence. Retirez l'intercommunalité qui en déborde, ou ajoutez-en une autre."
    )
