"""Le document entier : ses sections, leurs parties, ceux qui y participent, ses sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from geo.documents.modele.blocs import Bloc, Liste, Texte

FICHES: Final = ("action", "maison", "acheteur")
"""Genres qui tiennent sur une page : ni couverture, ni sommaire."""


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
