"""Lire un fichier à importer sans jamais lui faire confiance : type reconnu par le contenu, bornes, en-têtes exacts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from donnees.registre.echanges.bornes import (
    CELLULES_MAX,
    LIGNES_MAX,
    PAS,
    RANGEES_MAX,
    TAILLE_MAX,
    Progression,
    borner,
    ecrire,
)
from donnees.registre.echanges.cellules import rendre
from donnees.registre.echanges.colonnes import COLONNES, EN_TETES, normaliser
from donnees.registre.echanges.fichier_csv import lignes_csv
from donnees.registre.echanges.fichier_xlsx import ZIP, lignes_xlsx
from donnees.registre.erreurs import FichierRefuse

MODELE = "Repartir du modèle de l'Atlas."
COUPER = "Le couper en plusieurs fichiers."
TITRES_MAX = len(COLONNES) + 20


@dataclass(frozen=True)
class Ligne:
    """Une ligne du fichier : son numéro, tel que le montre un tableur, et le texte de chaque colonne."""

    numero: int
    cellules: Mapping[str, str]


def lire(octets: bytes, progression: Progression | None = None) -> list[Ligne]:
    """Lit les lignes d'un fichier CSV ou XLSX, en un temps proportionnel à sa taille.

    Parameters
    ----------
    progression : callable, optional
        Appelée avec (lignes lues, lignes qu'un fichier peut avoir au plus).

    Raises
    ------
    FichierRefuse
        Fichier vide, trop gros, d'un autre type, dangereux, ou dont les colonnes ne sont pas celles du modèle.
    """
    if not octets.strip():
        raise FichierRefuse("Le fichier est vide. Remplir le modèle de l'Atlas puis l'importer.")
    if len(octets) > TAILLE_MAX:
        raise FichierRefuse(f"Le fichier pèse {len(octets) / 1_048_576:.1f} Mo ; 5 Mo au plus. Le couper en plusieurs.")
    brutes = _bornees(lignes_xlsx(octets) if octets.startswith(ZIP) else lignes_csv(octets))
    lignes: list[Ligne] = []
    for ligne in _nommer((numero, cellules) for numero, cellules in brutes if any(map(str.strip, cellules))):
        lignes.append(ligne)
        if progression is not None and len(lignes) % PAS == 0:
            progression(len(lignes), LIGNES_MAX)
    return lignes


def _bornees(brutes: Iterator[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, Sequence[str]]]:
    """Rend les rangées, vides comprises, tant que leur nombre et celui de leurs cellules restent raisonnables."""
    remplies = 0
    for rang, (numero, cellules) in enumerate(brutes, 1):
        remplies += len(cellules)
        borner(rang, RANGEES_MAX, "rangées, vides comprises", "Supprimer celles qui suivent le tableau, ou le couper.")
        borner(remplies, CELLULES_MAX, "cellules", COUPER)
        yield numero, cellules


def _nommer(brutes: Iterator[tuple[int, Sequence[str]]]) -> Iterator[Ligne]:
    """Donne à chaque cellule le nom de sa colonne."""
    premiere = next(brutes, None)
    if premiere is None:
        raise FichierRefuse(f"Le fichier ne contient aucune ligne. {MODELE}")
    noms = _en_tetes(premiere[1])
    vides = [""] * len(noms)
    for rang, (numero, cellules) in enumerate(brutes, 1):
        if rang > LIGNES_MAX:
            raise FichierRefuse(f"Le fichier contient plus de {ecrire(LIGNES_MAX)} lignes. {COUPER}")
        if any(cellules[len(noms) :]):
            raise FichierRefuse(
                f"La ligne {numero} a plus de cellules que d'en-têtes : un séparateur ou un guillemet y est de trop."
            )
        yield Ligne(numero, dict(zip(noms, map(rendre, [*cellules, *vides]), strict=False)))


def _en_tetes(cellules: Sequence[str]) -> list[str]:
    """Noms des colonnes du fichier ; refuse toute colonne inconnue, en double ou manquante, en la nommant.

    Une colonne tardive peut manquer : le fichier vient d'un modèle plus ancien.
    """
    titres = list(cellules)
    while titres and not titres[-1].strip():
        titres.pop()
    borner(len(titres), TITRES_MAX, "en-têtes de colonnes", MODELE)
    noms = [EN_TETES.get(normaliser(titre), "") for titre in titres]
    _refuser(
        "Colonne inconnue", [titre.strip() or "sans titre" for titre, nom in zip(titres, noms, strict=True) if not nom]
    )
    _refuser("Colonne en double", [nom for nom, fois in Counter(noms).items() if fois > 1])
    attendues = (colonne.nom for colonne in COLONNES if not colonne.tardive)
    _refuser("Colonne manquante", [nom for nom in attendues if nom not in noms])
    return noms


def _refuser(defaut: str, noms: Iterable[str]) -> None:
    if liste := [nom[:60] for nom in noms]:
        suite = "…" if len(liste) > len(COLONNES) else ""
        raise FichierRefuse(f"{defaut} : {', '.join(liste[: len(COLONNES)])}{suite}. {MODELE}")
