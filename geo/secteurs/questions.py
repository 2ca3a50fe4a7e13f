"""Les questions ouvertes de la fiche GPECT : chacune part d'un fait de la zone."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from geo.ecriture import formats
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
    pires = sorted(decalage(zone.code, reference, source).parts, key=lambda part: part.local)[:1]
    reculent = [ligne for ligne in lignes if ligne.lecture == FORT_RECUL][:1]
    exposes = [(nom, ici) for nom, ici, _ in exposition(zone.code, source).secteurs if ici > 0][:1]
    surveilles = lectures.a_surveiller(Lieu("zone_emploi", zone.code, zone.libelle), annee)["libelle"].tolist()[:1]
    return [
        Question(RUBRIQUES[0], "Que voient les employeurs et les partenaires sociaux que ces chiffres ne disent pas ?"),
        *(
            Question(
                RUBRIQUES[0],
                f"« {part.libelle} » fait ici {phrases.emplois(part.local)} par rapport au même secteur ailleurs : "
                "fermeture, transfert, difficulté à recruter ? Qui le sait ?",
            )
            for part in pires
            if part.local < 0
        ),
        *(_specialite(ligne) for ligne in specialites(lignes, 1)),
        *(_recul(ligne) for ligne in reculent),
        *(_exposee(nom, ici) for nom, ici in exposes),
        *(_difficile(nom) for nom in surveilles),
        Question(RUBRIQUES[3], "Quels départs en retraite attendent les employeurs, et qui reprend les savoir-faire ?"),
    ]


def _specialite(ligne: Ligne) -> Question:
    return Question(
        RUBRIQUES[1],
        f"« {ligne.libelle} » pèse {formats.nombre(ligne.ql, 1)} fois sa part de référence : combien "
        "d'établissements, quels donneurs d'ordre, quelle branche professionnelle inviter ?",
    )


def _recul(ligne: Ligne) -> Question:
    return Question(
        RUBRIQUES[2],
        f"« {ligne.libelle} » est fort ici mais recule ({phrases.pourcent(ligne.evolution, signe=True)}) : quelles "
        "compétences se transfèrent, vers quels secteurs qui recrutent ?",
    )


def _exposee(nom: str, ici: float) -> Question:
    return Question(
        RUBRIQUES[2],
        f"Parmi les secteurs qui reculent dans le pays, « {nom} » compte ici {formats.nombre(ici)} emplois : qui suit "
        "ces entreprises, et quel signe doit alerter ?",
    )


def _difficile(nom: str) -> Question:
    return Question(
        RUBRIQUES[3],
        f"« {nom} » : la difficulté tient-elle au nombre de candidats, à la formation, aux conditions de travail, au "
        "logement ou aux transports ?",
    )


def tableau(posees: list[Question]) -> pd.DataFrame:
    """Questions à emporter, avec une colonne vide par partenaire."""
    return pd.DataFrame(
        [{"Rubrique": q.rubrique, "Question": q.texte, "Notre réponse": "", "Qui s'en charge": ""} for q in posees]
    )
