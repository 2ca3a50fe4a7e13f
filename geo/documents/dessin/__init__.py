"""Les figures d'un document imprimé : vectorielles ou en points, lisibles en gris, la valeur écrite sur le trait.

Sait : dessiner une figure du modèle à la largeur d'une page, dans les couleurs de l'impression.
Ignore : d'où viennent les valeurs, et le format qui reçoit l'image.
"""

from __future__ import annotations

from typing import Literal

from geo.documents.dessin import style
from geo.documents.dessin.barres import barres
from geo.documents.dessin.cartes import carte
from geo.documents.dessin.courbes import courbes
from geo.documents.modele import Barres, Courbes, Figure

Format = Literal["svg", "svg_traces", "png"]


def dessiner(figure: Figure, format_: Format) -> bytes:
    """Image d'une figure, sans son titre (le document l'écrit).

    Parameters
    ----------
    format_ : {"svg", "svg_traces", "png"}
        SVG dont le texte reste du texte (la police du document l'écrit), SVG dont les lettres sont tracées (lisible
        partout, à l'écran), ou PNG à 200 points par pouce.

    Returns
    -------
    bytes
        Les mêmes d'un appel à l'autre.
    """
    dessin = figure.dessin
    with style.contexte(traces=format_ != "svg"):
        if isinstance(dessin, Courbes):
            tracee = courbes(dessin)
        elif isinstance(dessin, Barres):
            tracee = barres(dessin)
        else:
            tracee = carte(dessin)
        return style.enregistrer(tracee, "png" if format_ == "png" else "svg")
