"""L'annuaire des maisons : filtres, libellés, actions d'une maison."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from donnees import entrepot
from geo.points import CATEGORIES
from geo.recherche import normaliser

FIABILITE_EXPLIQUEE = {
    "A": "Fiabilité A : la source nomme la maison et le lieu.",
    "B": "Fiabilité B : la source nomme la maison, le lieu est en partie déduit.",
    "C": "Fiabilité C : simple mention ; à confirmer avant de s'en servir.",
}
PRECISIONS = {
    "adresse": "point à l'adresse",
    "commune": "point au centre de la commune",
    "commune (moyenne arrondissements)": "point au centre de la commune",
}


@dataclass(frozen=True)
class Filtre:
    """Filtres de l'annuaire ; un filtre vide ne retient rien de particulier."""

    texte: str = ""
    regions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ("mde",)
    fiabilite: tuple[str, ...] = ("A", "B")
    themes: tuple[str, ...] = ()


def filtrer(filtre: Filtre, communes: Collection[str] = ()) -> pd.DataFrame:
    """Maisons retenues, par région puis ville ; avec ``communes``, celles qui y ont leur siège."""
    maisons = entrepot.table("maisons")
    garder = pd.Series(data=True, index=maisons.index)
    if filtre.categories:
        garder &= maisons["categorie"].isin([c for cle in filtre.categories for c in CATEGORIES[cle]])
    if filtre.fiabilite:
        garder &= maisons["fiabilite"].isin(filtre.fiabilite)
    if communes:
        garder &= maisons["commune"].isin(set(communes))
    if filtre.regions:
        garder &= maisons["region"].isin(filtre.regions)
    if filtre.themes:
        actions = entrepot.table("actions")
        garder &= maisons["maison"].isin(actions.loc[actions["theme"].isin(filtre.themes), "maison"])
    for mot in normaliser(filtre.texte).split():
        garder &= _cles().str.contains(mot, regex=False)
    return maisons[garder].sort_values(["region", "ville", "nom"])


def _cles() -> pd.Series:
    maisons = entrepot.table("maisons")
    champs = maisons["nom"] + " " + maisons["ville"] + " " + maisons["territoire"] + " " + maisons["code_postal"]
    return champs.map(normaliser)


def maison(identifiant: str) -> pd.Series | None:
    """Fiche d'une maison ; None si l'identifiant n'existe pas."""
    maisons = entrepot.table("maisons")
    trouvees = maisons[maisons["maison"] == identifiant]
    return None if trouvees.empty else trouvees.iloc[0]


def actions(identifiant: str) -> pd.DataFrame:
    """Actions d'une maison, les plus récentes d'abord ; celles sans date à la fin."""
    toutes = entrepot.table("actions")
    siennes = toutes[toutes["maison"] == identifiant]
    return siennes.sort_values(["date_debut", "titre"], ascending=[False, True])


def quand(action: pd.Series) -> str:
    """« 2018 », « 2008 – 2011 », « 2019 (année déduite) » ou « date inconnue »."""
    debut, fin = int(action["annee_debut"]), int(action["annee_fin"])
    if not debut:
        return "date inconnue"
    texte = f"{debut} – {fin}" if fin and fin != debut else str(debut)
    return f"{texte} (année déduite)" if bool(action["annee_inferee"]) else texte
