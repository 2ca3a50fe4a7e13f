"""Calendrier des actions (Gantt) : une ligne par action, groupées, sur un écran ; ce qui n'a pas de barre est dit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from babel.dates import format_date

from donnees.registre.services import Fiche
from donnees.vocabulaire import LIBELLES_STATUTS, StatutAction
from geo.actions.durees import Duree, duree, mentions, quand
from geo.actions.groupes import distincts, grouper
from geo.actions.points import THEMES_ACTIONS
from geo.ecriture.textes import couper, replier
from geo.graphiques import cadre, style
from geo.graphiques.figure import Figure, Trace, trace_barres, trace_points

TITRE_MAX, SURVOL_MAX = 56, 160  # signes : ce que lit un téléphone, ce que tient une bulle
_ENTETE, _LIGNE, _BARRE, _TEXTE = 28, 38, 12, 18  # hauteurs, en pixels
UTILE_MAX = 960  # au-delà, le calendrier ne se lirait plus d'un regard : les plus récentes restent
_AXE, _LEGENDE = 24, 26
_JOUR = 86_400_000  # un jour en millisecondes, l'unité de longueur d'un axe du temps
_MOIS_MAX = 30  # au-delà de trente mois, l'axe compte en années
REPERES = 6
MOTIFS = {
    StatutAction.EN_COURS: (0, ""),
    StatutAction.PREVUE: (2, "."),
    StatutAction.SUSPENDUE: (1, "x"),
    StatutAction.TERMINEE: (3, "/"),
    StatutAction.ABANDONNEE: (4, "-"),
    StatutAction.NON_PRECISE: (5, "|"),
}
"""Statut → (rang de la couleur dans le thème, motif de plotly) : jamais la seule couleur."""


@dataclass(frozen=True)
class _Ligne:
    fiche: Fiche
    duree: Duree
    titre: str  # distinct de celui des autres lignes
    haut: float  # pixels depuis le haut du cadre


def calendrier(
    fiches: Iterable[Fiche], aujourdhui: date | None = None, *, par: str = "theme", theme: style.Theme = "light"
) -> Figure:
    """Calendrier des actions, la plus ancienne d'abord dans chaque groupe.

    Parameters
    ----------
    fiches : iterable of Fiche
        Celles sans début n'ont pas de barre ; au-delà de ce qui tient (`retenir`), les plus récentes sont gardées. La
        figure dit l'un et l'autre (`mentions`).
    aujourdhui : date, optional
        Jour du trait « aujourd'hui », où s'arrêtent les actions ouvertes sans fin ; par défaut, celui du calcul.
    par : str
        Ce qui groupe, clé de `geo.actions.groupes.RANGEMENTS`.
    theme : {"light", "dark"}
        Thème de la page.
    """
    toutes, jour = tuple(fiches), aujourdhui or datetime.now(UTC).date()
    lignes, entetes, utile = _disposer(retenir(toutes, jour, par), jour, par)
    avis = mentions(toutes, jour, len(lignes))
    if not lignes:
        return cadre.sans_donnee(theme, 120, " ".join(avis) or "Aucune action à montrer.")
    phrases = [ligne for phrase in avis for ligne in style.replier(phrase, TITRE_MAX).split("<br>")]
    statuts = [statut for statut in MOTIFS if any(ligne.fiche.statut == statut for ligne in lignes)]
    marges = (8, _AXE, 8, _TEXTE * (len(phrases) + 1) + 8)
    hauteur = utile + marges[1] + marges[3] + _LEGENDE * math.ceil((len(statuts) + 2) / 2)
    dessin = cadre.figure(theme, hauteur, marges=marges, legende=True)
    for statut in statuts:
        dessin.add_trace(_barres(statut, [ligne for ligne in lignes if ligne.fiche.statut == statut], theme))
    if ouvertes := [ligne for ligne in lignes if ligne.duree.ouverte]:
        dessin.add_trace(_bords(ouvertes, theme))
    _axes(dessin, lignes, jour, utile, theme)
    mots = [*_titres(lignes, entetes, theme), *_pied(phrases, jour, dessin.layout.xaxis.range, theme)]
    trait = {"color": style.teintes(theme).encre, "width": 1.5, "dash": "dot"}
    place = {"x0": jour.isoformat(), "x1": jour.isoformat(), "y0": 0, "y1": 1, "yref": "paper"}
    cadre.poser(dessin, mots, [{"type": "line", **place, "line": trait, "layer": "below"}])
    return dessin.update_layout(legend={"y": 1 + _AXE / utile, "yanchor": "bottom"}, barmode="overlay")


def retenir(fiches: Sequence[Fiche], aujourdhui: date, par: str) -> list[Fiche]:
    """Les actions datées qui tiennent dans `UTILE_MAX`, les plus récentes d'abord, en-têtes de groupe compris."""
    datees = [(d.debut, fiche.cle, fiche) for fiche in fiches if (d := duree(fiche, aujourdhui)) is not None]
    gardees: list[Fiche] = []
    for _, _, fiche in sorted(datees, key=lambda datee: datee[:2], reverse=True):
        groupes = len(grouper([*gardees, fiche], par))
        if _ENTETE * groupes + _LIGNE * (len(gardees) + 1) > UTILE_MAX:
            break
        gardees.append(fiche)
    return gardees


def _disposer(fiches: Sequence[Fiche], aujourdhui: date, par: str) -> tuple[list[_Ligne], list[tuple[str, float]], int]:
    """Lignes placées, en-têtes de groupe (libellé, haut) et hauteur totale, en pixels."""
    noms = dict(zip((fiche.cle for fiche in fiches), distincts(fiches), strict=True))
    lignes: list[_Ligne] = []
    entetes: list[tuple[str, float]] = []
    haut = 0
    for groupe in grouper(fiches, par):
        entetes.append((couper(groupe.nom, TITRE_MAX), haut))
        haut += _ENTETE
        tracees = [(fiche, d) for fiche in groupe.fiches if (d := duree(fiche, aujourdhui)) is not None]
        for fiche, tracee in sorted(tracees, key=lambda t: (t[1].debut, t[0].titre, t[0].cle)):
            lignes.append(_Ligne(fiche, tracee, noms[fiche.cle], haut))
            haut += _LIGNE
    return lignes, entetes, haut


def _barres(statut: StatutAction, lignes: Sequence[_Ligne], theme: style.Theme) -> Trace:
    """Barres d'un statut : leur longueur compte le dernier jour en entier."""
    couleurs = style.teintes(theme)
    rang, motif = MOTIFS[statut]
    teinte = couleurs.series[rang]
    return trace_barres(
        orientation="h",
        name=LIBELLES_STATUTS[statut],
        base=[ligne.duree.debut.isoformat() for ligne in lignes],
        x=[((ligne.duree.fin - ligne.duree.debut).days + 1) * _JOUR for ligne in lignes],
        y=[ligne.haut + _TEXTE + 5 + _BARRE / 2 for ligne in lignes],
        width=_BARRE,
        hoverinfo="text",
        hovertext=[_survol(ligne) for ligne in lignes],
        marker={
            "color": teinte,
            "line": {"color": teinte, "width": 1.5},
            "pattern": {"shape": motif, "fgcolor": teinte, "bgcolor": couleurs.fond, "size": 6, "solidity": 0.35},
        },
    )


def _bords(lignes: Sequence[_Ligne], theme: style.Theme) -> Trace:
    """Pointe au bout des actions ouvertes sans fin connue."""
    encre = style.teintes(theme).encre
    return trace_points(
        x=[ligne.duree.fin.isoformat() for ligne in lignes],
        y=[ligne.haut + _TEXTE + 5 + _BARRE / 2 for ligne in lignes],
        mode="markers",
        name="Sans fin connue",
        marker={"symbol": "triangle-right", "size": 13, "color": encre, "line": {"width": 0}},
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[_survol(ligne) for ligne in lignes],
    )


def _survol(ligne: _Ligne) -> str:
    fiche = ligne.fiche
    nombre = len(fiche.partenaires)
    lignes = (
        couper(fiche.nom_maison, 60),
        f"{THEMES_ACTIONS[fiche.theme.value]} · {LIBELLES_STATUTS[fiche.statut]}",
        quand(fiche),
        f"Pilote : {couper(fiche.pilote, 50)}" if fiche.pilote.strip() else "",
        f"{nombre} partenaire{'s' if nombre > 1 else ''}" if nombre else "",
    )
    titre = "<br>".join(style.proteger(morceau) for morceau in replier(couper(fiche.titre, SURVOL_MAX), 44))
    return "<br>".join([f"<b>{titre}</b>", *(style.proteger(texte) for texte in lignes if texte)])


def _titres(lignes: Sequence[_Ligne], entetes: Sequence[tuple[str, float]], theme: style.Theme) -> list[dict[str, Any]]:
    """Groupes en gras et titres coupés au-dessus de leur barre, calés à gauche : un téléphone les lit."""
    couleurs = style.teintes(theme)
    ancrage: dict[str, Any] = {"xref": "paper", "xanchor": "left", "yanchor": "top", "xshift": -2}
    gras = [
        cadre.mot(f"<b>{style.proteger(nom)}</b>", 0, haut + 7, couleurs.discret, **ancrage) for nom, haut in entetes
    ]
    bulle = {"bgcolor": couleurs.fond_second, "bordercolor": couleurs.discret, "font": {"color": couleurs.encre}}
    return gras + [
        cadre.mot(
            style.proteger(couper(ligne.titre, TITRE_MAX)),
            *(0, ligne.haut, couleurs.encre),
            **ancrage,
            hovertext=_survol(ligne),
            hoverlabel=bulle,
            bgcolor=couleurs.fond,
            borderpad=0,
        )
        for ligne in lignes
    ]


def _pied(phrases: Sequence[str], aujourdhui: date, bornes: Sequence[str], theme: style.Theme) -> list[dict[str, Any]]:
    """« aujourd'hui » sous son trait, puis ce que le calendrier ne trace pas."""
    couleurs = style.teintes(theme)
    debut, fin = (date.fromisoformat(borne) for borne in bornes)
    part = (aujourdhui - debut) / (fin - debut)
    ancre = "left" if part < 0.2 else "right" if part > 0.8 else "center"  # noqa: PLR2004 - bords du cadre
    ancrage = {"yref": "paper", "yanchor": "top"}
    trait = cadre.mot("aujourd'hui", 0, 0, couleurs.encre, xanchor=ancre, **ancrage) | {"x": aujourdhui.isoformat()}
    place = {"xref": "paper", "xanchor": "left", "align": "left", "xshift": -2, "yshift": -_TEXTE, **ancrage}
    return [trait, *([cadre.mot("<br>".join(phrases), 0, 0, couleurs.discret, **place)] if phrases else [])]


def reperes(debut: date, fin: date) -> list[tuple[date, str]]:
    """Au plus `REPERES` dates rondes de l'axe, écrites en français : années, ou mois si la durée est courte."""
    mois = 12 * (fin.year - debut.year) + fin.month - debut.month + 1
    if mois <= _MOIS_MAX:
        pas = next(p for p in (1, 2, 3, 6) if mois / p <= REPERES)
        rangs = [r for r in range(12 * debut.year + debut.month - 1, 12 * fin.year + fin.month) if r % pas == 0]
        jours = [date(rang // 12, rang % 12 + 1, 1) for rang in rangs]
        ecrits = [(jour, str(format_date(jour, "MMM y", locale="fr_FR"))) for jour in jours]
    else:
        pas = next(p for p in (1, 2, 5, 10, 20, 50) if (fin.year - debut.year + 1) / p <= REPERES)
        ecrits = [(date(a, 1, 1), str(a)) for a in range(debut.year, fin.year + 1) if a % pas == 0]
    return [(jour, texte) for jour, texte in ecrits if debut <= jour <= fin]


def _axes(dessin: Figure, lignes: Sequence[_Ligne], aujourdhui: date, utile: int, theme: style.Theme) -> None:
    """Axe du temps en haut, en français ; axe vertical en pixels, de haut en bas."""
    debut = min(aujourdhui, *(ligne.duree.debut for ligne in lignes))
    fin = max(aujourdhui, *(ligne.duree.fin for ligne in lignes))
    dessus = reperes(debut, fin)
    marge = (fin - debut) * 0.02
    dessin.update_xaxes(cadre.axe(style.teintes(theme)))
    dessin.update_xaxes(
        type="date",
        side="top",
        range=[(debut - marge).isoformat(), (fin + marge).isoformat()],
        tickvals=[jour.isoformat() for jour, _ in dessus],
        ticktext=[texte for _, texte in dessus],
    )
    dessin.update_yaxes(cadre.axe_cache((utile, 0)))
