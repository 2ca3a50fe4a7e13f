"""La fiche GPECT : la poignée de chiffres d'où part un comité de pilotage."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import pandas as pd

from donnees.catalogue import charger
from donnees.catalogue.fiches_documents import mots
from geo import mesures
from geo.ecriture import formats
from geo.ecriture.textes import minuscule
from geo.mesures import reserves
from geo.metiers import lectures, tables
from geo.metiers.enquete import PAYS, Lieu, total
from geo.secteurs import phrases
from geo.secteurs.champs import CHAMPS, FRANCE, avec_article, libelle_reference
from geo.secteurs.decalage import decalage
from geo.secteurs.exposition import exposition
from geo.secteurs.structure import resumer, specialites, structure
from geo.territoires import Territoire, lire

ENQUETE: Final = 2025
"""Année de l'enquête lue sur les besoins en main-d'œuvre."""
RUBRIQUES: Final = ("Où en est l'emploi", "De quoi il est fait", "Ce qui peut bouger", "Qui recruter, qui former")
CATALOGUE: Final = {
    "chomage_localise": RUBRIQUES[0],
    "taux_emploi_55_64": RUBRIQUES[3],
    "sans_bac": RUBRIQUES[3],
}
"""Indicateurs publiés repris dans la fiche → rubrique."""


@dataclass(frozen=True)
class Chiffre:
    """Un chiffre de la fiche, en toutes lettres.

    Attributes
    ----------
    fiche : str
        Indicateur du catalogue ; vide quand la page le calcule (voir « Méthode »).
    """

    rubrique: str
    libelle: str
    valeur: str
    repere: str
    source: str
    fiche: str = ""


def chiffres(zone: Territoire, reference: str, source: str, annee: int) -> list[Chiffre]:
    """Chiffres d'une zone d'emploi couverte, dans l'ordre des rubriques."""
    lignes = [*_emploi(zone, reference, source), *_secteurs(zone, reference, source), *_metiers(zone, annee)]
    lignes += [c for i, rubrique in CATALOGUE.items() if (c := _publie(zone, i, rubrique)) is not None]
    return sorted(lignes, key=lambda chiffre: RUBRIQUES.index(chiffre.rubrique))


def _origine(source: str) -> str:
    champ = CHAMPS[source]
    return f"{charger().sources[champ.source].producteur}, {champ.qui}, {champ.bornes[1]}"


def _emploi(zone: Territoire, reference: str, source: str) -> list[Chiffre]:
    champ, origine, autre = CHAMPS[source], _origine(source), libelle_reference(reference)
    debut, fin = champ.bornes
    resume = resumer(zone.code, source, "A38")
    calcul = decalage(zone.code, reference, source)
    pays = phrases.pourcent(phrases.evolution_reference(source, reference), signe=True)
    return [
        Chiffre(RUBRIQUES[0], champ.qui.capitalize(), formats.nombre(resume.total), f"en {fin}", origine),
        Chiffre(
            RUBRIQUES[0],
            f"Évolution depuis {debut}",
            phrases.pourcent(resume.evolution, signe=True),
            f"{pays} pour {avec_article(reference)}",
            origine,
        ),
        Chiffre(
            RUBRIQUES[0],
            "Part locale du décalage structurel",
            phrases.emplois(calcul.local),
            f"face aux mêmes secteurs : {autre}",
            origine,
        ),
    ]


def _secteurs(zone: Territoire, reference: str, source: str) -> list[Chiffre]:
    origine, vue = _origine(source), exposition(zone.code, source)
    resume = resumer(zone.code, source, "A38")
    fortes = specialites(structure(zone.code, reference, source, "A38"))
    forces = [
        Chiffre(
            RUBRIQUES[1],
            f"Spécialité : {minuscule(ligne.libelle)}",
            f"{formats.nombre(ligne.effectif)} emplois",
            f"{formats.nombre(ligne.ql, 1)} fois la part de référence ; "
            f"{phrases.pourcent(ligne.evolution, signe=True)} depuis {CHAMPS[source].bornes[0]}",
            origine,
        )
        for ligne in fortes
    ]
    return [
        *forces,
        Chiffre(
            RUBRIQUES[1],
            "Spécialisation (Krugman)",
            formats.nombre(resume.specialisation, 1),
            f"de 0 (comme {avec_article(FRANCE)}) à 100",
            origine,
        ),
        Chiffre(
            RUBRIQUES[2],
            "Emplois dans des secteurs en recul dans le pays",
            phrases.pourcent(vue.part),
            f"{phrases.pourcent(vue.part_pays)} en France métropolitaine",
            origine,
        ),
    ]


def _metiers(zone: Territoire, annee: int) -> list[Chiffre]:
    lieu = Lieu("zone_emploi", zone.code, zone.libelle)
    ici, pays, origine = total(lieu, annee), total(PAYS, annee), f"France Travail, BMO {annee}, estimé"
    if not ici.projets:
        return []
    surveilles = lectures.a_surveiller(lieu, annee).head(3)
    part, part_pays = (f"{tables.intervalle(t.difficile, t.difficile_max)} %" for t in (ici, pays))
    return [
        Chiffre(
            RUBRIQUES[3], "Projets de recrutement", f"environ {formats.nombre(ici.projets)}", f"en {annee}", origine
        ),
        Chiffre(RUBRIQUES[3], "Projets jugés difficiles", part, f"{part_pays} en France", origine),
        *(
            Chiffre(
                RUBRIQUES[3],
                f"À surveiller : {minuscule(str(ligne['libelle']))}",
                f"environ {formats.nombre(ligne['projets'])} projets",
                f"{phrases.pourcent(ligne['part_difficile'])} au moins jugés difficiles",
                origine,
            )
            for _, ligne in surveilles.iterrows()
        ),
    ]


def _publie(zone: Territoire, identifiant: str, rubrique: str) -> Chiffre | None:
    """Un indicateur du catalogue, face à la France ; None sans valeur."""
    lue, pays = mesures.mesurer(zone, identifiant), mesures.mesurer(lire("france", "FR"), identifiant)
    fiche = lue.indicateur
    if not math.isfinite(lue.valeur):
        return None
    valeurs = [reserves.dire(m) for m in (lue, pays)]
    mediane = formats.avec_unite(mesures.position(zone, lue).mediane, fiche.unite, fiche.decimales)
    meme_date = math.isfinite(pays.valeur) and pays.periode == lue.periode
    repere = f"{valeurs[1]} en France" if meme_date else f"{mediane}, médiane des zones d'emploi"
    source = f"{reserves.producteurs(lue)}, {formats.periode(lue.periode)}"
    return Chiffre(rubrique, fiche.libelle, valeurs[0], repere, source, identifiant)


def precision(reference: str) -> str:
    """À quoi la fiche compare, et d'où viennent ses métiers."""
    return mots("gpect")["precision"].format(reference=libelle_reference(reference), enquete=ENQUETE)


def sources(source: str) -> list[str]:
    """Sources des calculs de la fiche, hors des indicateurs du catalogue."""
    return [CHAMPS[source].source, "france_travail_bmo", "france_travail_bassins"]


def tableau(lignes: list[Chiffre]) -> pd.DataFrame:
    """Chiffres à emporter."""
    return pd.DataFrame(
        [
            {"Rubrique": c.rubrique, "Chiffre": c.libelle, "Valeur": c.valeur, "Repère": c.repere, "Source": c.source}
            for c in lignes
        ]
    )
