"""Le répertoire des métiers (ROME v460) et son classement face à la transition écologique."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Final

import pandas as pd

from donnees import entrepot
from geo.reserve import gardee
from geo.territoires.recherche import normaliser

VERSION: Final = "ROME 4.0, version 460"
CLASSES: Final = {
    "vert": ("Emploi Vert", "Vert"),
    "strategique": ("Emploi stratégique pour la Transition écologique", "Stratégique"),
    "brun": ("Emploi Brun", "Brun"),
    "blanc": ("Emploi Blanc", "Blanc"),
}
"""Clé → (mention du répertoire, nom court)."""
DEFAUT: Final = ("vert", "strategique", "brun")


@cache
def _catalogue() -> pd.DataFrame:
    metiers = entrepot.table("rome")
    cles = {mention: cle for cle, (mention, _) in CLASSES.items()}
    parents = metiers.set_index("code_rome")["libelle"]
    return metiers.assign(
        classe=metiers["transition_eco"].map(cles),
        parent=metiers["code_rome_parent"].map(parents).fillna(""),
        cherche=(metiers["code_rome"] + " " + metiers["libelle"]).map(normaliser),
    )


@gardee
def chercher(texte: str, classes: Collection[str]) -> pd.DataFrame:
    """Métiers dont le code ou le libellé contient tous les mots de ``texte``, dans ces classes.

    Returns
    -------
    DataFrame
        « Code ROME », « Métier », « Transition écologique », « Famille de métiers », par libellé.
    """
    metiers = _catalogue()
    gardes = metiers["classe"].isin(list(classes))
    for mot in normaliser(texte[:80]).split():
        gardes &= metiers["cherche"].str.contains(mot, regex=False)
    trouves = metiers[gardes].sort_values("libelle")
    return pd.DataFrame(
        {
            "Code ROME": trouves["code_rome"],
            "Métier": trouves["libelle"],
            "Transition écologique": trouves["classe"].map({cle: nom for cle, (_, nom) in CLASSES.items()}),
            "Famille de métiers": trouves["parent"],
        }
    ).reset_index(drop=True)


@cache
def effectifs() -> dict[str, int]:
    """Nombre de métiers de chaque classe, dans l'ordre de `CLASSES` ; à ne pas modifier."""
    comptes = _catalogue()["classe"].value_counts()
    return {cle: int(comptes.get(cle, 0)) for cle in CLASSES}
