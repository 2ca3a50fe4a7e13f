"""Étape « passages » : de chaque ancien code (commune disparue, déléguée, arrondissement) à la commune actuelle."""

from __future__ import annotations

import pandas as pd

from donnees.etapes.atelier import Atelier


def construire(atelier: Atelier) -> None:
    """Pose ``tables["passages"]`` : ``ancien, commune, libelle_ancien``, triée par ancien code.

    Le libellé est celui des contours IGN, à défaut du COG 2022 ; il est vide pour une commune disparue plus tôt.
    """
    historique = atelier.intermediaires["historique"].set_axis(["ancien", "commune"], axis=1)
    anciens = historique[historique["ancien"] != historique["commune"]].sort_values("ancien", ignore_index=True)
    noms: pd.Series = atelier.intermediaires["anciens_noms"].set_index("code")["nom"]
    atelier.tables["passages"] = anciens.assign(libelle_ancien=anciens["ancien"].map(noms).fillna(""))
