"""Ce qui agit sur un territoire : sa petite carte, les maisons qui y siègent, les actions connues."""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd

from geo import territoires
from geo.actions import annuaire
from geo.actions import presence as releve
from geo.ecriture import formats
from geo.sorties import svg
from geo.territoires import Territoire
from pages.leger import adresses
from pages.leger.page import Site

MAISONS: Final = 12
ACTIONS_PAR_THEME: Final = 3
PROCHES: Final = 2
SIEGE: Final = ("maison", "nom", "ville")
LOIN: Final = 300.0
"""Kilomètres au-delà desquels une maison n'est plus une voisine."""


def decrire(site: Site, territoire: Territoire) -> dict[str, Any]:
    """La carte, les maisons qui siègent ici (à défaut les plus proches), les actions par thème."""
    ici = releve.maisons(site.releve.maisons, territoire.communes)
    siennes = releve.actions(site.releve.actions, territoire.communes)
    connues = site.releve.maisons[site.releve.maisons["par_defaut"]]
    proches = releve.proches(connues, territoire.communes, PROCHES) if ici.empty else ici.head(0)
    pluriel = "s" if len(ici) > 1 else ""
    dite = f"{len(ici)} maison{pluriel} relevée{pluriel}" if len(ici) else "aucune maison relevée"
    return {
        "carte": svg.situer(territoire, points(ici), f"Carte : {territoire.libelle} et ses alentours, {dite}."),
        "maisons": [_siege(*colonnes) for colonnes in zip(*(ici[nom].head(MAISONS) for nom in SIEGE), strict=True)],
        "nombre_maisons": len(ici),
        "proches": [_proche(maison) for _, maison in proches.iterrows() if maison["km"] <= LOIN],
        "themes": [_theme(str(theme), groupe) for theme, groupe in siennes.groupby("theme_libelle", sort=True)],
        "nombre_actions": len(siennes),
        "plan": adresses.ecran("plan-actions", territoires.parametres(territoire)),
        "annuaire": adresses.ecran("maisons", territoires.parametres(territoire)),
    }


def _siege(cle: str, nom: str, ville: str) -> tuple[str, str]:
    return adresses.maison(cle), f"{nom} ({ville})"


def points(maisons: pd.DataFrame) -> list[tuple[float, float]]:
    """Longitude et latitude de celles qui ont un point."""
    lieux = zip(maisons["lon"].tolist(), maisons["lat"].tolist(), strict=True)
    return [(float(lon), float(lat)) for lon, lat in lieux if math.isfinite(lon) and math.isfinite(lat)]


def _proche(maison: pd.Series) -> tuple[str, str]:
    distance = formats.avec_unite(maison["km"], "km")
    return adresses.maison(str(maison["maison"])), f"{maison['nom']} ({maison['ville']}), à {distance} à vol d’oiseau"


def _theme(theme: str, groupe: pd.DataFrame) -> tuple[str, int, list[tuple[str, str]]]:
    """Un thème, ses actions en tout, et les premières."""
    lignes = [
        (adresses.action(str(action["action"])), f"{action['titre']}, {annuaire.quand(action)} ({action['ville']})")
        for _, action in groupe.head(ACTIONS_PAR_THEME).iterrows()
    ]
    return theme, len(groupe), lignes
