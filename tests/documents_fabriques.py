"""Un document de toutes les formes, aux textes hostiles : ce que chaque format doit écrire, ou rendre inerte."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Final

from geo.documents.modele import (
    Barres,
    Bloc,
    Carte,
    Chiffre,
    Chiffres,
    Colonne,
    Comparee,
    Courbes,
    Document,
    Figure,
    Liste,
    Participant,
    Partie,
    Question,
    Questions,
    Reponse,
    Section,
    Serie,
    Source,
    Tableau,
    Texte,
)
from geo.territoires import membres

HOSTILE: Final = (
    '#eval("1+1") $x^2$ \\ *gras* _it_ `code` @ref <b>&amp;</b> {{ 7*7 }} {% x %} =1+1 </w:t> //c /*c*/ ~ [a](b)'
)
"""typst, Jinja, XML, Markdown, formules de tableur."""
TRIMESTRES: Final = ("2024-T4", "2025-T1", "2025-T2", "2025-T3")


def chiffre(libelle: str = "Taux de chômage", valeur: str = "7,3 %", brute: float = 7.3) -> Chiffre:
    """Un chiffre clé face à la France."""
    comparees = (Comparee("France hors Mayotte", "7,4 %"),)
    textes = ("4ᵉ trimestre 2025", "+0,2 point en un an", "120ᵉ sur 306 zones d'emploi", "", "INSEE, chômage localisé")
    return Chiffre(libelle, valeur, *textes, comparees, "taux_chomage", brute, "%")


def tableau(lignes: int = 3) -> Tableau:
    """Un tableau de trois colonnes, dont une à remplir."""
    colonnes = (Colonne("Secteur", largeur=3), Colonne("Salariés", "nombre"), Colonne("Votre avis", "vide", 2))
    ecrites = tuple((f"Secteur {rang} {HOSTILE}", f"{rang}\u202f250", "") for rang in range(lignes))
    brutes = tuple((f"Secteur {rang} {HOSTILE}", rang * 1000.0 + 250, None) for rang in range(lignes))
    return Tableau("secteurs", "Les plus gros secteurs", colonnes, ecrites, "Note de lecture.", "URSSAF, 2024", brutes)


def blocs(reponse: str = HOSTILE, lignes: int = 3) -> tuple[Bloc, ...]:
    """Un bloc de chaque sorte."""
    courbes = Courbes(
        TRIMESTRES, (Serie("Lyon", (7.1, 7.2, math.nan, 7.3)), Serie("France", (7.4, 7.4, 7.5, 7.4))), "%", 1
    )
    barres = Barres(("Commerce", "Santé"), (Serie("Lyon", (12.5, 14.1)), Serie("France", (13.0, 15.2))), "%", 1)
    repondue = Question(
        "q1",
        "À France Travail",
        f"Que voyez-vous ? {HOSTILE}",
        (Reponse(f"Agence {HOSTILE}", "France Travail", "Direction", reponse, "12 novembre 2026"),),
    )
    return (
        Texte(("Une phrase vraie.", f"Une autre : {HOSTILE}")),
        Texte(("Le chômage localisé n'existe pas à la commune.",), "absence"),
        Texte(("L'enquête ne compte que les projets.",), "limite"),
        Liste(("Premier constat.", f"Second {HOSTILE}")),
        Chiffres("cles", (chiffre(), chiffre("Revenu médian", "—", math.nan))),
        Figure("chomage", "Taux de chômage", "Le taux passe de 7,1 % à 7,3 %.", courbes, source="INSEE"),
        Questions("chomage", (repondue, Question("q2", "À la Région", "Quelles formations ouvrir ?"))),
        Figure("parts", "Parts de l'emploi", "Santé : 14,1 % ici, 15,2 % en France.", barres, "Note.", "URSSAF"),
        Figure(
            "carte",
            "Où",
            "La zone d'emploi d'Alençon et ses communes.",
            Carte("commune", membres("zone_emploi", "0051")),
        ),
        tableau(lignes),
    )


def document(reponse: str = HOSTILE, lignes: int = 3) -> Document:
    """Le document entier : deux sections, une annexe."""
    contenu = blocs(reponse, lignes)
    return Document(
        genre="diagnostic",
        titre="Diagnostic territorial partagé",
        sous_titre=f"Zone d'emploi d'essai {HOSTILE}",
        nom="diagnostic-essai",
        territoire=f"Essai {HOSTILE}",
        comparateurs="France",
        date="30 novembre 2026",
        adresse="https://atlas.example/diagnostic?niveau=zone_emploi&code=0051",
        maison=f"Maison {HOSTILE}",
        participants=(Participant(f"Agence {HOSTILE}", "France Travail", "Direction"), Participant("Ville", "Commune")),
        sections=(
            Section("resume", "1", "L'essentiel", "Ce qu'il faut retenir.", (Partie("", contenu[:5]),)),
            Section(
                "chomage", "2", f"Chômage {HOSTILE}", "", (Partie("", contenu[5:8]), Partie("Détail", contenu[8:]))
            ),
            Section("annexes", "", "Annexes", "", (Partie("Communes", (tableau(60),)),)),
        ),
        sources=(Source("INSEE", "Taux de chômage localisés", "2003-2025", "Licence Ouverte 2.0", "https://insee.fr"),),
    )


def textes_de(objet: object, tait: Callable[[object, str], bool]) -> Iterator[str]:
    """Tous les textes d'un objet du modèle, dans l'ordre ; ``tait(objet, champ)`` : ce champ ne s'écrit pas."""
    if isinstance(objet, str):
        yield objet
    elif isinstance(objet, tuple):
        for element in objet:
            yield from textes_de(element, tait)
    elif is_dataclass(objet):
        for champ in fields(objet):
            if not tait(objet, champ.name):
                yield from textes_de(getattr(objet, champ.name), tait)
