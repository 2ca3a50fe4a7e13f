"""Un chiffre clé composé : tout ce que dit son carton, une fois, avant toute mise en forme (HTML, JSON)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import Mesure
from geo.mesures.emprunts import Emprunt
from geo.mesures.parents import NIVEAU
from geo.mesures.reserves import producteurs
from geo.portrait import ecrits
from geo.portrait.constats import Constat, nom_court
from geo.territoires import Territoire

UNITE_COURTE: Final = 2


class Nombre(NamedTuple):
    """Un nombre écrit, et son unité quand elle est trop longue pour se lire avec lui."""

    ecrit: str
    unite: str


class Comparee(NamedTuple):
    """La valeur du comparateur : son nom, le nombre, ce qui le précise."""

    nom: str
    valeur: str
    suite: str


class Absence(NamedTuple):
    """Des chiffres clés que rien ne donne, et pourquoi."""

    raison: str
    indicateurs: tuple[Indicateur, ...]


@dataclass(frozen=True, eq=False)
class Carton:
    """Ce que dit le carton d'un chiffre clé.

    Attributes
    ----------
    bas, haut : float
        La valeur ; les deux bouts d'une fourchette.
    source : str
        Producteurs et date : « Insee, 4ᵉ trimestre 2025 ».
    pairs : ndarray of float
        Valeurs de ceux parmi qui la bande place le territoire.
    legende : str
        Ce que dit la bande.
    lieu, habitants : str
        D'où vient un chiffre emprunté, et la part des habitants qui y vit.
    zones : tuple of Zone
        Les autres zones d'emploi du territoire, ou celles de la fourchette ; ``reste`` compte celles qui n'y sont pas.
    etendue : bool
        Vrai pour la fourchette de plusieurs zones, ou leur médiane.
    """

    indicateur: Indicateur
    periode: str
    nombre: Nombre
    bas: float
    haut: float
    source: str
    pairs: NDArray[np.float64]
    legende: str
    comparee: Comparee | None
    reserve: str = ""
    champ: str = ""
    evolution: ecrits.Evolution | None = None
    remarques: tuple[str, ...] = ()
    place: str = ""
    lieu: str = ""
    habitants: str = ""
    zones: tuple[ecrits.Zone, ...] = ()
    reste: int = 0
    etendue: bool = False


def composer(constat: Constat, comparateur: Territoire | None, pairs: str) -> Carton | None:
    """Le carton d'un constat ; None quand ni le territoire ni ses zones d'emploi ne donnent de chiffre."""
    emprunt = constat.emprunt
    if emprunt is None:
        return _mesure(constat, comparateur, pairs) if np.isfinite(constat.mesure.valeur) else None
    zone, zones = constat.de_la_zone, ecrits.autres_zones(emprunt)
    prete = _mesure(zone, comparateur, NIVEAU) if zone else _etendue(constat, emprunt, comparateur)
    return replace(
        prete,
        lieu=majuscule(emprunt.nom),
        habitants=emprunt.habitants,
        zones=zones[: ecrits.PARENTS_MONTRES],
        reste=max(len(zones) - ecrits.PARENTS_MONTRES, 0),
    )


def absences(constats: Sequence[Constat], territoire: Territoire) -> tuple[Absence, ...]:
    """Les chiffres clés que rien ne donne, chaque raison une fois."""
    par_raison: dict[str, list[Indicateur]] = {}
    for constat in constats:
        if constat.emprunt is None and not np.isfinite(constat.mesure.valeur):
            raison = ecrits.absence(constat.mesure, territoire)
            par_raison.setdefault(raison, []).append(constat.mesure.indicateur)
    return tuple(Absence(raison, tuple(siens)) for raison, siens in par_raison.items())


def ecrire_mesure(mesure: Mesure) -> Nombre:
    """« 7,4 % » ; « 12 345 » et « habitants »."""
    fiche = mesure.indicateur
    if len(fiche.unite) <= UNITE_COURTE:
        return Nombre(formats.selon(fiche, mesure.valeur), "")
    nombre = formats.nombre(mesure.valeur, fiche.decimales, signe=fiche.pivot == 0)
    return Nombre(nombre, formats.accorder(fiche.unite, mesure.valeur, fiche.decimales))


def ecrire_emprunt(emprunt: Emprunt) -> Nombre:
    """« de 11,4 à 13,6 % » ; « de 11,4 à 13,6 » et son unité si elle est longue."""
    unite = emprunt.indicateur.unite
    if len(unite) <= UNITE_COURTE or not emprunt.ecrit.endswith(unite):
        return Nombre(emprunt.ecrit, "")
    return Nombre(emprunt.ecrit.removesuffix(unite).rstrip(), unite)


def _mesure(constat: Constat, comparateur: Territoire | None, pairs: str) -> Carton:
    mesure, fiche = constat.mesure, constat.mesure.indicateur
    place = ecrits.place(constat.position, fiche.sens, pairs)
    return Carton(
        *(fiche, mesure.periode, ecrire_mesure(mesure), mesure.valeur, mesure.valeur),
        *(_source(mesure, mesure.periode), constat.pairs, place, _comparee(constat, comparateur)),
        reserve=mesure.reserve,
        champ=majuscule(fiche.champ_partiel(mesure.niveau)),
        evolution=ecrits.evolution(constat),
        remarques=ecrits.remarques(constat),
        place=place,
    )


def _etendue(constat: Constat, emprunt: Emprunt, comparateur: Territoire | None) -> Carton:
    """La fourchette de ses zones d'emploi, ou leur médiane pour le pays entier."""
    source = _source(replace(constat.mesure, periode=emprunt.periode), emprunt.periode)
    return Carton(
        *(emprunt.indicateur, emprunt.periode, ecrire_emprunt(emprunt), emprunt.bas, emprunt.haut),
        *(source, constat.pairs, majuscule(emprunt.texte), _comparee(constat, comparateur)),
        etendue=True,
    )


def _source(mesure: Mesure, periode: str) -> str:
    return f"{producteurs(mesure)}, {formats.periode(periode) if periode else ''}"


def _comparee(constat: Constat, comparateur: Territoire | None) -> Comparee | None:
    """Rien pour un effectif, qui ne se compare pas d'un territoire à l'autre."""
    autre = constat.comparee
    if comparateur is None or autre is None or autre.indicateur.agregation == "somme":
        return None
    return Comparee(majuscule(nom_court(comparateur, autre.indicateur)), *ecrits.comparee(constat.mesure, autre))
