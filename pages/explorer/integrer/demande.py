"""Ce que demande l'adresse d'un cadre : chaque paramètre est relu, et le faux est refusé en clair."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from donnees.catalogue import charger
from geo import territoires
from geo.mesures import comparaison
from geo.territoires import Territoire
from pages.interface.adresse import AUCUN, SEPARATEUR

Parametres = Mapping[str, str]


class Absent(ValueError):
    """L'adresse demande ce que l'Atlas n'a pas."""


class Indisponible(RuntimeError):
    """L'Atlas ne peut le montrer pour l'instant ; l'adresse n'y est pour rien."""


def un_de(parametres: Parametres, nom: str, admis: Collection[str], defaut: str = "") -> str:
    """Valeur d'un paramètre parmi celles qui existent ; ``defaut`` si l'adresse ne dit rien."""
    valeur = parametres.get(nom, defaut)
    if valeur not in admis:
        raise Absent(f"« {nom} = {valeur[:60]} » n'existe pas." if valeur else f"Il manque « {nom} ».")
    return valeur


def plusieurs(parametres: Parametres, nom: str, admis: Collection[str], defaut: Collection[str] = ()) -> list[str]:
    """Valeurs d'un paramètre, séparées par des points ; vide : toutes."""
    if nom not in parametres:
        return list(defaut)
    morceaux = [morceau for morceau in parametres[nom].split(SEPARATEUR) if morceau and morceau != AUCUN]
    return [un_de({nom: morceau}, nom, admis) for morceau in morceaux]


def oui(parametres: Parametres, nom: str) -> bool:
    """Un interrupteur ; éteint si l'adresse ne dit rien."""
    return un_de(parametres, nom, ("true", "false", "1", "0"), "false") in {"true", "1"}


def indicateur(parametres: Parametres, nom: str = "indicateur", admis: Collection[str] | None = None) -> str:
    """Un indicateur du catalogue, ou de ceux que l'objet sait montrer."""
    dit = parametres.get(nom, "")
    if dit not in (charger().indicateurs if admis is None else admis):
        raise Absent("Cet indicateur n'existe pas ici.")
    return dit


def territoire(parametres: Parametres) -> Territoire:
    """Territoire demandé ; `geo.erreurs.TerritoireInconnu` s'il n'existe pas."""
    return territoires.lire(*(parametres.get(nom, "") for nom in ("niveau", "code", "nom")))


def territoire_ou_rien(parametres: Parametres) -> Territoire | None:
    """Territoire demandé ; None si l'adresse n'en dit aucun."""
    return territoire(parametres) if parametres.get("niveau") or parametres.get("code") else None


def choisis(parametres: Parametres, nom: str = "avec") -> list[Territoire]:
    """Territoires comparés, un au moins."""
    trouves, refus = comparaison.relire(parametres.get(nom, ""))
    if refus or not trouves:
        raise Absent(refus[0] if refus else "Cette adresse ne dit aucun territoire à comparer.")
    return trouves


def annees(parametres: Parametres, bornes: tuple[int, int]) -> tuple[int, int] | None:
    """Deux années, « 2019_2024 » ; None quand elles ne filtrent rien."""
    texte = parametres.get("annees", "")
    if not texte:
        return None
    if not re.fullmatch(r"[0-9]{4}_[0-9]{4}", texte):
        raise Absent("Cette période ne se lit pas.")
    debut, fin = (int(annee) for annee in texte.split("_"))
    if not bornes[0] <= debut <= fin <= bornes[1]:
        raise Absent("Cette période n'existe pas.")
    return None if (debut, fin) == bornes else (debut, fin)


def annee(parametres: Parametres, admises: Collection[int], defaut: int | None = None) -> int:
    """Une année parmi celles qui existent."""
    return int(un_de(parametres, "annee", [str(a) for a in admises], str(defaut) if defaut else ""))
