"""La légende de l'image de la carte : celle de l'écran, classes ou cercles, manques, symboles."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from geo.cartes import legende
from geo.cartes.classes import Reglages, couleurs, mettre_en_classes
from geo.ecriture import formats
from geo.ecriture.textes import couper, replier
from geo.mesures.classes import METHODES
from geo.mesures.repartitions import Repartition
from geo.sorties import signes
from geo.sorties.couches import Montre
from geo.territoires.niveaux import NOMS_NIVEAUX

ENCRE, DISCRET = "#1b2a33", "#55646e"
HACHURE, HACHURE_FOND, CERCLE, CERCLE_BORD = "#b7c2c8", "#f3f5f6", "#2b7a91", "#0d4254"
"""Les couleurs de `atlas.css`."""
RAYON_MAX = 14.0
"""Rayon du plus grand cercle, en points."""
TITRE_MAX = 300


def legender(figure: Figure, repartition: Repartition, reglages: Reglages, montre: Montre, *, cercles: bool) -> None:
    """Légende de l'écran : titre, unité et date, classes ou cercles, symboles."""
    fiche = repartition.indicateur
    entete = [*replier(couper(fiche.libelle, TITRE_MAX), 30), ""]
    sous = f"{couper(fiche.unite, TITRE_MAX)} · {formats.periode(repartition.periode)}"
    figure.text(0.74, 0.885, "\n".join(entete[:-1]), fontsize=10.5, fontweight="semibold", color=ENCRE, va="top")
    bas = 0.885 - 0.0195 * (len(entete) - 1)
    methode = f"{METHODES[reglages.methode].split(' (')[0]}, nombre de {NOMS_NIVEAUX[repartition.niveau][1]}"
    tete = [sous, "aire proportionnelle" if cercles else methode]
    figure.text(0.74, bas, "\n".join(tete), fontsize=8.5, color=DISCRET, va="top", linespacing=1.4)
    options: dict[str, Any] = {"loc": "upper left", "frameon": False, "fontsize": 9, "labelcolor": ENCRE}
    options["borderaxespad"] = 0
    rangees = [*(_ronds(repartition) if cercles else _classes(repartition, reglages))]
    rangees += _manques(repartition, reglages)
    haut = bas - 0.045
    ecart = 2.0 if cercles else 0.5
    figure.legend(handles=rangees, bbox_to_anchor=(0.735, haut), labelspacing=ecart, **options)
    trouvees = signes.cles(montre.couches)
    if trouvees:
        poignees, textes = zip(*trouvees, strict=True)
        plies = ["\n".join(replier(texte, 30)) for texte in textes]
        place = (0.735, haut - 0.028 * len(rangees) - (0.09 if cercles else 0.02))
        superposer = {tuple: HandlerTuple(ndivide=1, pad=0)}
        figure.legend(poignees, plies, bbox_to_anchor=place, handler_map=superposer, **(options | {"fontsize": 8.5}))


def _classes(repartition: Repartition, reglages: Reglages) -> list[Patch]:
    """Les classes de l'écran, de la plus haute à la plus basse."""
    classes = mettre_en_classes(repartition, reglages)
    ecrites = legende.etiquettes(classes.bornes, repartition.indicateur.decimales)
    rangees = zip(couleurs(repartition, classes), ecrites, classes.effectifs, strict=True)
    return [Patch(facecolor=teinte, label=f"{ecrite} ({formats.nombre(n)})") for teinte, ecrite, n in rangees][::-1]


def _ronds(repartition: Repartition) -> list[Line2D]:
    """Trois cercles, et la valeur que dit leur aire."""
    fiche, plus_grand = repartition.indicateur, float(np.nanmax(np.abs(repartition.valeurs)))
    return [
        Line2D(
            *([0], [0]),
            marker="o",
            ms=2 * RAYON_MAX * np.sqrt(part),
            mfc=CERCLE,
            mec=CERCLE_BORD,
            alpha=0.65,
            ls="none",
            label=f"{formats.nombre(plus_grand * part, fiche.decimales)} {couper(fiche.unite, TITRE_MAX)}",
        )
        for part in legende.PARTS_CERCLES
    ]


def _manques(repartition: Repartition, reglages: Reglages) -> list[Patch]:
    """Sans donnée, et dans la marge d'une révision, quand il y en a."""
    doutes = int(repartition.dans_la_revision.sum())
    sans = mettre_en_classes(repartition, reglages).sans_donnee - doutes
    cas = (("sans donnée", "////", sans), ("dans la marge de révision", "...", doutes))
    return [
        Patch(facecolor=HACHURE_FOND, edgecolor=HACHURE, hatch=motif, label=f"{texte} ({formats.nombre(nombre)})")
        for texte, motif, nombre in cas
        if nombre
    ]
