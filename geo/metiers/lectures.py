"""Ce qu'on tire de l'enquête : métiers à surveiller, évolution à nomenclature égale, métiers en tension."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees import entrepot
from geo.metiers.enquete import ANNEES, PAYS, Lieu, metiers

PROJETS_MIN: Final = 20
DIFFICILE_MIN: Final = 50.0
REGLE: Final = (
    f"au moins {PROJETS_MIN} projets, au moins la moitié jugés difficiles une fois le secret compté au plus bas, et "
    "plus souvent difficiles ici que dans toute la France pour le même métier"
)
ANNEE_TENSION: Final = 2023
"""La liste officielle des métiers en tension est en FAP 2009 : elle ne se lit que sur l'enquête 2023."""
SECRET_NEGLIGEABLE: Final = 0.05
FLOU: Final = 10.0
"""Points entre les deux bornes du secret au-delà desquels une barre tromperait : elle n'est pas tracée."""
DEMANDES: Final = 10


def a_surveiller(lieu: Lieu, annee: int) -> pd.DataFrame:
    """Métiers qui satisfont la règle (`REGLE`), le plus de projets difficiles d'abord.

    Une part « plus difficile qu'en France » compare la borne basse d'ici à la borne haute de la France : le secret ne
    peut pas la faire mentir. Pour la France, les deux premières conditions seules.
    """
    ici, pays = metiers(lieu, annee), metiers(PAYS, annee)
    france = pays["part_difficile_max"].reindex(ici.index)
    gardes = (ici["projets"] >= PROJETS_MIN) & (ici["part_difficile"] >= DIFFICILE_MIN)
    if lieu.genre != "france":
        gardes &= ici["part_difficile"] > france
    choisis = ici.assign(part_difficile_france=pays["part_difficile"].reindex(ici.index))[gardes]
    return choisis.sort_values(["difficiles", "libelle"], ascending=[False, True])


def precedente(annee: int) -> int | None:
    """Année d'avant si elle a la même nomenclature de métiers ; None sinon : on ne compare pas."""
    return annee - 1 if ANNEES.get(annee - 1) == ANNEES[annee] else None


def evolution(lieu: Lieu, annee: int) -> pd.Series:
    """Évolution des projets de chaque métier sur un an, en % ; NaN quand elle ne se lit pas.

    Elle ne se lit pas si la nomenclature a changé, si le métier est masqué, ou si le secret pourrait la changer de plus
    d'un vingtième : plafond > 1,05 × projets connus à l'une des deux dates.
    """
    table, avant = metiers(lieu, annee), precedente(annee)
    if avant is None:
        return pd.Series(float("nan"), index=table.index)
    ancienne = metiers(lieu, avant).reindex(table.index)
    nettes = [t["projets"].where(t["plafond"] <= (1 + SECRET_NEGLIGEABLE) * t["projets"]) for t in (ancienne, table)]
    return 100 * (nettes[1] / nettes[0].where(nettes[0] >= PROJETS_MIN) - 1)


def face_a_la_france(lieu: Lieu, annee: int) -> pd.DataFrame:
    """Table d'un lieu, avec ``part_france``, ``part_difficile_france`` et ``evolution``."""
    table, pays = metiers(lieu, annee), metiers(PAYS, annee)
    return table.assign(
        part_france=pays["part"].reindex(table.index),
        part_difficile_france=pays["part_difficile"].reindex(table.index),
        evolution=evolution(lieu, annee),
    )


def plus_demandes(lieu: Lieu, annee: int) -> pd.DataFrame:
    """Métiers au plus de projets connus : ``libelle, projets, ici, france``, parts difficiles au plus bas du secret.

    ``ici`` est NaN quand le secret laisse plus de `FLOU` points de doute.
    """
    gros = face_a_la_france(lieu, annee).dropna(subset="projets").head(DEMANDES)
    nettes = gros["part_difficile_max"] - gros["part_difficile"] <= FLOU
    return gros.assign(ici=gros["part_difficile"].where(nettes), france=gros["part_difficile_france"])


def en_tension(regions: tuple[str, ...]) -> pd.DataFrame:
    """Métiers en tension de ces régions et de toute la France (arrêté de mars 2024) : ``fap, libelle, regions``.

    ``regions`` vide : le métier vaut pour toute la France.
    """
    table = entrepot.table("metiers_tension")
    voulues = table[table["region"].isin(("", *regions))]
    noms = entrepot.territoires("region")["libelle"]
    lisibles = voulues.assign(
        regions=voulues["region"].map(noms).fillna(""), libelle=voulues["libelle_fap"].str.replace(";", ",")
    )
    groupes = lisibles.groupby("fap", sort=True)
    return groupes.agg(libelle=("libelle", "first"), regions=("regions", _reunir)).reset_index()


def _reunir(regions: pd.Series) -> str:
    """Régions séparées par des virgules ; vide si l'une d'elles est la France entière."""
    return ", ".join(regions) if all(regions) else ""


def tension_chiffree(lieu: Lieu, regions: tuple[str, ...]) -> pd.DataFrame:
    """Métiers en tension et leurs projets dans l'enquête 2023, seule de la même nomenclature ; le plus d'abord."""
    table = metiers(lieu, ANNEE_TENSION)
    colonnes = ["projets", "masquees", "part_difficile", "part_difficile_max"]
    jointe = en_tension(regions).set_index("fap").join(table[colonnes], how="left")
    return jointe.sort_values(["projets", "libelle"], ascending=[False, True], na_position="last").reset_index()
