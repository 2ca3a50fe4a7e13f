"""Le nom de chaque niveau de territoire, au singulier et au pluriel ; ce qu'est un territoire, en deux mots."""

from __future__ import annotations

from geo.territoires.territoire import PERIMETRE, Territoire

NOMS_NIVEAUX = {
    "france": ("France", "France"),
    "region": ("région", "régions"),
    "departement": ("département", "départements"),
    "zone_emploi": ("zone d'emploi", "zones d'emploi"),
    "epci": ("intercommunalité", "intercommunalités"),
    "commune": ("commune", "communes"),
    "perimetre": ("périmètre", "périmètres"),
}


def nature(territoire: Territoire) -> str:
    """« Zone d'emploi », « Périmètre de 12 communes »."""
    if territoire.niveau == PERIMETRE:
        return f"Périmètre de {len(territoire.communes)} commune{'s' if len(territoire.communes) > 1 else ''}"
    return NOMS_NIVEAUX[territoire.niveau][0].capitalize()
