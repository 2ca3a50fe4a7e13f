"""Les blocs que les petits documents partagent : rubriques, chiffres d'un bassin, sources, listes coupées."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from donnees.catalogue import charger
from donnees.catalogue.fiches_documents import mots
from donnees.catalogue.modeles import Source as FicheSource
from geo import mesures
from geo.documents.modele import Bloc, Chiffre, Colonne, Comparee, Nature, Partie, Section, Source, Tableau, Texte
from geo.documents.modele import Genre as Sorte
from geo.ecriture import formats
from geo.mesures import Mesure, reserves
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


def chiffre(mesure: Mesure, comparateur: Territoire | None = None, place: str = "") -> Chiffre:
    """La valeur d'un indicateur, face au comparateur à la même date ; une absence dit pourquoi."""
    fiche, connue = mesure.indicateur, math.isfinite(mesure.valeur)
    return Chiffre(
        libelle=fiche.libelle,
        valeur=reserves.dire(mesure) if connue else formats.ABSENT,
        periode=formats.periode(mesure.periode),
        evolution="",
        place=place,
        remarque="" if connue else mesure.explication,
        source=reserves.producteurs(mesure),
        comparees=() if comparateur is None or not connue else _comparee(mesure, comparateur),
        indicateur=fiche.id,
        brute=mesure.valeur,
        unite=fiche.unite,
    )


def _comparee(mesure: Mesure, comparateur: Territoire) -> tuple[Comparee, ...]:
    """Rien pour un effectif, qui ne se compare pas, ni pour une autre date."""
    ailleurs = mesures.mesurer(comparateur, mesure.indicateur.id, mesure.periode)
    comparable = math.isfinite(ailleurs.valeur) and ailleurs.periode == mesure.periode
    if mesure.indicateur.agregation == "somme" or not comparable:
        return ()
    return (Comparee(comparateur.libelle, reserves.dire(ailleurs)),)


def sources(identifiants: Iterable[str]) -> tuple[Source, ...]:
    """Fiches des sources citées, chacune une fois."""
    return _citer(charger().sources[identifiant] for identifiant in identifiants)


def citees(lues: Iterable[Mesure]) -> tuple[Source, ...]:
    """Sources des mesures montrées, chacune une fois."""
    return _citer(fiche for m in lues for fiche in charger().sources_de(m.indicateur, m.periode))


def _citer(fiches: Iterable[FicheSource]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(Source(f.producteur, f.titre, f.millesime, f.licence, f.adresse) for f in fiches))
