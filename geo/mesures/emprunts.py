"""La valeur qu'un territoire sans la sienne prend à ses zones d'emploi : montrée, nommée, jamais donnée pour la sienne.

Une zone d'emploi parle seule quand les deux tiers des habitants y vivent. Mesuré sur les 546 intercommunalités à cheval
sur plusieurs zones (chômage, pauvreté, recrutements difficiles) : au-dessous de deux tiers, la zone principale n'est
pas dans le même tiers que la moyenne de leurs zones une fois sur quatre ; au-dessus, moins d'une fois sur dix. Sans
telle majorité, c'est la fourchette des zones où vivent neuf habitants sur dix : une zone effleurée n'en tire pas les
bornes. Pour la France entière, la médiane des zones d'emploi.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np

from donnees import entrepot
from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.mesures import incertitude, reserves
from geo.mesures.mesure import Mesure, mesurer
from geo.mesures.parents import NIVEAU, Parent, parents
from geo.territoires import Territoire, lire

PART_NETTE: Final = 2 / 3
"""Part des habitants à partir de laquelle une zone d'emploi parle seule pour le territoire."""
PART_COUVERTE: Final = 0.9
"""Part des habitants dont les zones font la fourchette."""
PART_PRINCIPALE: Final = 0.5
"""Part au-delà de laquelle une phrase, une comparaison peut parler d'une zone : elle la nomme, part comprise. Un grand
chiffre, qui se lit avant son étiquette, demande la majorité nette."""
PART_ENTIERE: Final = 0.995


@dataclass(frozen=True)
class Emprunt:
    """Ce que disent les zones d'emploi d'un territoire qui n'a pas sa valeur.

    Attributes
    ----------
    nom : str
        « zone d'emploi Voiron », « ses 3 zones d'emploi », « médiane des 302 zones d'emploi ».
    habitants : str
        « 89 % des habitants » : la part qui y vit ; vide pour tous, et pour plusieurs zones.
    ecrit : str
        « 5,3 % », « de 5,3 à 6,7 % » : jamais sans ``nom`` à côté.
    bas, haut : float
        Les deux bouts de la fourchette ; égaux pour une seule zone et pour une médiane.
    mesure : Mesure or None
        La mesure de la zone qui parle seule.
    zone : Territoire or None
        Cette zone.
    zones : tuple of Parent
        Les autres zones (toutes celles de la fourchette), de la plus habitée dans le territoire à la moins.
    """

    indicateur: Indicateur
    periode: str
    nom: str
    habitants: str
    ecrit: str
    bas: float
    haut: float
    mesure: Mesure | None = None
    zone: Territoire | None = None
    zones: tuple[Parent, ...] = ()

    @property
    def lieu(self) -> str:
        """« zone d'emploi Voiron (89 % des habitants) »."""
        return f"{self.nom} ({self.habitants})" if self.habitants else self.nom

    @property
    def texte(self) -> str:
        """« zone d'emploi Voiron (89 % des habitants) : 5,3 % » : le lieu se lit avant le nombre."""
        return f"{self.lieu}{formats.INSECABLE}: {self.ecrit}"

    @property
    def bref(self) -> str:
        """« zone d'emploi Voiron : 5,3 % », là où la part des habitants est dite ailleurs."""
        return f"{self.nom}{formats.INSECABLE}: {self.ecrit}"


def emprunter(territoire: Territoire, mesure: Mesure, periode: str = "") -> Emprunt | None:
    """Ce que disent ses zones d'emploi d'un indicateur dont le territoire n'a pas la valeur.

    Parameters
    ----------
    mesure : Mesure
        Celle du territoire.
    periode : str
        Date voulue ; vide : la plus récente des zones d'emploi.

    Returns
    -------
    Emprunt or None
        None si le territoire a sa valeur, si c'est une zone d'emploi, ou si aucun nombre ne se montre à cette date.
    """
    fiche = mesure.indicateur
    if math.isfinite(mesure.valeur) or territoire.niveau == NIVEAU or NIVEAU not in fiche.niveaux:
        return None
    existantes = entrepot.periodes(fiche.id, NIVEAU)
    if not existantes or (periode and periode not in existantes):
        return None
    if territoire.niveau == "france":
        return _mediane(fiche, periode or existantes[-1])
    touchees = parents(territoire, fiche, periode or existantes[-1])
    if touchees and touchees[0].part >= PART_NETTE:
        return _de_la_zone(fiche, touchees, periode)
    return _fourchette(fiche, touchees)


def _de_la_zone(fiche: Indicateur, touchees: Sequence[Parent], periode: str) -> Emprunt | None:
    principale = touchees[0]
    zone = lire(NIVEAU, principale.territoire_code)
    mesure = mesurer(zone, fiche.id, periode)
    if not math.isfinite(mesure.valeur) or (periode and mesure.periode != periode):
        return None
    autres = tuple(autre for autre in _couvrantes(touchees)[1:] if math.isfinite(autre.valeur))
    nom, part, ecrit = f"zone d'emploi {zone.libelle}", habitants(principale.part), reserves.dire(mesure)
    return Emprunt(fiche, mesure.periode, nom, part, ecrit, mesure.valeur, mesure.valeur, mesure, zone, autres)


def habitants(part: float) -> str:
    """« 89 % des habitants » ; vide quand tous y vivent."""
    return f"{formats.part(part)} des habitants" if part < PART_ENTIERE else ""


def _fourchette(fiche: Indicateur, touchees: Sequence[Parent]) -> Emprunt | None:
    """Un effectif n'en a pas : celui d'une zone ne dit rien de celui d'un territoire qui en mêle plusieurs."""
    connues = [zone for zone in _couvrantes(touchees) if math.isfinite(zone.valeur)]
    if fiche.representation == "effectif" or sum(zone.part for zone in connues) < PART_NETTE:
        return None
    bouts = [incertitude.bornes(zone) for zone in connues]
    bas, haut = min(bas for bas, _ in bouts), max(haut for _, haut in bouts)
    toutes = len(connues) == len(touchees)
    lieu = f"ses {formats.nombre(len(connues))} {'' if toutes else 'principales '}zones d'emploi"
    return Emprunt(
        fiche, connues[0].periode, lieu, "", formats.entre(fiche, bas, haut), bas, haut, zones=tuple(connues)
    )


def _couvrantes(touchees: Sequence[Parent]) -> Sequence[Parent]:
    """Les zones les plus habitées, jusqu'à couvrir neuf habitants sur dix."""
    cumuls = accumulate(zone.part for zone in touchees)
    combien = sum(cumul < PART_COUVERTE for cumul in cumuls) + 1
    return touchees[:combien]


def _mediane(fiche: Indicateur, periode: str) -> Emprunt | None:
    """La médiane des zones d'emploi, pour le pays entier : d'un taux seulement."""
    connues = entrepot.valeurs_periode(fiche.id, NIVEAU, periode)["valeur"].dropna().to_numpy(dtype=np.float64)
    if not connues.size or fiche.representation == "effectif":
        return None
    mediane = float(np.median(connues))
    lieu = f"médiane des {formats.nombre(connues.size)} zones d'emploi"
    return Emprunt(fiche, periode, lieu, "", formats.selon(fiche, mediane), mediane, mediane)
