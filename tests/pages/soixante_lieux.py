"""Soixante territoires choisis pour différer : chaque maille, les pilotes, l'outre-mer, les îles, les bords."""

from __future__ import annotations

from typing import Final

from geo import territoires
from geo.territoires import perimetre
from tests.lieux_temoins import GIER

Lieu = tuple[str, str]

_PILOTES: Final[tuple[Lieu, ...]] = (
    *(("zone_emploi", code) for code in ("4412", "3216", "7503")),
    *(("epci", code) for code in ("245400676", "200093201", "200067106")),
    *(("commune", code) for code in ("54395", "59350", "64102")),
    *(("departement", code) for code in ("54", "59", "64")),
    *(("region", code) for code in ("44", "32", "75")),
)
"""Là où travaillent les trois maisons pilotes du Grenelle."""
_OUTRE_MER: Final[tuple[Lieu, ...]] = (
    *(("region", code) for code in ("01", "02", "03", "04", "06")),
    *(("departement", code) for code in ("971", "973", "976")),
    *(("zone_emploi", code) for code in ("0103", "0203", "0302", "0402", "0601")),
    *(("epci", "200060457"), ("commune", "97611"), ("commune", "97608")),
)
_METROPOLE: Final[tuple[Lieu, ...]] = (
    ("france", "FR"),
    *(("region", code) for code in ("11", "84", "94")),
    *(("departement", code) for code in ("2A", "42", "75")),
    *(("zone_emploi", code) for code in ("0051", "0064", "1109", "8421", "8413", "9309", "9404")),
    *(("epci", "244200770"),),
    *(("commune", code) for code in ("75056", "69123", "13055", "01019", "55039", "29155", "85113", "42218")),
)
"""Paris, Lyon et Marseille, zones à cheval sur deux régions, îles, communes de moins de 50 habitants."""


def _perimetres() -> tuple[Lieu, ...]:
    """Le Gier, une enclave, une commune seule, une île et le continent, deux océans, le Grand Nancy."""
    groupes = (
        GIER,
        (*GIER[:3], "29155"),
        ("01019",),
        ("85113", "75056"),
        ("97611", "13055", "2A004"),
        tuple(territoires.membres("epci", "245400676")),
    )
    return tuple(("perimetre", perimetre.encoder(groupe)) for groupe in groupes)


LIEUX: Final[tuple[Lieu, ...]] = (*_PILOTES, *_OUTRE_MER, *_METROPOLE, *_perimetres())
