"""L'économie verte d'un territoire en phrases et en tableaux."""

from __future__ import annotations

import pandas as pd

from geo.economie_verte.champ import BASSIN, Champ
from geo.economie_verte.recrutements import ANNEE, VERDISSANT, VERT, Compte, bornes_part, compte, part
from geo.ecriture import formats
from geo.ecriture.formats import INSECABLE
from geo.territoires import Territoire

LARGE = 3.0
"""Écart des bornes, en points, au-delà duquel elles s'écrivent à la place de la part."""
CATEGORIES = {VERT: "vert", VERDISSANT: "verdissant"}
NOMBRES = {"Projets": 0, "Jugés difficiles": 0, "Part difficile (%)": 0, "Difficiles masqués, au plus": 1}
"""Colonnes de nombres de `tableau` → décimales."""


def pourcent(valeur: float | None, decimales: int = 1) -> str:
    """« 3,3 % » ; absent : « — »."""
    return formats.ABSENT if valeur is None else f"{formats.nombre(valeur, decimales)}{INSECABLE}%"


def lieu(territoire: Territoire, champ: Champ) -> str:
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
        return f"{lieu(territoire, champ)} : l'enquête {ANNEE} ne publie aucun projet de recrutement."
    ensemble = part_dite(champ, VERT, VERDISSANT, decimales=0)
    environ = "environ " if champ.estime and not ensemble.startswith("de ") else ""
    difficiles = difficiles_dits(siens, 0)
    suite = f" ; parmi eux, {difficiles} étaient jugés difficiles" if difficiles else ""
    return (
        f"{lieu(territoire, champ)} : en {ANNEE}, {environ}{ensemble} des recrutements envisagés concernaient "
        f"un métier vert ou verdissant ({part_dite(champ, VERT)} un métier vert){suite}."
    )


def part_dite(champ: Champ, *categories: str, decimales: int = 1) -> str:
    """« 3,3 % » ; « de 0,3 à 1,5 % » quand les effectifs masqués pèsent plus d'un point, ou qu'aucun n'est publié."""
    lue, bornes = part(champ, *categories), bornes_part(champ, *categories)
    return _dire(lue, bornes, decimales)


def difficiles_dits(siens: Compte, decimales: int = 1) -> str:
    """Part jugée difficile, ou ses bornes ; vide sans projet publié."""
    lue, haut = siens.part_difficile, siens.part_difficile_max
    return "" if lue is None or haut is None else _dire(lue, (lue, haut), decimales)


def _dire(lue: float | None, bornes: tuple[float, float] | None, decimales: int) -> str:
    if lue is None or bornes is None or (bornes[1] - bornes[0] <= LARGE and (lue or not bornes[1])):
        return pourcent(lue, decimales)
    bas, haut = (formats.nombre(borne, decimales) for borne in bornes)
    return f"de {bas} à {haut}{INSECABLE}%"


def cartons(champ: Champ) -> list[tuple[str, str, str]]:
    """Les chiffres clés : titre, valeur, précision."""
    ensemble = compte(champ, VERT, VERDISSANT)
    return [
        ("Métiers verts", part_dite(champ, VERT), _bornes(champ, VERT)),
        ("Verts et verdissants", part_dite(champ, VERT, VERDISSANT), _bornes(champ, VERT, VERDISSANT)),
        ("Jugés difficiles, parmi eux", difficiles_dits(ensemble) or formats.ABSENT, _difficiles(ensemble)),
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
    dite, sur = part_dite(champ, *categories), f"des recrutements envisagés en {ANNEE}"
    if dite.startswith("de "):
        return f"{sur}, selon les effectifs masqués"
    if bas == haut:
        return sur if dite == f"{bas}{INSECABLE}%" else f"{sur} ; {bas}{INSECABLE}% avec les effectifs masqués"
    return f"{sur} ; entre {bas} et {haut}{INSECABLE}% selon les effectifs masqués"


def _difficiles(siens: Compte) -> str:
    haut = siens.part_difficile_max
    if haut is None:
        return "aucun projet publié"
    if difficiles_dits(siens).startswith("de "):
        return "des projets publiés, selon les effectifs masqués"
    return f"des projets publiés ; au plus {pourcent(haut)} selon les effectifs masqués"


def _masques(siens: Compte) -> str:
    if not siens.masquees:
        return f"intentions déclarées par les employeurs, {ANNEE}"
    bas, haut = (formats.nombre(borne) for borne in siens.bornes)
    return f"publiés ; entre {bas} et {haut} avec les effectifs masqués ({ANNEE})"


def tableau(metiers: pd.DataFrame) -> pd.DataFrame:
    """Métiers à montrer et à emporter ; un métier masqué n'est pas un zéro, il est borné."""
    projets_ = metiers["projets"].where(metiers["projets"] > 0)
    connus = projets_.notna() & ((metiers["difficiles"] > 0) | (metiers["difficiles_masques"] == 0))
    difficiles = metiers["difficiles"].where(connus)
    return pd.DataFrame(
        {
            "Métier": metiers["libelle_fap"],
            "Catégorie": metiers["categorie"].map(CATEGORIES),
            "Projets": projets_,
            "Jugés difficiles": difficiles,
            "Part difficile (%)": 100 * difficiles / projets_,
            "Projets masqués": [_intervalle(float(n)) for n in metiers["masquees"]],
            "Difficiles masqués, au plus": metiers["difficiles_masques"],
            "Famille (FAP 2009)": metiers["fap"],
        }
    )


def _intervalle(masquees: float) -> str:
    if not masquees:
        return ""
    bas, haut = formats.nombre_libre(masquees, 1), formats.nombre_libre(4 * masquees, 1)
    return f"de {bas} à {haut}"
