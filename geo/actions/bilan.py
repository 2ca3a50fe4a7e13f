"""Le bilan d'une maison pour une année : actions, résultats face aux cibles, partenaires, financements."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from donnees.registre.services import Fiche, FicheSuivi
from donnees.registre.services.lecture import OUVERTS
from donnees.vocabulaire import (
    LIBELLES_FINANCEURS,
    LIBELLES_PARTENAIRES,
    LIBELLES_ROLES,
    LIBELLES_STATUTS,
    StatutAction,
    Theme,
)
from geo.actions.points import THEMES_ACTIONS
from geo.actions.progres import Progres, progres
from geo.actions.tables import annee as annee_de

COURS_SANS_FIN = 9999


@dataclass(frozen=True)
class Resultat:
    """Un suivi d'une action du bilan, arrêté à la fin de l'année."""

    action: Fiche
    suivi: FicheSuivi
    progres: Progres


@dataclass(frozen=True)
class Partenaire:
    """Un partenaire, ses rôles (sans répétition) et le nombre d'actions où il est."""

    nom: str
    nature: str
    roles: tuple[str, ...]
    actions: int


@dataclass(frozen=True)
class Montants:
    """Somme des montants connus, en euros ou en ETP (None si aucun ne l'est), et nombre de montants inconnus."""

    connus: Decimal | None
    inconnus: int


@dataclass(frozen=True)
class Financeur:
    """Un financeur et ce qu'il apporte aux actions entières, non à la seule année."""

    nom: str
    nature: str
    montants: Montants
    actions: int


@dataclass(frozen=True)
class Bilan:
    """Bilan d'une maison pour une année.

    Attributes
    ----------
    actions : tuple of Fiche
        Actions qui ont couru dans l'année, par thème puis par titre.
    sans_date : tuple of Fiche
        Actions de la maison sans aucune date : elles ne sont d'aucune année.
    cases : mapping of (Theme, StatutAction) to int
        Nombre d'actions par thème et par statut (celui du registre aujourd'hui) ; leur somme est celle des actions.
    financements, budgets : Montants
        Apports des financeurs et budgets des actions entières ; les deux ne s'additionnent pas.
    """

    maison: str
    annee: int
    actions: tuple[Fiche, ...]
    sans_date: tuple[Fiche, ...]
    cases: Mapping[tuple[Theme, StatutAction], int]
    resultats: tuple[Resultat, ...]
    partenaires: tuple[Partenaire, ...]
    financeurs: tuple[Financeur, ...]
    financements: Montants
    budgets: Montants

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Thèmes présents, dans l'ordre du registre."""
        return tuple(theme for theme in Theme if any(case[0] == theme for case in self.cases))

    @property
    def statuts(self) -> tuple[StatutAction, ...]:
        """Statuts présents, dans l'ordre du registre."""
        return tuple(statut for statut in StatutAction if any(case[1] == statut for case in self.cases))

    def compte(self, theme: Theme | None = None, statut: StatutAction | None = None) -> int:
        """Nombre d'actions d'un thème, d'un statut, des deux, ou de toutes."""
        return sum(n for (t, s), n in self.cases.items() if theme in {None, t} and statut in {None, s})


def bornes(fiche: Fiche) -> tuple[int, int] | None:
    """Première et dernière année où une action court ; None sans aucune date.

    La règle est celle du filtre du registre : sans fin connue, une action ouverte court toujours (`COURS_SANS_FIN`),
    une autre s'arrête à son début ; sans début, la fin en tient lieu.
    """
    debut = annee_de(fiche.debut) or annee_de(fiche.fin)
    if not debut:
        return None
    return debut, annee_de(fiche.fin) or (COURS_SANS_FIN if fiche.statut in OUVERTS else debut)


def court_en(fiche: Fiche, annee: int) -> bool:
    """Dit si une action a couru dans l'année."""
    limites = bornes(fiche)
    return limites is not None and limites[0] <= annee <= limites[1]


def de_la_maison(fiches: Iterable[Fiche], maison: str) -> tuple[Fiche, ...]:
    """Actions non archivées d'une maison."""
    return tuple(fiche for fiche in fiches if fiche.maison == maison and not fiche.archivee)


def annees(fiches: Iterable[Fiche], courante: int) -> tuple[int, ...]:
    """Années où au moins une action court, la plus récente d'abord ; une action sans fin va jusqu'à ``courante``."""
    toutes: set[int] = set()
    for fiche in fiches:
        if limites := bornes(fiche):
            fin = max(courante, limites[0]) if limites[1] == COURS_SANS_FIN else limites[1]
            toutes.update(range(limites[0], fin + 1))
    return tuple(sorted(toutes, reverse=True))


def annee_par_defaut(fiches: Iterable[Fiche], courante: int) -> int:
    """La plus récente année déjà commencée qui a une action, à défaut la première à venir, à défaut la courante."""
    toutes = annees(fiches, courante)
    return next((annee for annee in toutes if annee <= courante), toutes[-1] if toutes else courante)


def bilan(fiches: Iterable[Fiche], maison: str, annee: int) -> Bilan:
    """Calcule le bilan d'une maison pour une année.

    Parameters
    ----------
    fiches : iterable of Fiche
        Actions du registre, de toutes les maisons ; les archivées sont ignorées.
    maison : str
        Clé de la maison.
    """
    siennes = de_la_maison(fiches, maison)
    rangs = {theme: rang for rang, theme in enumerate(Theme)}
    actions = sorted(
        (fiche for fiche in siennes if court_en(fiche, annee)),
        key=lambda fiche: (rangs[fiche.theme], fiche.titre, fiche.cle),
    )
    apports = [financeur.montant for fiche in actions for financeur in fiche.financeurs]
    return Bilan(
        maison=maison,
        annee=annee,
        actions=tuple(actions),
        sans_date=tuple(fiche for fiche in siennes if bornes(fiche) is None),
        cases=Counter((fiche.theme, fiche.statut) for fiche in actions),
        resultats=tuple(Resultat(fiche, suivi, progres(suivi, annee)) for fiche in actions for suivi in fiche.suivis),
        partenaires=partenaires(actions),
        financeurs=_financeurs(actions),
        financements=montants(apports),
        budgets=montants([fiche.budget for fiche in actions]),
    )


def montants(valeurs: Sequence[Decimal | None]) -> Montants:
    """Somme de ce qui est connu, compte de ce qui ne l'est pas."""
    connues = [valeur for valeur in valeurs if valeur is not None]
    return Montants(sum(connues, Decimal(0)) if connues else None, len(valeurs) - len(connues))


def partenaires(actions: Sequence[Fiche]) -> tuple[Partenaire, ...]:
    """Partenaires des actions, les plus présents d'abord."""
    liens = [
        (partenaire.nom, partenaire.nature, partenaire.role) for fiche in actions for partenaire in fiche.partenaires
    ]
    presences = Counter((nom, nature) for nom, nature, _ in liens)
    return tuple(
        Partenaire(
            nom,
            LIBELLES_PARTENAIRES[nature],
            tuple(dict.fromkeys(role for autre, sa_nature, role in liens if (autre, sa_nature) == (nom, nature))),
            nombre,
        )
        for (nom, nature), nombre in sorted(presences.items(), key=lambda p: (-p[1], p[0]))
    )


def _financeurs(actions: Sequence[Fiche]) -> tuple[Financeur, ...]:
    """Financeurs des actions, par apport connu décroissant."""
    apports = [financeur for fiche in actions for financeur in fiche.financeurs]
    groupes = dict.fromkeys((financeur.nature, financeur.nom) for financeur in apports)
    financeurs = []
    for nature, nom in groupes:
        siens = [f.montant for f in apports if (f.nature, f.nom) == (nature, nom)]
        libelle = LIBELLES_FINANCEURS[nature]
        financeurs.append(Financeur(nom.strip() or libelle, libelle, montants(siens), len(siens)))
    return tuple(sorted(financeurs, key=lambda f: (-(f.montants.connus or 0), f.nom, f.nature)))


def table(bilan: Bilan) -> pd.DataFrame:
    """Actions du bilan en table, prête à exporter : une ligne par action, résultats en toutes lettres."""
    colonnes: dict[str, Callable[[Fiche], object]] = {
        "Action": lambda f: f.titre,
        "Thème": lambda f: THEMES_ACTIONS[f.theme.value],
        "Statut": lambda f: LIBELLES_STATUTS[f.statut],
        "Début": lambda f: f.debut,
        "Fin": lambda f: f.fin,
        "Rôle de la maison": lambda f: LIBELLES_ROLES[f.role_maison] if f.role_maison else "",
        "Partenaires": lambda f: " ; ".join(f"{p.nom} : {p.role}" for p in f.partenaires),
        "Résultats": lambda f: " ".join(f"{s.libelle} : {progres(s, bilan.annee).phrase}" for s in f.suivis),
        "Équivalents temps plein": lambda f: math.nan if f.etp is None else float(f.etp),
        "Budget (€)": lambda f: math.nan if f.budget is None else float(f.budget),
        "Ce qui n'a pas pu se faire": lambda f: f.empechement,
        "Source": lambda f: f.source,
        "Fiabilité": lambda f: f.fiabilite.value if f.fiabilite else "",
        "Clé": lambda f: f.cle,
    }
    lignes = [{nom: lire(fiche) for nom, lire in colonnes.items()} for fiche in bilan.actions]
    return pd.DataFrame(lignes, columns=list(colonnes)).assign(**{"Année du bilan": bilan.annee})


def vue(points: Iterable[tuple[float, float]]) -> tuple[float, float, float] | None:
    """Cadrage (latitude, longitude, zoom) autour de points (longitude, latitude) ; None s'ils couvrent le pays."""
    connus = [point for point in points if all(map(math.isfinite, point))]
    if not connus:
        return None
    lons, lats = zip(*connus, strict=True)
    etendue = max(max(lons) - min(lons), max(lats) - min(lats))
    if etendue > 4:  # noqa: PLR2004 - degrés : au-delà d'une région, la France entière
        return None
    zoom = 9.0 if etendue < 0.5 else 8.0 if etendue < 1.5 else 7.0  # noqa: PLR2004 - degrés : un bassin, un département
    return (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2, zoom
