"""Étape « métiers » : listes qui qualifient les métiers (vert, en tension), et nomenclatures qui les nomment."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.erreurs import CodeInconnu
from donnees.etapes.atelier import Atelier
from donnees.lecture.dares import TENSION, lire_fap2021, lire_metiers_tension
from donnees.lecture.france_travail import lire_rome
from donnees.lecture.onemev import lire_fap_vertes

PARTOUT: Final = "France Entière"


def construire(atelier: Atelier) -> None:
    """Pose ``rome``, ``metiers_verts``, ``metiers_tension`` et ``fap2021``.

    ``metiers_tension`` : ``region`` est un code, vide pour la liste qui vaut partout ; ses métiers sont en FAP 2009.
    """
    atelier.tables["rome"] = lire_rome(atelier.brut).sort_values("code_rome", ignore_index=True)
    atelier.tables["metiers_verts"] = lire_fap_vertes(atelier.brut).sort_values("fap", ignore_index=True)
    tension = lire_metiers_tension(atelier.brut)
    tension["region"] = _regions(atelier, tension["region"])
    atelier.tables["metiers_tension"] = tension.sort_values(["region", "fap"], ignore_index=True)
    atelier.tables["fap2021"] = lire_fap2021(atelier.brut).sort_values("fap", ignore_index=True)


def _regions(atelier: Atelier, noms: pd.Series) -> pd.Series:
    territoires = atelier.tables["territoires"]
    regions = territoires[territoires["niveau"] == "region"].set_index("libelle")["code"]
    codes = noms.replace({"Ile-de-France": "Île-de-France"}).map({**regions, PARTOUT: ""})
    if codes.isna().any():
        raise CodeInconnu(TENSION, set(noms[codes.isna()]))
    return codes
