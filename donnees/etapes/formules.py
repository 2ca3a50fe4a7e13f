"""Chaque formule du catalogue sur tous les territoires : réunir ses termes, la calculer, en refaire une table."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from donnees.catalogue.effectifs import OBSERVE, STATUTS, Colonne
from donnees.catalogue.formules import Difference, Publie, Specialisation
from donnees.catalogue.modeles import Indicateur
from donnees.erreurs import CatalogueInvalide
from donnees.etapes.effectifs import Effectifs
from donnees.etapes.mesures import CLE, COLONNES, aligner, tabuler


def calculer(fiche: Indicateur, effectifs: Effectifs, indicateurs: Mapping[str, Indicateur]) -> pd.DataFrame:
    """Calcule un indicateur à tous les niveaux où ses composantes le permettent.

    Parameters
    ----------
    fiche : Indicateur
        Sa formule dit le calcul.
    effectifs : Effectifs
        Composantes observées, sommées par territoire.
    indicateurs : mapping
        Le catalogue, pour les écarts d'un autre indicateur.

    Returns
    -------
    DataFrame
        ``niveau, code, periode, valeur, statut`` ; la valeur manque là où le statut est « s » ou « nd ».
    """
    table = _calculer(fiche, effectifs, indicateurs)
    statuts = pd.array(np.take(STATUTS, table["etat"].to_numpy()), dtype="str")
    return table.assign(statut=statuts)[COLONNES]


def _calculer(fiche: Indicateur, effectifs: Effectifs, indicateurs: Mapping[str, Indicateur]) -> pd.DataFrame:
    formule, effectifs = fiche.formule, effectifs.pour(fiche.hors_champ, fiche.niveaux)
    if isinstance(formule, Specialisation):
        lignes, termes = _secteurs(formule, effectifs)
        return tabuler(lignes, formule.calculer(termes))
    if isinstance(formule, Publie):
        tables = {"publiee": _publiee(formule, effectifs)}
    elif isinstance(formule, Difference):
        tables = dict.fromkeys(formule.termes, _calculer(indicateurs[formule.indicateur], effectifs, indicateurs))
    else:
        tables = {nom: effectifs.somme(operande) for nom, operande in formule.operandes.items()}
    existantes = {nom: sorted(table["periode"].unique()) for nom, table in tables.items()}
    periodes = {periode: formule.periodes(periode, existantes) for periode in existantes[formule.termes[0]]}
    lignes, termes = aligner(tables, {periode: lectures for periode, lectures in periodes.items() if lectures})
    return tabuler(lignes, formule.calculer(termes))


def _publiee(formule: Publie, effectifs: Effectifs) -> pd.DataFrame:
    """Mesures publiées bout à bout ; jamais de somme d'un territoire à l'autre."""
    tout = pd.concat([effectifs.publie(operande) for operande in formule.ensembles], ignore_index=True)
    doubles = tout[tout.duplicated(CLE)]
    if not doubles.empty:
        noms, lieu = ", ".join(formule.composantes), doubles.iloc[0][CLE].tolist()
        raise CatalogueInvalide(f"Formule « publie » de {noms} : deux valeurs pour {lieu}.")
    return tout


def _secteurs(formule: Specialisation, effectifs: Effectifs) -> tuple[pd.DataFrame, dict[str, Colonne]]:
    """Secteurs et total de chaque zone, et ceux de la France à la même période ; un secteur absent vaut zéro."""
    secteurs = effectifs.famille(formule.prefixe)
    grille = secteurs.pivot_table(index=CLE, columns="composante", values="valeur", aggfunc="sum", fill_value=0.0)
    zones = grille.xs("zone_emploi", level="niveau", drop_level=False)
    france = grille.xs("france", level="niveau").droplevel("code").reindex(zones.index.get_level_values("periode"))
    etats, termes = np.full(len(zones), OBSERVE, dtype=np.int8), {}
    for lieu, table in (("", zones), ("_france", france)):
        total = table.pop(f"{formule.prefixe}total")
        termes[f"secteurs{lieu}"] = Colonne(table.to_numpy(), etats)
        termes[f"total{lieu}"] = Colonne(total.to_numpy(), etats)
    return zones.index.to_frame(index=False), termes
