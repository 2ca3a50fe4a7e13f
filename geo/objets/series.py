"""Les courbes : une série du catalogue, pour un ou plusieurs territoires."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import citer
from geo import mesures
from geo.graphiques import lectures
from geo.graphiques.style import Theme
from geo.graphiques.tendance import Courbe, dates, tendance
from geo.mesures import comparaison
from geo.mesures.chiffres_cles import SERIES
from geo.objets.dessin import Dessin
from geo.portrait import series
from geo.reserve import gardee
from geo.territoires import Territoire

INDICE = "Indice 100 à la première date commune."


def tracer(territoire: Territoire, identifiant: str, nom: str = "") -> Courbe | None:
    """Série d'un territoire, à tracer sous son nom, un autre, ou son champ pour la France ; None s'il ne l'a pas."""
    serie = mesures.serie(territoire, identifiant)
    if serie.empty:
        return None
    periodes, statuts = (tuple(serie[champ].astype(str)) for champ in ("periode", "statut"))
    libelle = series.nommer(territoire, charger().indicateur(identifiant), nom)
    return Courbe(libelle, periodes, serie["valeur"].tolist(), statuts)


@gardee
def mediane(identifiant: str) -> Courbe:
    """Médiane des zones d'emploi, là où aucune valeur nationale n'est publiée."""
    medianes = entrepot.valeurs(identifiant, "zone_emploi").groupby("periode")["valeur"].median()
    return Courbe("Médiane des zones d'emploi", tuple(medianes.index.astype(str)), medianes.tolist())


@gardee
def courbes(
    territoires: Sequence[Territoire],
    identifiant: str,
    theme: Theme,
    *,
    rangs: Sequence[int] = (),
    repere: bool = False,
) -> Dessin | None:
    """Séries superposées, en indice quand ce sont plusieurs effectifs ; None si aucun territoire n'a la série.

    Parameters
    ----------
    rangs : sequence of int
        Rang de chaque territoire, qui fait sa couleur ; à défaut, sa place, qu'il ait la série ou non.
    repere : bool
        Ajoute la médiane des zones d'emploi à un taux qui n'a pas de valeur nationale.
    """
    fiche = charger().indicateur(identifiant)
    noms, places = comparaison.noms_distincts(territoires), rangs or range(len(territoires))
    lignes = [
        replace(trace, rang=rang)
        for lieu, nom, rang in zip(territoires, noms, places, strict=True)
        if (trace := tracer(lieu, identifiant, nom))
    ]
    situes = repere and fiche.representation == "taux" and "france" not in fiche.niveaux
    traces = (
        [*lignes, replace(mediane(identifiant), rang=1 + max((t.rang or 0 for t in lignes), default=-1))]
        if situes
        else lignes
    )
    if not traces:
        return None
    indice = fiche.representation == "effectif" and len(traces) > 1
    return Dessin(
        nom="courbe",
        titre=f"{fiche.libelle} : {', '.join(trace.libelle for trace in traces)}",
        source=citer(charger().sources_des(fiche, dates(traces))),
        page="comparer",
        parametres=_parametres(territoires, identifiant, situes=situes),
        note=INDICE if indice else "",
        figure=tendance(traces, fiche.unite, fiche.decimales, indice=indice, theme=theme),
        lecture=lectures.tendance(traces, fiche.unite, fiche.decimales, indice=indice),
    )


def _parametres(territoires: Sequence[Territoire], identifiant: str, *, situes: bool) -> dict[str, str]:
    """Ce qui désigne ces courbes, jusqu'au dernier territoire tracé : chacun y garde son rang, donc sa couleur."""
    traces = [rang for rang, lieu in enumerate(territoires, 1) if not mesures.serie(lieu, identifiant).empty]
    return {
        "avec": comparaison.ecrire(territoires[: min(max(traces, default=0), comparaison.MAXIMUM)]),
        "vue": "courbes",
        "indicateur": identifiant,
        **({"serie": identifiant} if identifiant in SERIES else {}),
        **({"mediane": "1"} if situes else {}),
    }
