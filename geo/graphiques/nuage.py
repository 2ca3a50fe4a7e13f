"""Nuage de points : deux indicateurs l'un contre l'autre, et leur corrélation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.graphiques import cadre, pairs, placement, style
from geo.graphiques.figure import Figure, Trace, trace_points
from geo.graphiques.style import Mesure, Theme
from geo.mesures.incertitude import ecrire
from geo.mesures.repartitions import Repartition

HAUTEUR = 420
PAIRES_MIN = 3
_MARGES = (8, 30, 14, 52)


class Correlation(NamedTuple):
    """Lien entre deux indicateurs, qui ne dit rien des causes.

    Attributes
    ----------
    r : float or None
        Coefficient de Pearson (lien linéaire) ; None sous trois paires ou quand un indicateur ne varie pas.
    rho : float or None
        Coefficient de Spearman (lien monotone : Pearson sur les rangs, ex æquo au rang moyen), mêmes réserves.
    n : int
        Territoires ayant les deux valeurs.
    ecartes : int
        Territoires à qui il manque l'une, l'autre ou les deux.
    """

    r: float | None
    rho: float | None
    n: int
    ecartes: int


class Nuage(NamedTuple):
    """La figure et la corrélation qu'elle montre."""

    figure: Figure
    correlation: Correlation


def correler(x: NDArray[np.float64], y: NDArray[np.float64]) -> Correlation:
    """Corrélations des paires complètes de deux mesures alignées."""
    complets = np.isfinite(x) & np.isfinite(y)
    paires = pd.DataFrame({"x": x[complets], "y": y[complets]})
    n = len(paires)
    if n < PAIRES_MIN or (paires.nunique() < 2).any():  # noqa: PLR2004 - une seule valeur : rien ne varie
        return Correlation(None, None, n, len(x) - n)
    return Correlation(_pearson(paires), _pearson(paires.rank()), n, len(x) - n)


def _pearson(paires: pd.DataFrame) -> float | None:
    """Pearson sur des valeurs ramenées à l'échelle de 1, pour ne pas déborder ; None si une mesure ne varie pas."""
    centrees = (paires / paires.abs().max().replace(0, 1)).to_numpy(dtype=np.float64)
    centrees = centrees - centrees.mean(axis=0)
    normes = np.linalg.norm(centrees, axis=0)
    if not normes.all():
        return None
    return float(np.clip(np.dot(centrees[:, 0] / normes[0], centrees[:, 1] / normes[1]), -1.0, 1.0))


def aligner(x: Repartition, y: Repartition) -> pd.DataFrame:
    """Territoires des deux répartitions, indexés par code : libellé, valeur et statut de chacune."""
    codes = list(dict.fromkeys([*x.codes, *y.codes]))
    table = x.table().merge(y.table(), on="code", how="outer", suffixes=("_x", "_y"))
    return table.set_index("code").reindex(codes)


def nuage(  # noqa: PLR0913 - l'allure (thème, hauteur) se règle à l'appel, comme pour chaque figure
    x: Repartition,
    y: Repartition,
    choisis: Mapping[str, str],
    *,
    rangs: Sequence[int] = (),
    theme: Theme = "light",
    hauteur: int = HAUTEUR,
) -> Nuage:
    """Un point par territoire ayant les deux valeurs ; médianes en pointillé, choisis étiquetés.

    Parameters
    ----------
    choisis : mapping of str to str
        Code → libellé, dans l'ordre des signes ; un choisi sans l'une des valeurs n'a pas de point.
    rangs : sequence of int
        Rang du signe de chacun ; à défaut, sa place.
    """
    table = aligner(x, y)
    valeurs = table[["valeur_x", "valeur_y"]].astype(float)
    correlation = correler(valeurs["valeur_x"].to_numpy(), valeurs["valeur_y"].to_numpy())
    table = table.loc[np.isfinite(valeurs.to_numpy()).all(axis=1)]
    if table.empty:
        return Nuage(cadre.sans_donnee(theme, hauteur, "Aucun territoire n'a les deux valeurs."), correlation)
    survols = {str(ligne.Index): _survol(ligne, x, y) for ligne in table.itertuples()}
    dessin = cadre.figure(theme, hauteur, marges=_MARGES)
    dessin.add_trace(_points(table, list(survols.values()), theme))
    montres = [(rang, code) for code, rang in pairs.rangs_des_signes(choisis, rangs).items() if code in survols]
    places = {code: (float(valeurs["valeur_x"][code]), float(valeurs["valeur_y"][code])) for _, code in montres}
    for numero, code in reversed(montres):  # le premier se pose en dernier, par-dessus
        dessin.add_trace(pairs.signe(numero, choisis[code], places[code], survols[code], theme))
    _axes(dessin, x, table, theme)
    noms = _noms(dessin, {choisis[code]: point for code, point in places.items()}, theme)
    cadre.poser(dessin, [*_reperes(table, y, theme), *noms], _medianes(table, theme))
    return Nuage(dessin, correlation)


def _survol(ligne: Any, x: Repartition, y: Repartition) -> str:  # noqa: ANN401 - ligne de `itertuples`
    lues = ((x.indicateur, (ligne.valeur_x, ligne.statut_x)), (y.indicateur, (ligne.valeur_y, ligne.statut_y)))
    textes = [f"{fiche.libelle_court} : {Mesure(fiche.unite, fiche.decimales).ecrire(*lue)}" for fiche, lue in lues]
    entre = [ecrire(repartition.indicateur, repartition.chiffree(str(ligne.Index))) for repartition in (x, y)]
    return style.survol(str(ligne.libelle_x), *(v for paire in zip(textes, entre, strict=True) for v in paire))


def _points(table: pd.DataFrame, textes: list[str], theme: Theme) -> Trace:
    couleurs = style.teintes(theme)
    return trace_points(
        x=table["valeur_x"].tolist(),
        y=table["valeur_y"].tolist(),
        mode="markers",
        marker={"color": couleurs.pairs, "size": 6.5, "opacity": 0.75, "line": {"color": couleurs.fond, "width": 0.5}},
        hoverinfo="text",
        hovertext=textes,
        showlegend=False,
    )


def _axes(dessin: Figure, x: Repartition, table: pd.DataFrame, theme: Theme) -> None:
    """Étendues fixées, axe horizontal titré avec son unité."""
    couleurs = style.teintes(theme)
    etendues = [pairs.posee(table[colonne].to_numpy()).etendue for colonne in ("valeur_x", "valeur_y")]
    police = {"size": style.TAILLE_PETITE, "color": couleurs.discret}
    titre = {"text": style.replier(_titre(x), 44), "standoff": 6, "font": police}
    dessin.update_xaxes({**cadre.axe(couleurs), "range": list(etendues[0]), "title": titre, "fixedrange": False})
    dessin.update_yaxes({**cadre.axe(couleurs), "range": list(etendues[1]), "automargin": True, "fixedrange": False})
    dessin.update_layout(margin={"autoexpand": True})


def _titre(repartition: Repartition) -> str:
    return f"{repartition.indicateur.libelle} ({repartition.indicateur.unite})"


def _medianes(table: pd.DataFrame, theme: Theme) -> list[dict[str, Any]]:
    """Deux pointillés sur toute la figure, à la médiane de chaque indicateur (paires complètes)."""
    x, y = float(table["valeur_x"].median()), float(table["valeur_y"].median())
    couleur = style.teintes(theme).discret
    lignes = [
        {**cadre.trait(couleur, (x, 0), (x, 1)), "yref": "paper"},
        {**cadre.trait(couleur, (0, y), (1, y)), "xref": "paper"},
    ]
    return [{**ligne, "line": {**ligne["line"], "dash": "dot"}} for ligne in lignes]


def _reperes(table: pd.DataFrame, y: Repartition, theme: Theme) -> list[dict[str, Any]]:
    """Nom de l'axe vertical et des deux médianes."""
    couleur = style.teintes(theme).discret
    medianes = float(table["valeur_x"].median()), float(table["valeur_y"].median())
    return [
        cadre.legende_haute(_titre(y), theme),
        cadre.mot("médiane", medianes[0], 1, couleur, yref="paper", yanchor="top", xanchor="left"),
        cadre.mot("médiane", 1, medianes[1], couleur, xref="paper", yanchor="bottom", xanchor="right"),
    ]


def _noms(dessin: Figure, places: Mapping[str, tuple[float, float]], theme: Theme) -> list[dict[str, Any]]:
    """Nom de chaque choisi, du côté où il y a la place, cerné du fond."""
    couleurs = style.teintes(theme)
    (gauche, droite), (bas, haut) = dessin.layout.xaxis.range, dessin.layout.yaxis.range
    place = (float(pairs.LARGEUR_MIN - 30), float(dessin.layout.height - _MARGES[1] - _MARGES[3]))
    points = [
        ((x - gauche) / (droite - gauche) * place[0], (y - bas) / (haut - bas) * place[1]) for x, y in places.values()
    ]
    libres = placement.cotes_libres(points, list(places), place)
    mots = []
    for (nom, (x, y)), (cote, decalage) in zip(places.items(), libres, strict=True):
        ancrage = {"xanchor": "left" if cote > 0 else "right", "xshift": 8 * cote, "yshift": decalage}
        mots.append(cadre.cerner(cadre.mot(style.proteger(nom), x, y, couleurs.encre, **ancrage), theme))
    return mots
