"""Les territoires dont un portrait trace la série, et le nom de chacune."""

from __future__ import annotations

from collections.abc import Sequence

from donnees.catalogue.modeles import Indicateur
from geo import mesures, territoires
from geo.mesures.chiffres_cles import SERIES
from geo.reserve import gardee
from geo.territoires import Territoire

ZONES_TRACEES = 3


@gardee
def porte(territoire: Territoire, identifiant: str) -> bool:
    """Le territoire a la série : une valeur au moins."""
    return bool(mesures.serie(territoire, identifiant)["valeur"].notna().any())


def absence(territoire: Territoire, identifiant: str, tracees: Sequence[str]) -> str:
    """Dit que le territoire n'a pas la série, et de qui sont les courbes tracées à sa place ; vide s'il l'a."""
    if porte(territoire, identifiant):
        return ""
    pluriel = "s" if len(tracees) > 1 else ""
    sans = f"Cette série n'existe pas pour {territoire.libelle}."
    return f"{sans} Courbe{pluriel} montrée{pluriel} : {', '.join(tracees)}."


def siens(territoire: Territoire, identifiant: str) -> list[Territoire]:
    """Le territoire, ou les zones d'emploi où vivent le plus de ses habitants s'il n'a pas la série."""
    if porte(territoire, identifiant):
        return [territoire]
    traverses = territoires.traverses(territoire, "zone_emploi")[:ZONES_TRACEES]
    return [territoires.lire("zone_emploi", morceau.code) for morceau in traverses]


@gardee
def d_office(territoire: Territoire) -> str:
    """La série qu'ouvre son portrait : la première dont lui, ou une zone d'emploi qu'il traverse, a une valeur."""
    connues = (serie for serie in SERIES if any(porte(sien, serie) for sien in siens(territoire, serie)))
    return next(connues, SERIES[0])


def suivis(territoire: Territoire, comparateur: Territoire | None, identifiant: str) -> list[Territoire]:
    """Territoires tracés : lui (ou ses zones d'emploi), le comparateur, la région, la France."""
    region = territoires.parent(territoire, "region")
    france = territoires.lire("france", "FR")
    return [*siens(territoire, identifiant), *(t for t in (comparateur, region, france) if t is not None)]


def nommer(territoire: Territoire, fiche: Indicateur, nom: str = "") -> str:
    """Nom d'une série : celui du territoire, un autre, ou son champ pour la France ; dit si elle est estimée."""
    champ = fiche.nom_france if territoire.niveau == "france" else ""
    estimee = " (notre estimation)" if fiche.estimation(territoire.niveau) else ""
    return f"{champ or nom or territoire.libelle}{estimee}"
