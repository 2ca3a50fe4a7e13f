"""Le croisement en tableaux : à l'écran, et à emporter avec sa source et sa règle."""

from __future__ import annotations

import math

import pandas as pd

from donnees import entrepot
from geo.besoins import phrases
from geo.besoins.croisement import NIVEAU, Croisement
from geo.ecriture import tableurs
from geo.mesures.classement import regions


def a_montrer(croisement: Croisement, lignes: pd.DataFrame) -> pd.DataFrame:
    """Tableau à montrer, dans l'ordre des lignes (`Croisement.table` ou `Croisement.sans_reponse`)."""
    fiche = croisement.repartition.indicateur
    noms, par_zone = entrepot.territoires("region")["libelle"], regions(NIVEAU)
    return pd.DataFrame(
        {
            "Zone d'emploi": lignes["libelle"],
            f"{fiche.libelle_court} ({fiche.unite})": lignes["valeur"].round(fiche.decimales),
            **_bornes(croisement, lignes),
            "Besoin": [phrases.BESOINS[classe] if classe >= 0 else "non mesuré" for classe in lignes["besoin"]],
            "Actions": lignes["actions"],
            "Habitants": lignes["population"],
            "Région": [", ".join(noms[region] for region in par_zone.get(code, ())) for code in lignes["code"]],
            "Code": lignes["code"],
        }
    )


def _bornes(croisement: Croisement, lignes: pd.DataFrame) -> dict[str, list[float]]:
    """Minimum et maximum de chaque valeur ; rien pour un indicateur dont aucune n'est incertaine."""
    repartition = croisement.repartition
    if not repartition.intervalles:
        return {}
    chiffres, vide = repartition.indicateur.decimales, (math.nan, math.nan)
    paires = [repartition.intervalles.get(code, vide) for code in lignes["code"]]
    return {nom: [round(paire[i], chiffres) for paire in paires] for i, nom in enumerate(("Minimum", "Maximum"))}


def a_emporter(croisement: Croisement, lignes: pd.DataFrame, theme: str, comptees: str) -> bytes:
    """CSV du même tableau ; chaque ligne dit le thème, l'indicateur, sa date, sa source et les actions comptées.

    Parameters
    ----------
    theme : str
        Libellé du thème d'action.
    comptees : str
        Règle des actions comptées (`geo.besoins.phrases.fenetre`).
    """
    repartition = croisement.repartition
    return tableurs.en_csv(
        a_montrer(croisement, lignes).assign(
            **{
                "Thème": theme,
                "Indicateur": repartition.indicateur.libelle,
                "Période": repartition.periode,
                "Actions comptées": comptees,
                "Source": repartition.sources,
                "Précaution": "Aucune action connue de l'Atlas ne veut pas dire aucune action.",
            }
        )
    )
