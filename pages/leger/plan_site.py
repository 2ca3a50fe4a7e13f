"""Le plan du site (sitemaps.org) : ce qu'un moteur peut retenir, en un fichier ou, au-delà d'une limite, plusieurs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from donnees import entrepot
from donnees.catalogue import charger
from geo.territoires.index import NIVEAUX
from pages.leger import adresses
from pages.leger.page import Site

MAXIMUM: Final = 50_000
"""Adresses d'un fichier, au plus : la limite du protocole."""
RACINE: Final = "/sitemap.xml"
_ESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_TETE: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def adresses_publiques(site: Site) -> list[str]:
    """Chemins canoniques : l'accueil, le réseau, chaque territoire publié, indicateur, maison et action."""
    table = entrepot.table("territoires")
    champs = (table[nom].tolist() for nom in ("niveau", "code", "libelle_long"))
    territoires = sorted(zip(*champs, strict=True), key=lambda trio: (NIVEAUX.index(trio[0]), trio[1]))
    return [
        "/",
        adresses.RESEAU,
        *(adresses.publie(*trio) for trio in territoires),
        *(adresses.indicateur(identifiant) for identifiant in charger().indicateurs),
        *(adresses.maison(cle) for cle in site.releve.maisons["maison"]),
        *(adresses.action(fiche.cle) for fiche in site.releve.fiches),
    ]


def ecrire(site: Site, numero: int = 0, maximum: int = MAXIMUM) -> bytes | None:
    """Le plan entier, l'index de ses parties, ou l'une d'elles ; None si cette partie n'existe pas.

    Parameters
    ----------
    numero : int
        Partie voulue, à partir de 1 ; 0 : ce qu'un moteur lit d'abord.
    """
    toutes = adresses_publiques(site)
    parties = [toutes[debut : debut + maximum] for debut in range(0, len(toutes), maximum)]
    if not numero and len(parties) == 1:
        return _page(site, parties[0])
    if not numero:
        lignes = "".join(_ligne(site, "sitemap", f"/sitemap-{rang}.xml") for rang in range(1, len(parties) + 1))
        return f"{_TETE}<sitemapindex {_ESPACE}>{lignes}</sitemapindex>\n".encode()
    return _page(site, parties[numero - 1]) if numero <= len(parties) and len(parties) > 1 else None


def _page(site: Site, chemins: Sequence[str]) -> bytes:
    lignes = "".join(_ligne(site, "url", chemin) for chemin in chemins)
    return f"{_TETE}<urlset {_ESPACE}>{lignes}</urlset>\n".encode()


def _ligne(site: Site, balise: str, chemin: str) -> str:
    return f"<{balise}><loc>{escape(site.absolu(chemin))}</loc></{balise}>"
