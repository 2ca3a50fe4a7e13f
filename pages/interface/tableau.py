"""Montrer un tableau triable aux nombres français."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from geo import formats

CELLULES_MAX = 200_000


def montrer(table: pd.DataFrame, decimales: Mapping[str, int], hauteur: int = 420) -> None:
    """Affiche un tableau triable.

    Parameters
    ----------
    decimales : mapping of str to int
        Nombre de décimales des colonnes de nombres ; les absents s'écrivent « — ».

    Notes
    -----
    Au-delà de deux cent mille cellules, la mise en forme est laissée au navigateur (nombres à sa langue).
    """
    if table.size > CELLULES_MAX:
        colonnes = {nom: st.column_config.NumberColumn(format="localized") for nom in decimales}
        st.dataframe(
            table, hide_index=True, width="stretch", height=hauteur, column_config=colonnes, placeholder=formats.ABSENT
        )
        return
    style = table.style
    for nom, chiffres in decimales.items():
        style = style.format(partial(_ecrire, chiffres), subset=[nom])
    st.dataframe(style, hide_index=True, width="stretch", height=hauteur, placeholder=formats.ABSENT)


def _ecrire(chiffres: int, valeur: Any) -> str:  # noqa: ANN401 - nombre, entier facultatif ou absent
    return formats.ABSENT if pd.isna(valeur) else formats.nombre(float(valeur), chiffres)
