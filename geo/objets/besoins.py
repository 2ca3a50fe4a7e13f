"""La carte « Où agir » : le besoin de chaque zone d'emploi, et les actions qui s'y comptent."""

from __future__ import annotations

from dataclasses import dataclass

from geo import territoires
from geo.actions.points import THEMES_ACTIONS
from geo.besoins import phrases
from geo.besoins.croisement import Croisement
from geo.cartes.cerne import PROCHES, cerner
from geo.cartes.croisee import etat_croise
from geo.cartes.etat import Habillage
from geo.ecriture import formats
from geo.objets.objet import Carte, Vue
from geo.territoires import Territoire


@dataclass(frozen=True)
class Regard:
    """Ce que le lecteur a choisi.

    Attributes
    ----------
    theme : str
        Thème d'action.
    fenetre : str
        Clé de `geo.besoins.regle.FENETRES`.
    annee : int
        Année d'où la fenêtre recule.
    zone : str
        Zone d'emploi choisie ; vide : aucune.
    territoire : Territoire or None
        Territoire de la page : cerné s'il est plus petit qu'un département.
    """

    theme: str
    fenetre: str
    annee: int
    zone: str = ""
    territoire: Territoire | None = None


def carte(croisement: Croisement, choix: Regard, theme: str | None, vue: Vue | None = None) -> Carte:
    """La carte à deux entrées."""
    repartition = croisement.repartition
    fiche = repartition.indicateur
    lieu = territoires.parametres(choix.territoire) if choix.territoire else {}
    habillage = Habillage(selection=choix.zone, theme=theme, perimetre=cerner(choix.territoire, PROCHES))
    return Carte(
        nom="ou-agir",
        titre=f"{THEMES_ACTIONS[choix.theme]} : besoin et actions connues par zone d'emploi ({fiche.libelle}, "
        f"{formats.periode(repartition.periode)})",
        source=f"{repartition.sources} ; registre de l'Atlas pour les actions",
        page="ou-agir",
        parametres={
            **lieu,
            "theme": choix.theme,
            "indicateur": fiche.id,
            "fenetre": choix.fenetre,
            **({"territoire": choix.zone} if choix.zone else {}),
        },
        note=f"Actions comptées : {phrases.fenetre(choix.fenetre, choix.annee)}. Aucune action veut dire qu'aucune "
        "n'est connue de l'Atlas.",
        etat=etat_croise(croisement, habillage),
        vue=vue,
    )
