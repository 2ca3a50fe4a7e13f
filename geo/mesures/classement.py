"""Le classement des territoires d'un niveau, filtré par région et par population."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pandas as pd

from donnees import entrepot
from donnees.catalogue import charger
from geo.mesures import fragilite
from geo.mesures.incertitude import rangs
from geo.mesures.repartitions import periode_valide

COLONNES = (
    *("rang", "rang_min", "rang_max", "rang_national", "code", "libelle", "region", "population"),
    *("valeur", "minimum", "maximum", "statut"),
)


@lru_cache(maxsize=8)
def regions(niveau: str) -> dict[str, tuple[str, ...]]:
    """Codes des régions où chaque territoire a au moins une commune, triés."""
    appartenance = entrepot.table("appartenance")
    if niveau not in appartenance.columns:
        return {}
    paires = appartenance.loc[appartenance["region"] != "", list(dict.fromkeys((niveau, "region")))].drop_duplicates()
    if niveau == "region":
        return {str(code): (str(code),) for code in paires["region"]}
    return {str(code): tuple(sorted(groupe)) for code, groupe in paires.groupby(niveau)["region"]}


def classer(  # noqa: PLR0913, PLR0917 - les six réglages de la page, tous facultatifs sauf un
    identifiant: str,
    niveau: str = "zone_emploi",
    periode: str = "",
    region: str = "",
    population_min: float = 0,
    population_max: float = math.inf,
) -> pd.DataFrame:
    """Classe les territoires d'un niveau, du plus favorable au moins favorable (du plus haut au plus bas si neutre).

    Parameters
    ----------
    periode : str
        Vide ou inconnue : la plus récente.
    region : str
        Code d'une région. Un territoire à cheval (zone d'emploi interrégionale) appartient à chacune de ses régions :
        il paraît dans le classement de l'une comme de l'autre. Vide : tout le pays.
    population_min, population_max : float
        Bornes comprises ; un territoire de population inconnue n'est retenu que si aucune borne n'est posée.

    Returns
    -------
    DataFrame
        Une ligne par territoire retenu, ex æquo au meilleur rang puis par nom, « sans donnée » à la fin :
        ``rang`` (parmi les retenus ; absent sans donnée, ou pour un territoire trop fragile pour un rang),
        ``rang_min, rang_max`` (le meilleur et le pire que permettent les intervalles), ``rang_national`` (parmi tous
        ceux du niveau), ``code``, ``libelle``, ``region`` (noms séparés par des virgules), ``population``, ``valeur``,
        ``minimum, maximum`` (bornes d'une valeur incertaine), ``statut`` (INSEE).

    Raises
    ------
    IndicateurInconnu, NiveauIndisponible
        L'indicateur n'existe pas, ou pas à ce niveau.
    """
    croissant = charger().indicateur(identifiant).sens == "mieux_bas"
    tous = _tous(identifiant, niveau, periode_valide(identifiant, niveau, periode), croissant)
    retenus = tous[_garder(tous, niveau, region, population_min, population_max)].copy()
    retenus = encadrer(retenus, croissant=croissant)
    ordre = retenus.sort_values(["valeur", "libelle", "code"], ascending=[croissant, True, True], na_position="last")
    return ordre[list(COLONNES)].reset_index(drop=True)


def _tous(identifiant: str, niveau: str, periode: str, croissant: bool) -> pd.DataFrame:  # noqa: FBT001 - interne
    """Tous les territoires du niveau avec valeur, statut et rang national."""
    territoires = entrepot.territoires(niveau)
    lignes = entrepot.valeurs_periode(identifiant, niveau, periode).reindex(territoires.index)
    valeurs = lignes["valeur"].where(np.isfinite(lignes["valeur"]))
    bornes = entrepot.intervalles(identifiant, niveau, periode).reindex(territoires.index)
    fragiles = fragilite.fragiles(identifiant, niveau, periode)
    return pd.DataFrame(
        {
            "rang_national": valeurs.rank(method="min", ascending=croissant).astype("Int64"),
            "code": territoires.index.astype(str),
            "libelle": territoires["libelle_long"].astype(str),
            "region": _noms_regions(niveau, territoires.index),
            "population": territoires["population"].astype(float),
            "valeur": valeurs.astype(float),
            "minimum": bornes["minimum"].astype(float),
            "maximum": bornes["maximum"].astype(float),
            "fragile": territoires.index.isin(list(fragiles)),
            "statut": lignes["statut"].fillna("nd").astype(str),
        }
    ).reset_index(drop=True)


def encadrer(lignes: pd.DataFrame, *, croissant: bool) -> pd.DataFrame:
    """Donne à chaque ligne son rang, le meilleur et le pire que permettent les intervalles.

    Parameters
    ----------
    lignes : DataFrame
        ``valeur``, ``minimum`` et ``maximum`` s'il y a des valeurs incertaines, ``fragile`` : trop pour un rang.
    croissant : bool
        Vrai si le premier rang est au plus bas.
    """
    connues = lignes["valeur"].notna()
    valeurs = lignes.loc[connues, "valeur"]
    bas, haut = (lignes.loc[connues].get(nom, valeurs).fillna(valeurs).to_numpy() for nom in ("minimum", "maximum"))
    premiers, derniers = rangs(bas, haut, croissant=croissant)
    ordre = valeurs.rank(method="min", ascending=croissant)
    places = {"rang": ordre, "rang_min": premiers, "rang_max": derniers}
    rangees = pd.DataFrame(places, index=valeurs.index).astype("Int64").reindex(lignes.index)
    rendues = lignes.drop(columns=[nom for nom in places if nom in lignes]).join(rangees)
    colonnes = [nom for nom in (*places, "rang_national") if nom in rendues]
    return rendues.assign(**{nom: rendues[nom].mask(lignes["fragile"]) for nom in colonnes})


def _noms_regions(niveau: str, codes: pd.Index) -> list[str]:
    noms = entrepot.territoires("region")["libelle"]
    par_code = regions(niveau)
    return [", ".join(str(noms.get(r, r)) for r in par_code.get(str(code), ())) for code in codes]


def _garder(tous: pd.DataFrame, niveau: str, region: str, minimum: float, maximum: float) -> pd.Series:
    """Masque des territoires dans la région et les bornes de population."""
    libre = minimum <= 0 and maximum == math.inf
    garder = tous["population"].between(minimum, maximum) | libre
    if not region:
        return garder
    par_code = regions(niveau)
    return garder & tous["code"].map(lambda code: region in par_code.get(code, ()))
