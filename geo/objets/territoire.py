"""Ce qu'un portrait dessine : les grands secteurs de l'emploi, les communes du territoire."""

from __future__ import annotations

import math

from donnees.catalogue import charger
from geo import mesures, territoires
from geo.graphiques import lectures
from geo.graphiques.structure import structure as figure_structure
from geo.graphiques.style import Theme
from geo.mesures.chiffres_cles import SECTEURS
from geo.mesures.reserves import source
from geo.objets.dessin import Dessin
from geo.reserve import gardee
from geo.territoires import Territoire

PREMIER = next(iter(SECTEURS))


def zone_des_secteurs(territoire: Territoire) -> Territoire | None:
    """Le territoire s'il a ces parts ; sinon sa zone d'emploi la plus habitée ; None s'il est plus vaste qu'elle."""
    if any(_finie(territoire, identifiant) for identifiant in SECTEURS):
        return territoire
    zones = territoires.traverses(territoire, "zone_emploi")
    if territoire.niveau in {"region", "departement"} or not zones:
        return None
    return territoires.lire("zone_emploi", zones[0].code)


@gardee
def structure(territoire: Territoire, comparateur: Territoire | None, theme: Theme) -> Dessin | None:
    """Grands secteurs de l'emploi privé, face au comparateur ; de la zone d'emploi quand le territoire n'en a pas."""
    montre = zone_des_secteurs(territoire)
    if montre is None or not any(_finie(montre, identifiant) for identifiant in SECTEURS):
        return None
    autre = comparateur if comparateur and _finie(comparateur, PREMIER) else territoires.lire("france", "FR")
    siennes, autres = ([mesures.mesurer(t, identifiant) for identifiant in SECTEURS] for t in (montre, autre))
    libelles = [charger().indicateurs[identifiant].libelle for identifiant in SECTEURS]
    ici, en_face = _nom(montre), _nom(autre) if autre != montre else ""
    parts = [m.valeur for m in siennes], [m.valeur for m in autres], libelles
    face = {"comparateur": f"{comparateur.niveau}.{comparateur.code}"} if comparateur else {}
    return Dessin(
        nom="structure",
        titre=f"Grands secteurs de l'emploi privé : {' et '.join(filter(None, (ici, en_face)))}",
        source=source(siennes[0]),
        page="territoire",
        parametres=territoires.parametres(territoire) | face,
        figure=figure_structure(*parts, territoire=ici, comparateur=en_face, theme=theme),
        lecture=lectures.structure(*parts, territoire=ici, comparateur=en_face),
    )


def _nom(territoire: Territoire) -> str:
    """Le nom du territoire ; pour la France, celui du champ des parts."""
    return charger().indicateurs[PREMIER].nom_france if territoire.niveau == "france" else territoire.libelle


def _finie(territoire: Territoire, identifiant: str) -> bool:
    return math.isfinite(mesures.mesurer(territoire, identifiant).valeur)
