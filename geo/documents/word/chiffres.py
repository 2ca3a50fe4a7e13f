"""La planche de chiffres clés, en tableau : la valeur en grand, celle d'ailleurs à côté, ce qu'il faut en lire."""

from __future__ import annotations

from typing import Final

from donnees.catalogue.documents import mots
from geo.documents.modele import Chiffre, Chiffres, Colonne
from geo.documents.word import styles
from geo.documents.word.atelier import Atelier
from geo.documents.word.elements import Noeud
from geo.documents.word.tableaux import Cellule, composer, legende, sous

_COMPARES_MAX: Final = 3
"""Au-delà, les comparaisons se lisent dans la dernière colonne."""


def chiffres(atelier: Atelier, bloc: Chiffres) -> list[Noeud]:
    """Une ligne par chiffre, une colonne par comparateur."""
    noms = bloc.comparateurs if len(bloc.comparateurs) <= _COMPARES_MAX else ()
    colonnes = [
        Colonne(mots()["indicateur"], largeur=2.6),
        Colonne(mots()["ici"], "nombre", 1.9),
        *(Colonne(nom, "nombre", 1.5) for nom in noms),
        Colonne(mots()["evolution_et_place"], largeur=3.6),
    ]
    lignes = [_ligne(atelier, chiffre, noms) for chiffre in bloc.chiffres]
    titre = mots()["chiffres_cles"]
    return [*legende(atelier, titre), composer(atelier, colonnes, lignes, titre), *sous(atelier, "", "")]


def _ligne(atelier: Atelier, chiffre: Chiffre, noms: tuple[str, ...]) -> list[Cellule]:
    return [
        [atelier.phrase(styles.CELLULE, chiffre.libelle), *_precision(atelier, chiffre)],
        [atelier.phrase(styles.VALEUR, chiffre.valeur)],
        *([atelier.phrase(styles.NOMBRE, chiffre.ailleurs(nom))] for nom in noms),
        _lecture(atelier, chiffre, en_colonnes=bool(noms)),
    ]


def _precision(atelier: Atelier, chiffre: Chiffre) -> list[Noeud]:
    """D'où vient le chiffre et de quand."""
    dits = ", ".join(texte for texte in (chiffre.source, chiffre.periode) if texte)
    return [atelier.phrase(styles.PRECISION, dits)] if dits else []


def _lecture(atelier: Atelier, chiffre: Chiffre, *, en_colonnes: bool) -> list[Noeud]:
    """Évolution, place, remarque ; jamais une cellule sans paragraphe."""
    dits = [chiffre.evolution, chiffre.place, chiffre.remarque]
    if not en_colonnes:
        dits += [f"{ailleurs.nom}\u00a0: {ailleurs.valeur}" for ailleurs in chiffre.comparees]
    return [atelier.phrase(styles.CELLULE, dit) for dit in dits if dit] or [atelier.ecrire(styles.CELLULE)]
