"""Étape « secteurs » : effectifs salariés par zone d'emploi et secteur (URSSAF privé, Flores tous employeurs)."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.catalogue.formules import PREFIXES
from donnees.etapes.atelier import Atelier
from donnees.etapes.composantes_zones import exiger_zones
from donnees.lecture import insee_emploi, urssaf

NOMENCLATURES: Final = ("A5", "A21", "A38")
COLONNES: Final = ["source", "zone_emploi", "nomenclature", "secteur", "libelle", "annee", "effectif", "statut"]


def construire(atelier: Atelier) -> None:
    """Pose ``tables["secteurs"]`` et ``intermediaires["composantes_secteurs"]``.

    Une case vide est ``nd`` : les totaux A5, A21 et A38 de chaque zone coïncident sans elle (elle vaut zéro
    dans les sommes du tiers), mais le fichier ne dit pas si elle est nulle ou masquée.
    """
    blocs = []
    for nomenclature in NOMENCLATURES:
        lectures = {
            "urssaf": urssaf.lire_urssaf(atelier.brut, nomenclature.lower()),
            "flores": insee_emploi.lire_flores(atelier.brut, nomenclature.lower()),
        }
        blocs += [table.assign(source=nom, nomenclature=nomenclature) for nom, table in lectures.items()]
    table = pd.concat(blocs, ignore_index=True).rename(columns={"code": "zone_emploi"})
    exiger_zones(atelier, table["zone_emploi"], "secteurs URSSAF et Flores")
    table["statut"] = table["effectif"].isna().map({True: "nd", False: ""})
    cle = ["source", "nomenclature", "annee", "zone_emploi", "secteur"]
    atelier.tables["secteurs"] = table[COLONNES].sort_values(cle, ignore_index=True)
    atelier.intermediaires["composantes_secteurs"] = _composantes(atelier.tables["secteurs"])


def _composantes(table: pd.DataFrame) -> pd.DataFrame:
    """Zones et France (somme des zones, Mayotte n'étant pas couverte), secteurs et totaux."""
    prefixe = table["source"].map(PREFIXES) + "_" + table["nomenclature"].str.lower() + "_"
    detail = pd.DataFrame(
        {
            "composante": prefixe + table["secteur"].str.lower(),
            "niveau": "zone_emploi",
            "code": table["zone_emploi"],
            "periode": table["annee"].astype("str"),
            "valeur": table["effectif"],
            "statut": table["statut"],
        }
    )
    total = _somme(detail.assign(composante=prefixe + "total"))
    zones = pd.concat([detail, total], ignore_index=True)
    france = _somme(zones.assign(niveau="france", code="FR"))
    return pd.concat([zones, france], ignore_index=True)


def _somme(table: pd.DataFrame) -> pd.DataFrame:
    cle = ["composante", "niveau", "code", "periode"]
    return table.groupby(cle)["valeur"].sum().reset_index().assign(statut="")
