"""Durée d'une action pour le calendrier : dates partielles étendues, fins inconnues dites, textes bornés."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from donnees.registre.services import Fiche
from donnees.registre.services.lecture import OUVERTS
from donnees.vocabulaire import StatutAction
from geo.ecriture import formats


@dataclass(frozen=True)
class Duree:
    """Premier et dernier jour tracés ; ``sans_fin`` : aucune fin n'est connue ; ``ouverte`` : elle court encore."""

    debut: date
    fin: date
    sans_fin: bool = False
    ouverte: bool = False


def etendue(partielle: str) -> tuple[date, date]:
    """Premier et dernier jour d'une date partielle : l'année, le mois ou le jour entier.

    Parameters
    ----------
    partielle : str
        ``AAAA``, ``AAAA-MM`` ou ``AAAA-MM-JJ``.

    Raises
    ------
    ValueError
        La date est vide, mal écrite ou n'existe pas.
    """
    morceaux = [int(morceau) for morceau in partielle.split("-")]
    annee, mois, jour = (*morceaux, None, None)[:3]
    if annee is None or len(morceaux) > 3:  # noqa: PLR2004 - année, mois, jour
        raise ValueError(f"« {partielle} » n'est pas une date AAAA, AAAA-MM ou AAAA-MM-JJ.")
    dernier = mois or 12
    return date(annee, mois or 1, jour or 1), date(annee, dernier, jour or calendar.monthrange(annee, dernier)[1])


def duree(fiche: Fiche, aujourdhui: date) -> Duree | None:
    """Ce que trace une action ; None sans début. Sans fin, une action ouverte va jusqu'à aujourd'hui (ou tient sur son
    début s'il est à venir), une autre s'arrête à son début, comme dans les filtres du registre.
    """
    if not fiche.debut:
        return None
    premier, dernier = etendue(fiche.debut)
    if fiche.fin:
        return Duree(premier, max(etendue(fiche.fin)[1], premier))
    ouverte = fiche.statut in OUVERTS
    fin = max(aujourdhui, premier) if ouverte and premier <= aujourdhui else dernier
    return Duree(premier, fin, sans_fin=True, ouverte=ouverte)


def mentions(fiches: Iterable[Fiche], aujourdhui: date, montrees: int | None = None) -> tuple[str, ...]:
    """Phrases qui disent ce que le calendrier ne trace pas, ou pas entièrement (``montrees`` : combien de barres)."""
    durees = [duree(fiche, aujourdhui) for fiche in fiches]
    tracees = [d for d in durees if d is not None]
    phrases = [
        _compter(len(durees) - len(tracees), "sans date de début : sans barre."),
        _compter(sum(d.sans_fin and not d.ouverte for d in tracees), "sans date de fin : seul le début est tracé."),
    ]
    if montrees is not None and len(tracees) > montrees:
        phrases.append(f"Les {montrees} plus récentes sur {len(tracees)} : choisir un groupe pour voir les autres.")
    return tuple(filter(None, phrases))


def _compter(nombre: int, suite: str) -> str:
    return f"{formats.nombre(nombre)} action{'s' if nombre > 1 else ''} {suite}" if nombre else ""


def quand(fiche: Fiche) -> str:
    """« De mars 2026 à 2027 », « Depuis 2024, sans fin connue », « Début inconnu, fin en 2012 », « Sans date »."""
    debut, fin = formats.date_partielle(fiche.debut), formats.date_partielle(fiche.fin)
    deduite = " (date déduite)" if fiche.date_inferee and (debut or fin) else ""
    if not debut:
        return f"Début inconnu, fin : {fin}{deduite}" if fin else "Sans date"
    if not fin:
        le = (" le", " du") if _au_jour(fiche.debut) else ("", " de")
        amorce = f"Depuis{le[0]}" if fiche.statut in OUVERTS else "Début :"
        amorce = f"À partir{le[1]}" if fiche.statut == StatutAction.PREVUE else amorce
        return f"{amorce} {debut}, sans fin connue{deduite}"
    depuis, jusque = ("Du" if _au_jour(fiche.debut) else "De"), ("au" if _au_jour(fiche.fin) else "à")
    return (debut if debut == fin else f"{depuis} {debut} {jusque} {fin}") + deduite


def _au_jour(partielle: str) -> bool:
    return len(partielle) == len("AAAA-MM-JJ")
