"""Les lieux d'une carte : villes et maisons du territoire, et, pour situer, départements et villes d'autour."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import PathPatch
from matplotlib.patheffects import withStroke

from donnees import entrepot
from geo.documents.dessin import style
from geo.documents.dessin.cartes.traces import alleger, chemin
from geo.documents.modele import Carte
from geo.documents.signes import dessinable
from geo.ecriture.textes import couper
from geo.sorties.cadrage import Emprise
from geo.sorties.carte import geometries

VILLES_AUTOUR, NOM_MAX = 14, 40


def situer(repere: Axes, emprise: Emprise) -> None:
    """Limites des départements, en tirets."""
    ouest, sud, est, nord = emprise
    visibles = geometries("departement").cx[ouest:est, sud:nord].geometry.to_numpy()
    pieces = [PathPatch(chemin(forme)) for forme in alleger(visibles, emprise)]
    traits = PatchCollection(pieces, facecolors="none", edgecolors=style.COMPARATEUR, linewidths=0.9, linestyles="--")
    repere.add_collection(traits)


def points(repere: Axes, dessin: Carte, emprise: Emprise) -> None:
    """Villes et maisons du territoire, puis, sur une carte de situation, les villes d'autour, en gris."""
    ouest, sud, est, nord = emprise
    ici = [(lon, lat, nom) for lon, lat, nom in dessin.points if ouest < lon < est and sud < lat < nord]
    autour = [] if dessin.indicateur else _villes(dessin.communes, emprise)
    places: list[tuple[float, float]] = []
    for teinte, villes in ((style.ENCRE, ici), (style.DISCRET, autour)):
        for lon, lat, nom in villes:
            libre = all(abs(lat - y) > (nord - sud) * 0.04 or abs(lon - x) > (est - ouest) * 0.2 for x, y in places)
            if libre or teinte == style.ENCRE:
                repere.plot([lon], [lat], marker="o", markersize=3.2, color=teinte, markeredgecolor="white")
            if libre:
                places.append((lon, lat))
                _nommer(repere, (lon, lat), nom, teinte, a_gauche=lon > ouest + 0.75 * (est - ouest))


def _villes(communes: tuple[str, ...], emprise: Emprise) -> list[tuple[float, float, str]]:
    """Les communes les plus peuplées du cadre, hors du territoire."""
    ouest, sud, est, nord = emprise
    toutes = entrepot.territoires("commune")
    dedans = toutes["lon"].between(ouest, est) & toutes["lat"].between(sud, nord) & ~toutes.index.isin(communes)
    grandes = toutes[dedans].nlargest(VILLES_AUTOUR, "population")
    return list(grandes[["lon", "lat", "libelle"]].itertuples(index=False, name=None))


def _nommer(repere: Axes, lieu: tuple[float, float], nom: str, teinte: str, *, a_gauche: bool) -> None:
    halo = [withStroke(linewidth=2.2, foreground="white")]
    decalage, bord = ((-4, 0), "right") if a_gauche else ((4, 0), "left")
    repere.annotate(
        couper(dessinable(nom), NOM_MAX),
        lieu,
        decalage,
        textcoords="offset points",
        fontsize=7.5,
        color=teinte,
        ha=bord,
        va="center",
        path_effects=halo,
    )
