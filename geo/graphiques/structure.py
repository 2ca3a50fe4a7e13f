"""Structure d'un territoire face à un comparateur : barres horizontales appariées."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from geo.graphiques import cadre, style
from geo.graphiques.figure import Figure, Trace, trace_barres
from geo.graphiques.style import Mesure, Theme

PAS = 58  # hauteur d'une paire, en pixels
_PLEINE, _FINE = 0.30, 0.17  # épaisseur des barres, en part du pas
_MARGES = (8, 8, 68, 40)


def structure(  # noqa: PLR0913 - deux séries, leurs noms et l'allure
    parts_territoire: Sequence[float],
    parts_comparateur: Sequence[float],
    libelles: Sequence[str],
    *,
    territoire: str,
    comparateur: str,
    unite: str = "%",
    decimales: int = 1,
    theme: Theme = "light",
) -> Figure:
    """Une paire de barres par poste, dans l'ordre donné (le premier en haut).

    La barre pleine et épaisse est le territoire, la fine hachurée le comparateur. Un poste sans donnée n'a pas de barre
    et porte « — » ; sans nom de comparateur, le territoire est seul. Le nom du poste est au-dessus de ses barres, pour
    tenir sur un téléphone.
    """
    hauteur = PAS * max(len(libelles), 1) + _MARGES[1] + _MARGES[3] + 10
    dessin = cadre.figure(theme, hauteur, marges=_MARGES, legende=True)
    series = ((territoire, parts_territoire), (comparateur, parts_comparateur))[: 2 if comparateur else 1]
    for rang, (nom, parts) in enumerate(series):
        barres = _barres(nom, parts, libelles, Mesure(unite, decimales))
        dessin.add_trace({**barres, **_allure(rang, len(libelles), theme)})
    cadre.poser(dessin, cadre.noms(libelles, 0.36, theme, xshift=-2))
    finies = [float(v) for _, parts in series for v in parts if math.isfinite(v)] or [0.0]
    dessin.update_xaxes(cadre.axe_cache((min(0.0, *finies), max(0.0, *finies) * 1.02 or 1.0)))
    dessin.update_yaxes(cadre.axe_cache((-len(libelles) + 0.5, 0.5)))
    return dessin.update_layout(barmode="overlay", legend={"y": 0})


def _barres(nom: str, parts: Sequence[float], libelles: Sequence[str], mesure: Mesure) -> Trace:
    return trace_barres(
        orientation="h",
        name=style.proteger(nom),
        x=style.presentes(parts),
        text=[mesure.ecrire(part) if mesure.unite == "%" else mesure.nombre(part) for part in parts],
        textposition="outside",
        constraintext="none",
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[
            style.survol(libelle, f"{nom} : {mesure.ecrire(part)}")
            for libelle, part in zip(libelles, parts, strict=True)
        ],
    )


def _allure(rang: int, postes: int, theme: Theme) -> dict[str, Any]:
    """Place, épaisseur, couleur et hachures d'une série."""
    couleurs = style.teintes(theme)
    teinte = couleurs.series[0] if rang == 0 else couleurs.discret
    hachures = style.hachures(teinte, couleurs, visibles=rang != 0)
    return {
        "y": [-poste + (0.04 if rang == 0 else -0.24) for poste in range(postes)],
        "width": _PLEINE if rang == 0 else _FINE,
        "marker": {"color": teinte, "line": {"color": teinte, "width": 1}, "pattern": hachures},
        "textfont": {"size": style.TAILLE_PETITE, "color": couleurs.encre if rang == 0 else couleurs.discret},
    }
