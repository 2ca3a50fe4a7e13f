"""Les tableaux d'un document : d'une liste d'indicateurs face aux comparateurs, ou d'une table déjà calculée."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from donnees.catalogue import charger
from donnees.catalogue.diagnostic import Bloc as BlocFixe
from donnees.catalogue.diagnostic import diagnostic
from donnees.catalogue.modeles import citer
from geo import mesures
from geo.besoins.territoire import RAISONS
from geo.documents.blocs.chiffres import existe
from geo.documents.demande import Contexte
from geo.documents.modele import Colonne, Nature, Tableau
from geo.ecriture import formats
from geo.mesures import Mesure, incertitude
from geo.mesures.comparaison import noms_distincts
from geo.portrait import constats, ecrits
from geo.portrait.constats import Constat

Brute = float | str | None
Ligne = tuple[tuple[str, ...], tuple[Brute, ...], list[str]]


def indicateurs(contexte: Contexte, bloc: BlocFixe, note: str = "") -> Tableau | None:
    """Indicateurs du bloc : date, valeur d'ici, des comparateurs, place ; None si aucun n'existe à cette échelle."""
    siens = [constats.constater(contexte.territoire, None, identifiant) for identifiant in bloc.indicateurs]
    gardes = [constat for constat in siens if existe(constat.mesure)]
    if not gardes:
        return None
    noms = noms_distincts((contexte.territoire, *contexte.comparateurs))
    mots = diagnostic().mots
    colonnes = (
        Colonne(mots["indicateur"], largeur=3),
        Colonne(mots["date"]),
        *(Colonne(nom, "nombre", 1.6) for nom in noms),
        Colonne(mots["place"], largeur=2),
    )
    lignes = [_ligne(contexte, constat) for constat in gardes]
    sources = dict.fromkeys(source for *_, citees in lignes for source in citees)
    return Tableau(
        cle=bloc.id,
        titre=bloc.titre,
        colonnes=colonnes,
        lignes=tuple(ecrite for ecrite, _, _ in lignes),
        note=note or bloc.note,
        source=citer(charger().sources[source] for source in sources),
        brutes=tuple(brute for _, brute, _ in lignes),
    )


def _ligne(contexte: Contexte, constat: Constat) -> Ligne:
    mesure, fiche = constat.mesure, constat.mesure.indicateur
    periode = mesure.periode if math.isfinite(mesure.valeur) or not mesure.parents else mesure.parents[0].periode
    ailleurs = [constats.comparer(autre, fiche, periode) for autre in contexte.comparateurs]
    place = ecrits.place(constat.position, fiche.sens, mesures.niveau_des_pairs(contexte.territoire))
    ici, date = cellule(mesure), formats.periode(periode)
    ecrite = (fiche.libelle, date, ici, *(cellule(autre) if autre else formats.ABSENT for autre in ailleurs))
    nombres: list[Brute] = [_nombre(mesure) if math.isfinite(mesure.valeur) else ici]
    nombres += [_nombre(autre) if autre else None for autre in ailleurs]
    citees = [source.id for source in charger().sources_de(fiche, periode)]
    return (*ecrite, place or formats.ABSENT), (fiche.libelle, date, *nombres, place or None), citees


def cellule(mesure: Mesure) -> str:
    """La valeur et ses réserves ; sans valeur, celle de la zone d'emploi la plus habitée, nommée, ou la raison."""
    if math.isfinite(mesure.valeur):
        fiche = mesure.indicateur
        champ = fiche.champ_partiel(mesure.niveau)
        precisions = (mesure.reserve, incertitude.ecrire(fiche, mesure), champ)
        suite = ", ".join(precision for precision in precisions if precision)
        return f"{formats.selon(fiche, mesure.valeur)}{f' ({suite})' if suite else ''}"
    zones = [zone for zone in ecrits.zones(mesure, 1) if zone.valeur != formats.ABSENT]
    if zones:
        zone = zones[0]
        dite = diagnostic().mots["zone_et_part"].format(nom=zone.nom, part=zone.part, valeur=zone.valeur)
        return f"{dite} ({zone.intervalle})" if zone.intervalle else dite
    return formats.statut("s").capitalize() if mesure.statut == "s" else RAISONS[mesure.origine].rstrip(".")


def _nombre(mesure: Mesure) -> float:
    return float(mesure.indicateur.arrondir(np.array(mesure.valeur)))


def depuis(  # noqa: PLR0913 - ce qui s'écrit autour d'une table
    bloc: BlocFixe,
    table: pd.DataFrame,
    *,
    decimales: Mapping[str, int],
    valeurs: Mapping[str, object],
    source: str,
    vides: Sequence[str] = (),
    largeurs: Mapping[str, float] | None = None,
) -> Tableau | None:
    """Tableau d'une table dont les colonnes portent les clés du bloc ; None si elle n'a pas de ligne.

    Parameters
    ----------
    decimales : mapping of str to int
        Colonnes de nombres → décimales ; les autres sont du texte.
    valeurs : mapping
        Ce qui remplit les modèles du catalogue (titre, note, en-têtes).
    vides : sequence of str
        Clés des colonnes à remplir à la main, absentes de la table.
    """
    if table.empty:
        return None
    cles = [cle for cle in bloc.colonnes if cle in table.columns or cle in vides]
    larges = {cles[0]: 3.0, **(largeurs or {})}
    colonnes = [
        Colonne(bloc.colonnes[cle].format_map(valeurs), _nature(cle, decimales, vides), larges.get(cle, 1.0))
        for cle in cles
    ]
    lignes = table.to_dict("records")
    return Tableau(
        cle=bloc.id,
        titre=bloc.titre.format_map(valeurs),
        colonnes=tuple(colonnes),
        lignes=tuple(tuple(_ecrire(cle, ligne, decimales, vides) for cle in cles) for ligne in lignes),
        note=bloc.note.format_map(valeurs).strip(),
        source=source,
        brutes=tuple(tuple(_brute(cle, ligne, decimales, vides) for cle in cles) for ligne in lignes),
    )


def _nature(cle: str, decimales: Mapping[str, int], vides: Sequence[str]) -> Nature:
    return "vide" if cle in vides else "nombre" if cle in decimales else "texte"


def _ecrire(cle: str, ligne: Mapping[object, object], decimales: Mapping[str, int], vides: Sequence[str]) -> str:
    if cle in vides:
        return ""
    valeur = ligne[cle]
    if cle in decimales:
        return formats.nombre(float(str(valeur)), decimales[cle])
    return str(valeur).strip() or formats.ABSENT


def _brute(cle: str, ligne: Mapping[object, object], decimales: Mapping[str, int], vides: Sequence[str]) -> Brute:
    if cle in vides:
        return None
    valeur = ligne[cle]
    if cle in decimales:
        nombre = float(str(valeur))
        return nombre if math.isfinite(nombre) else None
    return str(valeur).strip() or None
