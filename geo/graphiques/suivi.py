"""Indicateur de suivi d'une action : où il en est de sa cible, en une phrase et en un petit graphique."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from donnees.registre.services.fiches import FicheSuivi, FicheValeur
from geo.actions.durees import etendue
from geo.actions.progres import TROP_GRAND, ecrire, progres, valeurs
from geo.ecriture import formats
from geo.ecriture.textes import couper
from geo.graphiques import cadre, style
from geo.graphiques.figure import Figure, Trace, trace_points
from geo.graphiques.style import Theme

HAUTEUR = 150
_MARGES = (12, 26, 12, 24)
_SERRE = 4  # jusqu'à quatre points, chacun porte sa valeur ; au-delà, le premier et le dernier


def suivi(
    suivi_lu: FicheSuivi, *, jusqu_en: int | None = None, theme: Theme = "light", hauteur: int = HAUTEUR
) -> Figure:
    """Valeurs en points reliés et cible en tireté étiqueté, sans axe ; lisible à 300 pixels de large.

    Parameters
    ----------
    suivi_lu : FicheSuivi
        Une date partielle se place à la fin de ce qu'elle couvre ; l'échelle part de zéro si rien n'est négatif.
    jusqu_en : int, optional
        Ne montre que les valeurs datées au plus tard de cette année.
    """
    lues = valeurs(suivi_lu, jusqu_en)
    cible = progres(suivi_lu, jusqu_en).cible
    nombres = [valeur.valeur for valeur in lues] + ([] if cible is None else [cible])
    if not lues:
        return cadre.sans_donnee(theme, hauteur, "Aucune valeur relevée.")
    if max(abs(nombre) for nombre in nombres) >= TROP_GRAND:
        return cadre.sans_donnee(theme, hauteur, "Valeurs trop grandes pour un dessin.")
    dessin = cadre.figure(theme, hauteur, marges=_MARGES)
    dessin.add_trace(_courbe(lues, suivi_lu, theme))
    debut, fin = etendue(lues[0].date)[1], etendue(lues[-1].date)[1]
    marge = max((fin - debut) * 0.08, timedelta(days=2))
    dessin.update_xaxes(cadre.axe_cache((0, 1)), type="date", range=[str(debut - marge), str(fin + marge)])
    bas, haut = min(0.0, *nombres), max(0.0, *nombres)
    large = haut - bas or 1.0
    dessin.update_yaxes(cadre.axe_cache((bas - 0.2 * large, haut + 0.05 * large)))
    formes, mots = _cible(cible, theme) if cible is not None else ([], [])
    zero = {"xref": "paper", **cadre.trait(style.teintes(theme).trait, (0, 0), (1, 0))}
    return cadre.poser(dessin, [*mots, *_nombres(lues, theme), *_dates(lues, theme)], [zero, *formes])


def _courbe(lues: list[FicheValeur], suivi_lu: FicheSuivi, theme: Theme) -> Trace:
    teinte = style.teintes(theme).series[0]
    return trace_points(
        x=[etendue(valeur.date)[1].isoformat() for valeur in lues],
        y=[valeur.valeur for valeur in lues],
        mode="lines+markers",
        name="Valeurs relevées",
        cliponaxis=False,
        line={"color": teinte, "width": 2.5},
        marker={"color": teinte, "symbol": style.SIGNES[0], "size": 10, "line": {"width": 0}},
        hoverinfo="text",
        hovertext=[
            style.survol(
                couper(suivi_lu.libelle, 60),
                f"{formats.date_partielle(valeur.date)} : {ecrire(valeur.valeur, suivi_lu.unite)}",
                couper(valeur.commentaire, 60),
            )
            for valeur in lues
        ],
    )


def _cible(cible: float, theme: Theme) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Tireté sur toute la largeur, étiqueté au-dessus, à gauche."""
    couleurs = style.teintes(theme)
    trait = {"color": couleurs.series[1], "width": 2, "dash": "dash"}
    forme = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": cible, "y1": cible, "line": trait}
    ancrage = {"xref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 1}
    return [forme], [cadre.mot(f"cible : {style.proteger(ecrire(cible))}", 0, cible, couleurs.series[1], **ancrage)]


def _nombres(lues: list[FicheValeur], theme: Theme) -> list[dict[str, Any]]:
    """Valeurs écrites près de leurs points : sous ceux d'où la courbe monte, au-dessus des autres."""
    couleurs = style.teintes(theme)
    mots = []
    for rang, valeur in enumerate(lues):
        if len(lues) > _SERRE and 0 < rang < len(lues) - 1:
            continue
        avant, apres = lues[max(rang - 1, 0)].valeur, lues[min(rang + 1, len(lues) - 1)].valeur
        dessous = max(avant, apres) > valeur.valeur and min(avant, apres) >= valeur.valeur
        ancre = "center" if len(lues) == 1 or 0 < rang < len(lues) - 1 else "right" if rang else "left"
        ancrage = {"xanchor": ancre, "yanchor": "top" if dessous else "bottom", "yshift": -8 if dessous else 8}
        jour = etendue(valeur.date)[1].isoformat()
        fond = {"bgcolor": couleurs.fond, "borderpad": 0}
        mots.append(
            {**cadre.mot(ecrire(valeur.valeur), 0, valeur.valeur, couleurs.encre, **ancrage, **fond), "x": jour}
        )
    return mots


def _dates(lues: list[FicheValeur], theme: Theme) -> list[dict[str, Any]]:
    """Première et dernière date, sous le cadre."""
    couleur = style.teintes(theme).discret
    place = {"xref": "paper", "yref": "paper", "yanchor": "top", "yshift": -4}
    premiere, derniere = (formats.date_partielle(valeur.date) for valeur in (lues[0], lues[-1]))
    if premiere == derniere:
        return [cadre.mot(premiere, 0.5, 0, couleur, xanchor="center", **place)]
    return [
        cadre.mot(premiere, 0, 0, couleur, xanchor="left", **place),
        cadre.mot(derniere, 1, 0, couleur, xanchor="right", **place),
    ]
