"""Les cibles, et si elles sont atteintes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.performance.mesure.course import Resultat

CARTE_SUR_VIDE = 1.5
CHANGEMENT_SUR_VIDE = 1.3
OCTETS_CHANGEMENT = 6_000


@dataclass(frozen=True)
class Cible:
    """Une cible, ce qui a été mesuré, et pourquoi si elle est manquée."""

    enonce: str
    mesure: str
    atteinte: bool
    pourquoi: str = ""

    @property
    def ligne(self) -> str:
        """La cible, en Markdown : atteinte ou manquée, ce qui a été mesuré, et pourquoi."""
        etat = "atteinte" if self.atteinte else "MANQUÉE"
        suite = "" if self.atteinte or not self.pourquoi else f" {self.pourquoi}"
        return f"- **{etat}** — {self.enonce} : {self.mesure}.{suite}"


def cibles(resultats: Mapping[str, Resultat]) -> list[Cible]:
    """Compare notre carte à la page vide de la même course."""
    gardee = bool(resultats["atlas"].comptes.vue_gardee)
    return [
        _rapport(resultats, "premier", "carte à la première visite", CARTE_SUR_VIDE),
        _rapport(resultats, "changement", "changement d'indicateur", CHANGEMENT_SUR_VIDE),
        _octets(resultats["atlas"]),
        Cible("zoom et centre gardés au changement d'indicateur", "oui" if gardee else "non", gardee),
    ]


def _rapport(resultats: Mapping[str, Resultat], mesure: str, nom: str, limite: float) -> Cible:
    notre, vide, gelee = (resultats[cle].mediane(mesure) for cle in ("atlas", "vide", "vide_atlas"))
    requetes = resultats["atlas"].mediane("requetes") - resultats["vide"].mediane("requetes")
    raisons = {
        "premier": "La page s'affiche, puis la carte charge son cadre (streamlit-folium), Leaflet et les contours : "
        f"{requetes:.0f} requêtes de plus.",
        "changement": "Streamlit redessine la page, puis passe l'état au cadre de la carte, qui repeint ses zones ; "
        "la page vide ne redessine que deux éléments.",
    }
    return Cible(
        f"{nom} ≤ {_virgule(limite, 1)} × la page vide",
        f"{_virgule(notre / vide)} × ({notre:.0f} ms contre {vide:.0f} ms) ; "
        f"{_virgule(notre / gelee)} × la page vide derrière notre serveur ({gelee:.0f} ms)",
        notre <= limite * vide,
        f"Il manque {notre - limite * vide:.0f} ms. {raisons[mesure]}",
    )


def _octets(atlas: Resultat) -> Cible:
    octets, fil = atlas.mediane("ws"), atlas.comptes.changement
    return Cible(
        f"changement d'indicateur ≤ {OCTETS_CHANGEMENT // 1000} ko sur le WebSocket",
        f"{octets:.0f} octets de charge utile ; {fil:.0f} octets sur le fil, HTTP compris",
        octets <= OCTETS_CHANGEMENT,
        "La charge utile compte les messages de Streamlit avant compression ; détail, message par message, plus bas.",
    )


def _virgule(nombre: float, decimales: int = 2) -> str:
    return f"{nombre:.{decimales}f}".replace(".", ",")
