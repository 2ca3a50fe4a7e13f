"""Recherche d'un lieu par nom, ancien nom, code ou code postal, sans souci d'accent ni de casse."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Final

from donnees import entrepot

ORDRE = ("maison", "zone_emploi", "commune", "epci", "departement", "region")
TERRITOIRES = ORDRE[1:]
GENRES = {
    "maison": "Maison",
    "zone_emploi": "Zone d'emploi",
    "commune": "Commune",
    "epci": "Intercommunalité",
    "departement": "Département",
    "region": "Région",
}
NOTABLE: Final = 5_000
"""Habitants d'une commune dont le nom fait aussi trouver sa zone d'emploi et son intercommunalité."""
_ENGLOBANTS: Final = ("zone_emploi", "epci")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
_MOTS_ABREGES = {"st": "saint", "ste": "sainte"}
_LONGUEUR_MAX = 120  # au-delà, ce n'est plus un nom de lieu
_SIGNES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Trouvaille:
    """Un lieu trouvé.

    Attributes
    ----------
    genre : str
        Clé de `GENRES`.
    libelle : str
        Sans ambiguïté.
    ancien : str
        Nom d'une commune déléguée ou supprimée qui a répondu ; vide si le nom courant répond.
    insee : bool
        C'est son code Insee qui a répondu : une autre commune peut avoir ces chiffres pour code postal.
    """

    genre: str
    code: str
    libelle: str
    ancien: str = ""
    insee: bool = False


@dataclass(frozen=True)
class _Lieu:
    """Un lieu cherchable : ses clés sont normalisées ; ``large`` ajoute ses communes notables."""

    genre: str
    code: str
    libelle: str
    cle: str
    nom: str
    large: str
    codes: tuple[str, ...]
    anciens: tuple[tuple[str, str], ...]
    rang: tuple[int, float, str]


def normaliser(texte: str) -> str:
    """« Saint-Étienne », « ST ETIENNE » → ``"saint etienne"``."""
    decompose = unicodedata.normalize("NFKD", texte.translate(_LIGATURES).lower())
    sans_accent = "".join(lettre for lettre in decompose if not unicodedata.combining(lettre))
    mots = _SIGNES.sub(" ", sans_accent).split()
    return " ".join(_MOTS_ABREGES.get(mot, mot) for mot in mots)


def chercher(texte: str, maximum: int = 12, genres: Collection[str] = ORDRE) -> list[Trouvaille]:
    """Lieux qui répondent à ``texte``, les plus probables d'abord.

    Parameters
    ----------
    texte : str
        Nom, code INSEE, code de zone ou code postal ; tous les mots doivent être présents, dans le nom du lieu, dans
        un ancien nom, ou, pour une zone d'emploi ou une intercommunalité, dans celui de ses communes notables :
        « Lens-Hénin » trouve la zone de Lens, où est Hénin-Beaumont.
    maximum : int
        Nombre de réponses au plus.
    genres : collection of str
        Clés de `GENRES` admises.

    Returns
    -------
    list of Trouvaille
        Vide si rien ne répond ou si le texte a moins de deux caractères utiles.
    """
    cle = normaliser(texte[:_LONGUEUR_MAX])
    if len(cle) < 2:  # noqa: PLR2004 - une seule lettre ne dit rien
        return []
    mots = cle.split()
    lieux, textes = _index()
    candidats = [rang for rang, tout in enumerate(textes) if mots[0] in tout]
    for mot in mots[1:]:
        candidats = [rang for rang in candidats if mot in textes[rang]]
    trouves = [
        (proximite, lieu, ancien)
        for lieu in map(lieux.__getitem__, candidats)
        if lieu.genre in genres
        for proximite, ancien in [_proximite(lieu, cle, mots)]
        if proximite is not None
    ]
    trouves.sort(key=lambda trouve: (trouve[0], trouve[1].rang))
    trouvailles = [_trouvaille(lieu, cle, ancien) for _, lieu, ancien in trouves]
    reste = [lieu for lieu in trouvailles[maximum:] if lieu.insee]  # après celles du code postal, jamais perdue
    return [*trouvailles[: maximum - len(reste)], *reste]


def _trouvaille(lieu: _Lieu, cle: str, ancien: str) -> Trouvaille:
    par_code = lieu.genre == "commune" and cle == lieu.codes[0]
    return Trouvaille(lieu.genre, lieu.code, lieu.libelle, ancien, insee=par_code)


def _proximite(lieu: _Lieu, cle: str, mots: list[str]) -> tuple[int | None, str]:
    """De 0 (nom exact) à 3 (par ses communes) ; None si le lieu ne répond pas. L'ancien nom qui a répondu, s'il y a."""
    if cle in lieu.codes[1:]:
        return 1, ""  # un code postal, que tous connaissent, avant le code Insee d'une autre commune
    if cle in lieu.codes or all(mot in lieu.cle for mot in mots):
        return 2 - (lieu.nom == cle) - lieu.cle.startswith(cle), ""
    for ancien, nom in lieu.anciens:
        if all(mot in ancien for mot in mots):
            return 2 - (ancien == cle), nom
    if mots[0] in lieu.cle and all(mot in lieu.large for mot in mots):
        return 3, ""
    return None, ""


@cache
def _index() -> tuple[tuple[_Lieu, ...], tuple[str, ...]]:
    """Tous les lieux cherchables, et pour chacun tout ce qui peut y répondre, d'un seul tenant."""
    tous = entrepot.table("territoires")
    lieux = tous.loc[tous["niveau"] != "france"]
    champs = ["niveau", "code", "libelle", "libelle_long", "codes_postaux", "population"]
    anciens, notables = _anciens(), _notables()
    index = [
        _lieu(
            niveau,
            code,
            nom,
            libelle,
            postaux.split(),
            population,
            anciens.get(code, ()) if niveau == "commune" else (),
            notables.get((niveau, code), ""),
        )
        for niveau, code, nom, libelle, postaux, population in zip(*(lieux[c].tolist() for c in champs), strict=True)
    ]
    maisons = entrepot.table("maisons")
    index += [
        _lieu("maison", str(m.maison), str(m.nom), f"{m.nom} ({m.ville})", str(m.code_postal).split(), 0.0, (), "")
        for m in maisons.itertuples()
    ]
    return tuple(index), tuple(_tout(lieu) for lieu in index)


def _tout(lieu: _Lieu) -> str:
    return " ".join([lieu.large, *lieu.codes, *(ancien for ancien, _ in lieu.anciens)])


def _lieu(  # noqa: PLR0913, PLR0917 - une ligne de l'index
    genre: str,
    code: str,
    nom: str,
    libelle: str,
    postaux: list[str],
    population: float,
    anciens: tuple[tuple[str, str], ...],
    notables: str,
) -> _Lieu:
    cle = normaliser(libelle)
    codes = (code.lower(), *postaux)
    rang = (ORDRE.index(genre), -population, libelle)
    return _Lieu(genre, code, libelle, cle, normaliser(nom), f"{cle} {notables}", codes, anciens, rang)


def _anciens() -> dict[str, tuple[tuple[str, str], ...]]:
    """Commune → (clé, nom) de chacune de celles qui s'y sont fondues sous un autre nom."""
    passages = entrepot.table("passages")
    nommes = passages.loc[passages["libelle_ancien"] != ""]
    noms: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for commune, nom in zip(nommes["commune"].tolist(), nommes["libelle_ancien"].tolist(), strict=True):
        noms[commune].append((normaliser(nom), nom))
    return {commune: tuple(liste) for commune, liste in noms.items()}


def _notables() -> dict[tuple[str, str], str]:
    """(niveau, code) d'une zone ou d'une intercommunalité → les noms normalisés de ses communes notables."""
    communes = entrepot.territoires("commune")
    grandes = communes.loc[communes["population"] >= NOTABLE, "libelle"]
    places = entrepot.table("appartenance").set_index("commune").loc[grandes.index]
    noms: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for niveau in _ENGLOBANTS:
        for code, nom in zip(places[niveau].tolist(), grandes.tolist(), strict=True):
            noms[niveau, code].append(normaliser(nom))
    return {cle: " ".join(liste) for cle, liste in noms.items()}
