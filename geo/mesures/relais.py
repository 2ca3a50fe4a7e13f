"""Un territoire sans valeur ne quitte pas la comparaison : sa zone d'emploi le représente, et c'est dit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo import mesures
from geo.mesures.emprunts import emprunter
from geo.territoires import Territoire


@dataclass(frozen=True)
class Relais:
    """Les territoires à montrer.

    Attributes
    ----------
    territoires : tuple of Territoire
        Ceux qui ont leur valeur, et les zones d'emploi qui représentent les autres ; chacun une fois.
    rangs : tuple of int
        Rang de chacun parmi les territoires choisis : sa couleur et son signe, les mêmes dans toutes les vues.
    note : str
        Qui est représenté par qui ; vide si chacun l'est par lui-même.
    """

    territoires: tuple[Territoire, ...]
    rangs: tuple[int, ...]
    note: str


def relayer(choisis: Sequence[Territoire], *identifiants: str) -> Relais:
    """Remplace par sa zone d'emploi tout territoire à qui manque l'un de ces indicateurs.

    Sans zone qui réunisse l'essentiel de ses habitants (`geo.mesures.emprunts`), un territoire reste tel quel : la
    figure dit alors qu'il n'y est pas. Une zone elle-même choisie garde son rang à elle.
    """
    montres: dict[Territoire, int] = {}
    mentions = []
    for rang, territoire in enumerate(choisis):
        zone = _zone(territoire, identifiants)
        if zone is None:
            montres[territoire] = rang
        else:
            montres.setdefault(zone, rang)
            mentions.append(f"{territoire.libelle} est représenté par sa zone d'emploi, {zone.libelle}")
    note = f"Sans valeur à cette échelle, {' ; '.join(mentions)}." if mentions else ""
    return Relais(tuple(montres), tuple(montres.values()), note)


def _zone(territoire: Territoire, identifiants: Sequence[str]) -> Territoire | None:
    emprunts = (emprunter(territoire, mesures.mesurer(territoire, identifiant)) for identifiant in identifiants)
    return next((emprunt.zone for emprunt in emprunts if emprunt and emprunt.zone), None)
