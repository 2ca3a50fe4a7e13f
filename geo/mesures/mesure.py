"""La mesure d'un indicateur pour un territoire quelconque : publiée, recalculée, ou dite absente avec ses voisines.

Règle d'identité : un périmètre fait des communes d'un territoire publié en a exactement les valeurs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.ecriture.formats import nombre
from geo.mesures import agregation
from geo.mesures.parents import PARENTS_MONTRES, Parent, traversees
from geo.territoires import PERIMETRE, Territoire, identiques

_MANQUES: Final = {
    ("secret", False): "Secret statistique : cette valeur n'est pas publiée. Lisez celle d'un territoire plus large.",
    ("secret", True): "Secret statistique : cette valeur n'est pas publiée. Lisez celle des zones d'emploi.",
    ("absent", False): "Cette valeur n'est pas disponible ici : lisez celle d'un autre territoire ou d'une autre date.",
    ("absent", True): "Cette valeur n'est pas disponible pour le pays entier : lisez celle des zones d'emploi.",
    ("non_calculable", False): "Lisez la valeur d'un territoire plus large.",
    ("non_calculable", True): "Lisez la valeur des zones d'emploi.",
    ("non_recalculable", False): "Cette mesure n'est pas publiée à cette échelle : lisez celle des zones d'emploi.",
    ("non_recalculable", True): "Cette mesure n'est pas publiée à cette échelle : lisez celle des zones d'emploi.",
}
"""Origine, et s'il s'agit de la France → phrase pour un territoire publié."""
_ESTIMATION: Final = "Notre estimation, et non un chiffre du producteur : {}."


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
        « publie », « estime », « recalcule », « non_recalculable », « non_calculable », « secret » ou « absent ».
    explication : str
        Phrase en français ; vide pour une valeur publiée.
    parents : tuple of Parent
        Sans valeur : les zones d'emploi traversées, de la plus peuplée dans le territoire à la moins peuplée.
    minimum, maximum : float
        Entre quoi et quoi se tient la valeur ; NaN si rien n'en est incertain. Voir `geo.mesures.incertitude`.
    effectifs : tuple of float
        Évolution partie de trop peu pour un taux : l'effectif de départ et celui d'arrivée ; vide sinon.
    """

    indicateur: Indicateur
    niveau: str
    periode: str
    valeur: float
    statut: str
    origine: str
    explication: str
    parents: tuple[Parent, ...] = ()
    minimum: float = math.nan
    maximum: float = math.nan
    effectifs: tuple[float, ...] = ()

    @property
    def reserve(self) -> str:
        """« estimé », « provisoire », « notre estimation »… : ce qui se lit entre parenthèses après la valeur."""
        return "notre estimation" if self.indicateur.estimation(self.niveau) else formats.statut(self.statut)


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
def adresses(territoire: Territoire) -> tuple[tuple[str, str], ...]:
    """Où lire des valeurs publiées : le territoire lui-même, puis ceux qui ont exactement ses communes."""
    propre = () if territoire.niveau == PERIMETRE else ((territoire.niveau, territoire.code),)
    return tuple(dict.fromkeys([*propre, *identiques(territoire.communes)]))


def _publie(territoire: Territoire, fiche: Indicateur) -> tuple[str, str] | None:
    return next(
        ((n, c) for n, c in adresses(territoire) if n in fiche.niveaux and entrepot.periodes(fiche.id, n)), None
    )


def _lue(identifiant: str, niveau: str, code: str, periode: str) -> tuple[float, str]:
    """Valeur et statut publiés ; (NaN, « nd ») sans ligne."""
    return entrepot.valeur(identifiant, niveau, code, periode) or (math.nan, "nd")


def _publiee(territoire: Territoire, fiche: Indicateur, niveau: str, code: str, periode: str) -> Mesure:
    valeur, statut = _lue(fiche.id, niveau, code, periode)
    if math.isfinite(valeur):
        estimation = fiche.estimation(niveau)
        texte = _ESTIMATION.format(estimation) if estimation else ""
        bornes = _bornes(fiche, niveau, code, periode)
        return Mesure(fiche, niveau, periode, valeur, statut, "estime" if estimation else "publie", texte, (), *bornes)
    calcul = agregation.calculer(territoire.communes, fiche.id, periode)
    motif = "" if statut == "s" else _insense(calcul)
    origine = "secret" if statut == "s" else "non_calculable" if motif else "absent"
    conseil = f"{motif} {_MANQUES[origine, territoire.niveau == 'france']}".lstrip()
    texte, parents = _sans_valeur(territoire, fiche, periode, conseil)
    dits = calcul.effectifs if motif else ()
    return Mesure(fiche, niveau, periode, math.nan, statut, origine, texte, parents, effectifs=dits)


def _bornes(fiche: Indicateur, niveau: str, code: str, periode: str) -> tuple[float, float]:
    """Bornes publiées d'une valeur incertaine ; des NaN sinon."""
    if fiche.incertitude:
        lignes = entrepot.intervalles(fiche.id, niveau, periode)
        if code in lignes.index:
            return float(lignes["minimum"][code]), float(lignes["maximum"][code])
    return math.nan, math.nan


def _insense(calcul: agregation.Calcul) -> str:
    """Pourquoi le calcul n'a pas de sens ; vide s'il en a un, ou s'il manque des données."""
    return "" if calcul.sense else calcul.motif


def _recalculee(territoire: Territoire, fiche: Indicateur, periode: str) -> Mesure:
    calcul = agregation.calculer(territoire.communes, fiche.id, periode)
    if math.isfinite(calcul.valeur):
        valeur = float(fiche.arrondir(np.array(calcul.valeur)))
        texte = _recalcul(territoire, calcul.statut)
        bas, haut = (float(borne) for borne in fiche.arrondir(np.array([calcul.minimum, calcul.maximum])))
        bornes = (bas, haut) if bas < haut else (math.nan, math.nan)
        return Mesure(fiche, territoire.niveau, periode, valeur, calcul.statut, "recalcule", texte, (), *bornes)
    origine = _origine(calcul)
    motif = f"{calcul.motif} Agrandissez le périmètre." if origine == "non_calculable" else calcul.motif
    if territoire.niveau != PERIMETRE and fiche.agregation != "non_agregeable":
        motif = f"{_insense(calcul)} {_MANQUES[origine, territoire.niveau == 'france']}".lstrip()
    texte, parents = _sans_valeur(territoire, fiche, periode, motif)
    sans_valeur = (fiche, territoire.niveau, periode, math.nan, calcul.statut, origine, texte, parents)
    return Mesure(*sans_valeur, effectifs=calcul.effectifs)


def _origine(calcul: agregation.Calcul) -> str:
    """Pourquoi un calcul n'a pas de valeur."""
    if calcul.statut == "s":
        return "secret"
    if not calcul.recalculable:
        return "non_recalculable"
    return "absent" if calcul.sense else "non_calculable"


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
    calculables = () if fiche.agregation == "non_agregeable" else sorted(fiche.periodes)
    mesures = [_recalculee(territoire, fiche, periode) for periode in calculables]
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
