"""Les blocs d'un document : textes, chiffres, tableaux, figures, questions ; tout nombre y est déjà écrit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geo.documents.modele.dessins import Barres, Carte, Courbes
from geo.ecriture.formats import ABSENT

Genre = Literal["phrase", "note", "limite", "absence"]
"""Ce qu'est un paragraphe : un constat, une note de lecture, une limite de méthode, une donnée qui manque."""
Nature = Literal["texte", "nombre", "vide"]
"""Ce que porte une colonne : du texte, un nombre déjà écrit, ou rien : elle se remplit à la main."""


@dataclass(frozen=True)
class Texte:
    """Des phrases qui forment un paragraphe."""

    phrases: tuple[str, ...]
    genre: Genre = "phrase"


@dataclass(frozen=True)
class Liste:
    """Des phrases, une par puce."""

    elements: tuple[str, ...]


@dataclass(frozen=True)
class Comparee:
    """La même mesure ailleurs, à la même date : « France », « 7,3 % »."""

    nom: str
    valeur: str


@dataclass(frozen=True)
class Chiffre:
    """Un chiffre clé.

    Attributes
    ----------
    valeur : str
        Écrite avec son unité ; « — » si elle manque, ``remarque`` dit alors pourquoi.
    periode, evolution, place, remarque, source : str
        En clair ; vides s'il n'y a rien à dire.
    comparees : tuple of Comparee
        Une par comparateur qui a une valeur.
    indicateur : str
        Identifiant au catalogue ; vide hors catalogue.
    brute : float
        La valeur telle que l'Atlas la garde ; NaN si elle manque.
    unite : str
        Unité de ``brute``.
    """

    libelle: str
    valeur: str
    periode: str
    evolution: str
    place: str
    remarque: str
    source: str
    comparees: tuple[Comparee, ...]
    indicateur: str
    brute: float
    unite: str

    def ailleurs(self, nom: str) -> str:
        """La valeur d'un comparateur ; « — » s'il n'en a pas."""
        return next((comparee.valeur for comparee in self.comparees if comparee.nom == nom), ABSENT)


@dataclass(frozen=True)
class Chiffres:
    """Une planche de chiffres clés."""

    cle: str
    chiffres: tuple[Chiffre, ...]

    @property
    def comparateurs(self) -> tuple[str, ...]:
        """Noms des comparateurs, chacun une fois, dans l'ordre où ils viennent."""
        return tuple(dict.fromkeys(comparee.nom for chiffre in self.chiffres for comparee in chiffre.comparees))


@dataclass(frozen=True)
class Colonne:
    """Une colonne ; ``largeur`` est relative aux autres."""

    nom: str
    nature: Nature = "texte"
    largeur: float = 1.0


@dataclass(frozen=True)
class Tableau:
    """Un tableau dont la première colonne nomme les lignes.

    Attributes
    ----------
    lignes : tuple of tuple of str
        Cellules écrites, autant que de colonnes ; vides dans une colonne « vide ».
    brutes : tuple of tuple of (float or str or None)
        Les mêmes, en nombres, pour le classeur ; vide : les cellules écrites suffisent.
    """

    cle: str
    titre: str
    colonnes: tuple[Colonne, ...]
    lignes: tuple[tuple[str, ...], ...]
    note: str = ""
    source: str = ""
    brutes: tuple[tuple[float | str | None, ...], ...] = ()


@dataclass(frozen=True)
class Figure:
    """Une figure, son titre, et la phrase qui la remplace pour qui ne la voit pas."""

    cle: str
    titre: str
    alternative: str
    dessin: Courbes | Barres | Carte
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class Reponse:
    """La parole d'un partenaire, telle qu'il l'a écrite."""

    organisme: str
    nature: str
    mandat: str
    texte: str
    date: str


@dataclass(frozen=True)
class Question:
    """Une question à un partenaire et ce qu'il a répondu ; sans réponse, des lignes à remplir.

    Attributes
    ----------
    cle : str
        Identifiant de la question au catalogue.
    a_qui : str
        « À France Travail », « À l'intercommunalité »…
    """

    cle: str
    a_qui: str
    texte: str
    reponses: tuple[Reponse, ...] = ()


@dataclass(frozen=True)
class Questions:
    """Les questions posées sous une figure ou un tableau (``sous`` : sa clé)."""

    sous: str
    questions: tuple[Question, ...]


Bloc = Texte | Liste | Chiffres | Tableau | Figure | Questions
