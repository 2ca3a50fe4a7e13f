"""Les phrases du portrait, reprises une à une dans un document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from donnees.catalogue import charger
from donnees.catalogue.diagnostic import diagnostic
from donnees.catalogue.modeles import citer
from donnees.vocabulaire import LIBELLES_PARTENAIRES
from geo.documents.demande import Contexte
from geo.documents.modele import Genre, Texte
from geo.ecriture.textes import majuscule
from geo.metiers.enquete import Lieu
from geo.portrait import constats, phrases
from geo.territoires import Territoire
from geo.territoires.niveaux import NOMS_NIVEAUX

NATURES = {
    "bassin": "Bassin",
    **{niveau: majuscule(nom) for niveau, (nom, _) in NOMS_NIVEAUX.items() if niveau not in {"france", "perimetre"}},
}
"""Ce qui se lit devant un nom ; la France et un périmètre n'ont besoin que du leur."""
AVIS_MAX = 5
"""Au-delà, une colonne par partenaire ne tient plus dans la page."""


def constat(contexte: Contexte, identifiant: str) -> str:
    """La phrase du portrait qui s'ouvre sur cet indicateur ; vide s'il n'a pas de valeur."""
    faits = constats.faits(contexte.territoire, contexte.comparateur)
    mentions = phrases.propositions(faits, contexte.territoire.niveau)
    return next((phrases.ecrire(phrase) for phrase in mentions if phrase[0].fait.fiche.id == identifiant), "")


def texte(*mentions: str, genre: Genre = "phrase") -> Texte | None:
    """Un paragraphe ; None s'il n'y a rien à dire."""
    gardees = tuple(mention.strip() for mention in mentions if mention.strip())
    return Texte(gardees, genre) if gardees else None


def enumerer(elements: Sequence[str], maximum: int) -> str:
    """« Foix, Pamiers et 3 de plus »."""
    reste = len(elements) - maximum
    suite = f" {diagnostic().mots['autres'].format(nombre=reste)}" if reste > 0 else ""
    return ", ".join(elements[:maximum]) + suite


def nommer(lieu: Territoire | Lieu) -> str:
    """« Zone d'emploi Lyon » : une zone, une commune et un département portent souvent le même nom."""
    niveau = lieu.niveau if isinstance(lieu, Territoire) else lieu.genre
    nature = NATURES.get(niveau, "")
    return f"{nature} {lieu.libelle}" if nature and not lieu.libelle.startswith(nature) else lieu.libelle


def avis(contexte: Contexte) -> tuple[str, ...]:
    """Noms des colonnes à remplir : les invités, à défaut les natures principales ; une seule s'ils sont trop."""
    noms = [invite.nom for invite in contexte.demande.invites]
    noms = noms or [LIBELLES_PARTENAIRES[nature] for nature in diagnostic().principales]
    return tuple(noms) if len(noms) <= AVIS_MAX else (diagnostic().mots["avis"],)


def sources(cles: Iterable[str]) -> str:
    """Citations de sources du catalogue, à la suite."""
    return citer(charger().sources[cle] for cle in cles)
