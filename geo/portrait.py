"""Tous les indicateurs d'un territoire, à leur dernière date, avec sa position parmi ses pairs."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur
from geo.positions import Position, parmi


@dataclass(frozen=True)
class Chiffre:
    """Un indicateur d'un territoire à sa dernière période."""

    indicateur: Indicateur
    periode: str
    position: Position


def chiffres(niveau: str, code: str) -> list[Chiffre]:
    """Chiffres d'un territoire pour chaque indicateur publié à son niveau, dans l'ordre des thèmes."""
    catalogue = charger()
    fiches = [i for i in catalogue.indicateurs.values() if niveau in i.niveaux]
    fiches.sort(key=lambda fiche: catalogue.themes[fiche.theme].ordre)
    return [_chiffre(fiche, niveau, code) for fiche in fiches if entrepot.periodes(fiche.id, niveau)]


def _chiffre(fiche: Indicateur, niveau: str, code: str) -> Chiffre:
    periode = entrepot.periodes(fiche.id, niveau)[-1]
    lignes = entrepot.valeurs_periode(fiche.id, niveau, periode)
    return Chiffre(fiche, periode, parmi(lignes["valeur"], lignes["statut"], code, fiche.sens))


def rattachements(niveau: str, code: str) -> dict[str, str]:
    """Territoires qui contiennent ``code`` : niveau → code, quand il n'y en a qu'un."""
    appartenance = entrepot.table("appartenance")
    membres = appartenance[appartenance[niveau] == code] if niveau != "france" else appartenance
    uniques = {autre: membres[autre].unique() for autre in ("zone_emploi", "epci", "departement", "region")}
    return {
        autre: str(codes[0]) for autre, codes in uniques.items() if len(codes) == 1 and codes[0] and autre != niveau
    }


def maisons(niveau: str, code: str) -> pd.DataFrame:
    """Maisons dont la commune siège appartient au territoire."""
    toutes = entrepot.table("maisons")
    appartenance = entrepot.table("appartenance")
    if niveau == "france":
        return toutes
    dedans = appartenance.loc[appartenance[niveau] == code, "commune"]
    return toutes[toutes["commune"].isin(dedans)]
