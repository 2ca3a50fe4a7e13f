"""La place d'un territoire parmi ses pairs : son niveau s'il est publié, sinon les zones d'emploi."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from geo.mesures import fragilite
from geo.mesures.mesure import Mesure, adresses
from geo.mesures.parents import NIVEAU
from geo.mesures.positions import Position, parmi
from geo.territoires import PERIMETRE, Territoire


def niveau_des_pairs(territoire: Territoire) -> str:
    """Niveau où situer le territoire : le sien ; un périmètre, celui du territoire publié qui a ses communes.

    Sinon, un périmètre se place parmi les zones d'emploi sans en être une.
    """
    return _pair(territoire)[0]


def _pair(territoire: Territoire) -> tuple[str, str]:
    """Le niveau et le code où situer le territoire ; code vide pour un périmètre qui n'est aucun territoire publié."""
    if territoire.niveau != PERIMETRE:
        return territoire.niveau, territoire.code
    memes = adresses(territoire)
    return next((meme for meme in memes if meme[0] == NIVEAU), memes[0] if memes else (NIVEAU, ""))


def pairs(territoire: Territoire) -> tuple[str, pd.DataFrame]:
    """Niveau des pairs et leurs valeurs : une ligne par code, une colonne par indicateur à sa dernière période."""
    niveau = niveau_des_pairs(territoire)
    return niveau, _table(niveau)


def renseignes(niveau: str, codes: Sequence[str]) -> frozenset[str]:
    """Indicateurs dont l'un au moins de ces territoires a une valeur, à leur dernière période."""
    connus = _table(niveau).reindex(list(codes)).notna().any()
    return frozenset(connus.index[connus])


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
    """Position parmi les pairs à la même période ; pour un périmètre, celle du territoire publié qui a ses communes.

    S'il n'y en a pas, le rang qu'il aurait parmi les zones d'emploi : il compte alors dans ``sur`` mais pas dans la
    médiane, qui reste celle des zones.
    """
    (niveau, code), fiche = _pair(territoire), mesure.indicateur
    lignes = entrepot.valeurs_periode(fiche.id, niveau, mesure.periode)
    bornes = entrepot.intervalles(fiche.id, niveau, mesure.periode) if fiche.incertitude else None
    place = parmi(lignes["valeur"], lignes["statut"], code, fiche.sens, bornes)
    if code:
        return replace(place, sans_rang=fragilite.texte(fiche.id, niveau, code, mesure.periode))
    valeurs = pd.concat([lignes["valeur"], pd.Series({PERIMETRE: mesure.valeur})])
    statuts = pd.concat([lignes["statut"], pd.Series({PERIMETRE: mesure.statut})])
    if bornes is not None:
        siennes = pd.DataFrame({"minimum": mesure.minimum, "maximum": mesure.maximum}, index=[PERIMETRE])
        bornes = pd.concat([bornes, siennes])
    invite = parmi(valeurs, statuts, PERIMETRE, fiche.sens, bornes)
    return replace(invite, mediane=place.mediane, mediane_entre=place.mediane_entre, invite=True)
