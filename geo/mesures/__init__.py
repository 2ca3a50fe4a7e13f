"""La valeur d'un indicateur : publiée, recalculée ou refusée, puis située, classée, comparée.

Sait : la règle d'identité, l'agrégation, le secret, les rangs et les classes.
Ignore : les phrases d'un portrait, les figures et les cartes.
"""

from geo.mesures.mesure import Mesure, mesurer, serie, toutes
from geo.mesures.situation import niveau_des_pairs, pairs, position

__all__ = ["Mesure", "mesurer", "niveau_des_pairs", "pairs", "position", "serie", "toutes"]
