"""Recherche d'un lieu par nom, code ou code postal, sans souci d'accent ni de casse."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import pandas as pd

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
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
_MOTS_ABREGES = {"st": "saint", "ste": "sainte"}
_LONGUEUR_MAX = 120  # au-delà, ce n'est plus un nom de lieu
_SIGNES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Trouvaille:
    """Un lieu trouvé : ``genre`` (clé de `GENRES`), ``code`` et libellé sans ambiguïté."""

    genre: str
    code: str
    libelle: str


def normaliser(texte: str) -> str:
    """« Saint-Étienne », « ST ETIENNE » → ``"saint etienne"``."""
    decompose = unicodedata.normalize("NFKD", texte.translate(_LIGATURES).lower())
    sans_accent = "".join(lettre for lettre in decompose if not unicodedata.combining(lettre))
    mots = _SIGNES.sub(" ", sans_accent).split()
    return " ".join(_MOTS_ABREGES.get(mot, mot) for mot in mots)


@cache
def _index() -> pd.DataFrame:
    """Tous les lieux cherchables : genre, code, libellé, clé normalisée, codes postaux, population."""
    tous = entrepot.table("territoires")
    lieux = tous.loc[tous["niveau"] != "france"].rename(columns={"niveau": "genre"})
    lieux = lieux.assign(nom=lieux["libelle"], libelle=lieux["libelle_long"])
    maisons = entrepot.table("maisons").assign(genre="maison", codes_postaux="", population=0.0)
    maisons = maisons.assign(
        code=maisons["maison"],
        libelle=maisons["nom"] + " (" + maisons["ville"] + ")",
        codes_postaux=maisons["code_postal"],
    )
    colonnes = ["genre", "code", "libelle", "nom", "codes_postaux", "population"]
    index = pd.concat([lieux[colonnes], maisons[colonnes]], ignore_index=True)
    index["cle"] = index["libelle"].map(normaliser)
    index["cle_nom"] = index["nom"].map(normaliser)
    index["ordre"] = index["genre"].map({genre: rang for rang, genre in enumerate(ORDRE)})
    return index


def chercher(texte: str, maximum: int = 12, genres: Collection[str] = ORDRE) -> list[Trouvaille]:
    """Lieux qui répondent à ``texte``, les plus probables d'abord.

    Parameters
    ----------
    texte : str
        Nom, code INSEE, code de zone ou code postal ; tous les mots doivent être présents.
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
    index = _index()
    par_code = (index["code"].str.lower() == cle) | index["codes_postaux"].str.contains(rf"\b{cle}\b", regex=True)
    par_nom = pd.Series(data=True, index=index.index)
    for mot in cle.split():
        par_nom &= index["cle"].str.contains(mot, regex=False)
    trouves = index[(par_code | par_nom) & index["genre"].isin(genres)]
    proximite = 2 - (trouves["cle_nom"] == cle).astype(int) - trouves["cle"].str.startswith(cle).astype(int)
    classes = trouves.assign(proximite=proximite).sort_values(
        ["proximite", "ordre", "population", "libelle"], ascending=[True, True, False, True]
    )
    return [Trouvaille(str(r.genre), str(r.code), str(r.libelle)) for r in classes.head(maximum).itertuples()]
