"""Le nom de chaque niveau de territoire, au singulier et au pluriel."""

from __future__ import annotations

NOMS_NIVEAUX = {
    "france": ("France", "France"),
    "region": ("région", "régions"),
    "departement": ("département", "départements"),
    "zone_emploi": ("zone d'emploi", "zones d'emploi"),
    "epci": ("intercommunalité", "intercommunalités"),
    "commune": ("commune", "communes"),
    "perimetre": ("périmètre", "périmètres"),
}
