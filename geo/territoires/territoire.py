"""Le territoire : publié (de la commune à la France) ou périmètre sur mesure, toujours un ensemble de communes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np

from donnees import entrepot
from geo.erreurs import PerimetreIllisible, TerritoireInconnu
from geo.territoires.codage import decoder, encoder
from geo.territoires.index import FRANCE, NIVEAUX, Entiers, index

PERIMETRE = "perimetre"
NOM_PAR_DEFAUT = "Périmètre sans nom"
LONGUEUR_NOM = 80
PLUS_LARGES = {
    "commune": ("zone_emploi", "departement", "region", "france"),
    "epci": ("zone_emploi", "departement", "region", "france"),
    PERIMETRE: ("zone_emploi", "departement", "region", "france"),
    "zone_emploi": ("departement", "region", "france"),
    "departement": ("region", "france"),
    "region": ("france",),
    "france": (),
}
"""Niveaux proposés comme comparateurs, le plus proche d'abord."""
COMPARATEURS_PAR_NIVEAU = 3


@dataclass(frozen=True)
class Territoire:
    """Un territoire et ses communes.

    Attributes
    ----------
    niveau : str
        « france », « region », « departement », « zone_emploi », « epci », « commune » ou « perimetre ».
    code : str
        Code officiel ; pour un périmètre, son encodage.
    libelle : str
        Libellé sans ambiguïté ; pour un périmètre, le nom donné par l'utilisateur.
    communes : tuple of str
        Triées, sans double. Déduites du niveau et du code : elles ne comptent pas dans l'égalité.
    """

    niveau: str
    code: str
    libelle: str
    communes: tuple[str, ...] = field(compare=False, repr=False)

    @property
    def population(self) -> float:
        """Population municipale la plus récente, en habitants."""
        return float(index().population[rangs(self)].sum())


@dataclass(frozen=True)
class Traversee:
    """Un morceau de territoire.

    Attributes
    ----------
    part : float
        Part de la population du territoire qui vit dans le morceau, entre 0 et 1.
    couverture : float
        Part de la population du morceau que le territoire couvre, entre 0 et 1.
    """

    code: str
    libelle: str
    part: float
    couverture: float


def parametres(territoire: Territoire) -> dict[str, str]:
    """Ce qui désigne un territoire dans une adresse ; un périmètre sans nom n'y en prend pas."""
    nom = nom_donne(territoire)
    return {"niveau": territoire.niveau, "code": territoire.code, **({"nom": nom} if nom else {})}


def nom_donne(territoire: Territoire) -> str:
    """Nom que porte un périmètre ; vide sans nom, et pour un territoire publié."""
    nomme = territoire.niveau == PERIMETRE and territoire.libelle != NOM_PAR_DEFAUT
    return territoire.libelle if nomme else ""


def lire(niveau: str, code: str, nom: str = "") -> Territoire:
    """Rend un territoire.

    Parameters
    ----------
    niveau, code : str
        « perimetre » et son encodage, ou un niveau publié et son code (« FR » pour la France).
    nom : str
        Nom d'un périmètre ; nettoyé, 80 caractères au plus, « Périmètre sans nom » s'il est vide.

    Raises
    ------
    TerritoireInconnu
        Niveau ou code inconnu, périmètre illisible.
    """
    if niveau != PERIMETRE:
        return _publie(niveau, code)
    try:
        communes = decoder(code)
    except PerimetreIllisible as cause:
        raise TerritoireInconnu(str(cause)) from cause
    return Territoire(PERIMETRE, encoder(communes), nettoyer(nom), communes)


def du_perimetre(communes: Iterable[str], nom: str = "") -> Territoire:
    """Rend le périmètre de ces communes ; lève `TerritoireInconnu` comme `lire`."""
    try:
        return lire(PERIMETRE, encoder(communes), nom)
    except PerimetreIllisible as cause:
        raise TerritoireInconnu(str(cause)) from cause


def nettoyer(nom: str) -> str:
    """Nom montrable : ni caractère de contrôle, ni espaces en trop, 80 caractères au plus."""
    visibles = "".join(" " if lettre.isspace() else lettre for lettre in nom[: 10 * LONGUEUR_NOM])
    propres = "".join(lettre for lettre in visibles if unicodedata.category(lettre)[0] != "C")
    return " ".join(propres.split())[:LONGUEUR_NOM].rstrip() or NOM_PAR_DEFAUT


@lru_cache(maxsize=2048)
def _publie(niveau: str, code: str) -> Territoire:
    connus = entrepot.territoires(niveau) if niveau in NIVEAUX else None
    if connus is None or code not in connus.index:
        raise TerritoireInconnu(f"Aucun territoire « {code} » au niveau « {niveau} » : choisissez-en un dans la liste.")
    return Territoire(niveau, code, str(connus.at[code, "libelle_long"]), membres(niveau, code))


@lru_cache(maxsize=512)
def rangs(territoire: Territoire) -> Entiers:
    """Rangs des communes dans `geo.territoires.index` ; tableau partagé, à ne pas modifier."""
    return index().rangs_de(territoire.communes)


def membres(niveau: str, code: str) -> tuple[str, ...]:
    """Communes d'un territoire publié ou d'un canton ; code vide : les communes sans territoire à ce niveau.

    Raises
    ------
    TerritoireInconnu
        Niveau ou code inconnu.
    """
    codes = index().codes
    return tuple(codes[rang] for rang in index().membres(niveau, code))


def identiques(communes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Territoires publiés faits exactement de ces communes, du plus haut niveau au plus bas : (niveau, code)."""
    choisies = index().rangs_de(communes)
    trouves = []
    for niveau in NIVEAUX:
        paves = index().pavage(niveau, choisies)
        if paves is not None and len(paves) == 1:
            trouves.append((niveau, index().territoires[niveau][int(paves[0])]))
    return tuple(trouves)


def exact(communes: Iterable[str]) -> Territoire | None:
    """Rend le territoire publié, du plus haut niveau, fait exactement de ces communes ; None s'il n'y en a pas."""
    trouves = identiques(communes)
    return _publie(*trouves[0]) if trouves else None


@lru_cache(maxsize=512)
def traverses(territoire: Territoire, niveau: str) -> tuple[Traversee, ...]:
    """Morceaux du niveau (canton compris) que le territoire touche, du plus peuplé dans le territoire au moins.

    Les communes sans territoire à ce niveau n'y sont pas. Là où personne n'habite, on compte les communes.
    """
    if niveau not in index().territoires:
        raise TerritoireInconnu(f"Niveau « {niveau} » inconnu.")
    appartenance, choisies = index().rangs[niveau], rangs(territoire)
    poids = index().population if territoire.population else np.ones(len(appartenance))
    nombre = len(index().territoires[niveau])
    situees, toutes = choisies[appartenance[choisies] >= 0], np.flatnonzero(appartenance >= 0)
    dedans = np.bincount(appartenance[situees], poids[situees], nombre)
    entiers = np.bincount(appartenance[toutes], poids[toutes], nombre)
    comptes, tailles = index().compter(niveau, choisies), index().tailles[niveau]
    couvertures = np.where(entiers > 0, dedans / np.where(entiers > 0, entiers, 1), comptes / tailles)
    touches = sorted(np.flatnonzero(comptes), key=lambda rang: (-dedans[rang], rang))
    codes, total = index().territoires[niveau], float(poids[choisies].sum())
    return tuple(
        Traversee(codes[t], libelle(niveau, codes[t]), float(dedans[t]) / total, float(couvertures[t])) for t in touches
    )


def libelle(niveau: str, code: str) -> str:
    """Libellé sans ambiguïté d'un territoire publié ou d'un canton."""
    return cantons()[code] if niveau == "canton" else str(entrepot.territoires(niveau).at[code, "libelle_long"])


def parent(territoire: Territoire, niveau: str) -> Territoire | None:
    """Rend le seul territoire du niveau qui contient celui-ci en entier ; None s'il y en a plusieurs ou aucun."""
    if niveau == territoire.niveau or niveau not in NIVEAUX:
        return None
    touches = np.unique(index().rangs[niveau][rangs(territoire)])
    return _publie(niveau, index().territoires[niveau][touches[0]]) if len(touches) == 1 and touches[0] >= 0 else None


def comparateurs(territoire: Territoire) -> list[Territoire]:
    """Territoires à qui comparer celui-ci, le plus proche d'abord : zones, départements, régions, France.

    D'un niveau que le territoire déborde, les trois où vivent le plus de ses habitants ; jamais lui-même.
    """
    proches = [
        _publie(niveau, morceau.code)
        for niveau in PLUS_LARGES[territoire.niveau]
        for morceau in traverses(territoire, niveau)[:COMPARATEURS_PAR_NIVEAU]
    ]
    return [autre for autre in proches if len(autre.communes) > 1 and autre.communes != territoire.communes]


@cache
def cantons() -> dict[str, str]:
    """Code de canton → libellé fait de ses communes ; le nom du canton n'est pas dans nos données.

    « Canton 0108 (Oyonnax et 5 autres communes) » : la commune la plus peuplée, puis le nombre des autres.
    """
    libelles = {}
    for rang, code in enumerate(index().territoires["canton"]):
        dedans = np.flatnonzero(index().rangs["canton"] == rang)
        chef = index().noms[int(dedans[np.argmax(index().population[dedans])])]
        autres = len(dedans) - 1
        suite = f" et {autres} autre{'s' if autres > 1 else ''} commune{'s' if autres > 1 else ''}" if autres else ""
        libelles[code] = f"Canton {code} ({chef}{suite})"
    return libelles


__all__ = ["FRANCE", "NIVEAUX", "PERIMETRE", "Territoire", "Traversee", "comparateurs", "exact", "lire", "membres"]
