"""Où lire l'enquête pour un territoire : son département, sa région, sa zone d'emploi, ses bassins, le pays."""

from __future__ import annotations

from typing import Final

from geo.ecriture import formats
from geo.metiers.enquete import PAYS, Lieu, bassins
from geo.territoires import Territoire

DIRECTS: Final = {"departement": "département", "region": "région"}


def offerts(demande: Territoire | None, zone: Territoire | None) -> dict[str, tuple[Lieu, str]]:
    """Échelles où lire l'enquête, la plus juste d'abord : clé d'adresse → lieu et libellé.

    Parameters
    ----------
    zone : Territoire or None
        Zone d'emploi lue pour ce territoire.
    """
    trouves: dict[str, tuple[Lieu, str]] = {}
    zone_lue = zone or (demande if demande and demande.niveau == "zone_emploi" else None)
    if demande and demande.niveau in DIRECTS:
        nature = DIRECTS[demande.niveau]
        lieu = Lieu(demande.niveau, demande.code, demande.libelle)
        trouves[f"{demande.niveau}-{demande.code}"] = (lieu, f"{demande.libelle} ({nature}, non estimé)")
    if zone_lue:
        lieu = Lieu("zone_emploi", zone_lue.code, zone_lue.libelle)
        trouves[f"zone-{zone_lue.code}"] = (lieu, f"{zone_lue.libelle} (zone d'emploi, estimé)")
    petit = demande if demande and demande.niveau not in {*DIRECTS, "france"} else zone_lue
    for bassin, part in bassins(petit) if petit else []:
        trouves[f"bassin-{bassin.code}"] = (
            bassin,
            f"Bassin {bassin.libelle} ({formats.part(part)} des habitants, non estimé)",
        )
    trouves["france"] = (PAYS, "France entière (non estimé)")
    return trouves


def statut(lieu: Lieu) -> str:
    """D'où viennent les chiffres d'un lieu : estimés, ou sommes de réponses publiées."""
    if lieu.estime:
        return "Estimé : les bassins de France Travail sont répartis entre zones d'emploi selon leurs habitants."
    return "Somme des réponses publiées, sans estimation."
