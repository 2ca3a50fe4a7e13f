"""Ce que les pages témoins partagent : les mêmes indicateurs, les mêmes zones, les mêmes couleurs que l'Atlas."""

from __future__ import annotations

import json
from typing import Any

import shapely
import streamlit as st

from donnees import entrepot
from donnees.catalogue import charger
from geo.cartes.classes import Reglages, classement, couleurs
from geo.mesures.repartitions import Repartition, repartir
from geo.sorties import carte

INDICATEURS = (
    "chomage_localise",
    "revenu_median",
    "taux_pauvrete",
    "taux_emploi_15_64",
    "emploi_prive_evolution_5_ans",
)
NIVEAU = "zone_emploi"


def choisir() -> str:
    """Liste « Indicateur », comme sur la carte de l'Atlas."""
    fiches = charger().indicateurs
    return st.selectbox("Indicateur", INDICATEURS, format_func=lambda i: fiches[i].libelle)


def fin(choix: str) -> None:
    """Marque la fin d'une relance, lue par la sonde."""
    st.caption(f"fin {choix}")


def valeurs(indicateur: str) -> Repartition:
    """Dernière période de l'indicateur."""
    return repartir(indicateur, NIVEAU)


def teintes(repartition: Repartition) -> dict[str, str]:
    """Couleur de chaque zone ; celles sans donnée n'y sont pas."""
    classes = classement(
        repartition.indicateur.id, repartition.niveau, repartition.periode, repartition.zone, Reglages()
    )
    palette = couleurs(repartition, classes)
    return {
        code: palette[i] for code, i in zip(repartition.codes, classes.indices, strict=True) if 0 <= i < len(palette)
    }


@st.cache_data
def geojson(sens: str = "direct") -> dict[str, Any]:
    """Contours des zones ; anneaux « horaire » pour plotly (convention de D3)."""
    traits = carte.geometries(NIVEAU)[["geometry"]].reset_index(names="code")
    traits["nom"] = traits["code"].map(entrepot.territoires(NIVEAU)["libelle_long"])
    if sens == "horaire":
        traits["geometry"] = shapely.orient_polygons(traits["geometry"].to_numpy(), exterior_cw=True)
    lu: dict[str, Any] = json.loads(traits.set_index("code", drop=False).to_json())
    return lu
