"""L'exposition : la part des emplois d'une zone dans les secteurs qui perdent des emplois dans tout le pays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geo.mesures.positions import Position, parmi
from geo.secteurs.champs import CHAMPS, METROPOLE, effectifs, libelle_reference, matrice, nom


@dataclass(frozen=True)
class Exposition:
    """Emplois d'une zone dans les secteurs en recul dans le pays.

    Attributes
    ----------
    part : float
        En % des emplois connus de la zone.
    emplois : float
        Leur nombre.
    part_pays : float
        La même part dans le pays.
    secteurs : tuple of (str, float, float)
        Libellé, emplois dans la zone (NaN : non disponible), évolution dans le pays en %.
    position : Position
        Rang de la zone, la plus exposée d'abord.
    """

    part: float
    emplois: float
    part_pays: float
    secteurs: tuple[tuple[str, float, float], ...]
    position: Position


@cache
def reculs(source: str, nomenclature: str, pays: str = METROPOLE) -> dict[str, float]:
    """Secteurs qui perdent des emplois dans le pays entre les deux années de la source → évolution en %."""
    debut, fin = CHAMPS[source].bornes
    avant, apres = (effectifs(source, nomenclature, annee, pays) for annee in (debut, fin))
    evolutions = 100 * (apres / avant.where(avant > 0) - 1)
    return {str(secteur): float(valeur) for secteur, valeur in evolutions.items() if valeur < 0}


def exposition(zone: str, source: str = "urssaf", nomenclature: str = "A38", pays: str = METROPOLE) -> Exposition:
    """Exposition d'une zone à la dernière année ; le pays est la France métropolitaine, sauf mention contraire."""
    fin, en_recul = CHAMPS[source].bornes[1], reculs(source, nomenclature, pays)
    toutes = matrice(source, nomenclature, fin)
    parts = 100 * toutes[list(en_recul)].sum(axis=1) / toutes.sum(axis=1)
    ici, partout = effectifs(source, nomenclature, fin, zone), effectifs(source, nomenclature, fin, pays)
    return Exposition(
        part=float(parts[zone]),
        emplois=float(ici[list(en_recul)].sum()),
        part_pays=float(100 * partout[list(en_recul)].sum() / partout.sum()),
        secteurs=tuple(
            (nom(nomenclature, secteur), float(ici[secteur]), recul)
            for secteur, recul in sorted(en_recul.items(), key=lambda paire: -float(ici.fillna(-1)[paire[0]]))
        ),
        position=parmi(parts, parts.map(lambda _: ""), zone, "neutre"),
    )


__all__ = ["Exposition", "exposition", "libelle_reference", "reculs"]
