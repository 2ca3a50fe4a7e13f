"""La section « carte des communes » : tableau, cibles, et pourquoi cette carte-ci."""

from __future__ import annotations

from collections.abc import Mapping

from tests.performance.mesure.communes import ResultatCommunes
from tests.performance.rapport.cibles import Cible

TEMPS_SUR_ZONES = 3.0
OCTETS_MAX = 3_000_000
ENTETES = ("carte", "1re visite (ms)", "2e chargement (ms)", "changement (ms)", "zoom ou déplacement (ms)", "fil (ko)")
CHOIX = """Les quatre cartes sont sur la même page témoin, servie par le même serveur, mesurées à tour de rôle.
folium en ligne, qui prend plus de deux minutes par passage, n'est mesuré qu'au premier tour.
« Zoom ou déplacement » : du geste à la deuxième image qui suit. « Fil » : premier chargement entier, Streamlit
compris ; ce que la carte des communes pèse en propre est l'écart à la carte des zones.

Pourquoi ce choix. Un polygone Leaflet par commune crée trente-cinq mille objets au chargement, et les retrace tous à
chaque geste et à chaque indicateur. Le GeoJSON en ligne renvoie en plus toute la géométrie à chaque changement. Des
fichiers par département, chargés selon la vue, ne changent rien à la première image, qui montre tout le pays : ils
seraient tous demandés. Remplir sur le canevas un chemin par classe a été essayé : un chemin de plusieurs milliers de
polygones demande une dizaine de secondes au moteur de dessin. L'Atlas garde donc un seul fichier (arcs partagés, écarts
serrés), écrit une fois par cadrage le rang de la commune sous chaque pixel, puis ne fait que recolorer cette trame :
un changement d'indicateur ne touche plus à la géométrie, et le survol la relit par un index spatial."""


def cibles_communes(resultats: Mapping[str, ResultatCommunes]) -> list[Cible]:
    """Compare la carte des communes à celle des zones de la même course, et aux autres façons."""
    zones, communes = resultats["zones"], resultats["communes"]
    rapport = communes.mediane("premier") / zones.mediane("premier")
    propres = communes.octets - zones.octets
    autres = [r for cle, r in resultats.items() if cle not in {"zones", "communes"}]
    rapides = [
        all(communes.mediane(mesure) < autre.mediane(mesure) for mesure in ("premier", "second", "changement", "geste"))
        for autre in autres
    ]
    return [
        Cible(
            f"carte des communes ≤ {TEMPS_SUR_ZONES:.0f} × la carte des zones, à la première visite",
            f"{rapport:.2f} ×".replace(".", ","),
            rapport <= TEMPS_SUR_ZONES,
        ),
        Cible(
            f"carte des communes ≤ {OCTETS_MAX / 1e6:.0f} Mo de plus que celle des zones",
            f"{propres / 1e6:.2f} Mo".replace(".", ","),
            propres <= OCTETS_MAX,
        ),
        Cible(
            "plus rapide que chaque autre façon, aux quatre mesures", f"{sum(rapides)} sur {len(rapides)}", all(rapides)
        ),
    ]


def tableau_communes(resultats: Mapping[str, ResultatCommunes]) -> str:
    """Tableau Markdown : médianes, et rapport à la carte des zones entre parenthèses."""
    zones = resultats["zones"]

    def cellule(resultat: ResultatCommunes, mesure: str) -> str:
        valeur = resultat.mediane(mesure)
        return f"{valeur:.0f} ({valeur / zones.mediane(mesure):.1f} ×)".replace(".", ",")

    lignes = [
        [
            resultat.concurrent.nom,
            *(cellule(resultat, mesure) for mesure in ("premier", "second", "changement", "geste")),
            f"{resultat.octets / 1000:,.0f}".replace(",", " "),
        ]
        for resultat in resultats.values()
    ]
    rendues = ["| " + " | ".join(ligne) + " |" for ligne in (list(ENTETES), ["---"] * len(ENTETES), *lignes)]
    return "\n".join(rendues)
