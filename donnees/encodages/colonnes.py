"""Une table en JSON compact : ce que le navigateur charge pour une couche de points."""

from __future__ import annotations

import pandas as pd

from donnees.encodages import json_compact

DECIMALES = 5


def json_en_colonnes(table: pd.DataFrame) -> bytes:
    """Écrit une table (avec ``lon, lat``) en JSON compact.

    Returns
    -------
    bytes
        ``{"constantes": {}, "colonnes": [], "lignes": []}`` : ce qui ne varie pas une seule fois, le reste en
        colonnes ; NaN → null ; longitude et latitude à 5 décimales (un mètre).
    """
    arrondie = table.assign(lon=table["lon"].round(DECIMALES), lat=table["lat"].round(DECIMALES))
    objets = arrondie.astype(object).where(arrondie.notna(), None)
    fixes = [nom for nom in objets.columns if len(objets) > 1 and len(set(objets[nom])) == 1]
    variables = objets.drop(columns=fixes)
    contenu = {
        "constantes": {nom: objets[nom].iloc[0] for nom in fixes},
        "colonnes": list(variables.columns),
        "lignes": variables.to_numpy().tolist(),
    }
    return json_compact.ecrire(contenu)
