"""Ce qu'on constate d'un territoire : chiffres clés situés, faits du portrait, face à un comparateur."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from donnees import entrepot
from donnees.catalogue.modeles import Indicateur
from geo import mesures, territoires
from geo.mesures import Mesure, emprunts
from geo.mesures.chiffres_cles import CLES, SECTEURS
from geo.mesures.emprunts import Emprunt, emprunter
from geo.mesures.incertitude import Chiffree, indecidable
from geo.mesures.parents import NIVEAU, Parent
from geo.mesures.positions import Position
from geo.mesures.repartitions import Valeur
from geo.portrait.faits import Fait
from geo.territoires import Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX


@dataclass(frozen=True)
class Constat:
    """Un chiffre clé : sa mesure, son évolution, sa position et la valeur du comparateur.

    Attributes
    ----------
    mesure : Mesure
        La valeur du territoire, ou pourquoi il n'y en a pas.
    evolution : Mesure or None
        Mesure de l'évolution, si elle existe ; sans taux, ses deux effectifs.
    position : Position
        Place parmi les pairs.
    pairs : ndarray of float
        Valeurs des pairs.
    comparee : Mesure or None
        La même mesure pour le comparateur, à la même période.
    emprunt : Emprunt or None
        Sans valeur : ce que disent ses zones d'emploi.
    de_la_zone : Constat or None
        Le même chiffre clé, de la zone d'emploi qui parle seule pour le territoire, tel qu'en son propre portrait.
    """

    mesure: Mesure
    evolution: Mesure | None
    position: Position
    pairs: NDArray[np.float64]
    comparee: Mesure | None
    emprunt: Emprunt | None = None
    de_la_zone: Constat | None = None


def constats(territoire: Territoire, comparateur: Territoire | None) -> list[Constat]:
    """Les chiffres clés d'un territoire, dans l'ordre de `geo.mesures.chiffres_cles.CLES`."""
    return [constater(territoire, comparateur, cle.indicateur, cle.evolution) for cle in CLES]


def constater(territoire: Territoire, comparateur: Territoire | None, identifiant: str, evolution: str = "") -> Constat:
    """Un indicateur d'un territoire, situé et comparé ; ``evolution`` : l'indicateur qui dit la sienne."""
    mesure = mesures.mesurer(territoire, identifiant)
    suivie = mesures.mesurer(territoire, evolution) if evolution else None
    emprunt = emprunter(territoire, mesure)
    zone = emprunt.zone if emprunt else None
    return Constat(
        mesure,
        suivie if suivie is not None and (np.isfinite(suivie.valeur) or suivie.effectifs) else None,
        mesures.position(territoire, mesure),
        _pairs(mesures.niveau_des_pairs(territoire), emprunt or mesure),
        comparer(comparateur, mesure.indicateur, emprunt.periode if emprunt else mesure.periode),
        emprunt,
        constater(zone, None if comparateur == zone else comparateur, identifiant, evolution) if zone else None,
    )


def _pairs(niveau: str, chiffre: Mesure | Emprunt) -> NDArray[np.float64]:
    """Valeurs des pairs du territoire ; celles des zones d'emploi quand elles prêtent la leur."""
    pairs = NIVEAU if isinstance(chiffre, Emprunt) else niveau
    lignes = entrepot.valeurs_periode(chiffre.indicateur.id, pairs, chiffre.periode)
    return lignes["valeur"].to_numpy(dtype=np.float64)


def comparer(comparateur: Territoire | None, fiche: Indicateur, periode: str) -> Mesure | None:
    """La mesure d'un comparateur à cette date ; None s'il n'en a pas."""
    if comparateur is None:
        return None
    autre = mesures.mesurer(comparateur, fiche.id, periode)
    return autre if np.isfinite(autre.valeur) and autre.periode == periode else None


def faits(territoire: Territoire, comparateur: Territoire | None) -> dict[str, Fait]:
    """Faits dont se nourrissent les phrases du portrait."""
    identifiants = [*dict.fromkeys(i for cle in CLES for i in cle if i), *SECTEURS]
    return {identifiant: _fait(territoire, comparateur, identifiant) for identifiant in identifiants}


def _fait(territoire: Territoire, comparateur: Territoire | None, identifiant: str) -> Fait:
    mesure = mesures.mesurer(territoire, identifiant)
    if mesure.effectifs and identifiant == CLES[0].evolution:  # la population se compte, et ne s'emprunte pas
        return Fait(mesure.indicateur, mesure.periode, np.nan, effectifs=mesure.effectifs)
    source, fiche, lieu = mesure, mesure.indicateur, _champ(territoire, mesure)
    zone = None if np.isfinite(mesure.valeur) else principale(mesure.parents)
    if zone is not None:
        source, lieu = mesures.mesurer(territoires.lire(NIVEAU, zone.territoire_code), identifiant), _lieu(zone)
    if territoire.niveau == "france" or (zone is not None and _meme(zone, comparateur)):
        return Fait(fiche, source.periode, source.valeur, lieu=lieu)
    reference, nom = _reference(comparateur, fiche, source.periode)
    return Fait(fiche, source.periode, source.valeur, reference.valeur, nom, lieu, indecidable(source, reference))


def _champ(territoire: Territoire, mesure: Mesure) -> str:
    """Le champ d'une valeur nationale qui ne couvre pas tout le pays, ou l'estimation qu'en fait l'Atlas."""
    fiche = mesure.indicateur
    if texte := fiche.estimation(mesure.niveau):
        return f"dans l'ensemble des zones d'emploi publiées ({mesure.reserve} : {texte})"
    champ = fiche.champ_partiel(territoire.niveau)
    return f"en {champ}" if champ else ""


def _lieu(zone: Parent) -> str:
    part = emprunts.habitants(zone.part)
    return f"dans la zone d'emploi {zone.libelle}{f' ({part})' if part else ''}"


def _meme(zone: Parent, comparateur: Territoire | None) -> bool:
    """La zone qui prête sa valeur est elle-même le comparateur : il n'y a rien à comparer."""
    return comparateur is not None and (comparateur.niveau, comparateur.code) == (zone.niveau, zone.territoire_code)


def principale(parents: Sequence[Parent]) -> Parent | None:
    """La zone où vit plus de la moitié des habitants, si elle a une valeur."""
    dedans = [p for p in parents if p.part > emprunts.PART_PRINCIPALE and np.isfinite(p.valeur)]
    return dedans[0] if dedans else None


def _reference(comparateur: Territoire | None, fiche: Indicateur, periode: str) -> tuple[Chiffree, str]:
    """Valeur du comparateur à cette date, sinon médiane des zones d'emploi."""
    comparee = comparer(comparateur, fiche, periode)
    if comparateur is not None and comparee is not None:
        estimation = f", {comparee.reserve}" if comparee.origine == "estime" else ""
        return comparee, f"pour {nom_court(comparateur, fiche)}{estimation}"
    mediane = _mediane_des_zones(fiche.id, periode)
    return Valeur(mediane, np.nan, np.nan), "pour la médiane des zones d'emploi" if np.isfinite(mediane) else ""


@lru_cache(maxsize=256)
def _mediane_des_zones(identifiant: str, periode: str) -> float:
    """NaN si aucune zone n'a de valeur à cette date."""
    return float(entrepot.valeurs_periode(identifiant, "zone_emploi", periode)["valeur"].median())


def nom_court(territoire: Territoire, fiche: Indicateur) -> str:
    """« la France hors Mayotte », « zone d'emploi Alençon » : un nom qui se lit après « pour », au champ mesuré."""
    if territoire.niveau == "france":
        return f"la {fiche.nom_france}"
    if territoire.niveau == "perimetre":
        return f"le périmètre {territoire.libelle}"
    return f"{NOMS_NIVEAUX[territoire.niveau][0]} {territoire.libelle}"
