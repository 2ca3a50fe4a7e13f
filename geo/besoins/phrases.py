"""Le croisement en toutes lettres : jamais une couleur seule."""

from __future__ import annotations

import math
from datetime import UTC, datetime

from donnees.catalogue.modeles import Indicateur
from geo.besoins.croisement import ELEVE, FAIBLE, Croisement, Tiers
from geo.besoins.regle import FENETRES
from geo.ecriture import formats

BESOINS = ("faible", "moyen", "élevé")
MILLION = 1_000_000
PRESENCES = ("aucune action", "une action", "deux actions ou plus")


def annee_courante() -> int:
    """Année d'aujourd'hui."""
    return datetime.now(UTC).year


def valeur(fiche: Indicateur, mesuree: float) -> str:
    """« 9,8 % » ; une évolution porte son signe."""
    return formats.selon(fiche, mesuree)


def intervalle(seuils: Tiers, classe: int, fiche: Indicateur, *, unite: bool = True) -> str:
    """« plus de 8,1 % », « plus de 6,6 à 8,1 % », « 6,6 % ou moins » : les bornes d'une classe de besoin."""
    rang = classe if seuils.besoin == "haut" else ELEVE - classe
    nombres = [formats.nombre(seuil, fiche.decimales, signe=fiche.pivot == 0) for seuil in (seuils.bas, seuils.haut)]
    bas, haut = (valeur(fiche, seuils.bas), valeur(fiche, seuils.haut)) if unite else nombres
    if rang == FAIBLE:
        return f"{bas} ou moins"
    return f"plus de {haut}" if rang == ELEVE else f"plus de {nombres[0]} à {haut}"


def presence(nombre: int) -> str:
    """« aucune action », « une action », « 4 actions »."""
    return PRESENCES[nombre] if nombre <= 1 else f"{formats.nombre(nombre)} actions"


def lecture(fiche: Indicateur, mesuree: float, classe: int, nombre: int) -> str:
    """« besoin élevé (9,8 %), aucune action » ; sans donnée, le dit."""
    if not math.isfinite(mesuree) or classe < 0:
        return f"besoin non mesuré, {presence(nombre)}"
    return f"besoin {BESOINS[classe]} ({valeur(fiche, mesuree)}), {presence(nombre)}"


def fenetre(cle: str, annee: int) -> str:
    """« en cours, prévues, ou menées depuis 2016 » ; « quelle que soit leur date »."""
    recul = FENETRES[cle]
    return "quelle que soit leur date" if recul is None else f"en cours, prévues, ou menées depuis {annee - recul}"


def constat(croisement: Croisement, nombre: int, habitants: float) -> str:
    """La phrase qui ouvre la liste : combien de zones au besoin élevé n'ont aucune action, combien d'habitants."""
    total = sum(croisement.cellules()[2])
    if not nombre:
        return "Chaque zone d'emploi où le besoin est élevé compte au moins une action."
    zones = "zone d'emploi" if nombre == 1 else "zones d'emploi"
    ont = "a un besoin élevé et n'a" if nombre == 1 else "ont un besoin élevé et n'ont"
    sur = f" (sur {formats.nombre(total)} au besoin élevé)" if total > nombre else ""
    return f"{formats.nombre(nombre)} {zones} {ont} aucune action connue{sur} : {_habitants(habitants)} y vivent."


def _habitants(combien: float) -> str:
    """« 131 262 habitants », « 15,3 millions d'habitants »."""
    if combien < MILLION:
        return f"{formats.nombre(combien)} habitants"
    return f"{formats.avec_unite(combien / MILLION, 'millions', 1)} d'habitants"
