"""Courbes temporelles : le territoire en avant, ses comparateurs derrière, les trous laissés vides."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.graphiques import cadre, placement, style
from geo.graphiques.figure import Figure, Trace, trace_points
from geo.graphiques.style import Mesure, Theme

HAUTEUR = 320
POINTS_VISIBLES = 30  # au-delà, seuls les points isolés et le dernier sont marqués
REPERES = 5  # années écrites sous l'axe : un téléphone n'en lit pas plus
DIAMETRE_LEGENDE = 10.0
_TRIMESTRE = re.compile(r"^(\d{4})-T([1-4])$")
_MARGE_HAUT, _MARGE_BAS, _LIGNE_LEGENDE = 28, 30, 20


@dataclass(frozen=True)
class Courbe:
    """Une série : périodes (``"2025-T4"``, ``"2022"``, ``"2013-2018"``), valeurs (NaN : trou), statuts INSEE.

    Attributes
    ----------
    rang : int, optional
        Celui de sa couleur, de son tiret et de son signe ; sans lui, sa place parmi les courbes.
    """

    libelle: str
    periodes: Sequence[str]
    valeurs: Sequence[float]
    statuts: Sequence[str] = ()
    rang: int | None = field(default=None, kw_only=True)

    def par_periode(self) -> dict[str, tuple[float, str]]:
        """Valeur et statut de chaque période."""
        statuts = self.statuts or [""] * len(self.periodes)
        return dict(zip(self.periodes, zip(self.valeurs, statuts, strict=True), strict=True))


def dates(courbes: Iterable[Courbe]) -> list[str]:
    """Périodes que montrent ces courbes, dans l'ordre : celles que la source citée dessous doit couvrir."""
    return sorted({periode for courbe in courbes for periode in courbe.periodes})


def abscisse(periode: str) -> float:
    """``"2025-T4"`` → 2025,75 ; ``"2022"`` → 2022 ; ``"2013-2018"`` → 2018."""
    trimestre = _TRIMESTRE.match(periode)
    if trimestre:
        return int(trimestre[1]) + (int(trimestre[2]) - 1) / 4
    return float(periode.rsplit("-", maxsplit=1)[-1])


def calendrier(series: Sequence[Courbe]) -> list[str]:
    """Toutes les périodes des séries, dans l'ordre ; les trimestres manquants sont ajoutés pour laisser leur trou."""
    periodes = {periode for courbe in series for periode in courbe.periodes}
    if periodes and all(_TRIMESTRE.match(periode) for periode in periodes):
        debut, fin = (round(4 * abscisse(borne)) for borne in (min(periodes), max(periodes)))
        return [f"{rang // 4}-T{rang % 4 + 1}" for rang in range(debut, fin + 1)]
    return sorted(periodes, key=lambda periode: (abscisse(periode), periode))


def base_commune(series: Sequence[Courbe]) -> str:
    """Première période où toutes les séries (hors celles sans donnée) sont positives ; vide s'il n'y en a pas."""
    tables = [courbe.par_periode() for courbe in series if any(math.isfinite(valeur) for valeur in courbe.valeurs)]
    for periode in calendrier(series):
        if all(math.isfinite(valeur) and valeur > 0 for valeur in (t.get(periode, (math.nan,))[0] for t in tables)):
            return periode
    return ""


def tendance(  # noqa: PLR0913 - l'allure (thème, hauteur) se règle à l'appel, comme pour chaque figure
    series: Sequence[Courbe],
    unite: str,
    decimales: int,
    *,
    indice: bool = False,
    theme: Theme = "light",
    hauteur: int = HAUTEUR,
) -> Figure:
    """Courbes d'un ou de plusieurs territoires ; celle de rang 0 est mise en avant, toutes sont nommées.

    Parameters
    ----------
    indice : bool
        Montre chaque série en indice 100 à la première date où toutes ont une valeur positive.
    """
    base = base_commune(series) if indice else ""
    if not any(math.isfinite(valeur) for courbe in series for valeur in courbe.valeurs):
        return cadre.sans_donnee(theme, hauteur, "Aucune donnée à montrer.")
    if indice and not base:
        return cadre.sans_donnee(theme, hauteur, "Aucune date commune aux séries : l'indice ne se calcule pas.")
    series = [courbe if courbe.rang is not None else replace(courbe, rang=r) for r, courbe in enumerate(series)]
    montrees = [_en_indice(courbe, base) for courbe in series] if base else list(series)
    periodes = calendrier(series)
    ecrites = 1 if base else decimales
    dessin = _cadre(montrees, periodes, ecrites, theme, hauteur)
    for place in reversed(range(len(series))):  # la première se trace en dernier, par-dessus
        trace = _trace(series[place], montrees[place], periodes, Mesure(unite, decimales), base)
        allure = _allure(series[place].rang or 0, trace["y"], theme)
        dessin.add_trace({**trace, "legendrank": place + 1, **allure})
    bouts = _bouts(dessin, montrees, ecrites, theme)
    mention = f"Indice, 100 {formats.dans_la_periode(base)}" if base else majuscule(unite)
    return cadre.poser(dessin, [*bouts, cadre.legende_haute(mention, theme)])


def _en_indice(courbe: Courbe, base: str) -> Courbe:
    depart = courbe.par_periode().get(base, (math.nan,))[0]
    return replace(courbe, valeurs=[100.0 * valeur / depart for valeur in courbe.valeurs])


def _trace(brute: Courbe, montree: Courbe, periodes: Sequence[str], mesure: Mesure, base: str) -> Trace:
    """Courbe alignée sur le calendrier ; une période absente est un trou."""
    lues, tracees = brute.par_periode(), montree.par_periode()
    valeurs = style.presentes([tracees.get(periode, (math.nan,))[0] for periode in periodes])
    return trace_points(
        x=[abscisse(periode) for periode in periodes],
        y=valeurs,
        name=style.proteger(brute.libelle + ("" if any(v is not None for v in valeurs) else " (sans donnée)")),
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[
            "" if valeur is None else _survol(brute.libelle, periode, (*lues[periode], valeur), mesure, base)
            for periode, valeur in zip(periodes, valeurs, strict=True)
        ],
    )


def _allure(rang: int, valeurs: Sequence[float | None], theme: Theme) -> dict[str, Any]:
    """Couleur, tiret et signe d'une série ; la première est la plus épaisse."""
    tailles = _tailles(valeurs, rang)
    legende = DIAMETRE_LEGENDE * (len(tailles) + 1) - sum(tailles)
    couleur, signe = style.teintes(theme).series[rang % len(style.SIGNES)], style.SIGNES[rang % len(style.SIGNES)]
    return {
        "line": {"color": couleur, "width": 3 if rang == 0 else 1.8, "dash": style.TIRETS[rang % len(style.TIRETS)]},
        "marker": {
            "color": couleur,
            "symbol": signe,
            "size": [*tailles, legende],  # un nombre de plus que de points : plotly donne à la légende leur moyenne
            "opacity": 1,
            "line": {"width": 0},
        },
    }


def _survol(libelle: str, periode: str, lue: tuple[float, str, float], mesure: Mesure, base: str) -> str:
    valeur, statut, montree = lue
    indice = f"Indice {formats.nombre(montree, 1)} (100 {formats.dans_la_periode(base)})" if base else ""
    return style.survol(libelle, f"{formats.periode(periode)} : {mesure.ecrire(valeur, statut)}", indice)


def _tailles(valeurs: Sequence[float | None], rang: int) -> list[float]:
    """Taille de chaque point : visible si la série est courte, si le point est isolé ou s'il est le dernier."""
    pleine = 8.0 if rang == 0 else 7.0
    observees = [i for i, valeur in enumerate(valeurs) if valeur is not None]
    dernier = observees[-1] if observees else -1

    def visible(i: int) -> bool:
        seul = all(not 0 <= voisin < len(valeurs) or valeurs[voisin] is None for voisin in (i - 1, i + 1))
        return len(observees) <= POINTS_VISIBLES or i == dernier or seul

    return [pleine if visible(i) else 0.0 for i in range(len(valeurs))]


def _cadre(montrees: Sequence[Courbe], periodes: Sequence[str], decimales: int, theme: Theme, hauteur: int) -> Figure:
    """Figure vide, axes et légende."""
    couleurs = style.teintes(theme)
    droite = 16 + int(max(placement.largeur_texte(t) for t in ("000", *_textes_de_fin(montrees, decimales))))
    dessin = cadre.figure(theme, hauteur, marges=(8, _MARGE_HAUT, min(droite, 90), _MARGE_BAS), legende=True)
    debut, fin = abscisse(periodes[0]), abscisse(periodes[-1])
    annees = sorted({int(abscisse(periode)) for periode in periodes})
    reperes = annees if len(periodes) <= REPERES else _reperes(debut, fin)
    dessin.update_xaxes(cadre.axe(couleurs, grille=False))
    dessin.update_xaxes(
        tickvals=reperes, ticktext=[f"{repere}" for repere in reperes], range=[debut - 0.02 * (fin - debut or 1), fin]
    )
    dessin.update_yaxes(cadre.axe(couleurs), automargin=True)
    return dessin


def _reperes(debut: float, fin: float) -> list[int]:
    """Quelques années rondes entre deux abscisses."""
    premiere, derniere = math.ceil(debut), math.floor(fin)
    pas = next(p for p in (1, 2, 5, 10, 20, 50, 100) if (derniere - premiere) / p <= REPERES)
    return [annee for annee in range(premiere, derniere + 1) if annee % pas == 0] or [premiere]


def _textes_de_fin(montrees: Sequence[Courbe], decimales: int) -> list[str]:
    return [formats.nombre(v, decimales) for courbe in montrees for v in list(courbe.valeurs)[-1:] if math.isfinite(v)]


def _bouts(dessin: Figure, montrees: Sequence[Courbe], decimales: int, theme: Theme) -> list[dict[str, Any]]:
    """Valeur de chaque courbe à la dernière date, écrite à son bout, étiquettes écartées pour ne pas se recouvrir."""
    finies = [v for courbe in montrees for v in courbe.valeurs if math.isfinite(v)]
    bas, haut = min(finies), max(finies)
    marge = 0.06 * ((haut - bas) or abs(haut) or 1.0)
    bas, haut = bas - marge, haut + marge
    dessin.update_yaxes(range=[bas, haut])
    pixels = _hauteur_au_telephone(dessin.layout.height, len(montrees)) / (haut - bas)
    fin = max(abscisse(p) for courbe in montrees for p in courbe.periodes)
    derniers = [(courbe.rang or 0, v) for courbe in montrees for v in _valeur_en(courbe, fin) if math.isfinite(v)]
    places = placement.ecarter([valeur * pixels for _, valeur in derniers], 16.0)
    couleurs = style.teintes(theme).series
    mots = []
    for (rang, valeur), place in zip(derniers, places, strict=True):
        ancrage = {"xanchor": "left", "xshift": 7, "yshift": place - valeur * pixels}
        mots.append(
            cadre.mot(formats.nombre(valeur, decimales), fin, valeur, couleurs[rang % len(couleurs)], **ancrage)
        )
    return mots


def _hauteur_au_telephone(hauteur: int, series: int) -> int:
    """Hauteur utile au plus étroit (deux noms par ligne de légende) ; plus large, les écarts ne font que croître."""
    return hauteur - _MARGE_HAUT - _MARGE_BAS - _LIGNE_LEGENDE * math.ceil(series / 2)


def _valeur_en(courbe: Courbe, x: float) -> list[float]:
    return [float(v) for p, v in zip(courbe.periodes, courbe.valeurs, strict=True) if abscisse(p) == x]
