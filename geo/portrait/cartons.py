"""Les chiffres clés en cartons HTML : valeur, évolution, place parmi les pairs, comparateur, source."""

from __future__ import annotations

from html import escape

import numpy as np

from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import Mesure
from geo.mesures.reserves import producteurs
from geo.portrait import ecrits
from geo.portrait.bandes import bande
from geo.portrait.constats import Constat, nom_court
from geo.territoires import Territoire

UNITE_COURTE = 2
CLASSES = {True: " bon", False: " moins-bon", None: ""}


def cartons(constats: list[Constat], territoire: Territoire, comparateur: Territoire | None, pairs: str) -> str:
    """Grille des chiffres clés.

    Parameters
    ----------
    pairs : str
        Niveau des pairs (« zone_emploi » pour un périmètre).
    """
    items = "".join(f"<li>{_carton(constat, territoire, comparateur, pairs)}</li>" for constat in constats)
    return f'<ul class="atlas-cartons">{items}</ul>'


def _carton(constat: Constat, territoire: Territoire, comparateur: Territoire | None, pairs: str) -> str:
    fiche, mesure = constat.mesure.indicateur, constat.mesure
    corps = _valeur(constat, comparateur, pairs) if np.isfinite(mesure.valeur) else _absence(mesure, territoire)
    return f"<h3>{escape(fiche.libelle)}</h3>{corps}{_source(mesure)}"


def _valeur(constat: Constat, comparateur: Territoire | None, pairs: str) -> str:
    mesure = constat.mesure
    note = f" <small>({mesure.reserve})</small>" if mesure.reserve else ""
    place = ecrits.place(constat.position, mesure.indicateur.sens, pairs)
    return (
        f'<p class="valeur">{_valeur_et_unite(mesure)}{note}</p>{_champ(mesure)}{_evolution(constat)}{_notes(constat)}'
        f"{bande(constat.pairs, mesure.valeur, place)}"
        f'<p class="place">{place}</p>{_comparee(constat, comparateur)}'
    )


def _champ(mesure: Mesure) -> str:
    champ = mesure.indicateur.champ_partiel(mesure.niveau)
    return f'<p class="champ">{escape(majuscule(champ))}</p>' if champ else ""


def _valeur_et_unite(mesure: Mesure) -> str:
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


def _absence(mesure: Mesure, territoire: Territoire) -> str:
    """Pourquoi il n'y a pas de valeur, et celle des zones d'emploi traversées, nommées comme telles."""
    lignes = "".join(
        f"<li>{escape(zone.nom)} <small>({zone.part})</small> : <b>{zone.valeur}</b>"
        f"{f' <small>({zone.intervalle})</small>' if zone.intervalle else ''}</li>"
        for zone in ecrits.zones(mesure)
    )
    reste = len(mesure.parents) - ecrits.PARENTS_MONTRES
    suite = f"<li>et {reste} autre{'s' if reste > 1 else ''}</li>" if reste > 0 else ""
    liste = f'<p class="parents">Par zone d’emploi :</p><ul>{lignes}{suite}</ul>' if lignes else ""
    return f'<p class="absence">{escape(ecrits.absence(mesure, territoire))}</p>{liste}'


def _source(mesure: Mesure) -> str:
    fiche = mesure.indicateur
    quand = formats.periode(mesure.periode) if mesure.periode else ""
    lien = f'<a href="methode?fiche={fiche.id}">source et définition</a>'
    return f'<p class="source">{escape(producteurs(mesure))}, {quand} · {lien}</p>'
