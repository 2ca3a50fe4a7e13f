"""La place d'un territoire parmi ses pairs : son niveau s'il est publié, les zones d'emploi pour un périmètre."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from geo.mesures import fragilite
from geo.mesures.mesure import Mesure, adresses
from geo.mesures.positions import Position, parmi
from geo.territoires import PERIMETRE, Territoire


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
    niveau, fiche = niveau_des_pairs(territoire), mesure.indicateur
    lignes = entrepot.valeurs_periode(fiche.id, niveau, mesure.periode)
    bornes = entrepot.intervalles(fiche.id, niveau, mesure.periode) if fiche.incertitude else None
    if territoire.niveau != PERIMETRE:
        sans_rang = fragilite.texte(fiche.id, niveau, territoire.code, mesure.periode)
        place = parmi(lignes["valeur"], lignes["statut"], territoire.code, fiche.sens, bornes)
        return replace(place, sans_rang=sans_rang)
    doubles = [code for n, code in adresses(territoire) if n == niveau]
    autres = lignes.drop(index=doubles, errors="ignore")
    valeurs = pd.concat([autres["valeur"], pd.Series({PERIMETRE: mesure.valeur})])
    statuts = pd.concat([autres["statut"], pd.Series({PERIMETRE: mesure.statut})])
    zones = parmi(lignes["valeur"], lignes["statut"], "", fiche.sens, bornes)
    if bornes is not None:
        siennes = pd.DataFrame({"minimum": mesure.minimum, "maximum": mesure.maximum}, index=[PERIMETRE])
        bornes = pd.concat([bornes.drop(index=doubles, errors="ignore"), siennes])
    place = parmi(valeurs, statuts, PERIMETRE, fiche.sens, bornes)
    sans_rang = next((t for code in doubles if (t := fragilite.texte(fiche.id, niveau, code, mesure.periode))), "")
    return replace(place, mediane=zones.mediane, mediane_entre=zones.mediane_entre, sans_rang=sans_rang)
