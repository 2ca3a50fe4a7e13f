"""Lire des points : essaim, nuage, profil comparé, quotients, bulles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from geo.ecriture import formats
from geo.graphiques.bulles import Bulle
from geo.graphiques.lectures.lecture import Lecture, compter, dire, enumerer
from geo.graphiques.nuage import correler
from geo.graphiques.quotients import Quotient
from geo.graphiques.style import Mesure
from geo.mesures.profils import LigneComparee
from geo.mesures.repartitions import Repartition


def essaim(repartition: Repartition, choisis: Mapping[str, str]) -> Lecture:
    """Essaim : l'étendue, la médiane, puis chaque territoire choisi."""
    fiche, observees = repartition.indicateur, repartition.observees
    mesure = Mesure(fiche.unite, fiche.decimales)
    etendue = ""
    if observees.size:
        bas, milieu, haut = (mesure.ecrire(float(v)) for v in np.quantile(observees, [0, 0.5, 1]))
        etendue = f", de {bas} à {haut}, médiane {milieu}"
    return Lecture(
        dire(
            f"Un point par territoire ({formats.nombre(observees.size)}) : {fiche.libelle}{etendue}.",
            _choisis({nom: (repartition.chiffree(code).valeur, mesure) for code, nom in choisis.items()}),
        ),
        lambda: pd.DataFrame({"Territoire": repartition.libelles, fiche.libelle: repartition.valeurs}),
        {fiche.libelle: fiche.decimales},
    )


def _choisis(valeurs: Mapping[str, tuple[float, Mesure]]) -> str:
    chiffrees = [f"{nom} {mesure.ecrire(v)}" for nom, (v, mesure) in valeurs.items() if math.isfinite(v)]
    return f"{enumerer(chiffrees, 5)}." if chiffrees else ""


def nuage(x: Repartition, y: Repartition, choisis: Mapping[str, str]) -> Lecture:
    """Nuage : les deux indicateurs, la corrélation, puis les territoires choisis."""
    fiches = x.indicateur, y.indicateur
    lien = correler(x.valeurs, y.valeurs)
    ecrits = {
        nom: " ; ".join(
            Mesure(fiche.unite, fiche.decimales).ecrire(axe.chiffree(code).valeur)
            for fiche, axe in zip(fiches, (x, y), strict=True)
        )
        for code, nom in choisis.items()
        if all(math.isfinite(axe.chiffree(code).valeur) for axe in (x, y))
    }
    correlation = f"Corrélation {formats.nombre(lien.r, 2)} (de −1 à 1)." if lien.r is not None else ""
    return Lecture(
        dire(
            f"Un point par territoire ({formats.nombre(lien.n)}) : {fiches[0].libelle} en abscisse, "
            f"{fiches[1].libelle} en ordonnée.",
            correlation,
            f"{enumerer(f'{nom} ({valeurs})' for nom, valeurs in ecrits.items())}." if ecrits else "",
        ),
        lambda: pd.DataFrame({"Territoire": x.libelles, fiches[0].libelle: x.valeurs, fiches[1].libelle: y.valeurs}),
        {fiche.libelle: fiche.decimales for fiche in fiches},
    )


def points_alignes(lignes: Sequence[LigneComparee]) -> Lecture:
    """Profil comparé : de quel côté de la médiane est chaque territoire, et le plus loin."""
    noms = list(dict.fromkeys(nom for ligne in lignes for nom in ligne.valeurs))
    return Lecture(
        dire(
            f"{compter(len(lignes), 'indicateur')}, chacun sur son axe centré sur la médiane des territoires.",
            *(_cotes(nom, lignes) for nom in noms),
        ),
        lambda: pd.DataFrame([_ligne(ligne, noms) for ligne in lignes]),
    )


def _ligne(ligne: LigneComparee, noms: Sequence[str]) -> dict[str, str]:
    ecrire = Mesure(ligne.unite, ligne.decimales).ecrire
    valeurs = {nom: ecrire(ligne.valeurs.get(nom, math.nan)) for nom in noms}
    return {"Indicateur": ligne.libelle, **valeurs, "Médiane": ecrire(ligne.mediane)}


def _cotes(nom: str, lignes: Sequence[LigneComparee]) -> str:
    """« Lyon : 5 sur 8 du côté favorable ; le plus loin de la médiane, Revenu médian. »."""
    places = {ligne.libelle: ligne.position(ligne.valeurs.get(nom, math.nan)) for ligne in lignes}
    juges = [places[ligne.libelle] for ligne in lignes if ligne.sens != "neutre"]
    connus = {libelle: place for libelle, place in places.items() if not math.isnan(place)}
    if not connus:
        return ""
    favorables = sum(place > 0 for place in juges if not math.isnan(place))
    loin = max(connus, key=lambda libelle: abs(connus[libelle]))
    cotes = f"{favorables} sur {sum(not math.isnan(p) for p in juges)} du côté favorable ; " if juges else ""
    return f"{nom} : {cotes}le plus loin de la médiane, {loin}."


def quotients(lignes: Sequence[Quotient], *, reference: str) -> Lecture:
    """Quotients de localisation : le plus et le moins présent."""
    connues = [ligne for ligne in lignes if math.isfinite(ligne.ql) and ligne.ql > 0]
    phrases = [f"Quotients de {compter(len(connues), 'secteur')}, 1 étant la part dans la référence ({reference})."]
    if connues:
        haut, bas = max(connues, key=lambda ligne: ligne.ql), min(connues, key=lambda ligne: ligne.ql)
        phrases.append(f"Le plus présent : {haut.libelle}, {formats.nombre(haut.ql, 2)}.")
        if bas is not haut:
            phrases.append(f"Le moins : {bas.libelle}, {formats.nombre(bas.ql, 2)}.")
    colonnes = {"Quotient": "ql", "Au moins (95 %)": "bas", "Au plus (95 %)": "haut"}
    return Lecture(
        dire(*phrases),
        lambda: pd.DataFrame(
            {
                "Secteur": [ligne.libelle for ligne in lignes],
                **{titre: [getattr(ligne, champ) for ligne in lignes] for titre, champ in colonnes.items()},
                "Lecture": [ligne.mot for ligne in lignes],
            }
        ),
        dict.fromkeys(colonnes, 2),
    )


def bulles(points: Sequence[Bulle], *, abscisse: str, ordonnee: str, unite: str = "salariés") -> Lecture:
    """Bulles : combien dans chaque cadran, et la plus grosse."""
    lisibles = [point for point in points if point.lisible]
    cadrans = Counter(point.lecture for point in lisibles)
    phrases = [f"{compter(len(lisibles), 'bulle')} : {abscisse} en abscisse, {ordonnee} en ordonnée."]
    if lisibles:
        grosse = max(lisibles, key=lambda point: point.taille)
        evolution = formats.avec_unite(grosse.evolution, "%", 1, signe=True)
        phrases.append(f"{enumerer(f'{lecture} : {n}' for lecture, n in cadrans.most_common())}.")
        phrases.append(
            f"La plus grosse : {grosse.libelle}, {formats.avec_unite(grosse.taille, unite)}, "
            f"quotient {formats.nombre(grosse.ql, 2)}, {evolution}."
        )
    return Lecture(
        dire(*phrases),
        lambda: pd.DataFrame(
            {
                "Nom": [point.libelle for point in points],
                unite.capitalize(): [point.taille for point in points],
                "Quotient": [point.ql for point in points],
                "Évolution (%)": [point.evolution for point in points],
                "Lecture": [point.lecture for point in points],
            }
        ),
        {unite.capitalize(): 0, "Quotient": 2, "Évolution (%)": 1},
    )
