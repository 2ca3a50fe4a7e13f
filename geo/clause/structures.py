"""Les structures de l'insertion par l'activité économique d'un territoire (Agence de services et de paiement, 2019)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import pandas as pd

from donnees import entrepot
from donnees.vocabulaire import LIBELLES_SIAE
from geo.ecriture import formats
from geo.reserve import gardee

TYPE: Final = "siae"
COUCHE: Final = "reseau-siae"
"""Couche de points du groupe « reseau »."""
DATE: Final = "juillet 2019"


@dataclass(frozen=True)
class Structures:
    """Structures d'un territoire.

    Attributes
    ----------
    nombre : int
        Structures, chacune comptée une fois.
    par_type : mapping of str to int
        Libellé du type → structures conventionnées pour lui ; une structure peut l'être pour plusieurs.
    plusieurs : int
        Structures conventionnées pour plusieurs types.
    """

    nombre: int
    par_type: dict[str, int]
    plusieurs: int


@cache
def toutes() -> pd.DataFrame:
    """Structures du pays, une ligne par structure ; à ne pas modifier."""
    reseau = entrepot.table("reseau")
    return reseau[reseau["type"] == TYPE].reset_index(drop=True)


@gardee
def situees(communes: Iterable[str]) -> pd.DataFrame:
    """Structures dont la commune est parmi ``communes``."""
    return toutes()[toutes()["commune"].isin(set(communes))]


def sans_commune() -> int:
    """Structures que leur adresse ne permet pas de placer : elles ne comptent dans aucun territoire."""
    return int((toutes()["commune"] == "").sum())


def compter(structures: pd.DataFrame) -> Structures:
    """Compte les structures par type de conventionnement (« ACI/EI » compte dans l'un et dans l'autre)."""
    types = [str(valeur).split("/") for valeur in structures["sous_type"]]
    par_type = {libelle: sum(cle in siens for siens in types) for cle, libelle in LIBELLES_SIAE.items()}
    return Structures(len(structures), par_type, sum(len(siens) > 1 for siens in types))


def dire(nombre: int) -> str:
    """« 12 structures d'insertion étaient recensées »."""
    if not nombre:
        return "aucune structure d'insertion n'était recensée"
    return (
        "une structure d'insertion était recensée"
        if nombre == 1
        else f"{formats.nombre(nombre)} structures d'insertion étaient recensées"
    )


def tableau(structures: pd.DataFrame) -> pd.DataFrame:
    """Liste à montrer et à emporter."""
    return pd.DataFrame(
        {
            "Structure": structures["nom"],
            "Type": structures["sous_type_libelle"],
            "Commune": structures["ville"],
            "Code postal": structures["code_postal"],
        }
    ).sort_values(["Commune", "Structure"], ignore_index=True)
