"""Les questions ouvertes de la fiche GPECT : chacune part d'un fait de la zone."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from geo import formats
from geo.metiers import lectures
from geo.metiers.enquete import Lieu
from geo.secteurs import phrases
from geo.secteurs.decalage import decalage
from geo.secteurs.exposition import exposition
from geo.secteurs.fiche import RUBRIQUES
from geo.secteurs.structure import FORT_RECUL, Ligne, specialites, structure
from geo.territoires import Territoire


@dataclass(frozen=True)
class Question:
    """Une question ouverte, qui part d'un chiffre de la zone."""

    rubrique: str
    texte: str


def questions(zone: Territoire, reference: str, source: str, annee: int) -> list[Question]:
    """Questions ouvertes ; chacune cite un fait de la zone, et n'est posée que si le fait existe."""
    lignes = structure(zone.code, reference, source, "A38")
    lu, vue = decalage(zone.code, reference, source), exposition(zone.code, source)
    locales = sorted(lu.parts, key=lambda part: part.local)
    posees = [
        Question(
            RUBRIQUES[0],
            "Qu'est-ce que les employeurs et les partenaires sociaux voient que ces chiffres ne disent pas ?",
        )
    ]
    if locales and locales[0].local < 0:
        pire = locales[0]
        posees.append(
            Question(
                RUBRIQUES[0],
                f"« {pire.libelle} » fait ici {phrases.emplois(pire.local)} par rapport au même secteur ailleurs : "
                "fermeture, transfert, difficulté à recruter ? Qui le sait ?",
            )
        )
    fortes = specialites(lignes, 1)
    if fortes:
        posees.append(
            Question(
                RUBRIQUES[1],
                f"« {fortes[0].libelle} » pèse {formats.nombre(fortes[0].ql, 1)} fois sa part de référence : combien "
                "d'établissements, quels donneurs d'ordre, quelle branche professionnelle inviter ?",
            )
        )
    posees += _questions_avenir(lignes, vue.secteurs)
    lieu = Lieu("zone_emploi", zone.code, zone.libelle)
    surveilles = lectures.a_surveiller(lieu, annee)
    if len(surveilles):
        posees.append(
            Question(
                RUBRIQUES[3],
                f"« {surveilles['libelle'].iloc[0]} » : la difficulté tient-elle au nombre de candidats, à la "
                "formation, aux conditions de travail, au logement ou aux transports ?",
            )
        )
    posees.append(
        Question(
            RUBRIQUES[3], "Quels départs en retraite les employeurs attendent-ils, et qui reprend les savoir-faire ?"
        )
    )
    return posees


def _questions_avenir(lignes: tuple[Ligne, ...], secteurs: tuple[tuple[str, float, float], ...]) -> list[Question]:
    reculent = [ligne for ligne in lignes if ligne.lecture == FORT_RECUL]
    posees = []
    if reculent:
        posees.append(
            Question(
                RUBRIQUES[2],
                f"« {reculent[0].libelle} » est fort ici mais recule "
                f"({phrases.pourcent(reculent[0].evolution, signe=True)}) : quelles compétences se transfèrent, vers "
                "quels secteurs qui recrutent ?",
            )
        )
    connus = [(libelle, ici) for libelle, ici, _ in secteurs if ici > 0]
    if connus:
        posees.append(
            Question(
                RUBRIQUES[2],
                f"Parmi les secteurs qui reculent dans le pays, « {connus[0][0]} » compte ici "
                f"{formats.nombre(connus[0][1])} emplois : qui suit ces entreprises, et quel signe doit alerter ?",
            )
        )
    return posees


def tableau_questions(posees: list[Question]) -> pd.DataFrame:
    """Questions à emporter, avec une colonne vide par partenaire."""
    return pd.DataFrame(
        [{"Rubrique": q.rubrique, "Question": q.texte, "Notre réponse": "", "Qui s'en charge": ""} for q in posees]
    )
