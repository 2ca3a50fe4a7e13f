"""L'écart entre deux dates quand une publication en remplace une autre : même millésime, ou marge de la révision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from donnees.catalogue.effectifs import OBSERVE, Colonne
from donnees.catalogue.formules import Difference
from donnees.catalogue.periodes import rang

LIEU: Final = ["niveau", "code"]


def reviser(
    formule: Difference,
    lignes: pd.DataFrame,
    termes: Mapping[str, Colonne],
    base: pd.DataFrame,
    remplacees: pd.DataFrame,
) -> dict[str, Colonne]:
    """Termes de l'écart, l'arrivée prise dans la même publication que le départ quand elle s'y trouve.

    Parameters
    ----------
    lignes : DataFrame
        ``niveau, code, periode`` de chaque terme.
    termes : mapping
        ``fin`` et ``debut``, tels que publiés en dernier.
    base : DataFrame
        La mesure publiée en dernier, toutes périodes.
    remplacees : DataFrame
        Ses valeurs dans la publication d'avant, là où la nouvelle les a remplacées.

    Returns
    -------
    dict
        ``fin``, ``debut`` et ``revision`` : la révision moyenne du territoire sur les périodes communes aux deux
        publications, là où l'écart est à cheval ; NaN ailleurs.
    """
    rangs = sorted(rang(periode) for periode in remplacees["periode"].unique())
    fins = lignes["periode"].map(rang).to_numpy()
    a_cheval = (fins - formule.ecart < rangs[0]) & (fins >= rangs[0])
    commune = a_cheval & (fins <= rangs[-1])
    avant = lignes.merge(remplacees, on=[*LIEU, "periode"], how="left")["valeur"].to_numpy(dtype=np.float64)
    fin = termes["fin"]
    moyennes = _revisions(base, remplacees).reindex(pd.MultiIndex.from_frame(lignes[LIEU])).to_numpy(dtype=np.float64)
    return {
        "fin": Colonne(np.where(commune, avant, fin.valeurs), np.where(commune, OBSERVE, fin.etats).astype(np.int8)),
        "debut": termes["debut"],
        "revision": Colonne(np.where(a_cheval & ~commune, moyennes, np.nan), np.zeros(len(fins), dtype=np.int8)),
    }


def _revisions(base: pd.DataFrame, remplacees: pd.DataFrame) -> pd.Series:
    """Moyenne, par territoire, de la nouvelle valeur moins l'ancienne."""
    communes = base.merge(remplacees, on=[*LIEU, "periode"], suffixes=("_apres", "_avant"))
    return (communes["valeur_apres"] - communes["valeur_avant"]).groupby([communes[nom] for nom in LIEU]).mean()
