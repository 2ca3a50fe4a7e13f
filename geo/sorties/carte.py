"""Exports de la carte : GeoJSON et image (PNG ou SVG) avec légende, source et outre-mer."""

from __future__ import annotations

import io
import json
from functools import lru_cache
from typing import Literal

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from donnees import entrepot
from geo.cartes.etat import Reglages, couleurs, mettre_en_classes
from geo.ecriture import formats
from geo.ecriture.textes import couper, replier
from geo.mesures import phrases
from geo.mesures.repartitions import Repartition
from geo.sorties.geojson import geometrie

Cadre = tuple[float, float, float, float]
METROPOLE = (-5.3, 41.2, 9.8, 51.2)
CARTOUCHES = {
    "Guadeloupe": (-61.9, 15.8, -60.9, 16.6),
    "Martinique": (-61.3, 14.35, -60.75, 14.95),
    "Guyane": (-54.7, 2.0, -51.5, 5.9),
    "La Réunion": (55.15, -21.45, 55.9, -20.8),
    "Mayotte": (44.95, -13.05, 45.35, -12.6),
}
TITRE_MAX, TITRE_LARGEUR = 300, 80
GRIS, NEUTRE = "#d9dee1", "#f1f3f4"
"""Sans donnée ; dans la marge d'une révision."""
TROP_DE_LIMITES = 3000
"""Au-delà, des limites blanches couvriraient les couleurs."""
ENCRE, DISCRET = "#1b2a33", "#55646e"


@lru_cache(maxsize=16)
def geometries(niveau: str, zone: str = "") -> gpd.GeoDataFrame:
    """Contours d'un niveau (EPSG:4326), indexés par code, lus dans le fichier servi à la carte."""
    codes, formes = entrepot.geometries(niveau, zone)
    return gpd.GeoDataFrame(geometry=list(formes), index=pd.Index(codes, name="code"), crs=4326)


def est_national(repartition: Repartition) -> bool:
    """Vrai si la répartition couvre tout le pays (et non une zone, ou des communes choisies)."""
    return not repartition.zone and len(repartition.codes) == int(entrepot.contour(repartition.niveau)["nombre"])


def contours(repartition: Repartition) -> gpd.GeoDataFrame:
    """Contours des seuls territoires de la répartition ; des communes choisies gardent la finesse de leur zone."""
    codes = list(repartition.codes)
    if repartition.zone or est_national(repartition):
        return geometries(repartition.niveau, repartition.zone).loc[codes]
    zones = entrepot.table("appartenance").set_index("commune").loc[codes, "zone_emploi"].unique()
    return gpd.GeoDataFrame(pd.concat([geometries("commune", str(zone)) for zone in zones])).loc[codes]


def geojson(repartition: Repartition) -> bytes:
    """GeoJSON (RFC 7946) des territoires avec valeur, statut, unité, période et source."""
    table = repartition.table().set_index("code")
    traits = contours(repartition).join(table).reset_index(names="code")
    traits["valeur"] = traits["valeur"].round(repartition.indicateur.decimales + 2)
    bornes = [nom for nom in ("minimum", "maximum") if nom in traits]
    proprietes = json.loads(traits[["code", "libelle", "valeur", *bornes, "statut"]].to_json(orient="records"))
    contenu: dict[str, object] = {
        "type": "FeatureCollection",
        "name": repartition.indicateur.id,
        "features": [
            {"type": "Feature", "properties": siennes, "geometry": geometrie(forme)}
            for siennes, forme in zip(proprietes, traits.geometry, strict=True)
        ],
    }
    contenu["metadonnees"] = {
        "indicateur": repartition.indicateur.libelle,
        "unite": repartition.indicateur.unite,
        "periode": repartition.periode,
        "source": repartition.sources,
        "licence": "Licence Ouverte 2.0",
    }
    return json.dumps(contenu, ensure_ascii=False).encode()


def image(repartition: Repartition, reglages: Reglages, format_: Literal["png", "svg"]) -> bytes:
    """Image de la carte, prête à imprimer.

    Parameters
    ----------
    format_ : {"png", "svg"}
        PNG à 160 points par pouce, ou SVG au texte sélectionnable.
    """
    traits = contours(repartition).join(repartition.table().set_index("code"))
    traits["couleur"] = _peindre(repartition, reglages, traits)
    national = est_national(repartition)
    # Un texte est un texte : « $ » n'y ouvre pas de formule, que matplotlib refuserait quand elle est mal écrite.
    with mpl.rc_context(
        {"font.family": "sans-serif", "svg.fonttype": "none", "svg.hashsalt": "atlas", "text.parse_math": False}
    ):
        figure = Figure(figsize=(9, 9.6), facecolor="white")
        _tracer(figure, traits, METROPOLE if national else tuple(traits.total_bounds), (0.02, 0.2, 0.74, 0.68))
        if national:
            for rang, emprise in enumerate(CARTOUCHES.items()):
                _cartouche(figure, traits, rang, *emprise)
        _habiller(figure, repartition, reglages)
        sortie = io.BytesIO()
        figure.savefig(sortie, format=format_, dpi=160, metadata={"Date": None} if format_ == "svg" else None)
    return sortie.getvalue()


def _peindre(repartition: Repartition, reglages: Reglages, traits: gpd.GeoDataFrame) -> list[str]:
    classes = mettre_en_classes(repartition, reglages)
    teintes = [*couleurs(repartition, classes), NEUTRE, GRIS]
    indices = np.where(repartition.dans_la_revision, -2, classes.indices)
    par_code = dict(zip(repartition.codes, indices, strict=True))
    return [teintes[par_code[code]] for code in traits.index]


def _tracer(figure: Figure, traits: gpd.GeoDataFrame, emprise: tuple[float, ...], cadre: Cadre) -> None:
    ouest, sud, est, nord = emprise
    repere = figure.add_axes(cadre)
    repere.set_axis_off()
    bord = "white" if len(traits) < TROP_DE_LIMITES else traits["couleur"]
    traits.plot(ax=repere, color=traits["couleur"], edgecolor=bord, linewidth=0.35)
    repere.set_xlim(ouest, est)
    repere.set_ylim(sud, nord)
    repere.set_aspect(1 / np.cos(np.radians((sud + nord) / 2)))


def _cartouche(figure: Figure, traits: gpd.GeoDataFrame, rang: int, nom: str, emprise: tuple[float, ...]) -> None:
    ouest, sud, est, nord = emprise
    _tracer(figure, traits.cx[ouest:est, sud:nord], emprise, (0.02 + rang * 0.15, 0.08, 0.13, 0.09))
    figure.text(0.02 + rang * 0.15, 0.175, nom, fontsize=8, color=DISCRET)


def _habiller(figure: Figure, repartition: Repartition, reglages: Reglages) -> None:
    """Titre, légende et source."""
    classes = mettre_en_classes(repartition, reglages)
    decimales = repartition.indicateur.decimales
    rangees = [
        Patch(
            facecolor=teinte, label=f"{formats.nombre(bas, decimales)} à {formats.nombre(haut, decimales)} ({effectif})"
        )
        for teinte, bas, haut, effectif in zip(
            couleurs(repartition, classes), classes.bornes, classes.bornes[1:], classes.effectifs, strict=False
        )
    ]
    doutes = int(repartition.dans_la_revision.sum())
    if doutes:
        rangees.insert(
            0, Patch(facecolor=NEUTRE, hatch="...", edgecolor=GRIS, label=f"dans la marge de révision ({doutes})")
        )
    if sans := classes.sans_donnee - doutes:
        rangees.insert(0, Patch(facecolor=GRIS, hatch="////", edgecolor="white", label=f"sans donnée ({sans})"))
    # Plié ici : le pliage de matplotlib relit « $ » comme une formule.
    titre = "\n".join(replier(couper(phrases.titre(repartition), TITRE_MAX), TITRE_LARGEUR))
    figure.text(0.03, 0.945, titre, fontsize=13, fontweight="bold", color=ENCRE)
    figure.legend(
        handles=rangees[::-1],
        title=couper(repartition.indicateur.unite, TITRE_MAX),
        loc="center left",
        bbox_to_anchor=(0.75, 0.55),
        frameon=False,
        fontsize=9,
    )
    zone = str(entrepot.territoires("zone_emploi")["libelle_long"].get(repartition.zone, ""))
    lieu = f"{zone} — " if zone else ""
    pied = f"{lieu}Source : {repartition.sources}.\nAtlas des maisons de l'emploi, Licence Ouverte 2.0."
    figure.text(0.03, 0.03, pied, fontsize=7.5, color=DISCRET, wrap=True)
