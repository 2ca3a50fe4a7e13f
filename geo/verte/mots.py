"""L'économie verte d'un territoire en phrases et en tableaux."""

from __future__ import annotations

import pandas as pd

from geo import formats
from geo.formats import INSECABLE
from geo.territoires import Territoire
from geo.verte.champ import BASSIN, Champ
from geo.verte.recrutements import ANNEE, VERDISSANT, VERT, Compte, bornes_part, compte, part

CATEGORIES = {VERT: "vert", VERDISSANT: "verdissant"}
NOMBRES = {"Projets": 0, "Jugés difficiles": 0, "Part difficile (%)": 0, "Lignes masquées": 1}
"""Colonnes de nombres de `tableau` → décimales."""


def pourcent(valeur: float | None, decimales: int = 1) -> str:
    """« 3,3 % » ; absent : « — »."""
    return formats.ABSENT if valeur is None else f"{formats.nombre(valeur, decimales)}{INSECABLE}%"


def ou(territoire: Territoire, champ: Champ) -> str:
    """« En France », « Lyon », « Bassin Saint Etienne (où vivent 72 % des habitants de Saint-Étienne Métropole) »."""
    if champ.nature == "france":
        return "En France"
    if champ.nature != BASSIN:
        return champ.libelle
    vivent = "tous les habitants" if champ.part > 0.9995 else f"{pourcent(100 * champ.part, 0)} des habitants"  # noqa: PLR2004 - arrondi à 100 %
    return f"{champ.libelle}, bassin de France Travail où vivent {vivent} de « {territoire.libelle} »"


def phrase(territoire: Territoire, champ: Champ) -> str:
    """La phrase simple qui ouvre la page."""
    tous, siens = compte(champ), compte(champ, VERT, VERDISSANT)
    if not tous.projets:
        return f"{ou(territoire, champ)} : l'enquête {ANNEE} ne publie aucun projet de recrutement."
    verts, ensemble = part(champ, VERT), part(champ, VERT, VERDISSANT)
    if not siens.projets:
        return f"{ou(territoire, champ)} : aucun projet publié en {ANNEE} dans les métiers verts et verdissants."
    environ = "environ " if champ.estime else ""
    return (
        f"{ou(territoire, champ)} : en {ANNEE}, {environ}{pourcent(ensemble, 0)} des recrutements envisagés "
        f"concernaient un métier vert ou verdissant ({pourcent(verts)} un métier vert) ; parmi eux, "
        f"{pourcent(siens.part_difficile, 0)} étaient jugés difficiles."
    )


def cartons(champ: Champ) -> list[tuple[str, str, str]]:
    """Les chiffres clés : titre, valeur, précision."""
    ensemble = compte(champ, VERT, VERDISSANT)
    return [
        ("Métiers verts", pourcent(part(champ, VERT)), _bornes(champ, VERT)),
        ("Verts et verdissants", pourcent(part(champ, VERT, VERDISSANT)), _bornes(champ, VERT, VERDISSANT)),
        ("Jugés difficiles, parmi eux", pourcent(ensemble.part_difficile), _difficiles(ensemble)),
        ("Projets verts et verdissants", projets(ensemble.projets, champ), _masques(ensemble)),
    ]


def projets(valeur: float, champ: Champ) -> str:
    """« 12 345 », « environ 1 234 » quand c'est une estimation."""
    return f"{'environ ' if champ.estime else ''}{formats.nombre(valeur)}"


def _bornes(champ: Champ, *categories: str) -> str:
    bornes = bornes_part(champ, *categories)
    if bornes is None:
        return ""
    bas, haut = (formats.nombre(borne, 1) for borne in bornes)
    if bas == haut:
        return f"des recrutements envisagés en {ANNEE}"
    return f"des recrutements envisagés en {ANNEE} ; entre {bas} et {haut}{INSECABLE}% selon les effectifs masqués"


def _difficiles(siens: Compte) -> str:
    haut = siens.part_difficile_max
    if haut is None:
        return "aucun projet publié"
    return f"des projets publiés ; au plus {pourcent(haut)} selon les effectifs masqués"


def _masques(siens: Compte) -> str:
    if not siens.masquees:
        return f"intentions déclarées par les employeurs, {ANNEE}"
    bas, haut = (formats.nombre(borne) for borne in siens.bornes)
    return f"publiés ; entre {bas} et {haut} avec les effectifs masqués ({ANNEE})"


def tableau(metiers: pd.DataFrame) -> pd.DataFrame:
    """Métiers à montrer et à emporter ; un métier masqué n'est pas un zéro, il est borné."""
    projets_ = metiers["projets"].where(metiers["projets"] > 0)
    return pd.DataFrame(
        {
            "Métier": metiers["libelle_fap"],
            "Catégorie": metiers["categorie"].map(CATEGORIES),
            "Projets": projets_,
            "Jugés difficiles": metiers["difficiles"].where(projets_.notna()),
            "Part difficile (%)": 100 * metiers["difficiles"] / projets_,
            "Lignes masquées": metiers["masquees"],
            "Projets masqués": [_intervalle(float(n)) for n in metiers["masquees"]],
            "Famille (FAP 2009)": metiers["fap"],
        }
    )


def _intervalle(masquees: float) -> str:
    if not masquees:
        return ""
    bas, haut = formats.nombre_libre(masquees, 1), formats.nombre_libre(4 * masquees, 1)
    return f"de {bas} à {haut}"
