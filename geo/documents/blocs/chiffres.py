"""Un chiffre clé, d'un constat : les mêmes mots que le carton de l'écran, face à deux comparateurs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from donnees.catalogue.diagnostic import Bloc as BlocFixe
from donnees.catalogue.diagnostic import diagnostic
from geo import mesures, territoires
from geo.documents.demande import Contexte
from geo.documents.modele import Chiffre, Chiffres, Comparee
from geo.ecriture import formats
from geo.ecriture.textes import majuscule, minuscule
from geo.mesures import Mesure, incertitude
from geo.mesures.comparaison import noms_distincts
from geo.mesures.parents import NIVEAU
from geo.mesures.reserves import RAISONS, producteurs
from geo.portrait import constats, ecrits
from geo.portrait.constats import Constat
from geo.portrait.ecrits import Zone
from geo.territoires import Territoire


def planche(contexte: Contexte, bloc: BlocFixe) -> Chiffres | None:
    """Les chiffres des indicateurs du bloc qui existent à l'échelle du territoire ; None si aucun n'a de valeur."""
    siens = [constats.constater(contexte.territoire, None, identifiant) for identifiant in bloc.indicateurs]
    gardes = [du_constat(contexte, constat) for constat in siens if existe(constat.mesure)]
    connus = any(math.isfinite(constat.mesure.valeur) or constat.mesure.parents for constat in siens)
    return Chiffres(bloc.id, tuple(gardes)) if connus else None


def existe(mesure: Mesure) -> bool:
    """Faux pour un indicateur qui ne se publie pas à cette échelle, et qu'aucune zone d'emploi ne prête."""
    return math.isfinite(mesure.valeur) or bool(mesure.parents) or mesure.origine != "non_recalculable"


def du_constat(contexte: Contexte, constat: Constat) -> Chiffre:
    """Le chiffre d'un constat ; sans valeur, celui de sa zone d'emploi ou la fourchette de ses zones, que nomme le
    libellé ; à défaut, pourquoi.
    """
    mesure, emprunt = constat.mesure, constat.emprunt
    if emprunt is None:
        pairs = mesures.niveau_des_pairs(contexte.territoire)
        return _chiffre(contexte, constat, pairs, "" if math.isfinite(mesure.valeur) else _absence(mesure, contexte))
    libelle = f"{majuscule(emprunt.lieu)} : {minuscule(mesure.indicateur.libelle)}"
    autres = _enumerer(ecrits.autres_zones(emprunt), len(emprunt.zones))
    if constat.de_la_zone is not None:
        suite = f"{diagnostic().mots['autres_zones']} : {autres}." if autres else ""
        prete = _chiffre(contexte, constat.de_la_zone, NIVEAU)
        return replace(prete, libelle=libelle, remarque=" ".join(filter(None, (prete.remarque, suite))))
    lue = replace(mesure, periode=emprunt.periode)
    remarque = f"{diagnostic().mots['par_zone']} : {autres}." if autres else ""
    vide = _chiffre(contexte, replace(constat, mesure=lue), NIVEAU, remarque)
    return replace(vide, libelle=libelle, valeur=emprunt.ecrit, comparees=_comparees(lue, contexte.comparateurs))


def _chiffre(contexte: Contexte, constat: Constat, pairs: str, absence: str = "") -> Chiffre:
    mesure, fiche = constat.mesure, constat.mesure.indicateur
    connue = math.isfinite(mesure.valeur)
    evolution = ecrits.evolution(constat) if connue else None
    return Chiffre(
        libelle=fiche.libelle,
        valeur=formats.selon(fiche, mesure.valeur),
        periode=formats.periode(mesure.periode) if mesure.periode else "",
        evolution=evolution.texte if evolution else "",
        place=ecrits.place(constat.position, fiche.sens, pairs) if connue else "",
        remarque=_remarque(constat) if connue else absence,
        source=producteurs(mesure),
        comparees=_comparees(mesure, contexte.comparateurs) if connue else (),
        indicateur=fiche.id,
        brute=float(fiche.arrondir(np.array(mesure.valeur))),
        unite=fiche.unite,
    )


def _remarque(constat: Constat) -> str:
    """Champ partiel, réserve du statut, puis les remarques du carton."""
    mesure = constat.mesure
    mentions = [mesure.indicateur.champ_partiel(mesure.niveau)]
    if mesure.statut == "e" and mesure.origine != "estime":
        mentions.append(formats.statut(mesure.statut))
    phrases = [f"{majuscule(dite)}." for dite in mentions if dite]
    return " ".join([*phrases, *ecrits.remarques(constat)])


def _absence(mesure: Mesure, contexte: Contexte) -> str:
    """La raison ; quand des zones d'emploi ont une valeur, une raison courte et chacune d'elles, nommée."""
    zones = ecrits.zones(mesure)
    if not zones:
        return ecrits.absence(mesure, contexte.territoire)
    if all(zone.valeur == formats.ABSENT for zone in zones):
        return RAISONS[mesure.origine]
    combien = len(territoires.traverses(contexte.territoire, NIVEAU))
    return f"{RAISONS[mesure.origine]} {diagnostic().mots['par_zone']} : {_enumerer(zones, combien)}."


def _enumerer(zones: Sequence[Zone], combien: int) -> str:
    """« Voiron (89 % des habitants) : 5,3 % ; … ; et 4 de plus » : les plus habitées, et le nombre des autres."""
    montrees = zones[: ecrits.PARENTS_MONTRES]
    mentions = [f"{zone.nom} ({zone.part}) : {zone.valeur}{_entre(zone.intervalle)}" for zone in montrees]
    reste = combien - len(montrees)
    return " ; ".join([*mentions, *([diagnostic().mots["autres"].format(nombre=reste)] if reste > 0 else [])])


def _entre(intervalle: str) -> str:
    return f" ({intervalle})" if intervalle else ""


def _comparees(mesure: Mesure, comparateurs: Sequence[Territoire]) -> tuple[Comparee, ...]:
    """La même mesure ailleurs, à la même date ; un effectif ne se compare pas d'un territoire à l'autre."""
    fiche = mesure.indicateur
    if fiche.agregation == "somme":
        return ()
    lues = [constats.comparer(autre, fiche, mesure.periode) for autre in comparateurs]
    noms = noms_distincts(comparateurs)
    return tuple(Comparee(nom, _ailleurs(mesure, lue)) for nom, lue in zip(noms, lues, strict=True) if lue is not None)


def dire(mesure: Mesure) -> str:
    """« 7,9 % (notre estimation, France hors Guyane et Mayotte) » : la valeur, ses réserves et son champ."""
    fiche = mesure.indicateur
    precisions = (mesure.reserve, incertitude.ecrire(fiche, mesure), fiche.champ_partiel(mesure.niveau))
    suite = ", ".join(precision for precision in precisions if precision)
    return f"{formats.selon(fiche, mesure.valeur)}{f' ({suite})' if suite else ''}"


def _ailleurs(mesure: Mesure, autre: Mesure) -> str:
    """La valeur d'un comparateur, et si la comparaison ne se tranche pas."""
    doute = f" {incertitude.INDECIDABLE}" if incertitude.indecidable(mesure, autre) else ""
    return f"{dire(autre)}{doute}"
