"""Les chiffres clés en cartons HTML : valeur, évolution, place parmi les pairs, comparateur, source."""

from __future__ import annotations

from html import escape

import numpy as np

from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import Mesure
from geo.mesures.incertitude import INDECIDABLE, ecrire, indecidable, indistincte
from geo.mesures.parents import Parent
from geo.mesures.reserves import notes, producteurs
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
    note = f" <small>({mesure.reserve})</small>" if mesure.reserve else ""
    return (
        f'<p class="valeur">{_valeur_et_unite(mesure)}{note}</p>{_champ(mesure)}{_evolution(constat)}{_notes(constat)}'
        f"{bande(constat.pairs, mesure.valeur, _place(constat, pairs))}"
        f'<p class="place">{_place(constat, pairs)}</p>{_comparee(constat, comparateur)}'
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
    """Ce qu'il faut savoir avant de lire : intervalle, marge, rupture, provisoire, rang impossible."""
    evolution = _suivie(constat)
    remarques = [*notes(constat.mesure), *(notes(evolution) if evolution else ())]
    if constat.position.sans_rang:
        remarques.append(f"Sans rang : {constat.position.sans_rang}.")
    return "".join(f'<p class="place">{escape(remarque)}</p>' for remarque in dict.fromkeys(remarques))


def _suivie(constat: Constat) -> Mesure | None:
    """L'évolution jusqu'à la date de la valeur ; celle d'une autre date tromperait."""
    evolution = constat.evolution
    return evolution if evolution is not None and evolution.periode == constat.mesure.periode else None


def _evolution(constat: Constat) -> str:
    evolution = _suivie(constat)
    if evolution is None:
        return ""
    fiche = evolution.indicateur
    arrondie = 0.0 if indistincte(fiche, evolution) else round(evolution.valeur, fiche.decimales)
    signe = "▲" if arrondie > 0 else "▼" if arrondie < 0 else "＝"
    bon = {"mieux_haut": arrondie > 0, "mieux_bas": arrondie < 0}.get(fiche.sens)
    classe = "" if bon is None or arrondie == 0 else " bon" if bon else " moins-bon"
    jugement = {" bon": ", favorable", " moins-bon": ", défavorable"}.get(classe, "")
    texte = f"{formats.selon(evolution.indicateur, evolution.valeur)} {escape(_depuis(fiche.libelle))}{jugement}"
    return f'<p class="evolution{classe}"><span aria-hidden="true">{signe}</span> {texte}</p>'


def _depuis(libelle: str) -> str:
    """« … en cinq ans » ou « … depuis 2018 » : la fin du libellé, qui dit la durée."""
    for mot in (" en ", " depuis "):
        if mot in libelle:
            return mot.strip() + " " + libelle.rsplit(mot, 1)[1]
    return ""


def _place(constat: Constat, pairs: str) -> str:
    position, sens = constat.position, constat.mesure.indicateur.sens
    if not position.ecrite or position.sans_rang:
        return ""
    noms = NOMS_NIVEAUX[pairs][1]
    ordre = "du plus bas au plus haut" if sens == "mieux_bas" else "du plus haut au plus bas"
    return majuscule(f"{position.ecrite} {noms}, {ordre}")


def _comparee(constat: Constat, comparateur: Territoire | None) -> str:
    comparee = constat.comparee
    if comparateur is None or comparee is None or comparee.indicateur.agregation == "somme":
        return ""
    nom = nom_court(comparateur, comparee.indicateur)
    precisions = [_estimation(comparee), ecrire(comparee.indicateur, comparee)]
    suite = "".join(f" ({precision})" for precision in precisions if precision)
    valeur = f"<b>{formats.selon(comparee.indicateur, comparee.valeur)}</b>{escape(suite)}"
    doute = f" {escape(INDECIDABLE)}" if indecidable(constat.mesure, comparee) else ""
    return f'<p class="comparee">{escape(majuscule(nom))} : {valeur}{doute}</p>'


def _estimation(comparee: Mesure) -> str:
    """« notre estimation : moyenne des zones, pondérée par leurs actifs » ; vide pour une valeur publiée."""
    texte = comparee.indicateur.estimation(comparee.niveau)
    return f"{comparee.reserve} : {texte}" if texte else ""


def _absence(mesure: Mesure, territoire: Territoire) -> str:
    """Pourquoi il n'y a pas de valeur, et celle des zones d'emploi traversées, nommées comme telles."""
    raison = mesure.explication or f"Pas de valeur publiée pour {territoire.libelle}."
    lignes = "".join(
        f"<li>{escape(p.libelle)} <small>({formats.nombre(100 * p.part)} % des habitants)</small> : "
        f"<b>{formats.selon(mesure.indicateur, p.valeur)}</b>{_entre(mesure, p)}</li>"
        for p in mesure.parents[:PARENTS_MONTRES]
    )
    reste = len(mesure.parents) - PARENTS_MONTRES
    suite = f"<li>et {reste} autre{'s' if reste > 1 else ''}</li>" if reste > 0 else ""
    liste = f'<p class="parents">Par zone d’emploi :</p><ul>{lignes}{suite}</ul>' if lignes else ""
    return f'<p class="absence">{escape(raison)}</p>{liste}'


def _entre(mesure: Mesure, parent: Parent) -> str:
    intervalle = ecrire(mesure.indicateur, parent)
    return f" <small>({intervalle})</small>" if intervalle else ""


def _source(mesure: Mesure) -> str:
    fiche = mesure.indicateur
    quand = formats.periode(mesure.periode) if mesure.periode else ""
    lien = f'<a href="methode?fiche={fiche.id}">source et définition</a>'
    return f'<p class="source">{escape(producteurs(mesure))}, {quand} · {lien}</p>'
