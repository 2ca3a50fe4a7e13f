"""De qui l'on cherche les semblables : le territoire, ou sa zone d'emploi quand trop peu de lui est connu.

Seuil mesuré sur les 306 zones d'emploi elles-mêmes, en leur masquant des variables au hasard (37 variables, cinq
semblables) : à trois quarts connues, trois semblables sur cinq restent les mêmes et le premier reste neuf fois sur
dix ; avec les onze que connaît une intercommunalité, un sur cinq seulement, et le premier se perd plus d'une fois sur
deux. Au-dessous de trois quarts, un territoire passe donc par la zone d'emploi où vit plus de la moitié de ses
habitants, et le résultat le dit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geo import mesures
from geo.comparables.variables import variables
from geo.comparables.voisins import Ressemblances, semblables
from geo.ecriture import formats
from geo.mesures.emprunts import PART_ENTIERE, PART_PRINCIPALE
from geo.mesures.parents import NIVEAU as ZONE
from geo.territoires import Territoire, lire, traverses

COUVERTURE_MIN: Final = 0.75
"""Part des variables qu'il faut connaître d'un territoire pour lui chercher des semblables à lui."""


@dataclass(frozen=True)
class Semblables:
    """Les semblables d'un territoire.

    Attributes
    ----------
    cible : Territoire
        Celui dont on a cherché les semblables : le territoire, ou sa zone d'emploi.
    mention : str
        Pourquoi c'est sa zone, ou pourquoi il n'y a personne ; vide quand c'est le territoire lui-même.
    ressemblances : Ressemblances or None
        None quand personne n'est trouvé.
    """

    cible: Territoire
    mention: str
    ressemblances: Ressemblances | None


def chercher(territoire: Territoire, themes: Sequence[str] = (), nombre: int = 5) -> Semblables:
    """Les zones d'emploi semblables à un territoire, ou à sa zone d'emploi ; thèmes vides : tous.

    Raises
    ------
    ValueError
        Un thème n'est pas comparable.
    """
    if territoire.niveau == ZONE:
        return _de_la_zone(territoire, "", themes, nombre)
    retenues = variables(themes)
    lues = {identifiant: mesures.mesurer(territoire, identifiant).valeur for identifiant in retenues}
    connues = {identifiant: valeur for identifiant, valeur in lues.items() if math.isfinite(valeur)}
    if len(connues) >= COUVERTURE_MIN * len(retenues):
        return Semblables(territoire, "", semblables(connues, themes, nombre, exclure_absentes=True))
    principale = traverses(territoire, ZONE)[0]
    debut = f"« {territoire.libelle} » : {_connus(len(connues), len(retenues))}"
    if principale.part <= PART_PRINCIPALE:
        part = formats.part(principale.part)
        return Semblables(
            territoire,
            f"{debut}, et aucune zone d'emploi ne réunit la moitié de ses habitants : choisissez l'une d'elles, par "
            f"exemple {principale.libelle} ({part} des habitants).",
            None,
        )
    qui = "tous ses habitants"
    if principale.part < PART_ENTIERE:
        qui = f"{formats.part(principale.part)} de ses habitants"
    mention = f"{debut}. La ressemblance est cherchée pour sa zone d'emploi, {principale.libelle}, où vivent {qui}."
    return _de_la_zone(lire(ZONE, principale.code), mention, themes, nombre)


def _de_la_zone(zone: Territoire, mention: str, themes: Sequence[str], nombre: int) -> Semblables:
    trouvees = semblables(zone.code, themes, nombre)
    if trouvees.voisins:
        return Semblables(zone, mention, trouvees)
    refus = f"Trop peu d'indicateurs sont connus de la zone d'emploi {zone.libelle} pour lui chercher des semblables."
    return Semblables(zone, f"{mention} {refus}".lstrip(), None)


def _connus(connus: int, sur: int) -> str:
    """« seulement 11 indicateurs connus sur 37 »."""
    if not connus:
        return f"aucun des {formats.nombre(sur)} indicateurs n'est connu"
    pluriel = "s" if connus > 1 else ""
    return f"seulement {formats.nombre(connus)} indicateur{pluriel} connu{pluriel} sur {formats.nombre(sur)}"
