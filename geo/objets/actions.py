"""Ce que le registre dessine : calendrier, suivi d'une action, cartes d'actions et de maisons."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from donnees.registre.services import Fiche, FicheMaison, FicheSuivi
from geo.actions import bilan as calcul
from geo.actions import points, progres, tables
from geo.actions.bilan import Bilan
from geo.actions.groupes import RANGEMENTS
from geo.cartes.cerne import cerner
from geo.cartes.etat import Habillage, etat_neutre
from geo.ecriture import formats
from geo.ecriture.textes import minuscule
from geo.graphiques import calendrier as figure_calendrier
from geo.graphiques import lectures
from geo.graphiques import suivi as figure_suivi
from geo.graphiques.style import Theme
from geo.objets.dessin import Dessin
from geo.objets.objet import Carte
from geo.territoires import Territoire

PAGE: Final = "plan-actions"
REGISTRE: Final = "registre de l'Atlas, chaque action y cite sa source"
ZOOM: Final = 8


def calendrier(fiches: Sequence[Fiche], par: str, parametres: Mapping[str, str], theme: Theme) -> Dessin:
    """Diagramme de Gantt des actions retenues, groupées.

    Parameters
    ----------
    par : str
        Clé de `geo.actions.groupes.RANGEMENTS`.
    parametres : mapping of str to str
        Filtres et groupe qui ont retenu ces actions.
    """
    return Dessin(
        nom="calendrier",
        titre=f"Calendrier {_de(fiches)}, par {minuscule(RANGEMENTS[par])}",
        source=REGISTRE,
        page=PAGE,
        parametres={**parametres, "vue": "calendrier", "par": par},
        note="Une date connue à l'année couvre toute l'année.",
        figure=figure_calendrier.calendrier(fiches, par=par, theme=theme),
        lecture=lectures.calendrier(fiches, par=par),
    )


def _de(fiches: Sequence[Fiche]) -> str:
    """« de 12 actions », « de 3 actions de la MDE de Nancy »."""
    noms = {fiche.nom_maison for fiche in fiches}
    seule = f" ({noms.pop()})" if len(noms) == 1 and "" not in noms else ""
    return f"de {formats.nombre(len(fiches))} action{'s' if len(fiches) > 1 else ''}{seule}"


def suivi(fiche: Fiche, mesure: FicheSuivi, theme: Theme) -> Dessin | None:
    """Un indicateur de suivi face à sa cible ; None tant qu'aucune valeur n'est relevée."""
    if not mesure.valeurs:
        return None
    return Dessin(
        nom="suivi",
        titre=f"{mesure.libelle} : {fiche.titre}",
        source=_source(fiche),
        page=PAGE,
        parametres={"action": fiche.cle, "suivi": mesure.cle},
        note=progres.progres(mesure).phrase,
        figure=figure_suivi.suivi(mesure, theme=theme),
        lecture=lectures.suivi(mesure),
    )


def _source(fiche: Fiche) -> str:
    return fiche.source or "saisie au registre de l'Atlas"


def _etat(cles: Sequence[str], fichier: str, theme: str | None, territoire: Territoire | None = None) -> dict[str, Any]:
    couche = points.demande("actions", fichier, {"action": list(cles)})
    return etat_neutre(Habillage(couches=[couche], theme=theme, perimetre=cerner(territoire)))


def carte(
    fiches: Sequence[Fiche],
    fichier: str,
    parametres: Mapping[str, str],
    theme: str | None,
    territoire: Territoire | None = None,
) -> Carte:
    """Les actions retenues, chacune à son lieu ; cadrée sur le territoire où on les cherche.

    Parameters
    ----------
    fichier : str
        Adresse des points du registre, servis à la carte.
    """
    return Carte(
        nom="actions",
        titre=f"Carte {_de(fiches)}",
        source=REGISTRE,
        page=PAGE,
        parametres={**parametres, "vue": "carte"},
        etat=_etat([fiche.cle for fiche in fiches], fichier, theme, territoire),
    )


def action(fiche: Fiche, sieges: Mapping[str, FicheMaison], fichier: str, theme: str | None) -> Carte | None:
    """Une action à son lieu ; None si elle n'en a pas ou si elle est archivée."""
    lon, lat = tables.point(fiche, sieges)
    if fiche.archivee or not math.isfinite(lon):
        return None
    return Carte(
        nom="action",
        titre=fiche.titre,
        source=_source(fiche),
        page=PAGE,
        parametres={"action": fiche.cle},
        etat=_etat([fiche.cle], fichier, theme),
        vue=(lat, lon, ZOOM),
    )


def bilan(annuel: Bilan, nom_maison: str, actions: pd.DataFrame, fichier: str, theme: str | None) -> Carte:
    """Les actions d'une maison dans l'année.

    Parameters
    ----------
    actions : DataFrame
        Toutes celles du registre (`geo.actions.tables.actions`).
    """
    cles = [fiche.cle for fiche in annuel.actions]
    places = actions.loc[actions["action"].isin(cles), ["lon", "lat"]].astype(float)
    return Carte(
        nom="bilan",
        titre=f"Actions de {annuel.annee} : {nom_maison}",
        source=REGISTRE,
        page="bilan",
        parametres={"maison": annuel.maison, "annee": str(annuel.annee)},
        etat=_etat(cles, fichier, theme),
        vue=calcul.vue(places.itertuples(index=False, name=None)),
    )
