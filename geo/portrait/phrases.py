"""Le portrait en phrases : une règle par constat, un seuil par règle, rien quand la donnée manque.

Une proposition dit un fait, donc un lieu et une date : elle nomme les siens dès qu'ils ne sont ni ceux du territoire
ni ceux de la proposition qui la précède dans la phrase.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np

from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures.chiffres_cles import SECTEURS
from geo.portrait.faits import Fait

SUJETS: Final = {
    "france": "La France",
    "region": "La région",
    "departement": "Le département",
    "zone_emploi": "La zone d'emploi",
    "epci": "L'intercommunalité",
    "commune": "La commune",
    "perimetre": "Le périmètre",
}
ICI: Final = {
    "france": "dans tout le pays",
    "region": "dans la région",
    "departement": "dans le département",
    "zone_emploi": "dans la zone d'emploi",
    "epci": "dans l'intercommunalité",
    "commune": "dans la commune",
    "perimetre": "dans le périmètre",
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
"""Écart à partir duquel une différence est dite ; en dessous, « presque stable » ou « proche de », et l'écart suit."""


Faits = Mapping[str, Fait]


class Proposition(NamedTuple):
    """Une proposition et le fait qu'elle dit."""

    texte: str
    fait: Fait


Phrase = tuple[Proposition, ...]


def phrases(faits: Faits, niveau: str) -> list[str]:
    """Phrases du portrait, dans l'ordre de lecture ; seules celles dont les données existent.

    Parameters
    ----------
    faits : mapping of str to Fait
        Par identifiant d'indicateur ; un fait absent ou sans valeur ne dit rien.
    niveau : str
        Niveau du territoire, qui donne le sujet de la première phrase.
    """
    return [ecrire(phrase) for phrase in propositions(faits, niveau)]


def ecrire(phrase: Phrase) -> str:
    """Les propositions d'une phrase, assemblées."""
    return formats.typographie(f"{majuscule(' ; '.join(proposition.texte for proposition in phrase))}.")


def propositions(faits: Faits, niveau: str) -> list[Phrase]:
    """Les mêmes phrases, proposition par proposition, chacune avec le fait qu'elle dit."""
    presents = {nom: fait for nom, fait in faits.items() if np.isfinite(fait.valeur) or fait.effectifs}
    return [phrase for regle in _REGLES if (phrase := regle(presents, niveau))]


def _population(faits: Faits, niveau: str) -> Phrase:
    fait = faits.get("population")
    if fait is None:
        return ()
    debut = Proposition(f"{SUJETS[niveau]} compte {fait.ecrit} en {fait.periode}", fait)
    evolution = faits.get("population_evolution_2018")
    if evolution is None:
        return (debut,)
    quand = "depuis 2018" if evolution.periode == fait.periode else f"entre 2018 et {evolution.periode}"
    if evolution.effectifs:
        return debut, Proposition(f"{_compter(fait, evolution)} {quand}", evolution)
    qui = f"la population{evolution.ou_mesure}" if evolution.lieu else "sa population"
    if stable := _stable(evolution, "population_evolution_2018"):
        return debut, Proposition(f"{qui} est {stable} {quand}{_entre(_ecart(evolution))}", evolution)
    rythme = formats.nombre(abs(evolution.valeur), evolution.fiche.decimales)
    verbe = "gagne" if evolution.valeur > 0 else "perd"
    return debut, Proposition(f"{qui} {verbe} {rythme} % par an {quand}", evolution)


def _compter(fait: Fait, evolution: Fait) -> str:
    """Trop peu d'habitants pour un taux : les effectifs."""
    depart, arrivee = (round(effectif, fait.fiche.decimales) for effectif in evolution.effectifs)
    if depart == arrivee:
        return "sa population n'a pas changé"
    return f"sa population est passée {formats.entre(fait.fiche, depart, arrivee)}"


def _stable(fait: Fait, cle: str) -> str:
    """« stable » si l'écart affiché est nul, « presque stable » s'il est sous le seuil ; vide au-delà."""
    if fait.affichee == 0:
        return "stable"
    return "presque stable" if abs(fait.affichee) < SEUILS[cle] else ""


def _ecart(fait: Fait) -> str:
    """L'écart d'une valeur « presque stable » ; vide s'il est nul."""
    return fait.ecrit if fait.affichee else ""


def _entre(*precisions: str) -> str:
    """Ce qui précise, entre parenthèses."""
    precision = ", ".join(filter(None, precisions))
    return f" ({precision})" if precision else ""


def _chomage(faits: Faits, _niveau: str) -> Phrase:
    fait = faits.get("chomage_localise")
    if fait is None:
        return ()
    debut = f"{formats.dans_la_periode(fait.periode)}, {fait.ecrit} des actifs sont au chômage{fait.ou_mesure}"
    taux = Proposition(debut + _compare(fait, "chomage_localise"), fait)
    evolution = faits.get("chomage_localise_evolution_1_an")
    if evolution is None or (evolution.lieu, evolution.periode) != (fait.lieu, fait.periode):
        return (taux,)
    return taux, Proposition(_en_un_an(evolution), evolution)


def _en_un_an(fait: Fait) -> str:
    if stable := _stable(fait, "chomage_localise_evolution_1_an"):
        return f"le taux est {stable} sur un an{_entre(_ecart(fait))}"
    verbe = "a augmenté" if fait.valeur > 0 else "a reculé"
    return f"le taux {verbe} de {fait.grandeur} en un an"


def _emploi(faits: Faits, _niveau: str) -> Phrase:
    fait = faits.get("emploi_prive_evolution_5_ans")
    if fait is None:
        return ()
    quand = f"entre {int(fait.periode) - 5} et {fait.periode}{fait.ou_mesure}"
    if stable := _stable(fait, "emploi_prive_evolution_5_ans"):
        contre = f"contre {fait.reference_ecrite}" if np.isfinite(fait.reference) else ""
        return (Proposition(f"l'emploi privé est {stable} {quand}{_entre(_ecart(fait), contre)}", fait),)
    verbe = "progressé" if fait.valeur > 0 else "reculé"
    return (Proposition(f"l'emploi privé a {verbe} de {fait.grandeur} {quand}{_contre(fait)}", fait),)


def _contre(fait: Fait) -> str:
    """« , contre 6,7 % pour la France » : le verbe a dit le sens ; une référence de sens contraire dit le sien."""
    if not np.isfinite(fait.reference):
        return ""
    reference = replace(fait, valeur=fait.reference)
    contraire = "" if fait.valeur * fait.reference >= 0 else f"{'une hausse' if fait.reference > 0 else 'un recul'} de "
    return f", contre {contraire}{reference.grandeur} {fait.nom_reference}".rstrip()


def _secteur(faits: Faits, _niveau: str) -> Phrase:
    """Le secteur qui dépasse le plus la référence, si l'écart compte."""
    ecarts = [(faits[i].ecart, nom, faits[i]) for i, nom in SECTEURS.items() if i in faits]
    ecarts = [trio for trio in ecarts if np.isfinite(trio[0])]
    if not ecarts:
        return ()
    ecart, nom, fait = max(ecarts, key=lambda trio: trio[0])
    if ecart < SEUILS["secteur"]:
        return ()
    verbe = "pèsent" if nom.startswith("les") else "pèse"
    contre = fait.reference_ecrite
    texte = f"{nom} {verbe} {fait.ecrit} de l'emploi privé{fait.ou_mesure} en {fait.periode}, contre {contre}"
    return (Proposition(texte, fait),)


def _revenus(faits: Faits, niveau: str) -> Phrase:
    vie, pauvrete = faits.get("revenu_median"), faits.get("taux_pauvrete")
    phrase = []
    if vie is not None:
        seuil = f"{vie.ecrit} par an{vie.ou_mesure} ({vie.periode})"
        phrase.append(Proposition(f"la moitié des habitants a un niveau de vie inférieur à {seuil}", vie))
    if pauvrete is not None:
        precision = _precise(pauvrete, vie, niveau)
        texte = f"le taux de pauvreté est de {pauvrete.ecrit}{precision}{_compare(pauvrete, 'taux_pauvrete')}"
        phrase.append(Proposition(texte, pauvrete))
    return tuple(phrase)


def _recrutements(faits: Faits, _niveau: str) -> Phrase:
    fait = faits.get("part_recrutements_difficiles")
    if fait is None:
        return ()
    suite = _compare(fait, "part_recrutements_difficiles")
    debut = f"en {fait.periode}, {fait.ecrit} des recrutements prévus{fait.ou_mesure} sont jugés difficiles"
    return (Proposition(debut + suite, fait),)


def _commerces(faits: Faits, niveau: str) -> Phrase:
    fait = faits.get("population_sans_alimentation")
    if fait is None or fait.valeur < SEUILS["population_sans_alimentation"]:
        return ()
    if niveau == "commune" and not fait.lieu:
        texte = f"la commune n'a ni supermarché, ni supérette, ni épicerie ({fait.periode})"
    else:
        manque = "vivent dans une commune sans supermarché, ni supérette, ni épicerie"
        texte = f"{fait.ecrit} des habitants{fait.ou_mesure} {manque} ({fait.periode})"
    return (Proposition(texte, fait),)


_REGLES: Final[tuple[Callable[[Faits, str], Phrase], ...]] = (
    _population,
    _chomage,
    _emploi,
    _secteur,
    _revenus,
    _recrutements,
    _commerces,
)


def _precise(fait: Fait, avant: Fait | None, niveau: str) -> str:
    """Lieu et date d'une proposition, s'ils changent de ceux qui la précèdent dans la phrase."""
    if avant is None:
        return f"{fait.ou_mesure} ({fait.periode})"
    lieu = "" if fait.lieu == avant.lieu else fait.ou_mesure or f" {ICI[niveau]}"
    return lieu + ("" if fait.periode == avant.periode else f" ({fait.periode})")


def _compare(fait: Fait, cle: str) -> str:
    if not np.isfinite(fait.reference):
        return ""
    if fait.indecis:
        return f", sans que le secret statistique permette de trancher face à la référence ({fait.reference_ecrite})"
    if abs(fait.ecart) < SEUILS[cle]:
        return f", un niveau proche de la référence ({fait.reference_ecrite})"
    return f", {'plus' if fait.ecart > 0 else 'moins'} que la référence ({fait.reference_ecrite})"
