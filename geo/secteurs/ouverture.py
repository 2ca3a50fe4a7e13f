"""La zone d'emploi où se lisent les secteurs d'un territoire, et la phrase qui l'ouvre."""

from __future__ import annotations

from geo import territoires
from geo.secteurs import phrases
from geo.secteurs.champs import CHAMPS, zones
from geo.secteurs.structure import resumer, structure
from geo.territoires import Territoire, Traversee

DEBORDES = frozenset({"departement", "region"})


def couvertes(demande: Territoire | None) -> list[Traversee]:
    """Zones d'emploi couvertes où l'on peut lire les secteurs d'un territoire, la plus habitée d'abord.

    Aucune sans territoire, pour la France, et là où rien n'est publié (Mayotte).
    """
    if demande is None or demande.niveau == "france":
        return []
    connues = set(zones("urssaf"))
    return [morceau for morceau in territoires.traverses(demande, "zone_emploi") if morceau.code in connues]


def zone_lue(demande: Territoire | None) -> Territoire | None:
    """La zone d'emploi où vivent le plus des habitants du territoire ; lui-même s'il en est une."""
    trouvees = couvertes(demande)
    return territoires.lire("zone_emploi", trouvees[0].code) if trouvees else None


def echelle(demande: Territoire, zone: Territoire) -> str:
    """Pourquoi ce sont les chiffres d'une zone d'emploi et non du territoire ; vide si c'est la même."""
    if demande == zone:
        return ""
    sommes = " Un département ou une région n'est pas une somme de zones : certaines le débordent."
    return (
        f"Les effectifs par secteur ne sont publiés que par zone d'emploi ; ici : {zone.libelle}."
        f"{sommes if demande.niveau in DEBORDES else ''}"
    )


def phrase(demande: Territoire | None, zone: Territoire | None, reference: str, source: str, nomenclature: str) -> str:
    """La phrase qui ouvre les secteurs d'un territoire : sa zone, le pays, ou pourquoi rien ne s'y lit."""
    if zone is None:
        if demande is not None and demande.niveau != "france":
            return (
                f"Ni l'Urssaf ni Flores ne publient les secteurs de {demande.libelle} : Mayotte n'est pas "
                "couverte. Seuls ses métiers, tirés de l'enquête Besoins en main-d'œuvre, se lisent ici."
            )
        return phrases.pays(source, nomenclature)
    lignes = structure(zone.code, reference, source, nomenclature)
    resume = resumer(zone.code, source, nomenclature)
    return phrases.ouverture(_sujet(demande, zone), resume, reference, CHAMPS[source], lignes)


def _sujet(demande: Territoire | None, zone: Territoire) -> str:
    """La zone lue, et la part des habitants du territoire demandé qui y vit."""
    if demande is None or zone == demande:
        return phrases.sujet(zone.libelle)
    morceaux = territoires.traverses(demande, "zone_emploi")
    return phrases.sujet(zone.libelle, demande.libelle, next(m.part for m in morceaux if m.code == zone.code))
