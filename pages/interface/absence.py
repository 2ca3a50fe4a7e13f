"""Dire qu'une liste est vide : ce qui la vide, nommé, et rien d'autre."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo.ecriture import formats
from geo.territoires import Territoire
from pages.interface.texte import brut


def dire(aucun: str, relation: str = "", territoire: Territoire | None = None, poses: Sequence[str] = ()) -> None:
    """Explique une liste vide ; seuls les filtres que le lecteur a posés sont mis en cause.

    Parameters
    ----------
    aucun : str
        « Aucune maison relevée ».
    relation : str
        Ce qui la lie au territoire : « dont le siège est dans ».
    poses : sequence of str
        Filtres posés, nommés comme à l'écran.
    """
    debut = f"{aucun} {relation} **{brut(territoire.libelle)}**" if territoire else aucun
    accord = "e" if aucun.startswith("Aucune") else ""
    fin = f"n'est connu{accord} de l'Atlas"
    if poses:
        noms = ", ".join(f"« {nom} »" for nom in poses)
        un = len(poses) == 1
        fin = f"ne répond {'au filtre' if un else 'aux filtres'} {noms} : {'retirez-le' if un else 'retirez-en un'}"
    st.info(formats.typographie(f"{debut} {fin}."))
