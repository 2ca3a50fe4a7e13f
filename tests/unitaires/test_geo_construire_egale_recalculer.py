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
from donnees.catalogue.effectifs import ESTIME, MANQUANT, OBSERVE, RANGS, STATUTS, Colonne
from donnees.catalogue.formules import Difference, Moyenne, Publie, Specialisation
from donnees.catalogue.intervalles import contenir
from donnees.catalogue.periodes import rang
from geo import territoires
from geo.mesures.agregation import Calcul, calculer
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
ECARTS = {"emploi_prive": 0.011, "emploi_prive_evolution": 0.2}
"""Urssaf : la somme des communes s'écarte d'au plus 1,1 % du total publié d'une zone (communes changées de zone)."""
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
    if niveau == "france" and formule.moyenne:
        return {"publiee": _moyenne(formule, formule.moyenne, periode)}
    for operande in formule.ensembles:
        lignes = {nom: _lignes(nom, niveau).get((code, periode)) for nom in operande.noms}
        presentes = {nom: colonne for nom, colonne in lignes.items() if colonne is not None}
        if len(presentes) == len(lignes):
            return {"publiee": operande.reduire(presentes)}
    return {}


def _moyenne(formule: Publie, moyenne: Moyenne, periode: str) -> Colonne:
    """La moyenne des zones, pesée par la somme des communes de chacune : refaite sans la chaîne."""
    (composante,) = formule.composantes
    communes = entrepot.composantes(moyenne.poids, "commune").query("periode == @moyenne.periode").set_index("code")
    poids = communes["valeur"].groupby(entrepot.table("appartenance").set_index("commune")["zone_emploi"]).sum()
    taux = entrepot.composantes(composante, "zone_emploi").query("periode == @periode").set_index("code")["valeur"]
    connus = taux.dropna()
    return Colonne(np.array([np.average(connus, weights=poids[connus.index])]), np.array([ESTIME], dtype=np.int8))


def _ecart(formule: Difference, niveau: str, code: str, periode: str) -> dict[str, Colonne]:
    existantes = entrepot.periodes(formule.indicateur, niveau)
    termes = {}
    for nom, lecture in formule.periodes(periode, dict.fromkeys(formule.termes, existantes)).items():
        lignes = entrepot.valeurs_periode(formule.indicateur, niveau, lecture)
        if code in lignes.index:
            termes[nom] = _colonne(float(lignes["valeur"][code]), str(lignes["statut"][code]))
    return _revise(formule, termes, code, periode) if formule.remplacee and len(termes) > 1 else termes


def _revise(formule: Difference, termes: dict[str, Colonne], code: str, periode: str) -> dict[str, Colonne]:
    """À cheval sur deux publications : l'arrivée de l'ancienne si elle y est, sinon la révision moyenne de la zone."""
    avant = {p: colonne for (c, p), colonne in _lignes(str(formule.remplacee), "zone_emploi").items() if c == code}
    premiere = min(map(rang, avant))
    if not rang(periode) - formule.ecart < premiere <= rang(periode):
        return termes
    if periode in avant:
        return termes | {"fin": avant[periode]}
    valeurs = _lignes(formule.indicateur, "zone_emploi")
    revisions = [float((valeurs[code, p].valeurs - ancienne.valeurs)[0]) for p, ancienne in avant.items()]
    return termes | {"revision": _colonne(float(np.mean(revisions)), "")}


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
    resultat, trouvees = formule.calculer(termes), formule.borner(termes)
    statut = STATUTS[resultat.etats[0]]
    if fiche.revisable and periode == fiche.periodes[-1]:
        statut = statut or "p"
    bas, haut = contenir(resultat.valeurs, trouvees) if trouvees else (np.array([math.nan]),) * 2
    return Calcul(
        float(resultat.valeurs[0]), statut, "", recalculable=False, minimum=float(bas[0]), maximum=float(haut[0])
    )


def _legitime(fiche: Indicateur, niveau: str, calcul: Calcul) -> bool:
    """Un total France que la source publie sans Mayotte ; une mesure communale élaguée. Jamais un secret supposé."""
    operandes = fiche.formule.operandes.values()
    if calcul.statut == "s":
        return False
    if niveau == "france":
        return any(len(entrepot.composantes(nom, "france")) for operande in operandes for nom in operande.noms)
    return isinstance(fiche.formule, Publie) and niveau == "commune"


def _zone_de_l_urssaf(fiche: Indicateur, niveau: str, refaite: float, publiee: float) -> bool:
    """Une zone d'emploi, publiée par l'Urssaf, dont des communes ont changé de zone depuis."""
    if niveau != "zone_emploi" or not fiche.id.startswith("emploi_prive"):
        return False
    evolution = fiche.formule.type == "evolution"
    admis = ECARTS["emploi_prive_evolution"] if evolution else ECARTS["emploi_prive"] * publiee
    return abs(refaite - publiee) <= admis


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
        defaut = _bornes_differentes(fiche, (niveau, code, periode), calcul, unite)
        if defaut:
            bilan.fautes.append(f"{lieu}, bornes {defaut}")
        elif refaite == publiee and calcul.statut == statut:
            bilan.egales += 1
        elif abs(refaite - publiee) < 1.5 * unite and calcul.statut == statut:
            bilan.arrondies.append(lieu)
        elif _zone_de_l_urssaf(fiche, niveau, refaite, publiee):
            bilan.egales += 1
        elif math.isfinite(refaite) or not _legitime(fiche, niveau, calcul):
            bilan.fautes.append(lieu)


def _bornes_differentes(fiche: Indicateur, ou: tuple[str, str, str], calcul: Calcul, unite: float) -> str:
    """Bornes publiées et refaites, si elles diffèrent ; vide sinon."""
    niveau, code, periode = ou
    lignes = entrepot.intervalles(fiche.id, niveau, periode)
    publiees = lignes.loc[code].to_numpy() if code in lignes.index else np.full(2, math.nan)
    refaites = fiche.arrondir(np.array([calcul.minimum, calcul.maximum]))
    if refaites[0] == refaites[1]:
        refaites = np.full(2, math.nan)
    egales = np.isclose(publiees, refaites, atol=1.5 * unite, rtol=0, equal_nan=True).all()
    return "" if egales else f"{publiees} publiées, {refaites} refaites"


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
