"""Les deux bouts d'une carte : ses plus hautes et ses plus basses valeurs, tant qu'aucun territoire n'est choisi."""

from __future__ import annotations

from html import escape

import numpy as np

from geo.ecriture import formats
from geo.mesures.incertitude import ecrire
from geo.mesures.repartitions import Repartition

BOUTS = 5


def bouts(repartition: Repartition) -> str:
    """Tableau HTML des valeurs publiées ; vide si les deux bouts se toucheraient."""
    connues = np.flatnonzero(np.isfinite(repartition.valeurs))
    ordre = connues[np.argsort(-repartition.valeurs[connues], kind="stable")]
    if len(ordre) < 2 * BOUTS:
        return ""
    parties = (("Les plus hautes valeurs", ordre[:BOUTS]), ("Les plus basses", ordre[-BOUTS:]))
    corps = "".join(
        f'<tr><th scope="colgroup" colspan="2">{titre}</th></tr>{"".join(_bout(repartition, i) for i in rangs)}'
        for titre, rangs in parties
    )
    return f'<table class="atlas-chiffres">{corps}</table>'


def _bout(repartition: Repartition, i: int) -> str:
    """Une ligne : le territoire, sa valeur, son intervalle s'il en a un."""
    fiche, code = repartition.indicateur, repartition.codes[i]
    intervalle = ecrire(fiche, repartition.chiffree(code))
    precision = f"<small>{escape(intervalle)}</small>" if intervalle else ""
    valeur = formats.selon(fiche, float(repartition.valeurs[i]))
    return f'<tr><th scope="row">{escape(repartition.libelles[i])}</th><td>{valeur}{precision}</td></tr>'
