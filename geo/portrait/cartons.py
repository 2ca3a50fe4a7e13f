"""Les chiffres clés en cartons HTML : valeur, évolution, place parmi les pairs, comparateur, source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

import numpy as np

from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import Mesure, niveau_des_pairs
from geo.mesures.emprunts import Emprunt
from geo.mesures.parents import NIVEAU
from geo.mesures.reserves import producteurs
from geo.portrait import ecrits
from geo.portrait.bandes import bande
from geo.portrait.constats import Constat, nom_court
from geo.portrait.constats import constats as chiffres_cles
from geo.reserve import gardee
from geo.territoires import Territoire

UNITE_COURTE = 2
CLASSES = {True: " bon", False: " moins-bon", None: ""}


@dataclass(frozen=True)
class Grille:
    """Les chiffres clés d'un portrait : leur grille, les indicateurs qu'elle montre, et si l'un vient d'une zone."""

    html: str
    indicateurs: tuple[Indicateur, ...]
    empruntee: bool


@gardee
def grille(territoire: Territoire, comparateur: Territoire | None) -> Grille:
    """Les chiffres clés d'un territoire face à un comparateur, parmi ses pairs."""
    chiffres = chiffres_cles(territoire, comparateur)
    return Grille(
        cartons(chiffres, territoire, comparateur, niveau_des_pairs(territoire)),
        tuple(constat.mesure.indicateur for constat in chiffres),
        any(constat.emprunt for constat in chiffres),
    )


def cartons(constats: list[Constat], territoire: Territoire, comparateur: Territoire | None, pairs: str) -> str:
    """Grille des chiffres clés ; ceux que rien ne donne sont nommés dessous, chaque raison une fois.

    Parameters
    ----------
    pairs : str
        Niveau des pairs (« zone_emploi » pour un périmètre).
    """
    chiffres = [constat for constat in constats if np.isfinite(constat.mesure.valeur) or constat.emprunt]
    items = "".join(_carton(constat, comparateur, pairs) for constat in chiffres)
    absents = [constat.mesure for constat in constats if constat not in chiffres]
    return f'<ul class="atlas-cartons">{items}</ul>{_absents(absents, territoire)}'


def _carton(constat: Constat, comparateur: Territoire | None, pairs: str) -> str:
    zone, emprunt = constat.de_la_zone, constat.emprunt
    titre = f"<h3>{escape(constat.mesure.indicateur.libelle)}</h3>"
    if emprunt is None:
        place = ecrits.place(constat.position, constat.mesure.indicateur.sens, pairs)
        return f"<li>{titre}{_valeur(constat, comparateur, place)}{_source(constat.mesure)}</li>"
    corps = _etendue(constat, emprunt, comparateur) if zone is None else _valeur_de_la_zone(zone, emprunt, comparateur)
    part = f" <small>({escape(emprunt.habitants)})</small>" if emprunt.habitants else ""
    mention = f"<b>{escape(majuscule(emprunt.nom))}</b>{part}"
    return f'<li class="emprunt">{titre}<p class="lieu">{mention}</p>{corps}</li>'


def _valeur(constat: Constat, comparateur: Territoire | None, place: str) -> str:
    mesure = constat.mesure
    note = f" <small>({mesure.reserve})</small>" if mesure.reserve else ""
    return (
        f'<p class="valeur">{valeur_et_unite(mesure)}{note}</p>{_champ(mesure)}{_evolution(constat)}{_notes(constat)}'
        f"{bande(constat.pairs, mesure.valeur, place)}"
        f'<p class="place">{place}</p>{_comparee(constat, comparateur)}'
    )


def _valeur_de_la_zone(constat: Constat, emprunt: Emprunt, comparateur: Territoire | None) -> str:
    """Le carton de la zone d'emploi, tel qu'en son propre portrait, puis les autres zones du territoire."""
    place = ecrits.place(constat.position, emprunt.indicateur.sens, NIVEAU)
    return f"{_valeur(constat, comparateur, place)}{_autres(emprunt)}{_source(constat.mesure)}"


def _etendue(constat: Constat, emprunt: Emprunt, comparateur: Territoire | None) -> str:
    """La fourchette de ses zones d'emploi, ou leur médiane pour le pays entier."""
    jusqua = emprunt.haut if emprunt.zones else None
    dessin = bande(constat.pairs, emprunt.bas, majuscule(emprunt.texte), jusqua)
    source = _source(replace(constat.mesure, periode=emprunt.periode))
    return (
        f'<p class="valeur">{etendue_et_unite(emprunt)}</p>{dessin}{_autres(emprunt)}'
        f"{_comparee(constat, comparateur)}{source}"
    )


def etendue_et_unite(emprunt: Emprunt) -> str:
    """« de 11,4 à 13,6 » en grand ; une unité longue suit en petit."""
    unite = emprunt.indicateur.unite
    if len(unite) <= UNITE_COURTE or not emprunt.ecrit.endswith(unite):
        return escape(emprunt.ecrit)
    return f"{escape(emprunt.ecrit.removesuffix(unite).rstrip())} <small>{escape(unite)}</small>"


def _autres(emprunt: Emprunt) -> str:
    """Les autres zones d'emploi où vivent ses habitants, chacune avec sa valeur."""
    zones = ecrits.autres_zones(emprunt)
    lignes = "".join(
        f"<li>{escape(zone.nom)} <small>({zone.part})</small> : <b>{zone.valeur}</b>"
        f"{f' <small>({zone.intervalle})</small>' if zone.intervalle else ''}</li>"
        for zone in zones[: ecrits.PARENTS_MONTRES]
    )
    reste = len(zones) - ecrits.PARENTS_MONTRES
    suite = f"<li>et {reste} autre{'s' if reste > 1 else ''}</li>" if reste > 0 else ""
    return f'<ul class="zones">{lignes}{suite}</ul>' if lignes else ""


def _champ(mesure: Mesure) -> str:
    champ = mesure.indicateur.champ_partiel(mesure.niveau)
    return f'<p class="champ">{escape(majuscule(champ))}</p>' if champ else ""


def valeur_et_unite(mesure: Mesure) -> str:
    """Nombre en grand ; une unité longue suit en petit."""
    fiche = mesure.indicateur
    if len(fiche.unite) <= UNITE_COURTE:
        return formats.selon(fiche, mesure.valeur)
    nombre = formats.nombre(mesure.valeur, fiche.decimales, signe=fiche.pivot == 0)
    return f"{nombre} <small>{formats.accorder(fiche.unite, mesure.valeur, fiche.decimales)}</small>"


def _notes(constat: Constat) -> str:
    return "".join(f'<p class="place">{escape(remarque)}</p>' for remarque in ecrits.remarques(constat))


def _evolution(constat: Constat) -> str:
    evolution = ecrits.evolution(constat)
    if evolution is None:
        return ""
    signe, classe = f'<span aria-hidden="true">{evolution.signe}</span>', CLASSES[evolution.bon]
    return f'<p class="evolution{classe}">{signe} {escape(evolution.texte)}</p>'


def _comparee(constat: Constat, comparateur: Territoire | None) -> str:
    comparee = constat.comparee
    if comparateur is None or comparee is None or comparee.indicateur.agregation == "somme":
        return ""
    nom = majuscule(nom_court(comparateur, comparee.indicateur))
    valeur, suite = ecrits.comparee(constat.mesure, comparee)
    return f'<p class="comparee">{escape(nom)} : <b>{valeur}</b>{escape(suite)}</p>'


def _absents(mesures: list[Mesure], territoire: Territoire) -> str:
    """Les chiffres clés que rien ne donne, nommés une fois, avec la raison."""
    par_raison: dict[str, list[Mesure]] = {}
    for mesure in mesures:
        par_raison.setdefault(ecrits.absence(mesure, territoire), []).append(mesure)
    lignes = "".join(
        f"<li>Sans chiffre : {_definitions(siennes)}. {escape(raison)}</li>" for raison, siennes in par_raison.items()
    )
    return f'<ul class="atlas-absents">{lignes}</ul>' if lignes else ""


def _definitions(mesures: Iterable[Mesure]) -> str:
    return ", ".join(
        f'<a href="methode?fiche={mesure.indicateur.id}">{escape(mesure.indicateur.libelle)}</a>' for mesure in mesures
    )


def _source(mesure: Mesure) -> str:
    fiche = mesure.indicateur
    quand = formats.periode(mesure.periode) if mesure.periode else ""
    lien = f'<a href="methode?fiche={fiche.id}">source et définition</a>'
    return f'<p class="source">{escape(producteurs(mesure))}, {quand} · {lien}</p>'
