"""Classeurs à emporter (XLSX) : une feuille par thème, les sources, un mode d'emploi ; jamais de formule.

Tout texte est écrit comme texte et neutralisé comme dans un CSV ; les nombres restent des nombres, que le tableur écrit
à la française quand il est en français. Deux compositions identiques donnent les mêmes octets : la date est fixe.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from numbers import Real

import numpy as np
import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from geo.ecriture import tableurs

NOM_MAX, CELLULE_MAX = 31, 32_767
LARGEUR_MIN, LARGEUR_MAX = 9, 60
LISEZ_MOI, SOURCES = "Lisez-moi", "Sources"
_INTERDITS = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_ILLISIBLES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATE = datetime(2024, 1, 1)  # noqa: DTZ001 - XLSX ignore les fuseaux ; date fixe, pour des octets reproductibles
_MODE_D_EMPLOI = (
    "Une case vide veut dire « sans donnée » (secret statistique ou non disponible), jamais zéro.",
    "Un texte qu'un tableur prendrait pour une formule est précédé d'une apostrophe.",
    "Licence Ouverte 2.0 : citer le producteur et la date de chaque donnée, voir la feuille « Sources ».",
)


@dataclass(frozen=True, eq=False)
class Feuille:
    """Une feuille du classeur.

    Attributes
    ----------
    nom : str
        Raccourci à 31 signes, débarrassé des signes interdits et rendu unique.
    table : DataFrame
        Les en-têtes sont sur la première ligne, figée ; l'index n'est pas écrit.
    notes : sequence of str
        Une par ligne, sous la table.
    formats : mapping of str to int or str
        Colonne → nombre de décimales (avec séparateur de milliers), ou format de nombre de tableur.
    """

    nom: str
    table: pd.DataFrame
    notes: Sequence[str] = ()
    formats: Mapping[str, int | str] = field(default_factory=dict)


def composer(titre: str, feuilles: Sequence[Feuille], sources: pd.DataFrame) -> bytes:
    """Compose un classeur : « Lisez-moi », une feuille par thème, « Sources ».

    Parameters
    ----------
    titre : str
        Titre du classeur, en tête de « Lisez-moi ».
    sources : DataFrame
        Producteur, titre, millésime, licence, adresse… de chaque source.
    """
    sortie = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(sortie, options) as classeur:
        classeur.set_properties({"title": textes_surs([titre])[0], "created": _DATE})
        noms = noms_uniques([LISEZ_MOI, SOURCES, *(feuille.nom for feuille in feuilles)])[2:]
        _presenter(classeur, titre, noms)
        for nom, feuille in zip(noms, feuilles, strict=True):
            _remplir(classeur, nom, feuille)
        _remplir(classeur, SOURCES, Feuille(SOURCES, sources))
    return sortie.getvalue()


def textes_surs(textes: Sequence[str]) -> list[str]:
    """Textes lisibles par tout tableur, sans formule possible, coupés à la longueur d'une cellule."""
    lisibles = [_ILLISIBLES.sub(" ", texte.replace("\r\n", "\n").replace("\r", "\n")) for texte in textes]
    neutres = tableurs.neutraliser(pd.DataFrame({"texte": pd.Series(lisibles, dtype="object")}))["texte"].tolist()
    return [neutre if len(neutre) <= CELLULE_MAX else neutre[: CELLULE_MAX - 1] + "…" for neutre in neutres]


def noms_uniques(noms: Iterable[str]) -> list[str]:
    """Noms de feuilles permis : 31 signes au plus, sans crochet, deux-points, barre, étoile ni « ? », différents."""
    pris: set[str] = set()
    sortie: list[str] = []
    for nom in noms:
        propre = _INTERDITS.sub(" ", nom).strip(" '") or "Feuille"
        propre = "Historique des données" if propre.casefold() == "history" else propre  # nom réservé d'Excel
        candidat, rang = _couper(propre, NOM_MAX), 1
        while candidat.casefold() in pris:
            rang += 1
            candidat = f"{_couper(propre, NOM_MAX - len(suffixe := f' ({rang})'))}{suffixe}"
        pris.add(candidat.casefold())
        sortie.append(candidat)
    return sortie


def _couper(nom: str, longueur: int) -> str:
    """Coupe à ``longueur`` unités UTF-16 (ce que compte Excel)."""
    while len(nom.encode("utf-16-le")) // 2 > longueur:
        nom = nom[:-1]
    return nom.strip(" '")


def _presenter(classeur: Workbook, titre: str, noms: Sequence[str]) -> None:
    feuille = classeur.add_worksheet(LISEZ_MOI)
    feuille.hide_gridlines(2)
    feuille.set_column(0, 0, 100)
    gras = classeur.add_format({"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"})
    courant = classeur.add_format({"text_wrap": True, "valign": "top"})
    lignes = [titre, "", "Atlas des maisons de l'emploi, données ouvertes.", "", "Feuilles :"]
    lignes += [*(f"• {nom}" for nom in (*noms, SOURCES)), "", *_MODE_D_EMPLOI]
    for rang, ligne in enumerate(textes_surs(lignes)):
        feuille.write_string(rang, 0, ligne, courant if rang else gras)


def _remplir(classeur: Workbook, nom: str, contenu: Feuille) -> None:
    """Écrit la table, ses largeurs, ses formats et ses notes."""
    feuille, table = classeur.add_worksheet(nom), contenu.table
    entete = classeur.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
    hauteur, largeur = table.shape
    for rang, colonne in enumerate(table.columns):
        choix = contenu.formats.get(str(colonne))
        cellules = _cellules(table.iloc[:, rang])
        feuille.set_column(rang, rang, _largeur(str(colonne), cellules, choix))
        feuille.write_string(0, rang, *textes_surs([str(colonne)]), entete)
        _ecrire(feuille, rang, cellules, _formats(classeur, choix))
    if largeur:
        feuille.freeze_panes(1, 1 if largeur > 1 else 0)
        feuille.autofilter(0, 0, hauteur, largeur - 1)
        feuille.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # les codes INSEE sont des textes
    for rang, note in enumerate(textes_surs(contenu.notes), start=hauteur + 2):
        feuille.write_string(rang, 0, note)


Cellule = float | bool | datetime | str | None


def _cellules(colonne: pd.Series) -> list[Cellule]:
    """Cellules d'une colonne, textes rendus sûrs."""
    cellules = [_cellule(valeur) for valeur in colonne.tolist()]
    surs = iter(textes_surs([cellule for cellule in cellules if isinstance(cellule, str)]))
    return [next(surs) if isinstance(cellule, str) else cellule for cellule in cellules]


def _cellule(valeur: object) -> Cellule:
    """Nombre fini, booléen, date, texte, ou None (case vide)."""
    if valeur is None or valeur is pd.NA or valeur is pd.NaT:
        return None
    if isinstance(valeur, bool | np.bool_):
        return bool(valeur)
    if isinstance(valeur, Real):
        return float(valeur) if math.isfinite(valeur) else None
    if isinstance(valeur, datetime):
        return valeur.replace(tzinfo=None)
    if isinstance(valeur, date):
        return datetime(valeur.year, valeur.month, valeur.day)  # noqa: DTZ001 - XLSX ignore les fuseaux
    return str(valeur) or None


def _formats(classeur: Workbook, choix: int | str | None) -> dict[str, Format]:
    if isinstance(choix, int):
        choix = "#,##0" + ("." + "0" * choix if choix else "")
    nombre = {"num_format": choix} if choix else {}
    return {
        "nombre": classeur.add_format({**nombre, "valign": "top"}),
        "date": classeur.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
        "texte": classeur.add_format({"text_wrap": True, "valign": "top"}),
    }


def _ecrire(feuille: Worksheet, colonne: int, cellules: Sequence[Cellule], formats: Mapping[str, Format]) -> None:
    for ligne, cellule in enumerate(cellules, start=1):
        if isinstance(cellule, bool):
            feuille.write_boolean(ligne, colonne, cellule, formats["texte"])
        elif isinstance(cellule, float):
            feuille.write_number(ligne, colonne, cellule, formats["nombre"])
        elif isinstance(cellule, datetime):
            feuille.write_datetime(ligne, colonne, cellule, formats["date"])
        elif cellule is not None:
            feuille.write_string(ligne, colonne, cellule, formats["texte"])


def _largeur(entete: str, cellules: Sequence[Cellule], choix: int | str | None) -> int:
    """Largeur de colonne, en signes, d'après la plus longue cellule."""
    decimales = choix if isinstance(choix, int) else 2
    longueurs = [
        len(f"{cellule:,.{decimales}f}") if isinstance(cellule, float) else len(str(cellule))
        for cellule in cellules
        if cellule is not None
    ]
    return min(max(LARGEUR_MIN, min(len(entete), 24), *longueurs, 0) + 2, LARGEUR_MAX)
