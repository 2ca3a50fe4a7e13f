"""Le document neutre : ce qu'il dit, une fois pour toutes, avant tout format.

Chaque nombre y est déjà écrit en français (``valeur``, cellules) : un format le recopie et ne le recalcule jamais. Les
valeurs brutes qui l'accompagnent ne servent qu'aux graphiques et au classeur.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

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


@dataclass(frozen=True)
class Chiffres:
    """Une planche de chiffres clés."""

    cle: str
    chiffres: tuple[Chiffre, ...]


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
class Serie:
    """Une suite de valeurs (NaN : trou), une par abscisse ou par catégorie de la figure."""

    nom: str
    valeurs: tuple[float, ...]


@dataclass(frozen=True)
class Courbes:
    """Des séries dans le temps ; la première est celle du territoire. ``periodes`` : « 2025-T4 », « 2023 »."""

    periodes: tuple[str, ...]
    series: tuple[Serie, ...]
    unite: str
    decimales: int


@dataclass(frozen=True)
class Barres:
    """Des barres horizontales, une par catégorie et par série ; la première série est celle du territoire."""

    categories: tuple[str, ...]
    series: tuple[Serie, ...]
    unite: str
    decimales: int
    signe: bool = False


@dataclass(frozen=True)
class Carte:
    """Une carte : les territoires d'un niveau autour de celui du document, colorés par un indicateur.

    Attributes
    ----------
    niveau : str
        « commune » ou « zone_emploi ».
    indicateur, periode : str
        Ce qui colore ; vides pour une carte de situation, sans couleur.
    communes : tuple of str
        Communes du territoire, cerné d'un trait.
    points : tuple of (float, float, str)
        Longitude, latitude et nom de ce qui se montre par-dessus (villes, maisons).
    hauteur : float
        En centimètres ; zéro : celle que demande la forme du territoire.
    """

    niveau: str
    communes: tuple[str, ...]
    indicateur: str = ""
    periode: str = ""
    points: tuple[tuple[float, float, str], ...] = ()
    hauteur: float = 0.0


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


@dataclass(frozen=True)
class Partie:
    """Un intertitre (vide : le début de la section) et ce qui le suit."""

    titre: str
    blocs: tuple[Bloc, ...]


@dataclass(frozen=True)
class Section:
    """Une section numérotée ; ``numero`` vide pour les annexes."""

    cle: str
    numero: str
    titre: str
    chapeau: str
    parties: tuple[Partie, ...]

    @property
    def blocs(self) -> Iterator[Bloc]:
        """Blocs de la section, dans l'ordre."""
        return (bloc for partie in self.parties for bloc in partie.blocs)

    def dit(self, phrase: str) -> bool:
        """Vrai si une partie de la section écrit déjà cette phrase : une figure ne la répète pas dessous."""
        textes = (" ".join(bloc.phrases) for bloc in self.blocs if isinstance(bloc, Texte))
        listes = (bloc.elements for bloc in self.blocs if isinstance(bloc, Liste))
        return any(phrase in texte for texte in textes) or any(phrase in elements for elements in listes)


@dataclass(frozen=True)
class Participant:
    """Un partenaire du document : son nom, sa nature en clair, et le mandat (jamais le nom) de qui le représente."""

    nom: str
    nature: str
    mandat: str = ""


@dataclass(frozen=True)
class Source:
    """Une source citée : producteur, titre, millésime, licence, adresse."""

    producteur: str
    titre: str
    millesime: str
    licence: str
    adresse: str


@dataclass(frozen=True)
class Document:
    """Un document entier.

    Attributes
    ----------
    genre : str
        « diagnostic », « bilan », « action », « maison », « gpect » ou « acheteur ».
    titre, sous_titre : str
        « Diagnostic territorial partagé », « Zone d'emploi Lyon ».
    nom : str
        Nom de fichier, sans suffixe.
    territoire, comparateurs : str
        Libellés, pour les en-têtes et la clé de lecture.
    date : str
        Jour de composition, en clair.
    adresse : str
        Lien public qui rouvre l'écran ; vide s'il n'est pas connu.
    maison : str
        Nom de la maison qui le porte ; vide sans maison.
    """

    genre: str
    titre: str
    sous_titre: str
    nom: str
    territoire: str
    comparateurs: str
    date: str
    adresse: str
    maison: str
    participants: tuple[Participant, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = ()

    @property
    def blocs(self) -> Iterator[Bloc]:
        """Tous les blocs, dans l'ordre."""
        return (bloc for section in self.sections for bloc in section.blocs)
