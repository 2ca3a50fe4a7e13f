"""Les maisons et les actions du registre vues en tables : ce que lisent la carte, l'annuaire et les portraits."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from donnees import entrepot
from donnees.registre.services import Fiche, FicheMaison, FicheSuivi
from donnees.vocabulaire import LIBELLES_STATUTS, NiveauLieu
from geo.actions.points import THEMES_ACTIONS
from geo.ecriture import formats

COLONNES = (
    *("action", "maison", "nom_maison", "ville", "theme", "theme_libelle", "titre", "description"),
    *("date_debut", "annee_debut", "annee_fin", "annee_inferee", "statut", "statut_libelle"),
    *("indicateur", "valeur", "source", "fiabilite", "lieux", "lon", "lat"),
)
Point = tuple[float, float]
INCONNU: Point = (math.nan, math.nan)


def maisons(fiches: Iterable[FicheMaison]) -> pd.DataFrame:
    """Table ``maisons`` des produits, mise à jour de ce que le registre en dit.

    Les coordonnées du registre tiennent en une ligne (``adresse``) ; ``code_postal`` et ``ville`` restent au lieu.
    """
    produites = entrepot.table("maisons").set_index("maison")
    produites["adresse"] = [
        " ".join(filter(None, morceaux))
        for morceaux in zip(*(produites[c] for c in ("adresse", "code_postal", "ville")), strict=True)
    ]
    connues = {fiche.cle: fiche for fiche in fiches if fiche.cle in produites.index}
    champs = {
        **{nom: nom for nom in ("nom", "statut", "territoire", "adresse", "telephone", "site")},
        "date_source": "statut_date",
        "source": "statut_source",
    }
    for colonne, champ in champs.items():
        produites[colonne] = [
            getattr(connues[cle], champ) if cle in connues else valeur for cle, valeur in produites[colonne].items()
        ]
    return produites.reset_index()


def actions(fiches: Iterable[Fiche], maisons_connues: Iterable[FicheMaison]) -> pd.DataFrame:
    """Une ligne par action (colonnes `COLONNES`), les plus récentes d'abord ; celles sans date à la fin."""
    sieges = {maison.cle: maison for maison in maisons_connues}
    table = pd.DataFrame([_ligne(fiche, sieges) for fiche in fiches], columns=list(COLONNES))
    return table.sort_values(["date_debut", "titre"], ascending=[False, True]).reset_index(drop=True)


def _ligne(fiche: Fiche, sieges: Mapping[str, FicheMaison]) -> tuple[object, ...]:
    lieux = lieux_de(fiche, sieges)
    suivi = next((_resultat(suivi) for suivi in fiche.suivis if suivi.valeurs), ("", ""))
    lon, lat = point(fiche, sieges)
    return (
        *(fiche.cle, fiche.maison or "", nom_maison(fiche), _ville(lieux), fiche.theme.value),
        *(THEMES_ACTIONS[fiche.theme.value], fiche.titre, fiche.description),
        *(fiche.debut, annee(fiche.debut), annee(fiche.fin), fiche.date_inferee),
        *(fiche.statut.value, LIBELLES_STATUTS[fiche.statut], *suivi),
        *(fiche.source, fiche.fiabilite.value if fiche.fiabilite else "", lieux, lon, lat),
    )


def nom_maison(fiche: Fiche) -> str:
    """Nom de la maison ; à défaut, celui que donne la source d'une action dont la maison n'est pas relevée."""
    return fiche.nom_maison or str(_noms_cites().get(fiche.cle, ""))


@cache
def _noms_cites() -> dict[str, str]:
    return dict(entrepot.table("actions").set_index("action")["nom_maison"])


def annee(date: str) -> int:
    """Année d'une date partielle ; 0 si elle est vide."""
    return int(date[:4]) if date else 0


def _resultat(suivi: FicheSuivi) -> tuple[str, str]:
    derniere = suivi.valeurs[-1]
    unite = f" {suivi.unite}" if suivi.unite and suivi.unite not in suivi.libelle else ""
    return suivi.libelle, f"{formats.nombre_libre(derniere.valeur)}{unite}"


def lieux_de(fiche: Fiche, sieges: Mapping[str, FicheMaison]) -> tuple[tuple[str, str], ...]:
    """Lieux (niveau, code) d'une action ; sans lieu, le siège de sa maison."""
    if fiche.lieux:
        return tuple((lieu.niveau.value, lieu.code) for lieu in fiche.lieux)
    maison = sieges.get(fiche.maison or "")
    return ((NiveauLieu.COMMUNE.value, maison.siege),) if maison is not None else ()


def nom_lieu(niveau: str, code: str) -> str:
    """Libellé d'un lieu ; son code s'il a disparu du code officiel géographique."""
    return str(entrepot.territoires(niveau)["libelle_long"].get(code, code))


def _ville(lieux: tuple[tuple[str, str], ...]) -> str:
    if not lieux:
        return ""
    autres = len(lieux) - 1
    suite = f" et {autres} autre{'s' if autres > 1 else ''} lieu{'x' if autres > 1 else ''}" if autres else ""
    return nom_lieu(*lieux[0]) + suite


def point(fiche: Fiche, sieges: Mapping[str, FicheMaison]) -> Point:
    """Point d'une action (longitude, latitude) : le sien, sinon celui de son premier lieu, sinon de sa maison."""
    if fiche.lon is not None and fiche.lat is not None:
        return fiche.lon, fiche.lat
    maison = sieges.get(fiche.maison or "")
    for niveau, code in lieux_de(fiche, sieges)[:1]:
        if maison is not None and (niveau, code) == ("commune", maison.siege) and maison.lon is not None:
            break
        territoires = entrepot.territoires(niveau)
        if code in territoires.index:
            return float(territoires["lon"].get(code, math.nan)), float(territoires["lat"].get(code, math.nan))
    if maison is not None and maison.lon is not None and maison.lat is not None:
        return maison.lon, maison.lat
    return INCONNU
