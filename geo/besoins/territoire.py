"""Le même croisement pour un territoire quelconque : chaque thème, chaque mesure du besoin."""

from __future__ import annotations

import math
from collections import Counter
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
from geo.mesures.emprunts import Emprunt, emprunter
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
    emprunt : Emprunt or None
        Alors, ce que ses zones d'emploi disent du besoin.
    classes : tuple of int
        Les classes que l'emprunt recouvre : une pour une zone, une ou plusieurs pour une fourchette.
    """

    theme: str
    actions: int
    mesure: Mesure | None
    classe: int
    raison: str
    emprunt: Emprunt | None = None
    classes: tuple[int, ...] = ()

    @property
    def besoin(self) -> str:
        """« élevé », « moyen à élevé » : celui du territoire, ou celui que ses zones d'emploi lui prêtent."""
        retenues = (self.classe,) if self.classe >= 0 else self.classes
        return " à ".join(phrases.BESOINS[classe] for classe in retenues)

    @property
    def eleve(self) -> bool:
        """Le besoin est élevé, ici ou dans toutes les zones qui en tiennent lieu."""
        return self.classe == ELEVE or self.classes == (ELEVE,)

    @property
    def texte(self) -> str:
        """« besoin élevé (9,8 %), aucune action »."""
        if self.mesure is None:
            return f"besoin non mesuré, {phrases.presence(self.actions)}"
        if self.emprunt:
            return f"besoin {self.besoin} ({self.emprunt.texte}), {phrases.presence(self.actions)}"
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
    siennes = presence.actions(comptees(actions, "", fenetre, annee), territoire.communes)
    nombres = Counter(siennes["theme"])
    rendues: list[Ligne] = []
    for theme, besoin in charger_besoins().items():
        nombre = nombres[theme]
        if besoin.non_mesure:
            rendues.append(Ligne(theme, nombre, None, SANS_DONNEE, besoin.non_mesure))
        rendues += [_ligne(territoire, theme, nombre, mesure) for mesure in besoin.mesures]
    return rendues


def _ligne(territoire: Territoire, theme: str, nombre: int, mesure: MesureBesoin) -> Ligne:
    zones = repartir(mesure.indicateur, NIVEAU)
    lue = mesures.mesurer(territoire, mesure.indicateur, zones.periode)
    seuils = tiers(zones, mesure.besoin)
    if not math.isfinite(lue.valeur):
        emprunt = None if territoire.niveau == "france" else emprunter(territoire, lue, zones.periode)
        bouts = sorted(map(seuils.classe, (emprunt.bas, emprunt.haut))) if emprunt else ()
        raison = lue.explication or reserves.RAISONS["absent"]
        return Ligne(theme, nombre, lue, SANS_DONNEE, raison, emprunt, tuple(dict.fromkeys(bouts)))
    if lue.periode != zones.periode:
        quand = formats.periode(lue.periode)
        return Ligne(
            theme, nombre, lue, SANS_DONNEE, f"Valeur de {quand}, les zones de {formats.periode(zones.periode)}."
        )
    return Ligne(theme, nombre, lue, seuils.classe(lue.valeur), "")


def phrase(territoire: Territoire, toutes: Sequence[Ligne]) -> str:
    """La phrase simple : pour quels thèmes le besoin est élevé sans qu'aucune action ne soit connue."""
    mesures_ = {ligne.theme for ligne in toutes if ligne.besoin}
    if not mesures_:
        return f"{territoire.libelle} : aucun besoin n'est mesuré à cette échelle."
    themes = f"{len(mesures_)} thème{'s' if len(mesures_) > 1 else ''}"
    sur = f"{territoire.libelle} : sur {themes} au besoin mesuré {_echelle(toutes)}"
    sans = list(dict.fromkeys(ligne.theme for ligne in toutes if ligne.eleve and ligne.actions == 0))
    if not sans:
        return f"{sur}, aucun n'a à la fois un besoin élevé et aucune action connue."
    noms = [f"« {THEMES_ACTIONS[theme]} »" for theme in sans]
    liste = noms[0] if len(noms) == 1 else f"{', '.join(noms[:-1])} et {noms[-1]}"
    combien = f"{len(sans)} {'a' if len(sans) == 1 else 'ont'}"
    return f"{sur}, {combien} un besoin élevé, selon au moins une mesure, et aucune action connue : {liste}."


def _echelle(toutes: Sequence[Ligne]) -> str:
    """« ici », « dans sa zone d'emploi », « ici ou dans ses zones d'emploi »."""
    empruntees = [ligne.emprunt for ligne in toutes if ligne.emprunt]
    seule = all(emprunt.zone for emprunt in empruntees)
    ailleurs = f"dans {'sa zone' if seule else 'ses zones'} d'emploi" if empruntees else ""
    return " ou ".join(filter(None, ("ici" if any(ligne.classe >= 0 for ligne in toutes) else "", ailleurs)))


def tableau(toutes: Sequence[Ligne]) -> pd.DataFrame:
    """Tableau à montrer et à emporter."""
    return pd.DataFrame(
        [
            {
                "Thème": THEMES_ACTIONS[li.theme],
                "Mesure du besoin": li.mesure.indicateur.libelle if li.mesure else formats.ABSENT,
                "Valeur": li.emprunt.texte if li.emprunt else reserves.dire(li.mesure) if li.mesure else formats.ABSENT,
                "Période": formats.periode(li.mesure.periode) if li.mesure else formats.ABSENT,
                "Besoin": li.besoin or "non mesuré",
                "Actions": li.actions,
                "Lecture": li.texte,
                "Précision": li.raison or (li.mesure.explication if li.mesure else ""),
            }
            for li in toutes
        ]
    )
