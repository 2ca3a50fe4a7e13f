"""Ce que les petits documents assemblent de même : rubriques, tableaux, chiffres d'un lieu, sources, listes coupées."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from donnees.catalogue import charger
from donnees.catalogue.fiches_documents import mots
from donnees.catalogue.modeles import Source as FicheSource
from geo.documents.blocs.chiffres import du_constat
from geo.documents.demande import FRANCE, Contexte, Demande, Releve
from geo.documents.modele import Bloc, Chiffre, Colonne, Nature, Partie, Section, Source, Tableau, Texte
from geo.documents.modele import Genre as Sorte
from geo.ecriture import formats
from geo.mesures import Mesure
from geo.portrait import constats
from geo.territoires import Territoire

T = TypeVar("T")


@cache
def dits(genre: str) -> Mapping[str, str]:
    """Les mots d'un genre, à la typographie française ; partagés, à ne pas modifier."""
    return {cle: formats.typographie(mot) for cle, mot in mots(genre).items()}


COMMUNS = dits("commun")


def section(cle: str, titre: str, *blocs: Bloc, numero: str = "") -> Section:
    """Une section d'un seul tenant."""
    return Section(cle, numero, titre, "", (Partie("", blocs),))


def texte(*phrases: str, sorte: Sorte = "phrase") -> tuple[Texte, ...]:
    """Un paragraphe ; rien si aucune phrase n'est dite."""
    retenues = tuple(phrase for phrase in phrases if phrase)
    return (Texte(retenues, sorte),) if retenues else ()


def tableau(  # noqa: PLR0913 - un argument par élément du tableau
    cle: str,
    titre: str,
    noms: Sequence[str],
    lignes: Iterable[Sequence[str]],
    *,
    natures: str = "",
    largeurs: Sequence[float] = (),
    note: str = "",
    source: str = "",
) -> Tableau:
    """Un tableau ; ``natures`` : une lettre par colonne, t(exte), n(ombre) ou v(ide)."""
    sortes: dict[str, Nature] = {"t": "texte", "n": "nombre", "v": "vide"}
    colonnes = tuple(
        Colonne(nom, sortes[lettre], largeur)
        for nom, lettre, largeur in zip(noms, natures or "t" * len(noms), largeurs or [1.0] * len(noms), strict=True)
    )
    return Tableau(cle, titre, colonnes, tuple(tuple(ligne) for ligne in lignes), note, source)


def rubriques(cle: str, titre: str, lignes: Iterable[tuple[str, str]]) -> Tableau:
    """Une rubrique par ligne ; ce qui est vide est dit non renseigné."""
    ecrites = [(nom, contenu.strip() or COMMUNS["non_dit"]) for nom, contenu in lignes]
    return tableau(cle, titre, (COMMUNS["rubrique"], COMMUNS["contenu"]), ecrites, largeurs=(1, 3))


def premiers(elements: Sequence[T], maximum: int) -> tuple[Sequence[T], str]:
    """Les premiers éléments, et combien restent à lire à l'écran ; vide si tous y sont."""
    reste = len(elements) - maximum
    return elements[:maximum], COMMUNS["autres"].format(nombre=formats.nombre(reste)) if reste > 0 else ""


def chiffre(lieu: Territoire, indicateur: str, evolution: str = "", *, compare: bool = True) -> Chiffre:
    """Un indicateur d'un territoire, écrit comme au portrait ; face à la France si l'on compare."""
    demande = Demande(lieu.niveau, lieu.code, lieu.libelle, comparateurs=(FRANCE,) if compare else ())
    return du_constat(Contexte(demande, Releve()), constats.constater(lieu, None, indicateur, evolution))


def sources(identifiants: Iterable[str]) -> tuple[Source, ...]:
    """Fiches des sources citées, chacune une fois."""
    return _citer(charger().sources[identifiant] for identifiant in identifiants)


def citees(lues: Iterable[Mesure]) -> tuple[Source, ...]:
    """Sources des mesures montrées, chacune une fois."""
    return _citer(fiche for m in lues for fiche in charger().sources_de(m.indicateur, m.periode))


def _citer(fiches: Iterable[FicheSource]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(Source(f.producteur, f.titre, f.millesime, f.licence, f.adresse) for f in fiches))
