"""Des contours en tracés SVG : entiers relatifs sur une petite grille, sans détail que l'écran ne montrerait pas."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.sorties.cadrage import Emprise, ajuster
from geo.territoires.formes import Geometrie

Points = NDArray[np.float64]
POLICE = "'Source Sans 3', system-ui, sans-serif"
LARGEUR = 720
"""Pas de grille de toute carte : deux par point d'écran sur un téléphone."""
DETAIL = 1.6
"""Le plus petit détail gardé, en pas de grille."""
SOMMETS_MIN = 4
"""Un anneau fermé de moins de quatre sommets n'a pas de surface."""


@dataclass(frozen=True)
class Fenetre:
    """Un rectangle de la grille et ce qu'il montre du monde.

    Attributes
    ----------
    nom : str
        Ce qu'il montre (« Mayotte ») ; vide pour le principal.
    emprise : tuple of float
        Ouest, sud, est, nord, en degrés, déjà à la forme du rectangle.
    x, y, largeur, hauteur : int
        Le rectangle, en pas de grille.
    """

    nom: str
    emprise: Emprise
    x: int
    y: int
    largeur: int
    hauteur: int

    @property
    def grain(self) -> float:
        """Un pas de grille, en degrés."""
        return (self.emprise[2] - self.emprise[0]) / self.largeur

    def placer(self, lieux: Points) -> NDArray[np.int64]:
        """Place sur la grille des points en degrés, shape (n, 2)."""
        ouest, sud, est, nord = self.emprise
        x = self.x + (lieux[:, 0] - ouest) / (est - ouest) * self.largeur
        y = self.y + (nord - lieux[:, 1]) / (nord - sud) * self.hauteur
        return np.rint(np.column_stack([x, y])).astype(np.int64)

    def contient(self, lieux: Points) -> NDArray[np.bool_]:
        """Dit lesquels de ces points y tombent."""
        ouest, sud, est, nord = self.emprise
        return np.asarray((lieux[:, 0] >= ouest) & (lieux[:, 0] <= est) & (lieux[:, 1] >= sud) & (lieux[:, 1] <= nord))


def ouvrir(nom: str, emprise: Emprise, x: int, y: int, taille: tuple[int, int]) -> Fenetre:
    """Fenêtre d'une emprise, élargie à la forme du rectangle : rien n'en est coupé."""
    largeur, hauteur = taille
    return Fenetre(nom, ajuster(emprise, largeur / hauteur), x, y, largeur, hauteur)


def simplifier(formes: NDArray[np.object_], fenetre: Fenetre) -> list[Geometrie]:
    """Contours sans détail qu'un écran montrerait ; deux voisins gardent la même limite."""
    return list(shapely.coverage_simplify(formes, DETAIL * fenetre.grain))


def tracer(forme: Geometrie, fenetre: Fenetre) -> str:
    """Attribut ``d`` d'un contour, trous compris (à remplir par « evenodd ») ; vide s'il tient dans un pas."""
    anneaux = shapely.get_rings(shapely.get_parts(forme))
    return "".join(_anneau(fenetre.placer(shapely.get_coordinates(anneau))) for anneau in anneaux)


def _anneau(sommets: NDArray[np.int64]) -> str:
    distincts = np.concatenate([[True], (np.diff(sommets, axis=0) != 0).any(axis=1)])
    gardes = sommets[distincts]
    if len(gardes) < SOMMETS_MIN:
        return ""
    x, y = gardes[0]
    pas = " ".join(map(str, np.diff(gardes[:-1], axis=0).ravel().tolist()))
    return f"M{x} {y}l{pas}z".replace(" -", "-")


def ouverture(dite: str, genre: str, hauteur: int) -> str:
    """La balise ``<svg>`` d'une carte ; ``dite`` : ce qu'en dit un lecteur d'écran, ``genre`` : sa classe CSS."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{genre}" viewBox="0 0 {LARGEUR} {hauteur}" '
        f'width="{LARGEUR}" height="{hauteur}" role="img" aria-label="{escape(dite)}" font-family="{POLICE}" '
        'fill-rule="evenodd" stroke-linejoin="round">'
    )
