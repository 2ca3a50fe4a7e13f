"""L'état de la carte : ce que l'adresse de la page dit, vérifié champ par champ."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from donnees import entrepot
from donnees.catalogue import charger
from geo.actions.points import CATEGORIES, FIABILITES, PROGRAMMES, RESEAUX, THEMES_ACTIONS, annees_actions
from geo.mesures import comparaison
from geo.mesures.classes import CLASSES_MAX, CLASSES_MIN, METHODES
from geo.mesures.repartitions import niveaux_carte, periode_valide
from geo.territoires import Territoire

INDICATEUR_DEFAUT = "chomage_localise"
TOUS_THEMES = "tous"
SEPARATEUR = "."
SEUILS_MAX = 8
ZOOM_MIN, ZOOM_MAX = 3, 16
ANCIEN = "perimetre"
"""Paramètre des anciens liens : un périmètre à cerner, que « cerne » dit désormais."""


@dataclass(frozen=True)
class EtatCarte:
    """Tout ce qui définit l'écran de la carte ; chaque champ est un paramètre de l'adresse."""

    theme: str = TOUS_THEMES
    indicateur: str = INDICATEUR_DEFAUT
    niveau: str = "zone_emploi"
    zone: str = ""
    date: str = ""
    territoire: str = ""
    methode: str = "quantiles"
    classes: int = 5
    seuils: tuple[float, ...] = ()
    par_date: bool = False
    maisons: tuple[str, ...] = ("mde",)
    fiabilite: tuple[str, ...] = ("A", "B")
    actions: tuple[str, ...] = field(default_factory=lambda: tuple(THEMES_ACTIONS))
    annees: tuple[int, int] = field(default_factory=annees_actions)
    reseaux: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    plan: bool = False
    tableau: bool = False
    cerne: str = ""
    vue: tuple[float, float, float] | None = None


def _un_de(admis: Callable[[], Any]) -> Callable[[str], str]:
    def lire(texte: str) -> str:
        if texte not in admis():
            raise ValueError(texte)
        return texte

    return lire


def _plusieurs_de(admis: Callable[[], Any]) -> Callable[[str], tuple[str, ...]]:
    def lire(texte: str) -> tuple[str, ...]:
        morceaux = [morceau for morceau in texte.split(SEPARATEUR) if morceau and morceau != "aucun"]
        if any(morceau not in admis() for morceau in morceaux):
            raise ValueError(texte)
        return tuple(sorted(set(morceaux), key=list(admis()).index))

    return lire


def _entier(bas: int, haut: int) -> Callable[[str], int]:
    def lire(texte: str) -> int:
        if not re.fullmatch(r"[0-9]{1,4}", texte) or not bas <= int(texte) <= haut:
            raise ValueError(texte)
        return int(texte)

    return lire


def _nombres(texte: str, separateur: str = "_") -> tuple[float, ...]:
    nombres = tuple(float(morceau.replace(",", ".")) for morceau in texte.split(separateur))
    if not all(math.isfinite(n) for n in nombres):
        raise ValueError(texte)
    return nombres


def _seuils(texte: str) -> tuple[float, ...]:
    seuils = tuple(sorted(set(_nombres(texte))))
    if len(seuils) > SEUILS_MAX:
        raise ValueError(texte)
    return seuils


def _annees(texte: str) -> tuple[int, int]:
    if not re.fullmatch(r"[0-9]{4}_[0-9]{4}", texte):
        raise ValueError(texte)
    debut, fin = (int(annee) for annee in texte.split("_"))
    premiere, derniere = annees_actions()
    if not premiere <= debut <= fin <= derniere:
        raise ValueError(texte)
    return debut, fin


def _vue(texte: str) -> tuple[float, float, float]:
    lat, lon, zoom = _nombres(texte)
    if not (abs(lat) <= 90 and abs(lon) <= 180 and ZOOM_MIN <= zoom <= ZOOM_MAX):  # noqa: PLR2004 - degrés
        raise ValueError(texte)
    return lat, lon, zoom


def _cerne(texte: str) -> str:
    """Un territoire connu (« epci:245400676 ») ou « aucun », écrits comme `geo.mesures.comparaison` le fait."""
    connus, refus = comparaison.relire(texte)
    if refus or len(connus) > 1:
        raise ValueError(texte)
    return comparaison.ecrire(connus)


def cerne(etat: EtatCarte) -> Territoire | None:
    """Territoire que l'état cerne ; aucun pour la France, qui est toute la carte."""
    connus, _ = comparaison.relire(etat.cerne)
    return connus[0] if connus and connus[0].niveau != "france" else None


def _oui(texte: str) -> bool:
    if texte not in {"0", "1"}:
        raise ValueError(texte)
    return texte == "1"


_LECTEURS: dict[str, Callable[[str], Any]] = {
    "theme": _un_de(lambda: (TOUS_THEMES, *charger().themes)),
    "indicateur": _un_de(lambda: charger().indicateurs),
    "niveau": _un_de(lambda: ("zone_emploi", "departement", "region", "commune")),
    "zone": _un_de(lambda: entrepot.territoires("zone_emploi").index),
    "date": str,
    "territoire": str,
    "methode": _un_de(lambda: METHODES),
    "classes": _entier(CLASSES_MIN, CLASSES_MAX),
    "seuils": _seuils,
    "par_date": _oui,
    "maisons": _plusieurs_de(lambda: CATEGORIES),
    "fiabilite": _plusieurs_de(lambda: FIABILITES),
    "actions": _plusieurs_de(lambda: THEMES_ACTIONS),
    "annees": _annees,
    "reseaux": _plusieurs_de(lambda: RESEAUX),
    "programmes": _plusieurs_de(lambda: PROGRAMMES),
    "plan": _oui,
    "tableau": _oui,
    "cerne": _cerne,
    "vue": _vue,
}


def depuis_adresse(parametres: Mapping[str, str]) -> tuple[EtatCarte, list[str]]:
    """Lit un état dans les paramètres d'une adresse, quoi qu'elle contienne.

    Returns
    -------
    etat : EtatCarte
        Toujours valide.
    refus : list of str
        Une phrase par valeur écartée ; les paramètres inconnus sont ignorés.
    """
    champs: dict[str, Any] = {}
    refus = []
    if ANCIEN in parametres:
        parametres = {"cerne": f"perimetre:{parametres[ANCIEN]}", **parametres}
    for champ, lire in _LECTEURS.items():
        if champ not in parametres:
            continue
        try:
            champs[champ] = lire(parametres[champ])
        except (ValueError, OverflowError):
            refus.append(_refus(champ, parametres[champ]))
    etat, ecartes = accorder(EtatCarte(**champs))
    repris = {etat.zone, etat.territoire}  # un bassin devient la zone de ses communes, et inversement
    ecartes = [champ for champ in ecartes if champ in champs and champs[champ] not in repris]
    return etat, refus + [_refus(champ, str(champs[champ])) for champ in ecartes]


def accorder(etat: EtatCarte) -> tuple[EtatCarte, list[str]]:
    """Rend un état dont les champs s'accordent (niveau, zone, date, territoire), et les champs changés."""
    voulu = etat
    zones = entrepot.territoires("zone_emploi")
    offerts = niveaux_carte(etat.indicateur)
    if etat.niveau not in offerts:
        etat = replace(etat, niveau=offerts[0])
    if etat.niveau == "commune" and not etat.zone and etat.territoire in zones.index:
        etat = replace(etat, zone=etat.territoire, territoire="")
    if etat.niveau != "commune" and etat.zone:
        quittee = etat.zone if etat.niveau == "zone_emploi" and etat.territoire not in zones.index else etat.territoire
        etat = replace(etat, zone="", territoire=quittee)
    if etat.date and periode_valide(etat.indicateur, etat.niveau, etat.date) != etat.date:
        etat = replace(etat, date="")
    if etat.territoire and etat.territoire not in str(entrepot.contour(etat.niveau, etat.zone)["codes"]).split(" "):
        etat = replace(etat, territoire="")
    return etat, [
        c
        for c in ("niveau", "zone", "date", "territoire")
        if getattr(voulu, c) and getattr(etat, c) != getattr(voulu, c)
    ]


def vers_adresse(etat: EtatCarte) -> dict[str, str]:
    """Paramètres d'adresse d'un état ; ce qui est par défaut n'y figure pas."""
    defaut = EtatCarte()
    return {
        champ.name: _ecrire(getattr(etat, champ.name))
        for champ in fields(EtatCarte)
        if getattr(etat, champ.name) != getattr(defaut, champ.name)
    }


def _ecrire(valeur: Any) -> str:  # noqa: ANN401 - un champ peut être de plusieurs types
    if isinstance(valeur, bool):
        return "1" if valeur else "0"
    if isinstance(valeur, tuple):
        if not valeur:
            return "aucun"
        return (SEPARATEUR if isinstance(valeur[0], str) else "_").join(
            repr(v).removesuffix(".0") if isinstance(v, float) else str(v) for v in valeur
        )
    return str(valeur)


def _refus(champ: str, valeur: str) -> str:
    return f"Le lien demandait « {champ} = {valeur[:60]} », qui n'existe pas : le réglage par défaut a été pris."
