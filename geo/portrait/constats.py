"""Ce qu'on constate d'un territoire : chiffres clés situés, faits du portrait, face à un comparateur."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from donnees import entrepot
from geo import mesures
from geo.ecriture import formats
from geo.mesures import Mesure
from geo.mesures.chiffres_cles import CLES, SECTEURS
from geo.mesures.parents import Parent
from geo.mesures.positions import Position
from geo.portrait.phrases import Fait
from geo.territoires import Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX

PART_ENTIERE = 0.995
PART_PRINCIPALE = 0.5
"""Une zone où vit moins de la moitié des habitants ne suffit pas à parler du territoire."""


@dataclass(frozen=True)
class Constat:
    """Un chiffre clé : sa mesure, son évolution, sa position et la valeur du comparateur.

    Attributes
    ----------
    mesure : Mesure
        La valeur du territoire, ou pourquoi il n'y en a pas.
    evolution : Mesure or None
        Mesure de l'évolution, si elle existe.
    position : Position
        Place parmi les pairs.
    pairs : ndarray of float
        Valeurs des pairs.
    comparee : Mesure or None
        La même mesure pour le comparateur, à la même période.
    """

    mesure: Mesure
    evolution: Mesure | None
    position: Position
    pairs: NDArray[np.float64]
    comparee: Mesure | None


def constats(territoire: Territoire, comparateur: Territoire | None) -> list[Constat]:
    """Les chiffres clés d'un territoire, dans l'ordre de `geo.mesures.chiffres_cles.CLES`."""
    return [_constat(territoire, comparateur, cle.indicateur, cle.evolution) for cle in CLES]


def _constat(territoire: Territoire, comparateur: Territoire | None, identifiant: str, evolution: str) -> Constat:
    mesure = mesures.mesurer(territoire, identifiant)
    suivie = mesures.mesurer(territoire, evolution) if evolution else None
    return Constat(
        mesure,
        suivie if suivie is not None and np.isfinite(suivie.valeur) else None,
        mesures.position(territoire, mesure),
        _pairs(territoire, mesure),
        _comparer(comparateur, mesure),
    )


def _pairs(territoire: Territoire, mesure: Mesure) -> NDArray[np.float64]:
    lignes = entrepot.valeurs_periode(mesure.indicateur.id, mesures.niveau_des_pairs(territoire), mesure.periode)
    return lignes["valeur"].to_numpy(dtype=np.float64)


def _comparer(comparateur: Territoire | None, mesure: Mesure) -> Mesure | None:
    if comparateur is None:
        return None
    autre = mesures.mesurer(comparateur, mesure.indicateur.id, mesure.periode)
    return autre if np.isfinite(autre.valeur) and autre.periode == mesure.periode else None


def faits(territoire: Territoire, comparateur: Territoire | None) -> dict[str, Fait]:
    """Faits dont se nourrissent les phrases du portrait."""
    identifiants = [*dict.fromkeys(i for cle in CLES for i in cle if i), *SECTEURS]
    return {identifiant: _fait(territoire, comparateur, identifiant) for identifiant in identifiants}


def _fait(territoire: Territoire, comparateur: Territoire | None, identifiant: str) -> Fait:
    mesure = mesures.mesurer(territoire, identifiant)
    valeur, periode, lieu = mesure.valeur, mesure.periode, _estimee(mesure)
    if not np.isfinite(valeur):
        principal = principale(mesure.parents)
        if principal is not None:
            valeur, periode, lieu = principal.valeur, principal.periode, _lieu(principal)
    reference, nom = _reference(comparateur, mesure) if territoire.niveau != "france" else (float("nan"), "")
    return Fait(mesure.indicateur, periode, valeur, reference, nom, lieu)


def _estimee(mesure: Mesure) -> str:
    """Où se mesure une estimation de l'Atlas, dite comme telle ; vide pour une valeur publiée."""
    texte = mesure.indicateur.estimation(mesure.niveau)
    return f"l'ensemble des zones d'emploi publiées ({mesure.reserve} : {texte})" if texte else ""


def _lieu(zone: Parent) -> str:
    part = f" ({formats.nombre(100 * zone.part)} % des habitants)" if zone.part < PART_ENTIERE else ""
    return f"la zone d'emploi {zone.libelle}{part}"


def principale(parents: Sequence[Parent]) -> Parent | None:
    """La zone où vit plus de la moitié des habitants, si elle a une valeur."""
    dedans = [p for p in parents if p.part > PART_PRINCIPALE and np.isfinite(p.valeur)]
    return dedans[0] if dedans else None


def _reference(comparateur: Territoire | None, mesure: Mesure) -> tuple[float, str]:
    """Valeur du comparateur, sinon médiane des zones d'emploi."""
    comparee = _comparer(comparateur, mesure)
    if comparateur is not None and comparee is not None:
        estimation = f", {comparee.reserve}" if comparee.origine == "estime" else ""
        return comparee.valeur, f"pour {nom_court(comparateur)}{estimation}"
    zones = entrepot.valeurs_periode(mesure.indicateur.id, "zone_emploi", mesure.periode)["valeur"].dropna()
    return (float(zones.median()), "pour la médiane des zones d'emploi") if len(zones) else (float("nan"), "")


def nom_court(territoire: Territoire) -> str:
    """« la France », « zone d'emploi Alençon » : un nom qui se lit après « pour »."""
    if territoire.niveau == "france":
        return "la France"
    if territoire.niveau == "perimetre":
        return f"le périmètre {territoire.libelle}"
    return f"{NOMS_NIVEAUX[territoire.niveau][0]} {territoire.libelle}"
