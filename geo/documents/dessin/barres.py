"""Des barres horizontales : la valeur écrite au bout, la comparaison en hachures dessous."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from geo.documents.dessin import style
from geo.documents.modele import Barres
from geo.documents.signes import dessinable
from geo.ecriture import formats
from geo.ecriture.textes import couper, replier

RANGEE = 0.36
"""Hauteur d'une barre, en centimètres."""
ESPACE, MARGES = 0.22, 1.1
NOM_LIGNE, NOM_MAX = 38, 76
ETIQUETTES_MIN, ETIQUETTES_MAX = 2.0, 6.6
"""Place des noms de catégories, en centimètres."""
MARGE_NEGATIVE, MARGE_POSITIVE = 0.3, 0.2
"""Place laissée à la valeur écrite au bout d'une barre, en parts de l'étendue."""
HACHURES = ("", "////", "....")


def barres(dessin: Barres) -> Figure:
    """Barres de `geo.documents.modele.Barres`, la première catégorie en haut."""
    nombre = len(dessin.series)
    groupe = max(nombre * RANGEE, 0.62) + ESPACE
    hauteur = max(len(dessin.categories), 1) * groupe + MARGES
    tracee = style.figure(hauteur)
    gauche = _etiquettes(dessin) / style.LARGEUR
    repere = tracee.add_axes((gauche, 0.05 / hauteur, 0.9 - gauche, (hauteur - MARGES + 0.1) / hauteur))
    for rang, serie in enumerate(dessin.series):
        epaisseur = RANGEE / groupe
        places = [indice + (rang - (nombre - 1) / 2) * epaisseur for indice in range(len(dessin.categories))]
        tracees = [valeur if math.isfinite(valeur) else 0.0 for valeur in serie.valeurs]
        hachure = HACHURES[rang % len(HACHURES)]
        couleur = style.COULEURS[rang % len(style.COULEURS)]
        fond = couleur if not hachure else "white"
        repere.barh(places, tracees, epaisseur * 0.86, color=fond, edgecolor=couleur, hatch=hachure, linewidth=0.6)
        _valeurs(repere, dessin, places, rang)
    _axes(repere, dessin)
    _legende(tracee, dessin, hauteur)
    return tracee


def _etiquettes(dessin: Barres) -> float:
    noms = [min(len(nom), NOM_LIGNE) * "n" for nom in dessin.categories]
    voulue = max(map(style.largeur_texte, noms), default=0.0) + 0.4
    return min(max(voulue, ETIQUETTES_MIN), ETIQUETTES_MAX)


def _valeurs(repere: Axes, dessin: Barres, places: list[float], rang: int) -> None:
    for place, valeur in zip(places, dessin.series[rang].valeurs, strict=True):
        ecrite = formats.avec_unite(valeur, dessin.unite, dessin.decimales, signe=dessin.signe)
        bout, sens = (valeur, -1 if valeur < 0 else 1) if math.isfinite(valeur) else (0.0, 1)
        repere.annotate(
            ecrite,
            (bout, place),
            (3 * sens, 0),
            textcoords="offset points",
            va="center",
            ha="left" if sens > 0 else "right",
            fontsize=7.2,
            fontweight="semibold" if rang == 0 else "normal",
            color=style.ENCRE if rang == 0 else style.DISCRET,
        )


def _axes(repere: Axes, dessin: Barres) -> None:
    style.depouiller(repere)
    noms = ["\n".join(replier(couper(dessinable(nom), NOM_MAX), NOM_LIGNE)[:2]) for nom in dessin.categories]
    repere.set_yticks(range(len(noms)), noms)
    repere.tick_params(axis="y", labelsize=style.PETITE, labelcolor=style.ENCRE, pad=4)
    repere.set_xticks([])
    repere.set_ylim(len(noms) - 0.5, -0.5)
    finies = [v for serie in dessin.series for v in serie.valeurs if math.isfinite(v)] or [0.0]
    bas, haut = min(0.0, *finies), max(0.0, *finies)
    etendue = (haut - bas) or 1.0
    repere.set_xlim(bas - (MARGE_NEGATIVE * etendue if bas < 0 else 0), haut + MARGE_POSITIVE * etendue)
    repere.axvline(0, color=style.DISCRET, linewidth=0.6)


def _legende(tracee: Figure, dessin: Barres, hauteur: float) -> None:
    """Les séries, quand il y en a plusieurs ; sinon l'unité seule."""
    pastilles = [
        Patch(
            facecolor=style.COULEURS[rang % 3] if not HACHURES[rang % 3] else "white",
            edgecolor=style.COULEURS[rang % 3],
            hatch=HACHURES[rang % 3],
            label=couper(dessinable(serie.nom), 60),
        )
        for rang, serie in enumerate(dessin.series)
    ]
    if len(pastilles) > 1:
        tracee.legend(
            handles=pastilles,
            loc="upper left",
            bbox_to_anchor=(0.0, 1.0),
            ncols=len(pastilles),
            frameon=False,
            fontsize=style.PETITE,
            borderaxespad=0.1,
            handlelength=1.4,
        )
    else:
        tracee.text(0.0, 1 - 0.45 / hauteur, dessin.unite, fontsize=style.PETITE, color=style.DISCRET)
