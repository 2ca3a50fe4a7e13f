"""Exporter les actions datées en calendrier (RFC 5545) : un événement d'une journée entière ou plus par action."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import quote

from icalendar import Calendar, Event

from donnees.registre.services.fiches import Fiche
from donnees.vocabulaire import LIBELLES_STATUTS, LIBELLES_THEMES, StatutAction

DOMAINE = "atlas-maisons-emploi"
PRECISIONS = {4: "à l'année", 7: "au mois"}


def bornes(debut: str, fin: str) -> tuple[date, date] | None:
    """Premier et dernier jour d'une action, dates partielles étendues à l'année ou au mois ; None sans aucune date."""
    premiere, derniere = debut or fin, fin or debut
    if not premiere:
        return None
    annee, mois, jour = _morceaux(derniere)
    mois = mois or 12
    dernier = date(annee, mois, jour or calendar.monthrange(annee, mois)[1])
    annee, mois, jour = _morceaux(premiere)
    return date(annee, mois or 1, jour or 1), dernier


def _morceaux(texte: str) -> tuple[int, int | None, int | None]:
    annee, mois, jour = [*map(int, texte.split("-")), None, None][:3]
    return annee or 0, mois, jour


def _propre(texte: str) -> str:
    """Ôte les caractères de contrôle, qu'un calendrier n'admet pas ; garde les retours de ligne."""
    uni = texte.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(signe for signe in uni if signe in "\n\t" or (signe >= " " and not "\x7f" <= signe <= "\x9f"))


def _description(fiche: Fiche) -> str:
    """Description de l'action, avec la précision de ses dates et son statut."""
    precisions = [
        f"{nom} : date connue {PRECISIONS[len(texte)]} ({texte})."
        for nom, texte in (("Début", fiche.debut), ("Fin", fiche.fin))
        if len(texte) in PRECISIONS
    ]
    if not fiche.debut:
        precisions.append("Début : date inconnue.")
    elif not fiche.fin:
        precisions.append("Fin : date inconnue.")
    statut = f"Statut : {LIBELLES_STATUTS[fiche.statut]}."
    return _propre("\n".join(morceau for morceau in (fiche.description, statut, *precisions) if morceau))


def _evenement(fiche: Fiche, jours: tuple[date, date], adresse: str) -> Event:
    evenement = Event()
    modifie = datetime.fromisoformat(fiche.modifie_le).replace(microsecond=0)
    evenement.add("uid", f"{fiche.cle}@{DOMAINE}")
    evenement.add("dtstamp", modifie)
    evenement.add("last-modified", modifie)
    evenement.add("sequence", fiche.version - 1)
    evenement.add("summary", _propre(fiche.titre))
    evenement.add("dtstart", jours[0])
    evenement.add("dtend", jours[1] + timedelta(days=1))
    evenement.add("description", _description(fiche))
    evenement.add("categories", [LIBELLES_THEMES[fiche.theme]])
    evenement.add("transp", "TRANSPARENT")
    if fiche.nom_maison:
        evenement.add("location", _propre(fiche.nom_maison))
    if fiche.statut is StatutAction.ABANDONNEE:
        evenement.add("status", "CANCELLED")
    if adresse:
        liaison = "&" if "?" in adresse else "?"
        evenement.add("url", f"{adresse}{liaison}action={quote(fiche.cle, safe='')}")
    return evenement


def icalendar(fiches: Iterable[Fiche], adresse: str = "") -> bytes:
    """Calendrier des actions datées ; une action sans aucune date n'y est pas.

    Parameters
    ----------
    adresse : str
        Adresse de la page d'une action, à laquelle s'ajoute ``action=clé`` ; vide : sans lien.
    """
    calendrier = Calendar()
    calendrier.add("prodid", "-//Atlas des maisons de l'emploi//FR")
    calendrier.add("version", "2.0")
    calendrier.add("x-wr-calname", "Actions des maisons de l'emploi")
    for fiche in fiches:
        if (jours := bornes(fiche.debut, fiche.fin)) is not None:
            calendrier.add_component(_evenement(fiche, jours, adresse))
    octets: bytes = calendrier.to_ical()
    return octets
