"""Un indicateur sur le pays : les classes et les couleurs de la carte à l'écran, ou des cercles pour un effectif."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

import numpy as np

from geo.cartes import legende
from geo.cartes.classes import Reglages, couleurs, mettre_en_classes
from geo.ecriture import formats
from geo.mesures import phrases
from geo.mesures.repartitions import Repartition
from geo.sorties.svg import pays
from geo.sorties.svg.traces import ouverture

SANS_DONNEE, DOUTE, NEUTRE, CERCLE = "#d9dee1", "#eef0f1", "#e4e9ec", "#2b7a91"
RAYON_MAX = 34.0


class Classe(NamedTuple):
    """Une ligne de légende : sa couleur, ce qu'elle veut dire, combien de territoires."""

    couleur: str
    texte: str
    nombre: int


@dataclass(frozen=True)
class CarteChiffree:
    """Une carte et sa légende.

    Attributes
    ----------
    svg : str
        La carte ; chaque territoire porte son nom et sa valeur dans une bulle.
    classes : tuple of Classe
        De la plus haute à la plus basse ; vide pour des cercles.
    """

    svg: str
    classes: tuple[Classe, ...]


def colorer(repartition: Repartition) -> CarteChiffree:
    """Carte nationale d'une répartition (`geo.mesures.repartitions.NIVEAUX_CARTE`, hors les communes)."""
    cercles = repartition.indicateur.representation == "effectif"
    classes = () if cercles else _classes(repartition)
    teintes = dict.fromkeys(repartition.codes, NEUTRE) if cercles else _teintes(repartition)
    traces, bulles = pays.traces(repartition.niveau), dict(_bulles(repartition))
    corps = "".join(
        f'<path fill="{teintes[trace.code]}" d="{trace.d}"><title>{bulles[trace.code]}</title></path>'
        for trace in traces
    )
    ronds = _ronds(repartition, traces) if cercles else ""
    tete = ouverture(f"Carte : {phrases.titre(repartition)}", "carte pays", pays.HAUTEUR)
    zones = f'<g class="zones" stroke="#fff" stroke-width="1.5">{corps}</g>'
    return CarteChiffree(f"{tete}{zones}{ronds}{pays.cartouches()}</svg>", classes)


def _teintes(repartition: Repartition) -> dict[str, str]:
    """Couleur de chaque territoire ; une évolution que la révision explique n'en a pas."""
    classes = mettre_en_classes(repartition, Reglages())
    couleurs_de = [*couleurs(repartition, classes), DOUTE, SANS_DONNEE]
    indices = np.where(repartition.dans_la_revision, -2, classes.indices)
    return {code: couleurs_de[int(rang)] for code, rang in zip(repartition.codes, indices, strict=True)}


def _classes(repartition: Repartition) -> tuple[Classe, ...]:
    classes = mettre_en_classes(repartition, Reglages())
    ecrites = legende.etiquettes(classes.bornes, repartition.indicateur.decimales)
    rangees = zip(couleurs(repartition, classes), ecrites, classes.effectifs, strict=True)
    doutes = int(repartition.dans_la_revision.sum())
    manques = (
        Classe(DOUTE, "dans la marge de révision", doutes),
        Classe(SANS_DONNEE, "sans donnée", classes.sans_donnee - doutes),
    )
    rangs = [Classe(teinte, ecrite, int(nombre)) for teinte, ecrite, nombre in rangees]
    return (*rangs[::-1], *(manque for manque in manques if manque.nombre))


def _bulles(repartition: Repartition) -> Iterator[tuple[str, str]]:
    """Code et « Lyon : 6,9 % » de chaque territoire ; sans valeur, pourquoi."""
    colonnes = repartition.codes, repartition.libelles, repartition.valeurs.tolist(), repartition.statuts
    for code, libelle, valeur, statut in zip(*colonnes, strict=True):
        manque = formats.statut(statut) or formats.ABSENT
        ecrite = formats.selon(repartition.indicateur, valeur) if math.isfinite(valeur) else manque
        yield code, escape(f"{libelle} : {ecrite}")


def _ronds(repartition: Repartition, traces: tuple[pays.Trace, ...]) -> str:
    """Cercles d'aire proportionnelle, le plus grand dessous."""
    valeurs = dict(zip(repartition.codes, np.abs(np.nan_to_num(repartition.valeurs)).tolist(), strict=True))
    plus_grand = max(valeurs.values(), default=0.0) or 1.0
    ranges = sorted(traces, key=lambda trace: -valeurs[trace.code])
    cercles = "".join(
        f'<circle cx="{trace.x}" cy="{trace.y}" r="{RAYON_MAX * (valeurs[trace.code] / plus_grand) ** 0.5:.1f}"/>'
        for trace in ranges
        if valeurs[trace.code] > 0
    )
    return f'<g class="cercles" fill="{CERCLE}" fill-opacity=".65" stroke="#fff" pointer-events="none">{cercles}</g>'
