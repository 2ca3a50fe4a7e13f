"""La carte des communes d'un territoire."""

from __future__ import annotations

from geo import territoires
from geo.cartes.classes import Reglages
from geo.cartes.etat import Habillage, etat_choix
from geo.mesures import phrases
from geo.mesures.repartitions import communales
from geo.objets.objet import Carte
from geo.reserve import gardee
from geo.territoires import Territoire
from geo.territoires.perimetre import MAXIMUM_COMMUNES, fichiers_contours


@gardee
def carte(territoire: Territoire, indicateur: str, theme: str | None) -> Carte | None:
    """Communes coloriées par un indicateur communal ; None s'il n'y en a qu'une, ou trop pour les lire ici."""
    if not 1 < len(territoire.communes) <= MAXIMUM_COMMUNES:
        return None
    repartition = communales(indicateur, territoire.communes)
    habillage = Habillage(theme=theme)
    return Carte(
        nom="communes",
        titre=f"{phrases.titre(repartition)} : {territoire.libelle}",
        source=repartition.sources,
        page="territoire",
        parametres=territoires.parametres(territoire) | {"communal": indicateur},
        etat=etat_choix(repartition, Reglages(), habillage, fichiers_contours(repartition.codes)),
    )
