"""Les nombres qui ouvrent un portrait : quatre chiffres clés, en grand, à côté des phrases."""

from __future__ import annotations

from html import escape
from typing import Final

import numpy as np

from geo.ecriture import formats
from geo.ecriture.textes import majuscule
from geo.mesures import Mesure
from geo.mesures.emprunts import Emprunt
from geo.portrait import phrases
from geo.portrait.cartons import etendue_et_unite, valeur_et_unite
from geo.portrait.constats import Constat, constater, faits, nom_court
from geo.portrait.ecrits import comparee
from geo.reserve import gardee
from geo.territoires import Territoire

OUVERTURE: Final = ("chomage_localise", "emploi_prive", "revenu_median", "taux_pauvrete")


@gardee
def ouverture(territoire: Territoire, comparateur: Territoire | None) -> str:
    """L'ouverture d'un portrait : ses phrases, et ses nombres en grand à côté."""
    lignes = phrases.phrases(faits(territoire, comparateur), territoire.niveau)
    liste = f'<ul class="atlas-portrait">{"".join(f"<li>{escape(dite)}</li>" for dite in lignes)}</ul>'
    return f'<div class="atlas-ouverture">{liste}{en_grand(territoire, comparateur)}</div>'


def en_grand(territoire: Territoire, comparateur: Territoire | None) -> str:
    """Liste HTML ; un chiffre que ni le territoire ni ses zones ne donnent n'y est pas."""
    constats = [constater(territoire, comparateur, identifiant) for identifiant in OUVERTURE]
    cases = "".join(_case(c, comparateur) for c in constats if np.isfinite(c.mesure.valeur) or c.emprunt)
    return f'<dl class="atlas-en-grand">{cases}</dl>' if cases else ""


def _case(constat: Constat, comparateur: Territoire | None) -> str:
    """Le nom, sa date, le nombre ; emprunté, le lieu d'où il vient se lit avant lui."""
    chiffre: Mesure | Emprunt = constat.emprunt or constat.mesure
    valeur = etendue_et_unite(constat.emprunt) if constat.emprunt else valeur_et_unite(constat.mesure)
    precisions = [formats.periode(chiffre.periode), constat.mesure.reserve if not constat.emprunt else ""]
    lieu = f"<small>{escape(majuscule(constat.emprunt.lieu))}</small>" if constat.emprunt else ""
    return (
        f"<div><dt>{escape(chiffre.indicateur.libelle)} <small>{', '.join(filter(None, precisions))}</small>{lieu}</dt>"
        f"<dd>{valeur}{_face(constat, comparateur)}</dd></div>"
    )


def _face(constat: Constat, comparateur: Territoire | None) -> str:
    """La valeur du comparateur ; rien pour un effectif, qui ne se compare pas d'un territoire à l'autre."""
    autre = constat.comparee
    if comparateur is None or autre is None or autre.indicateur.agregation == "somme":
        return ""
    valeur, suite = comparee(constat.mesure, autre)
    return f"<small>{escape(majuscule(nom_court(comparateur, autre.indicateur)))} : {valeur}{escape(suite)}</small>"
