"""Le portrait en phrases : une règle par constat, un seuil par règle, rien quand la donnée manque."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures.chiffres_cles import SECTEURS

SUJETS: Final = {
    "france": "La France",
    "region": "La région",
    "departement": "Le département",
    "zone_emploi": "La zone d'emploi",
    "epci": "L'intercommunalité",
    "commune": "La commune",
    "perimetre": "Le périmètre",
}
SEUILS: Final = {
    "population_evolution_2018": 0.1,
    "chomage_localise": 0.3,
    "chomage_localise_evolution_1_an": 0.3,
    "emploi_prive_evolution_5_ans": 0.5,
    "taux_pauvrete": 0.5,
    "secteur": 3.0,
    "part_recrutements_difficiles": 2.0,
    "population_sans_alimentation": 5.0,
}
"""Écart à partir duquel une différence est dite ; en dessous, « stable » ou « proche de »."""


@dataclass(frozen=True)
class Fait:
    """Une valeur du territoire et celle de la référence à la même période.

    Attributes
    ----------
    fiche : Indicateur
        Fiche du catalogue (unité, décimales).
    periode : str
        Période commune aux deux valeurs.
    valeur, reference : float
        NaN si absente.
    nom_reference : str
        Complément après « de » ou « contre » : « 7,4 % pour la médiane des zones d'emploi ».
    lieu : str
        Précise où la valeur est mesurée quand ce n'est pas le territoire lui-même.
    """

    fiche: Indicateur
    periode: str
    valeur: float
    reference: float = float("nan")
    nom_reference: str = ""
    lieu: str = ""

    @property
    def ecart(self) -> float:
        """Différence arrondie comme à l'affichage : la phrase ne contredit jamais les nombres qu'elle cite."""
        chiffres = self.fiche.decimales
        return round(round(self.valeur, chiffres) - round(self.reference, chiffres), chiffres)


Faits = Mapping[str, Fait]


def phrases(faits: Faits, niveau: str) -> list[str]:
    """Phrases du portrait, dans l'ordre de lecture ; seules celles dont les données existent.

    Parameters
    ----------
    faits : mapping of str to Fait
        Par identifiant d'indicateur ; un fait absent ou sans valeur ne dit rien.
    niveau : str
        Niveau du territoire, qui donne le sujet de la première phrase.
    """
    presents = {identifiant: fait for identifiant, fait in faits.items() if np.isfinite(fait.valeur)}
    constats = [_population(presents, SUJETS[niveau]), *(regle(presents) for regle in _REGLES)]
    return [formats.typographie(phrase) for phrase in constats if phrase]


def _population(faits: Faits, sujet: str) -> str:
    fait = faits.get("population")
    if fait is None:
        return ""
    debut = f"{sujet} compte {_ecrit(fait)} en {fait.periode}"
    evolution = faits.get("population_evolution_2018")
    if evolution is None:
        return debut + "."
    rythme = formats.nombre(abs(evolution.valeur), evolution.fiche.decimales)
    if abs(evolution.valeur) < SEUILS["population_evolution_2018"]:
        return f"{debut} ; sa population est stable depuis 2018."
    verbe = "gagne" if evolution.valeur > 0 else "perd"
    return f"{debut} ; sa population {verbe} {rythme} % par an depuis 2018."


def _chomage(faits: Faits) -> str:
    fait = faits.get("chomage_localise")
    if fait is None:
        return ""
    lieu = f" dans {fait.lieu}" if fait.lieu else ""
    debut = f"{majuscule(formats.dans_la_periode(fait.periode))}, {_ecrit(fait)} des actifs sont au chômage{lieu}"
    evolution = faits.get("chomage_localise_evolution_1_an")
    return f"{debut}{_compare(fait, 'chomage_localise')}{_en_un_an(evolution)}."


def _en_un_an(fait: Fait | None) -> str:
    if fait is None:
        return ""
    if abs(fait.valeur) < SEUILS["chomage_localise_evolution_1_an"]:
        return " ; le taux est stable sur un an"
    verbe = "a augmenté" if fait.valeur > 0 else "a reculé"
    return f" ; le taux {verbe} de {_ecrit(fait, absolu=True)} en un an"


def _emploi(faits: Faits) -> str:
    fait = faits.get("emploi_prive_evolution_5_ans")
    if fait is None:
        return ""
    depart = int(fait.periode) - 5
    contre = f", contre {_ecrit_reference(fait)}" if np.isfinite(fait.reference) else ""
    if abs(fait.valeur) < SEUILS["emploi_prive_evolution_5_ans"]:
        return f"L'emploi privé est stable entre {depart} et {fait.periode} ({_ecrit(fait)}{contre})."
    verbe = "progressé" if fait.valeur > 0 else "reculé"
    return f"L'emploi privé a {verbe} de {_ecrit(fait, absolu=True)} entre {depart} et {fait.periode}{contre}."


def _secteur(faits: Faits) -> str:
    """Le secteur qui dépasse le plus la référence, si l'écart compte."""
    ecarts = [(faits[i].ecart, nom, faits[i]) for i, nom in SECTEURS.items() if i in faits]
    ecarts = [trio for trio in ecarts if np.isfinite(trio[0])]
    if not ecarts:
        return ""
    ecart, nom, fait = max(ecarts, key=lambda trio: trio[0])
    if ecart < SEUILS["secteur"]:
        return ""
    verbe = "pèsent" if nom.startswith("les") else "pèse"
    lieu = f" dans {fait.lieu}" if fait.lieu else ""
    contre = _ecrit_reference(fait)
    return f"{majuscule(nom)} {verbe} {_ecrit(fait)} de l'emploi privé{lieu} en {fait.periode}, contre {contre}."


def _revenus(faits: Faits) -> str:
    vie, pauvrete = faits.get("revenu_median"), faits.get("taux_pauvrete")
    morceaux = []
    if vie is not None:
        lieu = f" dans {vie.lieu}" if vie.lieu else ""
        seuil = f"{_ecrit(vie)} par an{lieu} ({vie.periode})"
        morceaux.append(f"la moitié des habitants a un niveau de vie inférieur à {seuil}")
    if pauvrete is not None:
        suite = _compare(pauvrete, "taux_pauvrete")
        lieu = f" dans {pauvrete.lieu}" if pauvrete.lieu and (vie is None or vie.lieu != pauvrete.lieu) else ""
        morceaux.append(f"le taux de pauvreté est de {_ecrit(pauvrete)}{lieu}{suite}")
    return f"{majuscule(' ; '.join(morceaux))}." if morceaux else ""


def _recrutements(faits: Faits) -> str:
    fait = faits.get("part_recrutements_difficiles")
    if fait is None:
        return ""
    lieu = f" dans {fait.lieu}" if fait.lieu else ""
    suite = _compare(fait, "part_recrutements_difficiles")
    return f"En {fait.periode}, {_ecrit(fait)} des recrutements prévus{lieu} sont jugés difficiles{suite}."


def _commerces(faits: Faits) -> str:
    fait = faits.get("population_sans_alimentation")
    if fait is None or fait.valeur < SEUILS["population_sans_alimentation"]:
        return ""
    return f"{_ecrit(fait)} des habitants vivent dans une commune sans supérette ni grande surface ({fait.periode})."


_REGLES: Final[tuple[Callable[[Faits], str], ...]] = (_chomage, _emploi, _secteur, _revenus, _recrutements, _commerces)


def _compare(fait: Fait, cle: str) -> str:
    if not np.isfinite(fait.reference):
        return ""
    if abs(fait.ecart) < SEUILS[cle]:
        return f", un niveau proche de la référence ({_ecrit_reference(fait)})"
    return f", {'plus' if fait.ecart > 0 else 'moins'} que la référence ({_ecrit_reference(fait)})"


def _ecrit(fait: Fait, *, absolu: bool = False) -> str:
    valeur = abs(fait.valeur) if absolu else fait.valeur
    signe = fait.fiche.pivot == 0 and not absolu
    return formats.avec_unite(valeur, fait.fiche.unite, fait.fiche.decimales, signe=signe)


def _ecrit_reference(fait: Fait) -> str:
    fiche = fait.fiche
    valeur = formats.selon(fiche, fait.reference)
    return f"{valeur} {fait.nom_reference}".strip()
