"""Chaque formule du catalogue sur tous les territoires : réunir ses termes, la calculer, en refaire une table."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from donnees.catalogue.effectifs import ESTIME, OBSERVE, PROVISOIRE, STATUTS, Colonne, Operande
from donnees.catalogue.formules import Difference, Formule, Moyenne, Publie, Specialisation
from donnees.catalogue.intervalles import contenir
from donnees.catalogue.modeles import Indicateur
from donnees.erreurs import CatalogueInvalide
from donnees.etapes.effectifs import Effectifs
from donnees.etapes.mesures import BORNES, CLE, COLONNES, aligner, tabuler
from donnees.etapes.revisions import reviser


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
        ``niveau, code, periode, valeur, statut, minimum, maximum`` ; la valeur manque là où le statut est « s » ou
        « nd », les bornes là où rien n'est incertain.
    """
    table = _calculer(fiche, effectifs, indicateurs)
    statuts = pd.array(np.take(STATUTS, table["etat"].to_numpy()), dtype="str")
    return table.assign(statut=statuts)[[*COLONNES, *BORNES]]


def _calculer(fiche: Indicateur, effectifs: Effectifs, indicateurs: Mapping[str, Indicateur]) -> pd.DataFrame:
    formule, effectifs = fiche.formule, effectifs.pour(fiche.hors_champ, fiche.niveaux)
    if isinstance(formule, Specialisation):
        return _rendre(formule, *_secteurs(formule, effectifs))
    if isinstance(formule, Publie):
        tables = {"publiee": _publiee(formule, effectifs)}
    elif isinstance(formule, Difference):
        tables = dict.fromkeys(formule.termes, _calculer(indicateurs[formule.indicateur], effectifs, indicateurs))
    else:
        tables = {nom: effectifs.somme(operande) for nom, operande in formule.operandes.items()}
    existantes = {nom: sorted(table["periode"].unique()) for nom, table in tables.items()}
    periodes = {periode: formule.periodes(periode, existantes) for periode in existantes[formule.termes[0]]}
    lignes, termes = aligner(tables, {periode: lectures for periode, lectures in periodes.items() if lectures})
    if isinstance(formule, Difference) and formule.remplacee:
        remplacees = effectifs.publie(Operande((formule.remplacee,)))
        termes = reviser(formule, lignes, termes, tables["fin"], remplacees)
    rendue = _rendre(formule, lignes, termes)
    return _provisoire(rendue, fiche.periodes[-1]) if fiche.revisable else rendue


def _rendre(formule: Formule, lignes: pd.DataFrame, termes: Mapping[str, Colonne]) -> pd.DataFrame:
    """Le résultat et ses bornes."""
    colonne, bornes = formule.calculer(termes), formule.borner(termes)
    bas, haut = contenir(colonne.valeurs, bornes) if bornes else (np.nan, np.nan)
    return tabuler(lignes.assign(minimum=bas, maximum=haut), colonne)


def _provisoire(table: pd.DataFrame, derniere: str) -> pd.DataFrame:
    """La dernière période d'une série révisable, si rien de plus contraignant n'en est dit."""
    etats = np.where(table["periode"] == derniere, np.maximum(table["etat"], PROVISOIRE), table["etat"])
    return table.assign(etat=etats.astype(np.int8))


def _publiee(formule: Publie, effectifs: Effectifs) -> pd.DataFrame:
    """Mesures publiées bout à bout ; jamais de somme d'un territoire à l'autre."""
    tout = pd.concat([effectifs.publie(operande) for operande in formule.ensembles], ignore_index=True)
    doubles = tout[tout.duplicated(CLE)]
    if not doubles.empty:
        noms, lieu = ", ".join(formule.composantes), doubles.iloc[0][CLE].tolist()
        raise CatalogueInvalide(f"Formule « publie » de {noms} : deux valeurs pour {lieu}.")
    return pd.concat([tout, _moyenne(tout, formule.moyenne, effectifs)], ignore_index=True) if formule.moyenne else tout


def _moyenne(publiees: pd.DataFrame, moyenne: Moyenne, effectifs: Effectifs) -> pd.DataFrame:
    """La France estimée, à chaque période : Σ valeur × poids ÷ Σ poids des zones qui ont une valeur."""
    sommes = effectifs.somme(Operande((moyenne.poids,)))
    choisies = sommes[(sommes["niveau"] == "zone_emploi") & (sommes["periode"] == moyenne.periode)]
    zones = publiees[(publiees["niveau"] == "zone_emploi") & publiees["valeur"].notna()]
    poids = zones["code"].map(choisies.set_index("code")["valeur"]).fillna(0.0)
    totaux = pd.DataFrame({"periode": zones["periode"], "haut": zones["valeur"] * poids, "bas": poids})
    par_periode = totaux.groupby("periode", as_index=False)[["haut", "bas"]].sum()
    valeurs = par_periode["haut"] / par_periode["bas"]
    france = par_periode[["periode"]].assign(niveau="france", code="FR", valeur=valeurs, etat=np.int8(ESTIME))
    return france[publiees.columns]


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
