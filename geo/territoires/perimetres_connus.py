"""Périmètres pré-remplis : les maisons dont la source nomme le territoire sans ambiguïté, et elles seules.

Un texte désigne, dans le département de la maison : le département, une zone d'emploi annoncée comme telle, une ou
plusieurs intercommunalités nommées comme aujourd'hui, ou une liste de communes. Un nom qui est à la fois celui d'une
commune et d'une intercommunalité (« Bordeaux »), un « pays », un « bassin », un canton (nos données n'ont pas leurs
noms) ou une liste ouverte (« Hem, Croix, Wasquehal… ») ne désignent rien : la maison n'est pas là.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from donnees import entrepot
from geo.ecriture.formats import date_partielle, nombre
from geo.territoires.index import index
from geo.territoires.recherche import normaliser

_FORMES = frozenset(
    [
        *("ca", "cc", "cu", "metropole", "eurometropole", "communaute", "communautes"),
        *("communes", "intercommunale", "agglomeration", "agglo", "urbaine"),
    ]
)
_ARTICLES = frozenset(["d", "de", "du", "des", "l", "la", "le", "les"])
_PARENTHESE = re.compile(r"\s*\(([^)]*)\)")
_SEPARATEURS = re.compile(r"\s*,\s*|\s+et\s+")
_SANS_PORTEE = re.compile(r"\d+ (?:sites|associations)\b.*|commune siege a confirmer")
_NOMBRE_DE_COMMUNES = re.compile(r"(\d+) communes\b.*")


@dataclass(frozen=True)
class PerimetreConnu:
    """Territoire d'une maison tel que sa source le nomme.

    Attributes
    ----------
    maison : str
        Identifiant de la maison.
    nom : str
        Nom de la maison.
    communes : tuple of str
        Communes en vigueur, triées.
    mention : str
        Ce que dit la source et ce que nous en avons lu.
    source : str
        La source, telle que citée dans l'annuaire.
    """

    maison: str
    nom: str
    communes: tuple[str, ...]
    mention: str
    source: str


@dataclass(frozen=True)
class _Lecture:
    designation: str
    communes: frozenset[str]


def connus() -> list[PerimetreConnu]:
    """Périmètres connus, dans l'ordre de l'annuaire."""
    return list(_connus())


@cache
def _connus() -> tuple[PerimetreConnu, ...]:
    trouves = []
    for maison in entrepot.table("maisons").itertuples():
        lecture = designer(str(maison.territoire), str(maison.departement))
        if lecture is not None:
            combien = len(lecture.communes)
            date = date_partielle(str(maison.date_source)) or "sans date"
            mention = (
                f"Territoire nommé « {maison.territoire} » par la source ({date}) : "
                f"{lecture.designation}, dans ses limites d'aujourd'hui "
                f"({nombre(combien)} commune{'s' if combien > 1 else ''})."
            )
            communes = tuple(sorted(lecture.communes))
            trouves.append(PerimetreConnu(str(maison.maison), str(maison.nom), communes, mention, str(maison.source)))
    return tuple(trouves)


def designer(texte: str, departement: str) -> _Lecture | None:
    """Ce que le texte désigne dans ce département ; None s'il est ambigu."""
    principal = _PARENTHESE.sub("", texte).strip()
    if "…" in texte or not principal:
        return None
    lecture = _departement(principal, departement) or _zone(principal) or _liste(principal, departement)
    if lecture is None:
        return None
    admises = all(_coherente(incise, lecture, departement) for incise in _PARENTHESE.findall(texte))
    return lecture if admises else None


def _coherente(incise: str, lecture: _Lecture, departement: str) -> bool:
    """Une parenthèse ne doit rien dire d'autre que le texte : nombre de communes, ou leur liste."""
    simple = normaliser(incise)
    nombre_dit = _NOMBRE_DE_COMMUNES.fullmatch(simple)
    if nombre_dit:
        return int(nombre_dit.group(1)) == len(lecture.communes)
    if _SANS_PORTEE.fullmatch(simple):
        return True
    liste = _liste_de_communes(_SEPARATEURS.split(incise), departement)
    return liste is not None and liste.communes == lecture.communes


def _departement(principal: str, departement: str) -> _Lecture | None:
    libelle = str(entrepot.territoires("departement").at[departement, "libelle"])
    mots = [mot for mot in normaliser(principal).split() if mot not in _ARTICLES | {"departement"}]
    if mots != [mot for mot in normaliser(libelle).split() if mot not in _ARTICLES]:
        return None
    return _Lecture(f"le département « {libelle} »", _membres("departement", departement))


def _zone(principal: str) -> _Lecture | None:
    """Une zone d'emploi, si le texte dit « zone d'emploi de » et un nom porté par une seule zone."""
    annonce = re.fullmatch(r"zone d emploi (?:de |du |des |d |de l )?(.+)", normaliser(principal))
    zones = entrepot.territoires("zone_emploi")["libelle"]
    codes = [str(code) for code, nom in zones.items() if annonce and normaliser(str(nom)) == annonce.group(1)]
    if len(codes) != 1:
        return None
    return _Lecture(f"la zone d'emploi « {zones[codes[0]]} »", _membres("zone_emploi", codes[0]))


def _liste(principal: str, departement: str) -> _Lecture | None:
    """Un seul nom, ou une liste : toute d'intercommunalités, ou toute de communes."""
    elements = _SEPARATEURS.split(principal)
    entier = _element(principal, departement)
    if entier is not None or len(elements) == 1:
        return entier
    lectures = [lecture for element in elements if (lecture := _epci(element, departement))]
    if len(lectures) == len(elements):
        designation = " et ".join(lecture.designation for lecture in lectures)
        return _Lecture(designation, frozenset().union(*(lecture.communes for lecture in lectures)))
    return _liste_de_communes(elements, departement)


def _element(texte: str, departement: str) -> _Lecture | None:
    """Une intercommunalité ou une commune, jamais un nom qui serait les deux."""
    epci = _epci(texte, departement)
    commune = _liste_de_communes([texte], departement)
    if epci and commune and not _forme_dite(texte) and epci.communes != commune.communes:
        return None
    return epci or commune


def _forme_dite(texte: str) -> bool:
    return not _FORMES.isdisjoint(normaliser(texte).split())


def _epci(texte: str, departement: str) -> _Lecture | None:
    candidats = [code for code, noms in _noms_epci(departement).items() if _coeur(texte) in noms]
    if len(candidats) != 1:
        return None
    libelle = str(entrepot.territoires("epci").at[candidats[0], "libelle"])
    return _Lecture(f"l'intercommunalité « {libelle} »", _membres("epci", candidats[0]))


@cache
def _noms_epci(departement: str) -> dict[str, frozenset[str]]:
    """Noms de chaque intercommunalité du département : son cœur, sans le nom du département, et son sigle."""
    tous = entrepot.territoires("epci")
    region = normaliser(str(entrepot.territoires("departement").at[departement, "libelle"]))
    noms = {}
    for code, libelle in tous.loc[tous["departement"] == departement, "libelle"].items():
        coeur = _coeur(_PARENTHESE.sub("", str(libelle)))
        sigles = [normaliser(sigle) for sigle in _PARENTHESE.findall(str(libelle)) if sigle.isupper()]
        court = coeur.removesuffix(region).strip()
        noms[str(code)] = frozenset(nom for nom in (coeur, court, *sigles) if nom)
    return noms


def _coeur(texte: str) -> str:
    """« CA Le Grand Périgueux », « Grand Périgueux » → ``"grand perigueux"``."""
    return " ".join(mot for mot in normaliser(texte).split() if mot not in _FORMES | _ARTICLES)


def _liste_de_communes(noms: list[str], departement: str) -> _Lecture | None:
    """Des communes du département ; une ancienne commune seulement si sa commune d'aujourd'hui est citée aussi."""
    lues = [_communes_nommees(departement).get(normaliser(nom), "") for nom in noms]
    citees = {code for code in lues if code}
    for nom, code in zip(noms, lues, strict=True):
        if not code and not citees.intersection(_anciennes().get((departement, normaliser(nom)), ())):
            return None
    designation = "la commune citée" if len(citees) == 1 else "les communes citées"
    return _Lecture(designation, frozenset(citees)) if citees else None


@cache
def _communes_nommees(departement: str) -> dict[str, str]:
    communes = entrepot.territoires("commune")
    siennes = communes[communes["departement"] == departement]["libelle"]
    return {normaliser(str(nom)): str(code) for code, nom in siennes.items()}


@cache
def _anciennes() -> dict[tuple[str, str], set[str]]:
    """Département et nom d'une ancienne commune → communes d'aujourd'hui."""
    table = entrepot.table("passages")
    noms: dict[tuple[str, str], set[str]] = {}
    for ancien, commune, libelle in zip(table["ancien"], table["commune"], table["libelle_ancien"], strict=True):
        departement = ancien[: 3 if ancien.startswith("97") else 2]
        noms.setdefault((departement, normaliser(libelle)), set()).add(commune)
    return noms


def _membres(niveau: str, code: str) -> frozenset[str]:
    return frozenset(index().codes[rang] for rang in index().membres(niveau, code))
