"""Construire = recalculer : une valeur publiée se refait des communes de son territoire, ou un motif légitime le dit.

Chaque indicateur du catalogue, dans 200 territoires tirés au hasard à tous les niveaux. Une mesure qui ne s'agrège
pas (publiée, écart, indice) se refait des données du territoire lui-même, par la même formule.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pandas as pd
import pytest

from donnees import entrepot
from donnees.catalogue import Indicateur, charger
from donnees.catalogue.effectifs import MANQUANT, OBSERVE, RANGS, STATUTS, Colonne
from donnees.catalogue.formules import Difference, Publie, Specialisation
from geo import territoires
from geo.mesures.agregation import Calcul, calculer
from geo.mesures.grilles import secrete
from geo.territoires.index import FRANCE, index

EFFECTIFS_TIRES = {"france": 1, "region": 18, "departement": 45, "zone_emploi": 45, "epci": 45, "commune": 46}
COMPARAISONS = {
    "somme": 1500,
    "ratio": 4000,
    "evolution": 1000,
    "part_population": 900,
    "publie": 1800,
    "difference": 200,
    "specialisation": 70,
}
"""Type de formule → nombre de valeurs que l'épreuve doit au moins comparer."""
PART_ARRONDIE = 0.001
"""Part des valeurs qui peuvent changer d'une unité de leur dernier chiffre : le produit arrondit au millième les
effectifs pondérés du recensement, que la construction garde entiers."""
FICHES = charger().indicateurs
TIRAGE = random.Random(2013)
TERRITOIRES = [
    (niveau, code)
    for niveau, combien in EFFECTIFS_TIRES.items()
    for code in TIRAGE.sample(index().territoires[niveau], combien)
]


@dataclass
class Bilan:
    """Ce qu'une confrontation a trouvé."""

    egales: int = 0
    arrondies: list[str] = field(default_factory=list)
    fautes: list[str] = field(default_factory=list)


@cache
def _champ(niveau: str, code: str, hors_champ: tuple[str, ...]) -> tuple[str, ...]:
    """Communes du territoire ; celles de la France sans les départements hors champ de la fiche."""
    communes = territoires.membres(niveau, code)
    if niveau != "france":
        return communes
    dehors = {commune for autre in hors_champ for commune in territoires.membres("departement", autre)}
    return tuple(commune for commune in communes if commune not in dehors)


def _colonne(valeur: float, statut: str) -> Colonne:
    etat = RANGS[statut] if math.isfinite(valeur) else max(RANGS[statut], MANQUANT)
    return Colonne(np.array([valeur]), np.array([etat], dtype=np.int8))


@cache
def _lignes(composante: str, niveau: str) -> dict[tuple[str, str], Colonne]:
    table = entrepot.composantes(composante, niveau)
    rangees = zip(*(table[nom] for nom in ("code", "periode", "valeur", "statut")), strict=True)
    return {(code, periode): _colonne(valeur, statut) for code, periode, valeur, statut in rangees}


def _publiee(formule: Publie, niveau: str, code: str, periode: str) -> dict[str, Colonne]:
    for operande in formule.ensembles:
        lignes = {nom: _lignes(nom, niveau).get((code, periode)) for nom in operande.noms}
        presentes = {nom: colonne for nom, colonne in lignes.items() if colonne is not None}
        if len(presentes) == len(lignes):
            return {"publiee": operande.reduire(presentes)}
    return {}


def _ecart(formule: Difference, niveau: str, code: str, periode: str) -> dict[str, Colonne]:
    existantes = entrepot.periodes(formule.indicateur, niveau)
    termes = {}
    for nom, lecture in formule.periodes(periode, dict.fromkeys(formule.termes, existantes)).items():
        lignes = entrepot.valeurs_periode(formule.indicateur, niveau, lecture)
        if code in lignes.index:
            termes[nom] = _colonne(float(lignes["valeur"][code]), str(lignes["statut"][code]))
    return termes


@cache
def _secteurs(source: str, nomenclature: str, annee: int) -> pd.DataFrame:
    table = entrepot.table("secteurs")
    table = table[(table["source"] == source) & (table["nomenclature"] == nomenclature) & (table["annee"] == annee)]
    return table.pivot_table(index="zone_emploi", columns="secteur", values="effectif", aggfunc="sum", fill_value=0.0)


def _indice(formule: Specialisation, niveau: str, code: str, periode: str) -> dict[str, Colonne]:
    """Relus dans la table des secteurs, et non dans les composantes."""
    assert niveau == "zone_emploi"
    grille = _secteurs(formule.source, formule.nomenclature.upper(), int(periode))
    lieux = {"": grille.loc[[code]].to_numpy(), "_france": grille.to_numpy().sum(axis=0, keepdims=True)}
    observe = np.full(1, OBSERVE, dtype=np.int8)
    secteurs = {f"secteurs{lieu}": Colonne(parts, observe) for lieu, parts in lieux.items()}
    return secteurs | {f"total{lieu}": Colonne(parts.sum(axis=1), observe) for lieu, parts in lieux.items()}


def _refaire(fiche: Indicateur, niveau: str, code: str, periode: str) -> Calcul:
    """La valeur refaite des communes, ou des données du territoire pour une formule qui ne s'agrège pas."""
    formule = fiche.formule
    calcul = calculer(_champ(niveau, code, fiche.hors_champ), fiche.id, periode)
    if isinstance(formule, Publie):
        termes = _publiee(formule, niveau, code, periode)
    elif isinstance(formule, Difference):
        termes = _ecart(formule, niveau, code, periode)
    elif isinstance(formule, Specialisation):
        termes = _indice(formule, niveau, code, periode)
    else:
        return calcul
    assert not calcul.recalculable
    if len(termes) < len(formule.termes):
        return calcul
    resultat = formule.calculer(termes)
    return Calcul(float(resultat.valeurs[0]), STATUTS[resultat.etats[0]], recalculable=False)


def _legitime(fiche: Indicateur, niveau: str, calcul: Calcul) -> bool:
    """Le secret de l'Urssaf ; un total France que la source publie sans Mayotte ; une mesure communale élaguée."""
    operandes = fiche.formule.operandes.values()
    if calcul.statut == "s":
        return any(secrete(operande) for operande in operandes)
    if niveau == "france":
        return any(len(entrepot.composantes(nom, "france")) for operande in operandes for nom in operande.noms)
    return isinstance(fiche.formule, Publie) and niveau == "commune"


def _cas(fiche: Indicateur) -> Iterator[tuple[str, str, str]]:
    """La dernière période et une autre au hasard, dans chaque territoire tiré d'un niveau publié."""
    tirage = random.Random(fiche.id)
    for niveau, code in TERRITOIRES:
        if niveau in fiche.niveaux:
            periodes = entrepot.periodes(fiche.id, niveau)
            yield from ((niveau, code, periode) for periode in sorted({periodes[-1], tirage.choice(periodes)}))


def _confronter(fiche: Indicateur, bilan: Bilan) -> None:
    unite = 10.0 ** -(fiche.decimales + (fiche.representation != "effectif"))
    for niveau, code, periode in _cas(fiche):
        lignes = entrepot.valeurs_periode(fiche.id, niveau, periode)
        publiee, statut = (lignes[nom].get(code, defaut) for nom, defaut in (("valeur", math.nan), ("statut", "nd")))
        calcul = _refaire(fiche, niveau, code, periode)
        refaite = float(fiche.arrondir(np.array(calcul.valeur)))
        lieu = f"{fiche.id}, {niveau} {code}, {periode} : publié {publiee} {statut}, refait {refaite} {calcul.statut}"
        if math.isnan(publiee) and math.isnan(refaite):
            continue
        if refaite == publiee and calcul.statut == statut:
            bilan.egales += 1
        elif abs(refaite - publiee) < 1.5 * unite and calcul.statut == statut:
            bilan.arrondies.append(lieu)
        elif math.isfinite(refaite) or not _legitime(fiche, niveau, calcul):
            bilan.fautes.append(lieu)


def test_le_tirage_fait_deux_cents_territoires_de_tous_les_niveaux() -> None:
    assert len(set(TERRITOIRES)) == 200
    assert ("france", FRANCE) in TERRITOIRES
    assert {fiche.formule.type for fiche in FICHES.values()} == set(COMPARAISONS)


@pytest.mark.parametrize("formule", COMPARAISONS)
def test_une_valeur_publiee_se_recalcule_a_l_identique(formule: str) -> None:
    bilan = Bilan()
    for fiche in FICHES.values():
        if fiche.formule.type == formule:
            _confronter(fiche, bilan)
    assert bilan.fautes == []
    assert len(bilan.arrondies) <= PART_ARRONDIE * bilan.egales, bilan.arrondies
    assert bilan.egales >= COMPARAISONS[formule]
