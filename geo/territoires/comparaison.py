"""À qui comparer un territoire, et à qui d'office."""

from __future__ import annotations

from typing import Final, NamedTuple

from geo.territoires.niveaux import NOMS_NIVEAUX
from geo.territoires.territoire import Territoire, comparateurs

AUCUN: Final = "aucun"
FRANCE: Final = "france.FR"


class Comparateurs(NamedTuple):
    """Les comparateurs qui conviennent, par clé d'adresse (« zone_emploi.8421 »).

    Attributes
    ----------
    offerts : dict of str to Territoire
        Sans `AUCUN`.
    libelles : dict of str to str
        Libellé de chacun et d'`AUCUN`.
    defaut : str
        Le choix d'office : la France, quand elle convient.
    """

    offerts: dict[str, Territoire]
    libelles: dict[str, str]
    defaut: str


def face_a(territoire: Territoire) -> Comparateurs:
    """Les comparateurs d'un territoire, et celui d'office."""
    offerts = {f"{t.niveau}.{t.code}": t for t in comparateurs(territoire)}
    libelles = {cle: f"{t.libelle} ({NOMS_NIVEAUX[t.niveau][0]})" for cle, t in offerts.items()}
    if FRANCE in libelles:
        libelles[FRANCE] = "France"
    libelles[AUCUN] = "Aucun comparateur"
    return Comparateurs(offerts, libelles, FRANCE if FRANCE in libelles else AUCUN)
