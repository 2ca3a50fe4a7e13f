"""Le même croisement pour un territoire quelconque : chaque thème, chaque mesure du besoin."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from donnees.catalogue import charger_besoins
from donnees.catalogue.besoins import MesureBesoin
from geo import mesures
from geo.actions import presence
from geo.actions.points import THEMES_ACTIONS
from geo.besoins import phrases
from geo.besoins.croisement import ELEVE, NIVEAU, tiers
from geo.besoins.regle import comptees
from geo.ecriture import formats
from geo.mesures import Mesure, reserves
from geo.mesures.classes import SANS_DONNEE
from geo.mesures.parents import Parent
from geo.mesures.repartitions import repartir
from geo.territoires import Territoire


@dataclass(frozen=True)
class Ligne:
    """Un thème et une mesure de son besoin, pour un territoire.

    Attributes
    ----------
    theme : str
        Thème d'action.
    actions : int
        Actions comptées qui touchent le territoire.
    mesure : Mesure or None
        Le besoin ; None quand aucun indicateur ne le dit.
    classe : int
        0 faible, 1 moyen, 2 élevé face aux tiers des zones d'emploi ; −1 sans valeur ou à une autre date qu'elles.
    raison : str
        Pourquoi il n'y a pas de classe ; vide s'il y en a une.
    zones : tuple of (Parent, int)
        Alors, les zones d'emploi traversées qui ont une valeur, et la classe de chacune.
    """

    theme: str
    actions: int
    mesure: Mesure | None
    classe: int
    raison: str
    zones: tuple[tuple[Parent, int], ...] = ()

    @property
    def texte(self) -> str:
        """« besoin élevé (9,8 %), aucune action »."""
        if self.mesure is None:
            return f"besoin non mesuré, {phrases.presence(self.actions)}"
        return phrases.lecture(self.mesure.indicateur, self.mesure.valeur, self.classe, self.actions)


def lignes(territoire: Territoire, actions: pd.DataFrame, fenetre: str, annee: int) -> list[Ligne]:
    """Une ligne par thème et par mesure du besoin, dans l'ordre du vocabulaire.

    Parameters
    ----------
    actions : DataFrame
        Table de `geo.actions.tables`.
    fenetre, annee : str, int
        Comme pour `geo.besoins.regle.comptees`.
    """
    rendues: list[Ligne] = []
    for theme, besoin in charger_besoins().items():
        nombre = len(presence.actions(comptees(actions, theme, fenetre, annee), territoire.communes))
        if besoin.non_mesure:
            rendues.append(Ligne(theme, nombre, None, SANS_DONNEE, besoin.non_mesure))
        rendues += [_ligne(territoire, theme, nombre, mesure) for mesure in besoin.mesures]
    return rendues


def _ligne(territoire: Territoire, theme: str, nombre: int, mesure: MesureBesoin) -> Ligne:
    zones = repartir(mesure.indicateur, NIVEAU)
    lue = mesures.mesurer(territoire, mesure.indicateur, zones.periode)
    seuils = tiers(zones, mesure.besoin)
    if not math.isfinite(lue.valeur):
        traversees = tuple((z, seuils.classe(z.valeur)) for z in lue.parents if math.isfinite(z.valeur))
        return Ligne(theme, nombre, lue, SANS_DONNEE, lue.explication or reserves.RAISONS["absent"], traversees)
    if lue.periode != zones.periode:
        quand = formats.periode(lue.periode)
        return Ligne(
            theme, nombre, lue, SANS_DONNEE, f"Valeur de {quand}, les zones de {formats.periode(zones.periode)}."
        )
    return Ligne(theme, nombre, lue, seuils.classe(lue.valeur), "")


def phrase(territoire: Territoire, toutes: Sequence[Ligne]) -> str:
    """La phrase simple : pour quels thèmes le besoin est élevé sans qu'aucune action ne soit connue."""
    mesures_ = {ligne.theme for ligne in toutes if ligne.classe >= 0}
    if not mesures_:
        return f"{territoire.libelle} : aucun besoin n'est mesuré à cette échelle."
    sur = f"{territoire.libelle} : sur {len(mesures_)} thème{'s' if len(mesures_) > 1 else ''} au besoin mesuré ici"
    ailleurs = {ligne.theme for ligne in toutes if ligne.zones} - mesures_
    pluriel = "s" if len(ailleurs) > 1 else ""
    suite = f" Pour {len(ailleurs)} autre{pluriel}, seules ses zones d'emploi sont mesurées." if ailleurs else ""
    sans = list(dict.fromkeys(ligne.theme for ligne in toutes if ligne.classe == ELEVE and ligne.actions == 0))
    if not sans:
        return f"{sur}, aucun n'a à la fois un besoin élevé et aucune action connue.{suite}"
    noms = [f"« {THEMES_ACTIONS[theme]} »" for theme in sans]
    liste = noms[0] if len(noms) == 1 else f"{', '.join(noms[:-1])} et {noms[-1]}"
    combien = f"{len(sans)} {'a' if len(sans) == 1 else 'ont'}"
    return f"{sur}, {combien} un besoin élevé, selon au moins une mesure, et aucune action connue : {liste}.{suite}"


def tableau(toutes: Sequence[Ligne]) -> pd.DataFrame:
    """Tableau à montrer et à emporter."""
    return pd.DataFrame(
        [
            {
                "Thème": THEMES_ACTIONS[li.theme],
                "Mesure du besoin": li.mesure.indicateur.libelle if li.mesure else formats.ABSENT,
                "Valeur": reserves.dire(li.mesure) if li.mesure else formats.ABSENT,
                "Période": formats.periode(li.mesure.periode) if li.mesure else formats.ABSENT,
                "Besoin": phrases.BESOINS[li.classe] if li.classe >= 0 else "non mesuré",
                "Actions": li.actions,
                "Lecture": li.texte,
                "Précision": li.raison or (li.mesure.explication if li.mesure else ""),
            }
            for li in toutes
        ]
    )
