"""Les chiffres clés en cartons HTML : valeur, évolution, place parmi les pairs, comparateur, source."""

from __future__ import annotations

from html import escape

import numpy as np

from donnees.catalogue import charger
from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import Mesure
from geo.portrait.bandes import bande
from geo.portrait.constats import Constat, nom_court
from geo.territoires import Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX

PARENTS_MONTRES = 3
UNITE_COURTE = 2


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
    reserve = formats.statut(mesure.statut)
    note = f" <small>({reserve})</small>" if reserve else ""
    return (
        f'<p class="valeur">{_valeur_et_unite(mesure)}{note}</p>{_champ(mesure)}{_evolution(constat.evolution)}'
        f"{bande(constat.pairs, mesure.valeur, _place(constat, pairs))}"
        f'<p class="place">{_place(constat, pairs)}</p>{_comparee(constat.comparee, comparateur)}'
    )


def _champ(mesure: Mesure) -> str:
    """Le champ d'une valeur nationale qui ne couvre pas tout le pays."""
    fiche = mesure.indicateur
    partielle = mesure.niveau == "france" and fiche.champ != "france"
    return f'<p class="champ">{escape(majuscule(fiche.nom_france))}</p>' if partielle else ""


def _valeur_et_unite(mesure: Mesure) -> str:
    """Nombre en grand ; une unité longue suit en petit."""
    fiche = mesure.indicateur
    if len(fiche.unite) <= UNITE_COURTE:
        return formats.selon(fiche, mesure.valeur)
    nombre = formats.nombre(mesure.valeur, fiche.decimales, signe=fiche.pivot == 0)
    return f"{nombre} <small>{formats.accorder(fiche.unite, mesure.valeur, fiche.decimales)}</small>"


def _evolution(evolution: Mesure | None) -> str:
    if evolution is None:
        return ""
    fiche = evolution.indicateur
    arrondie = round(evolution.valeur, fiche.decimales)
    signe = "▲" if arrondie > 0 else "▼" if arrondie < 0 else "＝"
    bon = {"mieux_haut": arrondie > 0, "mieux_bas": arrondie < 0}.get(fiche.sens)
    classe = "" if bon is None or arrondie == 0 else " bon" if bon else " moins-bon"
    texte = f"{formats.selon(evolution.indicateur, evolution.valeur)} {escape(_depuis(fiche.libelle))}"
    return f'<p class="evolution{classe}"><span aria-hidden="true">{signe}</span> {texte}</p>'


def _depuis(libelle: str) -> str:
    """« … en cinq ans » ou « … depuis 2018 » : la fin du libellé, qui dit la durée."""
    for mot in (" en ", " depuis "):
        if mot in libelle:
            return mot.strip() + " " + libelle.rsplit(mot, 1)[1]
    return ""


def _place(constat: Constat, pairs: str) -> str:
    position, sens = constat.position, constat.mesure.indicateur.sens
    if not position.rang:
        return ""
    noms = NOMS_NIVEAUX[pairs][1]
    ordre = "du plus bas au plus haut" if sens == "mieux_bas" else "du plus haut au plus bas"
    return f"{formats.ordinal(position.rang)} sur {formats.nombre(position.sur)} {noms}, {ordre}"


def _comparee(comparee: Mesure | None, comparateur: Territoire | None) -> str:
    if comparateur is None or comparee is None or comparee.indicateur.agregation == "somme":
        return ""
    nom = nom_court(comparateur, comparee.indicateur)
    valeur = formats.selon(comparee.indicateur, comparee.valeur)
    return f'<p class="comparee">{escape(majuscule(nom))} : <b>{valeur}</b></p>'


def _absence(mesure: Mesure, territoire: Territoire) -> str:
    """Pourquoi il n'y a pas de valeur, et celle des zones d'emploi traversées, nommées comme telles."""
    raison = mesure.explication or f"Pas de valeur publiée pour {territoire.libelle}."
    lignes = "".join(
        f"<li>{escape(p.libelle)} <small>({formats.nombre(100 * p.part)} % des habitants)</small> : "
        f"<b>{formats.selon(mesure.indicateur, p.valeur)}</b></li>"
        for p in mesure.parents[:PARENTS_MONTRES]
    )
    reste = len(mesure.parents) - PARENTS_MONTRES
    suite = f"<li>et {reste} autre{'s' if reste > 1 else ''}</li>" if reste > 0 else ""
    liste = f'<p class="parents">Par zone d’emploi :</p><ul>{lignes}{suite}</ul>' if lignes else ""
    return f'<p class="absence">{escape(raison)}</p>{liste}'


def _source(mesure: Mesure) -> str:
    fiche = mesure.indicateur
    sources = charger().sources_de(fiche, mesure.periode)
    producteurs = ", ".join(dict.fromkeys(source.producteur for source in sources))
    quand = formats.periode(mesure.periode) if mesure.periode else ""
    lien = f'<a href="methode?fiche={fiche.id}">source et définition</a>'
    return f'<p class="source">{escape(producteurs)}, {quand} · {lien}</p>'
