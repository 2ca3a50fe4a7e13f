"""Les réserves d'une mesure, en phrases : intervalle, marge, rupture, estimation, provisoire, rang impossible."""

from __future__ import annotations

import math
from typing import Final

from donnees.catalogue import charger
from donnees.catalogue.modeles import citer
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import fragilite
from geo.mesures.incertitude import dans_la_revision, ecrire
from geo.mesures.mesure import Mesure

_PROVISOIRE: Final = "Provisoire : la source révisera cette valeur."
_ORIGINES: Final = {
    "secret": "{}, selon ce que le secret statistique masque.",
    "revision": "{} : révision moyenne de ce territoire entre deux publications.",
}
REVISION: Final = "La révision suffit à l'expliquer : ni hausse ni baisse ne s'y lit."


RAISONS: Final = {
    "non_recalculable": "Non publiée à cette échelle.",
    "non_calculable": "Non calculable ici.",
    "secret": "Secret statistique.",
    "absent": "Non disponible ici.",
}
"""Origine d'une mesure sans valeur → raison courte ; la longue est à la mesure."""
RECALCULEE: Final = "Recalculée depuis les communes."


def dire(mesure: Mesure, champ: str = "") -> str:
    """« 48,0 % (de 48,0 à 63,0 %) », « 7,9 % (notre estimation) » : la valeur et ce qui ne peut en être séparé.

    ``champ`` : celui de la valeur, quand le lecteur ne le voit pas ailleurs.
    """
    fiche = mesure.indicateur
    precisions = (mesure.reserve if mesure.origine == "estime" else "", ecrire(fiche, mesure), champ)
    suite = ", ".join(precision for precision in precisions if precision)
    return f"{formats.selon(fiche, mesure.valeur)}{f' ({suite})' if suite else ''}"


def producteurs(mesure: Mesure) -> str:
    """« Insee », « calcul de l'Atlas d'après Insee » pour une estimation de l'Atlas."""
    sources = charger().sources_de(mesure.indicateur, mesure.periode)
    noms = ", ".join(dict.fromkeys(source_.producteur for source_ in sources))
    return f"calcul de l'Atlas d'après {noms}" if mesure.origine == "estime" else noms


def notes(mesure: Mesure) -> tuple[str, ...]:
    """Une phrase par réserve, la plus importante d'abord ; rien pour une valeur sans réserve."""
    fiche = mesure.indicateur
    intervalle = ecrire(fiche, mesure)
    phrases = (
        _ORIGINES[fiche.incertitude].format(majuscule(intervalle)) if intervalle and fiche.incertitude else "",
        REVISION if dans_la_revision(fiche, mesure) else "",
        fiche.ruptures.get(mesure.periode, ""),
        mesure.explication if mesure.origine == "estime" else "",
        _PROVISOIRE if mesure.statut == "p" else "",
    )
    return tuple(formats.typographie(phrase) for phrase in phrases if phrase)


def breve(mesure: Mesure, code: str = "") -> str:
    """Ce que ni la valeur ni la date ne disent, au plus court : pour une cellule de tableau ; vide s'il n'y a rien."""
    if mesure.origine == "non_calculable":
        return mesure.explication.partition(". ")[0].removesuffix(".") + "."
    if not math.isfinite(mesure.valeur):
        return RAISONS[mesure.origine]
    fiche = mesure.indicateur
    phrases = (
        RECALCULEE if mesure.origine == "recalcule" else "",
        mesure.explication if mesure.origine == "estime" else "",
        REVISION if dans_la_revision(fiche, mesure) else "",
        fiche.ruptures.get(mesure.periode, ""),
        sans_rang(mesure, code) if code else "",
    )
    return formats.typographie(" ".join(phrase for phrase in phrases if phrase))


def sans_rang(mesure: Mesure, code: str) -> str:
    """Pourquoi le territoire n'a pas de rang, en phrase ; vide s'il peut en avoir un."""
    texte = fragilite.texte(mesure.indicateur.id, mesure.niveau, code, mesure.periode)
    return formats.typographie(f"Sans rang : {texte}.") if texte else ""


def source(mesure: Mesure) -> str:
    """Ses sources ; une estimation de l'Atlas n'est pas un chiffre du producteur."""
    noms = citer(charger().sources_de(mesure.indicateur, mesure.periode))
    return f"Calcul de l'Atlas d'après {noms}" if mesure.origine == "estime" else noms
