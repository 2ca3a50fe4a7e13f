"""Des présentations fabriquées : entière, trop longue partout, de deux sections, de bilan ; et comment les relire."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import Any

import pptx

from donnees.catalogue.diapositives import suite
from geo.documents import diapositives
from geo.documents.modele import (
    Barres,
    Bloc,
    Chiffres,
    Colonne,
    Courbes,
    Document,
    Figure,
    Liste,
    Partie,
    Question,
    Questions,
    Section,
    Serie,
    Tableau,
    Texte,
)
from tests.documents_fabriques import HOSTILE, blocs, chiffre, document

CLES = tuple(dict.fromkeys(declaree.section for declaree in suite("diagnostic").diapositives if declaree.section))
LONGUE = (
    "Une phrase de constat, avec 12,5 % de ceci et 4 320 de cela, qui prend de la place et ne doit jamais déborder. "
)


def entier(genre: str = "diagnostic", reponse: str = HOSTILE, lignes: int = 3) -> Document:
    """Un document qui a toutes les sections déclarées, chacune avec un bloc de chaque sorte et un constat à elle."""
    contenu = blocs(reponse, lignes)
    cles = [declaree.section for declaree in suite(genre).diapositives if declaree.section]
    sections = tuple(
        Section(cle, str(rang), f"Section {cle}", "", (Partie("", (Texte((f"Constat de {cle}.",)), *contenu)),))
        for rang, cle in enumerate(dict.fromkeys(cles), 1)
    )
    return replace(document(reponse, lignes), genre=genre, sections=sections)


def long() -> Document:
    """Un document où tout est trop long, trop large ou trop nombreux."""
    colonnes = tuple(
        Colonne(f"Colonne à l'en-tête long {rang}", "nombre" if rang % 2 else "texte") for rang in range(14)
    )
    large = Tableau("large", LONGUE * 4, colonnes, tuple((LONGUE * 3,) * 14 for _ in range(80)), LONGUE * 9, LONGUE * 9)
    barres = Barres(tuple(f"{LONGUE}{rang}" for rang in range(40)), (Serie(LONGUE, tuple(range(40))),), LONGUE, 0)
    courbes = Courbes(
        tuple(f"{annee}-T{trimestre}" for annee in range(2003, 2026) for trimestre in range(1, 5)),
        tuple(Serie(LONGUE * 2, tuple(float(rang) for rang in range(92))) for _ in range(6)),
        LONGUE,
        1,
    )
    gros = chiffre(LONGUE * 3, "1 234 567 890,123 habitants par kilomètre carré et par an")
    suites: tuple[tuple[Bloc, ...], ...] = (
        (Texte((LONGUE * 9, "x" * 3000)), Chiffres("c", (replace(gros, remarque=LONGUE * 5, place=LONGUE),) * 9)),
        (Texte((LONGUE,) * 30), Figure("b", LONGUE * 5, LONGUE * 20, barres, LONGUE, LONGUE * 8)),
        (Texte((LONGUE,) * 30), Figure("c", LONGUE * 5, LONGUE * 20, courbes, LONGUE, LONGUE * 8)),
        (large,),
        (Liste((LONGUE * 3,) * 40),),
        (Questions("b", tuple(Question(f"q{rang}", LONGUE, LONGUE * 6) for rang in range(20))),),
    )
    sections = tuple(Section(f"s{r}", "1", LONGUE * 3, "", (Partie("", suite_),)) for r, suite_ in enumerate(suites))
    cases = tuple(Partie(LONGUE * 2, (Liste((LONGUE * 2,) * 12),)) for _ in range(6))
    forces = Section("forces", "9", LONGUE * 3, "", cases)
    trop = replace(document(), titre=LONGUE * 5, sous_titre=LONGUE * 9, territoire=LONGUE, maison=LONGUE * 5)
    return replace(trop, participants=trop.participants * 40, sections=(*sections, forces))


@cache
def octets(quel: str) -> bytes:
    documents = {"entier": entier(), "long": long(), "fabrique": document(), "bilan": entier("bilan")}
    return diapositives.ecrire(documents[quel])


def ouvrir(quel: str) -> list[Any]:
    return list(pptx.Presentation(io.BytesIO(octets(quel))).slides)


QUELS = ("entier", "long", "fabrique", "bilan")


def formes(diapositive: Any, genre: str) -> list[Any]:
    return [forme for forme in diapositive.shapes if getattr(forme, f"has_{genre}", False)]


def textes(diapositive: Any) -> str:
    """Tout ce qui s'écrit sur une diapositive, hors graphiques."""
    morceaux = [forme.text_frame.text for forme in formes(diapositive, "text_frame")]
    for forme in formes(diapositive, "table"):
        morceaux += [cellule.text for ligne in forme.table.rows for cellule in ligne.cells]
    return "\n".join(morceaux)
