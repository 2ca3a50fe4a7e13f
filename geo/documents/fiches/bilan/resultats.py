"""Les résultats face aux cibles, et ce qui n'a pas pu se faire."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from donnees.registre.services import Fiche
from geo.actions import empechements
from geo.actions.bilan import Bilan, Resultat
from geo.actions.progres import part_dite
from geo.documents.fiches.assemblage import dits, section, tableau, texte
from geo.documents.modele import Barres, Bloc, Figure, Section, Serie
from geo.ecriture import formats
from geo.ecriture.textes import couper

MOTS = dits("bilan")
COURT, TITRE_MAX, BARRES = 50, 90, 12


def suivis(bilan: Bilan) -> Section:
    """Barres et tableau des suivis, face à leur cible."""
    blocs: tuple[Bloc, ...] = texte(MOTS["sans_resultat"], sorte="absence")
    if bilan.resultats:
        noms = (MOTS["suivi"], MOTS["action"], MOTS["progres"])
        lignes = [
            (couper(r.suivi.libelle, TITRE_MAX), couper(r.action.titre, TITRE_MAX), r.progres.phrase)
            for r in bilan.resultats
        ]
        titre = MOTS["suivis"].format(annee=bilan.annee)
        blocs = (*_barres(bilan.resultats), tableau("suivis", titre, noms, lignes, largeurs=(2, 2, 3)))
    return section("resultats", MOTS["resultats"], *blocs, numero="3")


def _barres(resultats: Sequence[Resultat]) -> tuple[Figure, ...]:
    """Les premiers suivis dont la part de la cible a un sens ; rien s'il n'y en a pas."""
    mesures = [(r, r.progres.part) for r in resultats if r.progres.part is not None][:BARRES]
    if not mesures:
        return ()
    parts = tuple(part_dite(part) for _, part in mesures)
    entieres = all(part.is_integer() for part in parts)
    return (
        Figure(
            cle="parts",
            titre=MOTS["barres"],
            alternative=MOTS["barres_dites"],
            dessin=Barres(_nommer([r for r, _ in mesures]), (Serie(MOTS["part"], parts),), "%", 0 if entieres else 1),
        ),
    )


def _nommer(resultats: Sequence[Resultat]) -> tuple[str, ...]:
    """Nom de chaque suivi ; celui de son action le suit quand plusieurs comptent la même chose."""
    libelles = [couper(r.suivi.libelle, COURT) for r in resultats]
    return tuple(
        nom if libelles.count(nom) == 1 else f"{nom} ({couper(r.action.titre, COURT)})"
        for nom, r in zip(libelles, resultats, strict=True)
    )


def manques(fiches: Sequence[Fiche], bilan: Bilan, jour: date) -> Section:
    """Ce qui n'a pas pu se faire dans l'année, à ce jour : ce que le registre constate, ce que la maison en dit."""
    arretees = empechements.empechements(fiches, bilan.maison, bilan.annee, jour)
    if not arretees:
        return section("manques", MOTS["empeches"], *texte(MOTS["sans_empechement"], sorte="absence"), numero="4")
    noms = (MOTS["action"], MOTS["constat"], MOTS["dit"])
    lignes = [
        (
            couper(arretee.action.titre, TITRE_MAX),
            "\n".join(map(formats.typographie, empechements.phrases(arretee))) or formats.ABSENT,
            arretee.texte.strip() or formats.ABSENT,
        )
        for arretee in arretees
    ]
    titre, reserve = MOTS["empechements"].format(annee=bilan.annee), formats.typographie(empechements.RESERVE)
    table = tableau("empechements", titre, noms, lignes, largeurs=(2, 3, 3), note=reserve)
    return section("manques", MOTS["empeches"], table, numero="4")
