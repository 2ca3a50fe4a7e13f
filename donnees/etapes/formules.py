"""Calcul des formules du catalogue sur des effectifs déjà rangés par territoire et par période."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd

from donnees.catalogue.modeles import (
    Difference,
    Evolution,
    Formule,
    Indicateur,
    PartPopulation,
    Publie,
    Ratio,
    Somme,
    Specialisation,
)
from donnees.catalogue.periodes import rang
from donnees.erreurs import CatalogueInvalide
from donnees.etapes.effectifs import Effectifs
from donnees.etapes.mesures import CLE, Operation, combiner, sommer

PREFIXES: Final = {"urssaf": "prive", "flores": "salaries"}
ECART_TOTAL: Final = 0.5
"""Écart toléré entre un total publié et la somme de ses secteurs (arrondi d'un demi-emploi)."""


def calculer(fiche: Indicateur, effectifs: Effectifs, indicateurs: dict[str, Indicateur]) -> pd.DataFrame:
    """Calcule un indicateur à tous les niveaux où ses composantes le permettent.

    Parameters
    ----------
    fiche : Indicateur
        Sa formule dit le calcul.
    effectifs : Effectifs
        Composantes observées, sommées par territoire.
    indicateurs : dict
        Le catalogue, pour les écarts d'un autre indicateur.

    Returns
    -------
    DataFrame
        ``niveau, code, periode, valeur, statut`` ; la valeur manque là où le statut est « s » ou « nd ».
    """
    formule = fiche.formule
    if isinstance(formule, Difference):
        base = calculer(indicateurs[formule.indicateur], effectifs, indicateurs)
        return _ecart(base, base, formule.ecart, lambda fin, debut: fin - debut)
    return CALCULS[type(formule)](formule, effectifs.pour(fiche.hors_champ, fiche.niveaux))


def _somme(formule: Somme, effectifs: Effectifs) -> pd.DataFrame:
    return effectifs.somme(formule.composantes)


def _ratio(formule: Ratio, effectifs: Effectifs) -> pd.DataFrame:
    haut = effectifs.somme(formule.numerateur)
    bas = effectifs.somme(formule.denominateur)
    if formule.depuis is not None:
        gardees = [periode for periode in haut["periode"].unique() if rang(periode) >= rang(formule.depuis)]
        haut = haut[haut["periode"].isin(gardees)]
    cle = CLE
    if formule.periode_denominateur is not None:
        bas = _a_la_periode(bas, formule.periode_denominateur)
        cle = ["niveau", "code"]
    return combiner(haut, bas, cle, lambda n, d: formule.facteur * n / d)


def _a_la_periode(table: pd.DataFrame, periode: str) -> pd.DataFrame:
    return table.loc[table["periode"] == periode, ["niveau", "code", "valeur", "statut"]]


def _part_population(formule: PartPopulation, effectifs: Effectifs) -> pd.DataFrame:
    presence = sommer([effectifs.communal(nom) for nom in formule.composantes])
    poids = _a_la_periode(effectifs.communal(formule.poids), formule.periode_poids)
    retenue = presence["valeur"] > 0 if formule.condition == "presente" else presence["valeur"] == 0
    presence = presence.assign(valeur=retenue.astype("float64").where(presence["valeur"].notna()))
    concernee = combiner(presence, poids, ["niveau", "code"], np.multiply)
    total = _a_la_periode(effectifs.somme((formule.poids,)), formule.periode_poids)
    return combiner(effectifs.remonter(concernee), total, ["niveau", "code"], lambda n, d: 100 * n / d)


def _evolution(formule: Evolution, effectifs: Effectifs) -> pd.DataFrame:
    fin = effectifs.somme(formule.composantes)
    debut = effectifs.somme(formule.depart) if formule.depart else fin
    debut = _assez_grand(debut, formule.depart_min)
    exposant = 1 / formule.ecart if formule.annualisee else 1.0
    return _ecart(fin, debut, formule.ecart, lambda apres, avant: 100 * ((apres / avant) ** exposant - 1))


def _assez_grand(debut: pd.DataFrame, minimum: float) -> pd.DataFrame:
    trop_petit = debut["valeur"] < minimum
    return debut.assign(valeur=debut["valeur"].mask(trop_petit), statut=debut["statut"].mask(trop_petit, "nd"))


def _ecart(
    fin: pd.DataFrame,
    debut: pd.DataFrame,
    ecart: int,
    operation: Operation,
) -> pd.DataFrame:
    """Rapproche chaque période de celle qui la précède de ``ecart`` pas (trimestres ou années)."""
    rangs = {periode: rang(periode) for periode in {*fin["periode"].unique(), *debut["periode"].unique()}}
    arrivees = {rangs[periode]: periode for periode in sorted(fin["periode"].unique())}
    suivantes = {periode: arrivees.get(numero + ecart) for periode, numero in rangs.items()}
    avant = debut.assign(periode=debut["periode"].map(suivantes))
    return combiner(fin, avant.dropna(subset="periode"), CLE, operation)


def _publie(formule: Publie, effectifs: Effectifs) -> pd.DataFrame:
    morceaux = [
        sommer([effectifs.publie(nom.strip()) for nom in ensemble.split(" + ")]) for ensemble in formule.composantes
    ]
    tout = pd.concat(morceaux, ignore_index=True)
    doubles = tout[tout.duplicated(CLE)]
    if not doubles.empty:
        noms, ou = ", ".join(formule.composantes), doubles.iloc[0][CLE].tolist()
        raise CatalogueInvalide(f"Formule « publie » de {noms} : deux valeurs pour {ou}.")
    return tout


def _specialisation(formule: Specialisation, effectifs: Effectifs) -> pd.DataFrame:
    """Indice de Krugman, là où la somme des secteurs retrouve le total publié."""
    prefixe = f"{PREFIXES[formule.source]}_{formule.nomenclature}_"
    secteurs = effectifs.famille(prefixe)
    secteurs = secteurs[secteurs["composante"] != f"{prefixe}total"]
    grille = secteurs.pivot_table(index=CLE, columns="composante", values="valeur", aggfunc="sum", fill_value=0.0)
    totaux = effectifs.publie(f"{prefixe}total").set_index(CLE)["valeur"].reindex(grille.index)
    grille = grille[(grille.sum(axis=1) - totaux).abs() <= ECART_TOTAL]
    parts = grille.div(grille.sum(axis=1), axis=0).reset_index()
    noms = list(grille.columns)
    zones = parts[parts["niveau"] == "zone_emploi"]
    france = parts[parts["niveau"] == "france"].set_index("periode")[noms].reindex(zones["periode"])
    indice = 50 * np.abs(zones[noms].to_numpy() - france.to_numpy()).sum(axis=1)
    return zones[CLE].assign(valeur=indice, statut="").dropna(subset="valeur")


CALCULS: Final[dict[type[Formule], Callable[..., pd.DataFrame]]] = {
    Somme: _somme,
    Ratio: _ratio,
    PartPopulation: _part_population,
    Evolution: _evolution,
    Publie: _publie,
    Specialisation: _specialisation,
}
