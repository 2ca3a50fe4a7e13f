"""Où en est un suivi de sa cible, en une phrase."""

from __future__ import annotations

import math
from dataclasses import dataclass

from donnees.registre.services.fiches import FicheSuivi, FicheValeur
from geo.actions.durees import etendue
from geo.ecriture import formats
from geo.ecriture.textes import couper

SENS_INCONNU = (
    "Le registre ne dit pas si une cible est à atteindre ou à ne pas dépasser : le pourcentage compare, il ne juge pas."
)


TROP_GRAND = 1e15  # au-delà, un nombre s'écrit en puissance de dix et ne se dessine pas


@dataclass(frozen=True)
class Progres:
    """Où en est un suivi.

    Attributes
    ----------
    derniere : float or None
        Dernière valeur ; None s'il n'y en a pas.
    date : str
        Sa date, telle que saisie ; vide sans valeur.
    cible : float or None
        None sans cible.
    part : float or None
        Dernière valeur en % de la cible ; None quand le rapport n'a pas de sens (pas de valeur ou de cible, cible
        nulle, valeur ou cible négative, rapport hors de portée). Jamais infinie.
    phrase : str
        Texte brut, à protéger à l'affichage (l'unité est saisie).
    reserve : str
        `SENS_INCONNU` dès qu'il y a une cible ; vide sinon.
    suite : str
        La phrase sans la valeur ni sa date : « soit 65 % de la cible (200 personnes). ».
    """

    derniere: float | None
    date: str
    cible: float | None
    part: float | None
    phrase: str
    reserve: str
    suite: str


def valeurs(suivi_lu: FicheSuivi, jusqu_en: int | None = None) -> list[FicheValeur]:
    """Valeurs finies, par date (une année compte à son dernier jour), datées au plus tard de l'année ``jusqu_en``."""
    gardees = [
        valeur
        for valeur in suivi_lu.valeurs
        if math.isfinite(valeur.valeur) and (jusqu_en is None or int(valeur.date[:4]) <= jusqu_en)
    ]
    return sorted(gardees, key=lambda valeur: (etendue(valeur.date)[1], valeur.date))


def progres(suivi_lu: FicheSuivi, jusqu_en: int | None = None) -> Progres:
    """Dernière valeur d'un suivi face à sa cible.

    Parameters
    ----------
    jusqu_en : int, optional
        Ne compte que les valeurs datées au plus tard de cette année.
    """
    lues = valeurs(suivi_lu, jusqu_en)
    cible = suivi_lu.cible if suivi_lu.cible is not None and math.isfinite(suivi_lu.cible) else None
    reserve = "" if cible is None else SENS_INCONNU
    visee = "sans cible" if cible is None else f"cible : {ecrire(cible, suivi_lu.unite)}"
    if not lues:
        borne = f" jusqu'en {jusqu_en}" if jusqu_en is not None else ""
        phrase = f"Aucune valeur relevée{borne}, {visee}."
        return Progres(None, "", cible, None, phrase, reserve, phrase)
    derniere = lues[-1]
    part = _part(derniere.valeur, cible)
    debut = f"{ecrire(derniere.valeur, suivi_lu.unite)} ({formats.date_partielle(derniere.date)})"
    if part is not None:
        suite = f"soit {_ecrire_part(part)}{formats.INSECABLE}% de la {visee.replace('cible : ', 'cible (')})"
    else:
        suite = f"{visee}{_pourquoi(derniere.valeur, cible)}"
    return Progres(derniere.valeur, derniere.date, cible, part, f"{debut}, {suite}.", reserve, f"{suite}.")


def _part(valeur: float, cible: float | None) -> float | None:
    """Valeur en % d'une cible positive ; None sinon, ou si le rapport sort des nombres qu'on sait lire."""
    if cible is None or cible <= 0 or valeur < 0:
        return None
    part = 100 * (valeur / cible)
    return part if part < TROP_GRAND else None


def _pourquoi(valeur: float, cible: float | None) -> str:
    """Raison pour laquelle aucun pourcentage ne se calcule ; vide sans cible."""
    if cible is None:
        return ""
    raison = "rapport hors de portée"
    if cible == 0:
        raison = "cible nulle"
    elif cible < 0:
        raison = "cible négative"
    elif valeur < 0:
        raison = "valeur négative"
    return f" (pas de pourcentage : {raison})"


def part_dite(part: float) -> float:
    """Part à une décimale au plus, jamais 100 en dessous de la cible."""
    return round(min(part, 99.9) if part < 100 else part, 1)  # noqa: PLR2004 - cent pour cent


def _ecrire_part(part: float) -> str:
    """Une décimale au plus ; jamais « 100 » en dessous de la cible, ni « 0 » au-dessus de zéro."""
    if 0 < part < 0.1:  # noqa: PLR2004 - plus petite part écrite
        return "moins de 0,1"
    return formats.nombre_libre(part_dite(part), 1)


def ecrire(valeur: float, unite: str = "") -> str:
    """Valeur saisie et son unité, texte brut ; les très grands nombres en puissance de dix."""
    if abs(valeur) >= TROP_GRAND:
        mantisse, exposant = f"{valeur:.1e}".split("e")
        nombre = f"{mantisse.replace('.', ',').replace('-', '−')} × 10^{int(exposant)}"
    else:
        nombre = formats.nombre_libre(valeur)
    propre = couper(unite, 40)
    return f"{nombre}{formats.INSECABLE}{formats.accorder(propre, valeur)}" if propre else nombre
