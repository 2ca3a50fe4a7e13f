"""Les chiffres clés en cartons HTML : valeur, évolution, place parmi les pairs, comparateur, source."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from donnees.catalogue.modeles import Indicateur
from geo.mesures import Mesure, niveau_des_pairs
from geo.mesures.emprunts import Emprunt
from geo.portrait.bandes import bande
from geo.portrait.carton import Absence, Carton, Nombre, absences, composer, ecrire_emprunt, ecrire_mesure
from geo.portrait.constats import Constat
from geo.portrait.constats import constats as chiffres_cles
from geo.reserve import gardee
from geo.territoires import Territoire

CLASSES: Final = {True: " bon", False: " moins-bon", None: ""}
DEFINITION: Final = "methode?fiche="
"""Ce qui précède l'identifiant d'un indicateur dans l'adresse de sa définition, vue d'une page de l'application."""


@dataclass(frozen=True)
class Grille:
    """Les chiffres clés d'un portrait : leur grille, leurs mesures, la date de chaque chiffre, si l'un est emprunté."""

    html: str
    mesures: tuple[Mesure, ...]
    periodes: tuple[str, ...]
    empruntee: bool

    @property
    def indicateurs(self) -> tuple[Indicateur, ...]:
        """Ceux qu'elle montre, dans l'ordre."""
        return tuple(mesure.indicateur for mesure in self.mesures)


@gardee
def grille(territoire: Territoire, comparateur: Territoire | None) -> Grille:
    """Les chiffres clés d'un territoire face à un comparateur, parmi ses pairs."""
    chiffres = chiffres_cles(territoire, comparateur)
    return Grille(
        cartons(chiffres, territoire, comparateur, niveau_des_pairs(territoire)),
        tuple(constat.mesure for constat in chiffres),
        tuple((constat.emprunt or constat.mesure).periode for constat in chiffres),
        any(constat.emprunt for constat in chiffres),
    )


def cartons(constats: list[Constat], territoire: Territoire, comparateur: Territoire | None, pairs: str) -> str:
    """Grille des chiffres clés ; ceux que rien ne donne sont nommés dessous, chaque raison une fois.

    Parameters
    ----------
    pairs : str
        Niveau des pairs (« zone_emploi » pour un périmètre).
    """
    composes = (composer(constat, comparateur, pairs) for constat in constats)
    items = "".join(_carton(compose) for compose in composes if compose is not None)
    lignes = "".join(map(_absence, absences(constats, territoire)))
    dessous = f'<ul class="atlas-absents">{lignes}</ul>' if lignes else ""
    return f'<ul class="atlas-cartons">{items}</ul>{dessous}'


def _carton(carton: Carton) -> str:
    """Un chiffre de la zone d'emploi se lit tel qu'en son propre portrait, puis viennent les autres zones."""
    titre = f"<h3>{escape(carton.indicateur.libelle)}</h3>"
    corps = f"{titre}{_lieu(carton)}{_valeur(carton)}{_place(carton)}{_source(carton)}"
    return f'<li class="emprunt">{corps}</li>' if carton.lieu else f"<li>{corps}</li>"


def _lieu(carton: Carton) -> str:
    part = f" <small>({escape(carton.habitants)})</small>" if carton.habitants else ""
    return f'<p class="lieu"><b>{escape(carton.lieu)}</b>{part}</p>' if carton.lieu else ""


def _valeur(carton: Carton) -> str:
    note = f" <small>({carton.reserve})</small>" if carton.reserve else ""
    champ = f'<p class="champ">{escape(carton.champ)}</p>' if carton.champ else ""
    notes = "".join(f'<p class="place">{escape(remarque)}</p>' for remarque in carton.remarques)
    return f'<p class="valeur">{_nombre(carton.nombre)}{note}</p>{champ}{_evolution(carton)}{notes}'


def _place(carton: Carton) -> str:
    dessin = bande(carton.pairs, carton.bas, carton.legende, carton.haut if carton.etendue and carton.zones else None)
    if carton.etendue:
        return f"{dessin}{_zones(carton)}{_comparee(carton)}"
    return f'{dessin}<p class="place">{carton.place}</p>{_comparee(carton)}{_zones(carton)}'


def valeur_et_unite(mesure: Mesure) -> str:
    """Nombre en grand ; une unité longue suit en petit."""
    return _nombre(ecrire_mesure(mesure))


def etendue_et_unite(emprunt: Emprunt) -> str:
    """« de 11,4 à 13,6 » en grand ; une unité longue suit en petit."""
    return _nombre(ecrire_emprunt(emprunt))


def _nombre(nombre: Nombre) -> str:
    return escape(nombre.ecrit) + (f" <small>{escape(nombre.unite)}</small>" if nombre.unite else "")


def _zones(carton: Carton) -> str:
    """Les autres zones d'emploi où vivent ses habitants, chacune avec sa valeur."""
    lignes = "".join(
        f"<li>{escape(zone.nom)} <small>({zone.part})</small> : <b>{zone.valeur}</b>"
        f"{f' <small>({zone.intervalle})</small>' if zone.intervalle else ''}</li>"
        for zone in carton.zones
    )
    reste = carton.reste
    suite = f"<li>et {reste} autre{'s' if reste > 1 else ''}</li>" if reste else ""
    return f'<ul class="zones">{lignes}{suite}</ul>' if lignes else ""


def _evolution(carton: Carton) -> str:
    if carton.evolution is None:
        return ""
    signe, classe = f'<span aria-hidden="true">{carton.evolution.signe}</span>', CLASSES[carton.evolution.bon]
    return f'<p class="evolution{classe}">{signe} {escape(carton.evolution.texte)}</p>'


def _comparee(carton: Carton) -> str:
    if carton.comparee is None:
        return ""
    nom, valeur, suite = carton.comparee
    return f'<p class="comparee">{escape(nom)} : <b>{valeur}</b>{escape(suite)}</p>'


def _absence(absence: Absence) -> str:
    """Les chiffres clés qu'une même raison explique."""
    liens = ", ".join(f'<a href="{DEFINITION}{fiche.id}">{escape(fiche.libelle)}</a>' for fiche in absence.indicateurs)
    return f"<li>Sans chiffre : {liens}. {escape(absence.raison)}</li>"


def _source(carton: Carton) -> str:
    lien = f'<a href="{DEFINITION}{carton.indicateur.id}">source et définition</a>'
    return f'<p class="source">{escape(carton.source)} · {lien}</p>'
