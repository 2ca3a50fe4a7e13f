"""Relever des communes dans un texte collé ou un fichier CSV : codes anciens, inconnus et doubles sont dits."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from donnees import entrepot
from geo.erreurs import FichierIllisible
from geo.territoires.codage import actuelle, bien_forme
from geo.territoires.index import index
from geo.territoires.recherche import normaliser

CELLULE_MAX = 100_000
ABIME = "Ce fichier n'est pas un CSV lisible (guillemets ou lignes trop longues) : enregistrez-le de nouveau."
OCTETS_MAX = 1_000_000
_JETON = re.compile(r"[^\W_]+(?:\.0+(?!\w))?")
_CARACTERES_MONTRES = 20
_LONGUEUR_CODE = 5
_LONGUEUR_SIREN = 9
_BINAIRE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_NOMS_SURS = ("code insee", "insee", "codgeo", "depcom", "code commune", "codecommune", "codeinsee", "insee com", "com")
_NOMS_POSSIBLES = ("commune", "communes", "code", "codes", "ancien", "code geo", "cog")
_NOMS_EXCLUS = ("postal", "cp")
_PART_SURE = 0.5
"""Dans une colonne au nom possible, part de codes reconnus au-dessous de laquelle ce n'en est pas une."""
_PART_DEVINEE = 0.8
"""La même, dans une colonne que rien ne nomme."""


@dataclass(frozen=True)
class Releve:
    """Ce qu'on a lu.

    Attributes
    ----------
    communes : tuple of str
        Communes en vigueur, triées, sans double.
    anciens : tuple of (saisi, actuelle)
        Codes anciens ramenés à la commune en vigueur.
    inconnus : tuple of (saisi, raison)
        Ce qui n'est pas une commune, et pourquoi.
    doublons : tuple of str
        Codes saisis plus d'une fois.
    """

    communes: tuple[str, ...]
    anciens: tuple[tuple[str, str], ...]
    inconnus: tuple[tuple[str, str], ...]
    doublons: tuple[str, ...]


def lire_codes(texte: str) -> Releve:
    """Relève des codes collés, quels que soient les séparateurs ; le zéro de tête perdu est remis.

    Raises
    ------
    FichierIllisible
        Texte de plus d'un million de caractères.
    """
    if len(texte) > OCTETS_MAX:
        raise FichierIllisible("Ce texte dépasse un million de caractères : collez seulement les codes des communes.")
    return relever(_JETON.findall(texte))


def lire_csv(octets: bytes) -> Releve:
    """Relève la colonne des codes d'un CSV (point-virgule, virgule ou tabulation ; UTF-8 ou Windows).

    Raises
    ------
    FichierIllisible
        Fichier vide, de plus de 1 Mo, binaire, ou sans colonne de codes.
    """
    if len(octets) > OCTETS_MAX:
        raise FichierIllisible("Ce fichier dépasse 1 Mo : ne gardez que la colonne des codes de communes.")
    lignes = _lignes(_texte(octets))
    if not lignes:
        raise FichierIllisible("Ce fichier est vide : déposez un CSV d'un code de commune par ligne.")
    rang, entete = _colonne(lignes)
    cellules = [ligne[rang].strip() for ligne in lignes[entete:] if rang < len(ligne)]
    return relever(cellule for cellule in cellules if cellule)


def relever(saisis: Iterable[str]) -> Releve:
    """Range des codes saisis : communes, anciens codes, inconnus, doubles."""
    vus: set[str] = set()
    communes: set[str] = set()
    anciens, inconnus, doublons = {}, {}, {}
    for saisi in saisis:
        code = corriger(saisi)
        courante = actuelle(code)
        if not courante:
            inconnus[saisi[:_CARACTERES_MONTRES]] = raison(code)
        elif code in vus:
            doublons[code] = True
        elif courante != code:
            anciens[code] = courante
        if courante:
            vus.add(code)
            communes.add(courante)
    return Releve(tuple(sorted(communes)), tuple(anciens.items()), tuple(inconnus.items()), tuple(doublons))


def corriger(saisi: str) -> str:
    """« 1004 » → « 01004 », « 2a004 » → « 2A004 », « 1004.0 » (tableur) → « 01004 »."""
    code = re.sub(r"\.0+$", "", saisi.strip()).upper()
    return "0" + code if re.fullmatch(r"\d{4}", code, re.ASCII) else code


def raison(code: str) -> str:
    """Pourquoi un code n'est pas une commune, et que faire."""
    if code in _codes_postaux():
        return "C'est un code postal : donnez le code Insee de la commune."
    if bien_forme(code):
        return "Aucune commune, actuelle ou ancienne, ne porte ce code : vérifiez-le."
    if len(code) == _LONGUEUR_SIREN and code in index().territoires["epci"]:
        return "C'est une intercommunalité : choisissez-la dans la liste des intercommunalités."
    if not any(signe.isdigit() for signe in code):
        return "C'est un nom : donnez le code Insee, car plusieurs communes peuvent porter le même nom."
    return f"Un code de commune a {_LONGUEUR_CODE} caractères, comme 01283 ou 2A004 : corrigez-le."


@cache
def _codes_postaux() -> frozenset[str]:
    return frozenset(" ".join(entrepot.territoires("commune")["codes_postaux"].astype(str)).split())


def _texte(octets: bytes) -> str:
    if not octets.strip():
        raise FichierIllisible("Ce fichier est vide : déposez un CSV d'un code de commune par ligne.")
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        texte = octets.decode("latin-1")
    if _BINAIRE.search(texte):
        raise FichierIllisible(
            "Ce fichier n'est pas un texte (classeur, image ou archive ?) : enregistrez-le au format CSV."
        )
    return texte


def _lignes(texte: str) -> list[list[str]]:
    premiere = next((ligne for ligne in texte.splitlines() if ligne.strip()), "")
    separateur = max(";\t,", key=premiere.count)
    try:
        lues = list(csv.reader(io.StringIO(texte, newline=""), delimiter=separateur))
    except csv.Error as cause:
        raise FichierIllisible(ABIME) from cause
    if any(len(cellule) > CELLULE_MAX for ligne in lues for cellule in ligne):
        raise FichierIllisible(ABIME)
    return [ligne for ligne in lues if any(cellule.strip() for cellule in ligne)]


def _colonne(lignes: list[list[str]]) -> tuple[int, int]:
    """Rang de la colonne des codes et nombre de lignes d'en-tête ; le nom d'abord, le contenu ensuite."""
    entetes = [normaliser(cellule[:100]) for cellule in lignes[0]]
    for noms, seuil in ((_NOMS_SURS, 0.0), (_NOMS_POSSIBLES, _PART_SURE)):
        for rang in sorted((r for r, nom in enumerate(entetes) if nom in noms), key=lambda r: noms.index(entetes[r])):
            if _part(lignes[1:], rang) > seuil:
                return rang, 1
    permises = [r for r, nom in enumerate(entetes) if not any(mot in nom.split() for mot in _NOMS_EXCLUS)]
    parts = {rang: _part(lignes[1:] or lignes, rang) for rang in permises}
    meilleure = max(parts, key=lambda rang: parts[rang], default=-1)
    if meilleure >= 0 and parts[meilleure] >= _PART_DEVINEE:
        return meilleure, 0 if actuelle(corriger(lignes[0][meilleure])) else 1
    vues = ", ".join(cellule.strip()[:_CARACTERES_MONTRES] for cellule in lignes[0][:8])
    raise FichierIllisible(
        f"Aucune colonne de codes de communes dans ce fichier (première ligne : {vues}). Nommez-la « code_insee »."
    )


def _part(lignes: list[list[str]], rang: int) -> float:
    """Part des cellules remplies qui sont des communes connues."""
    cellules = [ligne[rang] for ligne in lignes if rang < len(ligne) and ligne[rang].strip()]
    return sum(bool(actuelle(corriger(cellule))) for cellule in cellules) / len(cellules) if cellules else 0.0
