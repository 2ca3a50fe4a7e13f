"""Composantes des programmes : 1 si la commune en bénéficie, 0 sinon."""

from __future__ import annotations

import pandas as pd

from donnees.etapes.atelier import Atelier


def construire(atelier: Atelier) -> list[pd.DataFrame]:
    """Rend ``programme_<id>`` pour chaque programme de la table ``programmes``.

    La période est l'année la plus récente de la source du programme. Les listes sont complètes à leur date :
    une commune qui n'y figure pas vaut zéro.
    """
    if "programmes" not in atelier.tables:
        return []
    table = atelier.tables["programmes"]
    communes = atelier.tables["appartenance"]["commune"]
    blocs = []
    for programme, lignes in table.groupby("programme", sort=True):
        blocs.append(
            pd.DataFrame(
                {
                    "composante": f"programme_{programme}",
                    "periode": str(lignes["date_source"].max())[:4],
                    "code": communes,
                    "valeur": communes.isin(set(lignes["commune"])).astype("float64"),
                    "statut": "",
                }
            )
        )
    return blocs
