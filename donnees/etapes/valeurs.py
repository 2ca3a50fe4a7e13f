"""Étape « valeurs » : calcule chaque indicateur du catalogue à partir des composantes."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.catalogue import charger
from donnees.catalogue.modeles import Catalogue, Indicateur
from donnees.erreurs import CatalogueInvalide, CodeInconnu
from donnees.etapes.atelier import Atelier
from donnees.etapes.effectifs import Effectifs
from donnees.etapes.formules import calculer
from donnees.etapes.mesures import BORNES, CLE, COLONNES

TRI: Final = ["indicateur", "niveau", "periode", "code"]


def construire(atelier: Atelier) -> None:
    """Pose ``tables["valeurs"]`` et ``tables["intervalles"]`` (les valeurs qui ont une incertitude bornée).

    Raises
    ------
    CatalogueInvalide
        Une fiche cite une composante absente, ou annonce des niveaux ou des périodes que les données n'ont pas.
    CodeInconnu
        Une valeur porte le code d'un territoire qui n'existe pas.
    """
    effectifs = Effectifs(atelier.tables["composantes"], atelier.tables["appartenance"])
    valeurs = tout_calculer(charger(), effectifs)
    _exiger_territoires(valeurs, atelier.tables["territoires"])
    atelier.tables["valeurs"] = valeurs[["indicateur", *COLONNES]]
    bornees = valeurs[valeurs["minimum"] < valeurs["maximum"]]
    atelier.tables["intervalles"] = bornees[["indicateur", *CLE, *BORNES]].reset_index(drop=True)


def _exiger_territoires(valeurs: pd.DataFrame, territoires: pd.DataFrame) -> None:
    for niveau, codes in valeurs.groupby("niveau", sort=True)["code"]:
        inconnus = set(codes.unique()) - set(territoires.loc[territoires["niveau"] == niveau, "code"])
        if inconnus:
            raise CodeInconnu(f"Étape « valeurs », niveau « {niveau} »", inconnus)


def tout_calculer(catalogue: Catalogue, effectifs: Effectifs) -> pd.DataFrame:
    """Calcule tous les indicateurs ; rend la table longue, triée.

    Returns
    -------
    DataFrame
        ``indicateur, niveau, code, periode, valeur, statut, minimum, maximum``.
    """
    morceaux, defauts = [], []
    for identifiant, fiche in sorted(catalogue.indicateurs.items()):
        table = _limiter(calculer(fiche, effectifs, catalogue.indicateurs), fiche)
        table = table.assign(**{nom: fiche.arrondir(table[nom].to_numpy()) for nom in ("valeur", *BORNES)})
        defauts += ecarts(fiche, table)
        morceaux.append(table.sort_values(TRI[1:]).assign(indicateur=identifiant))
    if defauts:
        raise CatalogueInvalide("Catalogue et données en désaccord :\n" + "\n".join(f"- {d}" for d in defauts))
    return pd.concat(morceaux, ignore_index=True)[["indicateur", *COLONNES, *BORNES]]


def _limiter(table: pd.DataFrame, fiche: Indicateur) -> pd.DataFrame:
    return table[table["niveau"].isin(fiche.niveaux)]


def ecarts(fiche: Indicateur, table: pd.DataFrame) -> list[str]:
    """Dit ce que la fiche annonce et que les données n'ont pas, ou l'inverse."""
    connues = table[table["valeur"].notna()]
    defauts = []
    for champ, colonne, annonces in (("niveaux", "niveau", fiche.niveaux), ("periodes", "periode", fiche.periodes)):
        trouves = set(connues[colonne].unique())
        sans_donnees, sans_fiche = sorted(set(annonces) - trouves), sorted(trouves - set(annonces))
        lieu = f"{fiche.theme}.yml, fiche « {fiche.id} », champ « {champ} »"
        if sans_donnees:
            defauts.append(f"{lieu} : sans données pour {', '.join(sans_donnees)}.")
        if sans_fiche:
            defauts.append(f"{lieu} : données non annoncées pour {', '.join(sans_fiche)}.")
    return defauts
