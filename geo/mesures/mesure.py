"""La mesure d'un indicateur pour un territoire quelconque : publiée, recalculée, ou dite absente avec ses voisines.

Règle d'identité : un périmètre fait des communes d'un territoire publié en a exactement les valeurs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur
from geo.ecriture.formats import nombre
from geo.mesures import agregation
from geo.mesures.grilles import secrete
from geo.mesures.parents import PARENTS_MONTRES, Parent, traversees
from geo.mesures.positions import Position, parmi
from geo.territoires import PERIMETRE, Territoire, identiques

_MANQUES: Final = {
    ("secret", False): "Secret statistique : cette valeur n'est pas publiée. Lisez celle d'un territoire plus large.",
    ("secret", True): "Secret statistique : cette valeur n'est pas publiée. Lisez celle des zones d'emploi.",
    ("absent", False): "Cette valeur n'est pas disponible ici : lisez celle d'un autre territoire ou d'une autre date.",
    ("absent", True): "Cette valeur n'est pas disponible pour le pays entier : lisez celle des zones d'emploi.",
    ("non_recalculable", False): "Cette mesure n'est pas publiée à cette échelle : lisez celle des zones d'emploi.",
    ("non_recalculable", True): "Cette mesure n'est pas publiée à cette échelle : lisez celle des zones d'emploi.",
}
"""Origine, et s'il s'agit de la France → phrase pour un territoire publié."""


@dataclass(frozen=True)
class Mesure:
    """La valeur d'un indicateur pour un territoire à une période.

    Attributes
    ----------
    indicateur : Indicateur
        Fiche du catalogue.
    niveau : str
        Niveau de la valeur publiée, ou niveau du territoire si elle est recalculée ou absente.
    periode : str
        Période de la valeur.
    valeur : float
        Dans l'unité de l'indicateur ; NaN si elle est absente.
    statut : str
        Statut INSEE.
    origine : str
        « publie », « recalcule », « non_recalculable », « secret » ou « absent ».
    explication : str
        Phrase en français ; vide pour une valeur publiée.
    parents : tuple of Parent
        Sans valeur : les zones d'emploi traversées, de la plus peuplée dans le territoire à la moins peuplée.
    """

    indicateur: Indicateur
    niveau: str
    periode: str
    valeur: float
    statut: str
    origine: str
    explication: str
    parents: tuple[Parent, ...] = ()


def mesurer(territoire: Territoire, identifiant: str, periode: str = "") -> Mesure:
    """Mesure d'un indicateur ; période vide ou inconnue : la plus récente où ce territoire a une valeur.

    Raises
    ------
    IndicateurInconnu
        L'identifiant n'est pas au catalogue.
    """
    fiche = charger().indicateur(identifiant)
    publie = _publie(territoire, fiche)
    if publie is not None:
        niveau, code = publie
        existantes = entrepot.periodes(identifiant, niveau)
        lue = periode if periode in existantes else _derniere(identifiant, niveau, code)
        return _publiee(territoire, fiche, niveau, code, lue)
    return _recalculee(territoire, fiche, periode if periode in fiche.periodes else fiche.periodes[-1])


def _derniere(identifiant: str, niveau: str, code: str) -> str:
    """Dernière période où ce territoire a une valeur ; à défaut, la dernière du niveau."""
    existantes = entrepot.periodes(identifiant, niveau)
    publiees = (p for p in reversed(existantes) if math.isfinite(_lue(identifiant, niveau, code, p)[0]))
    return next(publiees, existantes[-1])


@lru_cache(maxsize=512)
def _adresses(territoire: Territoire) -> tuple[tuple[str, str], ...]:
    """Où lire des valeurs publiées : le territoire lui-même, puis ceux qui ont exactement ses communes."""
    propre = () if territoire.niveau == PERIMETRE else ((territoire.niveau, territoire.code),)
    return tuple(dict.fromkeys([*propre, *identiques(territoire.communes)]))


def _publie(territoire: Territoire, fiche: Indicateur) -> tuple[str, str] | None:
    return next(
        ((n, c) for n, c in _adresses(territoire) if n in fiche.niveaux and entrepot.periodes(fiche.id, n)), None
    )


def _lue(identifiant: str, niveau: str, code: str, periode: str) -> tuple[float, str]:
    """Valeur et statut publiés ; (NaN, « nd ») sans ligne."""
    lignes = entrepot.valeurs_periode(identifiant, niveau, periode)
    try:
        rang = lignes.index.get_loc(code)
    except KeyError:
        return math.nan, "nd"
    return float(lignes["valeur"].array[rang]), str(lignes["statut"].array[rang])


def _publiee(territoire: Territoire, fiche: Indicateur, niveau: str, code: str, periode: str) -> Mesure:
    valeur, statut = _lue(fiche.id, niveau, code, periode)
    if math.isfinite(valeur):
        return Mesure(fiche, niveau, periode, valeur, statut, "publie", "")
    if any(secrete(operande) for operande in fiche.formule.operandes.values()):
        statut = agregation.calculer(territoire.communes, fiche.id, periode).statut or statut
    origine = "secret" if statut == "s" else "absent"
    texte, parents = _sans_valeur(territoire, fiche, periode, _MANQUES[origine, territoire.niveau == "france"])
    return Mesure(fiche, niveau, periode, math.nan, statut, origine, texte, parents)


def _recalculee(territoire: Territoire, fiche: Indicateur, periode: str) -> Mesure:
    calcul = agregation.calculer(territoire.communes, fiche.id, periode)
    if math.isfinite(calcul.valeur):
        valeur = float(fiche.arrondir(np.array(calcul.valeur)))
        texte = _recalcul(territoire, calcul.statut)
        return Mesure(fiche, territoire.niveau, periode, valeur, calcul.statut, "recalcule", texte)
    origine = "secret" if calcul.statut == "s" else "absent" if calcul.recalculable else "non_recalculable"
    motif = calcul.motif
    if territoire.niveau != PERIMETRE and fiche.agregation != "non_agregeable":
        motif = _MANQUES[origine, territoire.niveau == "france"]
    texte, parents = _sans_valeur(territoire, fiche, periode, motif)
    return Mesure(fiche, territoire.niveau, periode, math.nan, calcul.statut, origine, texte, parents)


def _recalcul(territoire: Territoire, statut: str) -> str:
    combien = len(territoire.communes)
    communes = f"des {nombre(combien)} communes" if combien > 1 else "de la commune"
    estimation = " Une partie, supérieure à 5 %, en est estimée." if statut == "e" else ""
    return f"Recalculé par l'Atlas à partir des effectifs {communes}.{estimation}"


def _sans_valeur(territoire: Territoire, fiche: Indicateur, periode: str, motif: str) -> tuple[str, tuple[Parent, ...]]:
    """Explication et zones d'emploi traversées ; jamais de moyenne."""
    montres, combien = traversees(territoire, fiche, periode)
    reste = f" Zones d'emploi traversées : {nombre(combien)}, dont {PARENTS_MONTRES} montrées."
    return motif + (reste if combien > len(montres) else ""), montres


def serie(territoire: Territoire, identifiant: str) -> pd.DataFrame:
    """Toutes les périodes d'un indicateur pour un territoire : ``periode, valeur, statut``, triées ; vide si rien."""
    fiche = charger().indicateur(identifiant)
    publie = _publie(territoire, fiche)
    if publie is not None:
        lignes = entrepot.valeurs(identifiant, publie[0])
        lignes = lignes.loc[lignes["code"] == publie[1], ["periode", "valeur", "statut"]]
        return lignes.sort_values("periode", ignore_index=True)
    mesures = [_recalculee(territoire, fiche, periode) for periode in sorted(fiche.periodes)]
    gardees = [m for m in mesures if math.isfinite(m.valeur) or m.statut == "s"]
    return pd.DataFrame(
        {
            "periode": pd.Series([m.periode for m in gardees], dtype="str"),
            "valeur": pd.Series([m.valeur for m in gardees], dtype="float64"),
            "statut": pd.Series([m.statut for m in gardees], dtype="str"),
        }
    )


def toutes(territoire: Territoire) -> list[Mesure]:
    """Tous les indicateurs du catalogue à leur dernière période, dans l'ordre des thèmes."""
    catalogue = charger()
    fiches = sorted(catalogue.indicateurs.values(), key=lambda fiche: catalogue.themes[fiche.theme].ordre)
    return [mesurer(territoire, fiche.id) for fiche in fiches]


def niveau_des_pairs(territoire: Territoire) -> str:
    """Niveau où situer le territoire : le sien ; un périmètre se compare aux zones d'emploi."""
    return "zone_emploi" if territoire.niveau == PERIMETRE else territoire.niveau


def pairs(territoire: Territoire) -> tuple[str, pd.DataFrame]:
    """Niveau des pairs et leurs valeurs : une ligne par code, une colonne par indicateur à sa dernière période."""
    niveau = niveau_des_pairs(territoire)
    return niveau, _table(niveau)


@lru_cache(maxsize=8)
def _table(niveau: str) -> pd.DataFrame:
    codes = entrepot.territoires(niveau).index
    colonnes = {
        fiche.id: entrepot.valeurs_periode(fiche.id, niveau, periodes[-1])["valeur"].reindex(codes)
        for fiche in charger().indicateurs.values()
        if (periodes := entrepot.periodes(fiche.id, niveau))
    }
    return pd.DataFrame(colonnes, index=codes)


def position(territoire: Territoire, mesure: Mesure) -> Position:
    """Position parmi les pairs à la même période ; pour un périmètre, le rang qu'il aurait parmi les zones d'emploi.

    Un périmètre compte dans ``sur`` mais pas dans la médiane, qui reste celle des zones ; la zone qui lui serait
    identique n'est pas comptée deux fois.
    """
    niveau = niveau_des_pairs(territoire)
    lignes = entrepot.valeurs_periode(mesure.indicateur.id, niveau, mesure.periode)
    if territoire.niveau != PERIMETRE:
        return parmi(lignes["valeur"], lignes["statut"], territoire.code, mesure.indicateur.sens)
    doubles = [code for n, code in _adresses(territoire) if n == niveau]
    autres = lignes.drop(index=doubles, errors="ignore")
    valeurs = pd.concat([autres["valeur"], pd.Series({PERIMETRE: mesure.valeur})])
    statuts = pd.concat([autres["statut"], pd.Series({PERIMETRE: mesure.statut})])
    place = parmi(valeurs, statuts, PERIMETRE, mesure.indicateur.sens)
    zones = parmi(lignes["valeur"], lignes["statut"], "", mesure.indicateur.sens)
    return replace(place, mediane=zones.mediane)
