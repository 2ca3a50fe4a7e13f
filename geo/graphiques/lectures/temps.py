"""Lire ce qui se déroule : courbes, suivi d'une action, calendrier."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pandas as pd

from donnees.registre.services import Fiche
from donnees.registre.services.fiches import FicheSuivi
from donnees.vocabulaire import LIBELLES_STATUTS
from geo.actions.durees import duree, mentions, quand
from geo.actions.points import THEMES_ACTIONS
from geo.actions.progres import ecrire, progres, valeurs
from geo.ecriture import formats
from geo.graphiques.calendrier import retenir
from geo.graphiques.lectures.lecture import Lecture, compter, dire, enumerer
from geo.graphiques.style import Mesure
from geo.graphiques.tendance import Courbe, base_commune
from geo.graphiques.tendance import calendrier as dates


def tendance(series: Sequence[Courbe], unite: str, decimales: int, *, indice: bool = False) -> Lecture:
    """Courbes : de quand à quand, où en est la première, ses extrêmes, et les autres à la même date."""
    periodes, mesure = dates(series), Mesure(unite, decimales)
    base = base_commune(series) if indice else ""
    montre = f"indice 100 {formats.dans_la_periode(base)}" if base else f"en {unite}"
    de, jusque = ("du", "au") if periodes and "-T" in periodes[0] else ("de", "à")
    bornes = f", {de} {formats.periode(periodes[0])} {jusque} {formats.periode(periodes[-1])}" if periodes else ""
    return Lecture(
        dire(f"{compter(len(series), 'courbe')} ({montre}){bornes}.", *_dernieres(series, mesure)),
        lambda: _tableau(series, periodes),
        {courbe.libelle: decimales for courbe in series},
    )


def _dernieres(series: Sequence[Courbe], mesure: Mesure) -> list[str]:
    """La première courbe à sa dernière date, ses extrêmes ; puis les autres à cette date."""
    premiere = series[0] if series else Courbe("", (), ())
    finies = [(p, float(v)) for p, v in zip(premiere.periodes, premiere.valeurs, strict=True) if math.isfinite(v)]
    if not finies:
        return [f"{premiere.libelle} : aucune donnée."] if premiere.libelle else []
    (derniere, valeur), bas, haut = finies[-1], min(finies, key=_valeur), max(finies, key=_valeur)
    autres = [
        f"{courbe.libelle} {mesure.ecrire(lue)}"
        for courbe in series[1:]
        if math.isfinite(lue := courbe.par_periode().get(derniere, (math.nan,))[0])
    ]
    situee = (
        f"{premiere.libelle} : {mesure.ecrire(valeur)} {formats.dans_la_periode(derniere)}, "
        f"au plus bas {mesure.ecrire(bas[1])} {formats.dans_la_periode(bas[0])}, "
        f"au plus haut {mesure.ecrire(haut[1])} {formats.dans_la_periode(haut[0])}."
    )
    return [situee, f"À la même date : {enumerer(autres)}." if autres else ""]


def _valeur(point: tuple[str, float]) -> float:
    return point[1]


def _tableau(series: Sequence[Courbe], dates_: Sequence[str]) -> pd.DataFrame:
    """Une ligne par période, la plus récente d'abord : c'est elle qu'on cherche."""
    periodes = dates_[::-1]
    lues = {courbe.libelle: courbe.par_periode() for courbe in series}
    colonnes = {nom: [table.get(p, (math.nan,))[0] for p in periodes] for nom, table in lues.items()}
    return pd.DataFrame({"Période": [formats.periode_courte(p) for p in periodes], **colonnes})


def suivi(suivi_lu: FicheSuivi) -> Lecture:
    """Suivi d'une action : combien de valeurs, de quand à quand, et où il en est de sa cible."""
    lues = valeurs(suivi_lu)
    bornes = [formats.date_partielle(valeur.date) for valeur in (*lues[:1], *lues[-1:])]
    etendue = f", de {bornes[0]} à {bornes[-1]}" if len(set(bornes)) > 1 else ""
    return Lecture(
        dire(f"{suivi_lu.libelle} : {compter(len(lues), 'valeur relevée', 'valeurs relevées')}{etendue}.")
        + f" {formats.typographie(progres(suivi_lu).phrase)}",
        lambda: pd.DataFrame(
            {
                "Date": [formats.date_partielle(valeur.date) for valeur in lues],
                "Valeur": [ecrire(valeur.valeur, suivi_lu.unite) for valeur in lues],
                "Commentaire": [valeur.commentaire for valeur in lues],
            }
        ),
    )


def calendrier(fiches: Sequence[Fiche], aujourdhui: date | None = None, *, par: str = "theme") -> Lecture:
    """Calendrier des actions : combien sont tracées, de quand à quand, combien courent aujourd'hui."""
    jour = aujourdhui or datetime.now(UTC).date()
    durees = [d for fiche in fiches if (d := duree(fiche, jour)) is not None]
    if not durees:
        return Lecture(dire("Calendrier vide.", *mentions(fiches, jour)), lambda: _actions(fiches))
    debut, fin = min(d.debut for d in durees).year, max(d.fin for d in durees).year
    courent = sum(d.debut <= jour <= d.fin and (d.ouverte or not d.sans_fin) for d in durees)
    auj = f"{compter(courent, 'court', 'courent')} aujourd'hui" if courent else "aucune ne court aujourd'hui"
    montrees = len(retenir(fiches, jour, par))
    tracees = compter(len(durees), "action tracée", "actions tracées")
    return Lecture(
        dire(f"Calendrier : {tracees}, de {debut} à {fin} ; {auj}.", *mentions(fiches, jour, montrees)),
        lambda: _actions(fiches),
    )


def _actions(fiches: Sequence[Fiche]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Action": [fiche.titre for fiche in fiches],
            "Maison": [fiche.nom_maison for fiche in fiches],
            "Thème": [THEMES_ACTIONS[fiche.theme.value] for fiche in fiches],
            "Statut": [LIBELLES_STATUTS[fiche.statut] for fiche in fiches],
            "Quand": [quand(fiche) for fiche in fiches],
        }
    )
