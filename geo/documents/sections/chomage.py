"""Le chômage et les demandeurs d'emploi : depuis quand, pour qui, autour de nous, et ce qui manque."""

from __future__ import annotations

import math

from donnees.catalogue.diagnostic import diagnostic
from geo import mesures
from geo.documents.blocs import figures, tableaux
from geo.documents.blocs.questions import partie
from geo.documents.blocs.textes import constat, texte
from geo.documents.demande import Contexte
from geo.documents.modele import Partie, Texte
from geo.mesures import reserves
from geo.portrait import ecrits

CLE, TAUX = "chomage", "chomage_localise"


def parties(contexte: Contexte) -> tuple[Partie, ...]:
    """La courbe, les âges, la carte, et ce que l'Atlas n'a pas."""
    fixe = diagnostic().section(CLE)
    textes, mention = fixe.textes, constat(contexte, TAUX)
    courbe = figures.courbes(contexte, fixe.bloc("chomage_courbe"))
    carte = figures.zones(contexte, fixe.bloc("chomage_carte"), _ici(contexte))
    tete = texte(mention) if mention or courbe else texte(textes["sans_serie"], genre="absence")
    return (
        partie(contexte, fixe, "long", (tete, courbe)),
        partie(
            contexte,
            fixe,
            "qui",
            (
                tableaux.indicateurs(contexte, fixe.bloc("chomage_tableau")),
                Texte((textes["deux_taux"],), "limite"),
            ),
        ),
        partie(contexte, fixe, "autour", (carte or texte(textes["sans_serie"], genre="absence"),)),
        partie(contexte, fixe, "demandeurs", (Texte((textes["demandeurs"],), "absence"),)),
    )


def _ici(contexte: Contexte) -> str:
    """La valeur du territoire, ou celle des zones d'emploi qu'il touche, nommées."""
    mesure = mesures.mesurer(contexte.territoire, TAUX)
    modele = diagnostic().section(CLE).textes["la"]
    if math.isfinite(mesure.valeur):
        champ = mesure.indicateur.champ_partiel(mesure.niveau)
        return modele.format(zones=f"{contexte.territoire.libelle}, {reserves.dire(mesure, champ)}")
    mentions = [f"{zone.nom}, {zone.valeur} ({zone.part})" for zone in ecrits.zones(mesure)]
    return modele.format(zones=" ; ".join(mentions)) if mentions else ""
