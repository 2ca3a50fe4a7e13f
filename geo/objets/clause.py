"""Ce que la clause sociale dessine : la sensibilité des heures aux hypothèses, les structures d'insertion."""

from __future__ import annotations

from functools import partial
from typing import Final

from donnees import entrepot
from donnees.catalogue import charger
from geo import territoires
from geo.actions import points
from geo.actions.bilan import vue
from geo.cartes.cerne import cerner
from geo.cartes.etat import Habillage, etat_neutre
from geo.clause import adresse, note, sensibilite, structures
from geo.clause.calcul import Simulation, par_lot, total
from geo.graphiques import lectures
from geo.graphiques.lectures import Lecture
from geo.graphiques.style import Theme
from geo.graphiques.tornade import Barre, tornade
from geo.objets.dessin import Dessin
from geo.objets.objet import Carte
from geo.territoires import Territoire

PAGE: Final = "clause-sociale"
CERNES: Final = ("perimetre", "epci", "commune", "zone_emploi", "departement")


def heures(simulation: Simulation, ecart: str, theme: Theme) -> Dessin | None:
    """Ce que deviennent les heures si une hypothèse change ; None tant que le marché n'est pas saisi.

    Parameters
    ----------
    ecart : str
        Clé de `geo.clause.sensibilite.ECARTS`.
    """
    somme = total(par_lot(simulation))
    if somme is None:
        return None
    variations = sensibilite.sensibilite(simulation, int(ecart) / 100)
    barres = [Barre(v.libelle, *v.bornes, f"de {v.moins} à {v.plus}") for v in variations]
    phrase = lectures.tornade(barres, somme.insertion, "heures").phrase
    chiffres = partial(sensibilite.tableau, variations)
    marche = f" : {simulation.nom}" if simulation.nom else ""
    return Dessin(
        nom="sensibilite",
        titre=f"Heures d'insertion si une hypothèse varie de {sensibilite.ECARTS[ecart]}{marche}",
        source=f"simulation faite dans l'Atlas, {note.FORMULE}",
        page=PAGE,
        parametres=adresse.ecrire(simulation) | {"ecart": ecart},
        note=note.prudence(simulation, int(ecart) / 100),
        figure=tornade(barres, somme.insertion, "heures", theme=theme),
        lecture=Lecture(phrase, chiffres, {"Heures": 0, "Heures ensuite": 0}),
    )


def insertion(territoire: Territoire | None, theme: str | None) -> Carte:
    """Structures d'insertion de 2019 autour du territoire, cerné s'il n'est pas trop vaste."""
    couche = points.demande("reseau", points.fichier("reseau", structures.COUCHE), {}, structures.COUCHE)
    habillage = Habillage(couches=[couche], theme=theme, perimetre=cerner(territoire, CERNES))
    lieu = territoire.libelle if territoire else "France"
    return Carte(
        nom="insertion",
        titre=f"Structures d'insertion par l'activité économique, {structures.DATE} : {lieu}",
        source=charger().sources["asp_siae"].citation,
        page=PAGE,
        parametres=territoires.parametres(territoire) if territoire else {},
        note=f"Structures conventionnées en {structures.DATE} : la liste a changé depuis.",
        etat=etat_neutre(habillage),
        vue=_cadrage(territoire),
    )


def _cadrage(territoire: Territoire | None) -> tuple[float, float, float] | None:
    if territoire is None:
        return None
    communes = entrepot.territoires("commune").reindex(territoire.communes)[["lon", "lat"]].dropna()
    return vue(list(communes.itertuples(index=False, name=None)))
