"""Les faits d'un territoire, rangés par une règle écrite : force, faiblesse, opportunité ou risque.

Une place ne compte que si toutes celles que permettent les intervalles et les ex æquo sont dans le même tiers ; une
évolution, que si elle dépasse sa marge. Un fait emprunté à la zone d'emploi la nomme, et n'est pris que si plus de la
moitié des habitants y vivent.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from donnees.catalogue import charger
from donnees.catalogue.diagnostic import diagnostic
from geo import mesures, territoires
from geo.documents.blocs.textes import nommer
from geo.ecriture import formats
from geo.mesures import emprunts, reserves
from geo.mesures.incertitude import indistincte
from geo.mesures.positions import Position
from geo.metiers import lectures, tables
from geo.metiers.enquete import Lieu
from geo.portrait import constats, ecrits
from geo.secteurs import ouverture, phrases
from geo.secteurs.champs import CHAMPS, avec_article
from geo.secteurs.decalage import decalage
from geo.secteurs.exposition import exposition
from geo.secteurs.structure import EMERGENT, FORT_CROISSANCE, FORT_RECUL, LECTURES, PREMIER, Ligne, structure
from geo.secteurs.tables import provenance
from geo.territoires import Territoire

Genre = Literal["forces", "faiblesses", "opportunites", "risques"]
TIERS: Final = 3
PAIRS_MIN: Final = 10
PART_LOCALE_MIN: Final = 0.01
"""Part locale du décalage, en part de l'emploi de départ, sous laquelle elle n'est ni force ni faiblesse."""
SECTEURS_MAX, METIERS_MAX = 3, 3
SOURCE, NOMENCLATURE = "urssaf", "A38"
GAINS: Final = (FORT_CROISSANCE, PREMIER, EMERGENT)


@dataclass(frozen=True)
class Fait:
    """Un fait.

    Attributes
    ----------
    cle : str
        Indicateur du catalogue ; vide pour un fait de secteur ou de métier.
    texte : str
        La phrase, avec ses chiffres et sa date.
    regle : str
        Ce qui le range là.
    secteur : bool
        Il vient des secteurs de la zone d'emploi.
    """

    genre: Genre
    cle: str
    texte: str
    regle: str
    sources: tuple[str, ...]
    secteur: bool = False


@lru_cache(maxsize=64)
def faits(territoire: Territoire, reference: str, annee: int) -> tuple[Fait, ...]:
    """Faits d'un territoire, dans l'ordre du catalogue, puis des secteurs et des métiers.

    Parameters
    ----------
    reference : str
        À qui comparer les secteurs (`geo.secteurs.champs`).
    annee : int
        Enquête sur les besoins en main-d'œuvre.
    """
    situes = [fait for cle in diagnostic().faits if (fait := _situe(territoire, cle)) is not None]
    zone = _zone(territoire)
    return (*situes, *(_secteurs(zone, reference) if zone else ()), *_metiers(territoire, zone, annee))


def _zone(territoire: Territoire) -> Territoire | None:
    """La zone d'emploi couverte où vivent plus de la moitié des habitants."""
    trouvees = [morceau for morceau in ouverture.couvertes(territoire) if morceau.part > emprunts.PART_PRINCIPALE]
    return territoires.lire("zone_emploi", trouvees[0].code) if trouvees else None


def _situe(territoire: Territoire, cle: str) -> Fait | None:
    """L'indicateur, s'il se situe nettement parmi ses pairs ; à défaut, celui de la zone principale, nommée."""
    mesure, qui, lieu = mesures.mesurer(territoire, cle), territoire, ""
    textes = diagnostic().section("forces").textes
    if not math.isfinite(mesure.valeur):
        principale = constats.principale(mesure.parents)
        if principale is None:
            return None
        qui = territoires.lire("zone_emploi", principale.territoire_code)
        part = formats.part(principale.part)
        mesure, lieu = mesures.mesurer(qui, cle), textes["lieu"].format(zone=principale.libelle, part=part)
    place, fiche = mesures.position(qui, mesure), mesure.indicateur
    tiers = _tiers(place)
    if not tiers or indistincte(fiche, mesure):
        return None
    mention = textes["place"].format(
        sujet=f"{fiche.libelle} {lieu}".strip(),
        valeur=reserves.dire(mesure, fiche.champ_partiel(mesure.niveau)),
        quand=formats.dans_la_periode(mesure.periode),
        place=ecrits.place(place, fiche.sens, mesures.niveau_des_pairs(qui)),
    )
    citations = tuple(source.citation for source in charger().sources_de(fiche, mesure.periode))
    genre: Genre = "forces" if tiers > 0 else "faiblesses"
    return Fait(genre, cle, mention, textes["tiers_haut" if tiers > 0 else "tiers_bas"], citations)


def _tiers(place: Position) -> int:
    """1 dans le meilleur tiers, −1 dans le dernier, 0 ailleurs, sans rang, ou si rien ne le tranche."""
    if not place.rang or place.sans_rang or place.sur < PAIRS_MIN:
        return 0
    premier = min(place.rang, place.rang_min)
    dernier = max(place.rang + place.ex_aequo, place.rang_max)
    return int(TIERS * dernier <= place.sur) - int(TIERS * (premier - 1) >= (TIERS - 1) * place.sur)


def _secteurs(zone: Territoire, reference: str) -> Iterator[Fait]:
    """Secteurs qui gagnent ou perdent, part locale, exposition."""
    textes, lignes = diagnostic().section("forces").textes, structure(zone.code, reference, SOURCE, NOMENCLATURE)
    la_zone = diagnostic().mots["la_zone"].format(nom=zone.libelle)
    calcul = decalage(zone.code, reference, SOURCE, NOMENCLATURE)
    citation = (provenance(CHAMPS[SOURCE]),)
    if abs(calcul.local) >= PART_LOCALE_MIN * calcul.depart:
        mention = phrases.decalage(la_zone, calcul, reference)
        genre: Genre = "forces" if calcul.local > 0 else "faiblesses"
        yield Fait(genre, "", mention, textes["local"], citation, secteur=True)
    gagnants = [ligne for ligne in lignes if ligne.lecture in GAINS][:SECTEURS_MAX]
    perdants = [ligne for ligne in lignes if ligne.lecture == FORT_RECUL][:SECTEURS_MAX]
    for ligne in gagnants:
        yield _secteur("opportunites", zone, ligne, reference)
    for ligne in perdants:
        yield _secteur("risques", zone, ligne, reference)
    vue = exposition(zone.code, SOURCE, NOMENCLATURE)
    if TIERS * vue.position.rang <= vue.position.sur:
        mention = phrases.exposition(la_zone, vue, SOURCE)
        yield Fait("risques", "", mention, textes["exposition"], citation, secteur=True)


def _secteur(genre: Genre, zone: Territoire, ligne: Ligne, reference: str) -> Fait:
    textes = diagnostic().section("forces").textes
    debut, fin = CHAMPS[SOURCE].bornes
    mention = textes["secteur"].format(
        zone=nommer(zone),
        secteur=ligne.libelle,
        effectif=formats.nombre(ligne.effectif),
        evolution=phrases.pourcent(ligne.evolution, signe=True),
        quotient=formats.nombre(ligne.ql, 1),
        reference=avec_article(reference),
        debut=debut,
        fin=fin,
    )
    regle = textes["lecture"].format(lecture=LECTURES[ligne.lecture])
    return Fait(genre, "", mention, regle, (provenance(CHAMPS[SOURCE]),), secteur=True)


def _metiers(territoire: Territoire, zone: Territoire | None, annee: int) -> Iterator[Fait]:
    """Métiers à surveiller : des embauches prévues, que l'on peine à pourvoir."""
    textes = diagnostic().section("forces").textes
    qui = territoire if territoire.niveau in {"france", "region", "departement", "zone_emploi"} else zone
    if qui is None:
        return
    lieu = Lieu(qui.niveau, qui.code, qui.libelle)
    citation = charger().sources["france_travail_bmo"].citer(str(annee))
    for _, ligne in lectures.a_surveiller(lieu, annee).head(METIERS_MAX).iterrows():
        mention = textes["metier"].format(
            lieu=nommer(lieu),
            metier=ligne["libelle"],
            projets=f"{'environ ' if lieu.estime else ''}{formats.nombre(ligne['projets'])}",
            difficiles=tables.intervalle(ligne["part_difficile"], ligne["part_difficile_max"]),
            annee=annee,
        )
        yield Fait("opportunites", "", mention, textes["surveiller"], (citation,))
