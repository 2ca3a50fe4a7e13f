"""La carte d'une branche ; à part, pour que les figures des secteurs ne chargent pas celle-ci."""

from __future__ import annotations

from typing import Final

from geo.cartes.branche import etat as etat_branche
from geo.cartes.etat import Habillage
from geo.objets.objet import Carte
from geo.reserve import gardee
from geo.secteurs import repartition as calcul
from geo.secteurs.choix import Choix
from geo.secteurs.structure import EFFECTIF_LISIBLE
from geo.secteurs.tables import provenance

NOTES: Final = {
    calcul.PART: "Part du secteur dans l'emploi de chaque zone en {fin}. Hachuré : effectif non disponible.",
    calcul.EFFECTIF: "Aire du cercle : emplois du secteur en {fin}. Hachuré : effectif non disponible.",
    calcul.EVOLUTION: "Hachuré : moins de {seuil} emplois en {debut}, ou effectif non disponible en {debut} ou {fin}.",
}


def zone_cernee(choix: Choix) -> str:
    """Zone d'emploi choisie : celle que la page lit, ou celle que l'adresse nomme (Mayotte)."""
    if choix.zone is not None:
        return choix.zone.code
    demande = choix.demande
    return demande.code if demande is not None and demande.niveau == calcul.NIVEAU else ""


@gardee
def carte(secteur: str, mesure: str, choix: Choix, theme: str | None) -> Carte:
    """Les zones d'emploi coloriées par le poids ou l'évolution du secteur."""
    repartition = calcul.repartir(secteur, choix.source, choix.nomenclature, mesure)
    debut, fin = choix.champ.bornes
    note = NOTES[mesure].format(debut=debut, fin=fin, seuil=EFFECTIF_LISIBLE)
    return Carte(
        nom="carte-branche",
        titre=f"{repartition.indicateur.libelle}, par zone d'emploi, {calcul.periode(choix.source, mesure)}",
        source=provenance(choix.champ),
        page="secteurs",
        parametres=choix.parametres | {"vue": "branche", "secteur": secteur, "mesure": mesure},
        note=f"{note} {choix.champ.limite}",
        etat=etat_branche(repartition, Habillage(selection=zone_cernee(choix), theme=theme)),
    )
