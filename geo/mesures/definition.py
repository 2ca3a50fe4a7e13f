"""La définition d'un indicateur, ligne à ligne : ce que l'écran et la page légère en disent."""

from __future__ import annotations

from typing import NamedTuple

from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.territoires.niveaux import NOMS_NIVEAUX

SENS = {
    "mieux_haut": "plus c'est haut, mieux c'est",
    "mieux_bas": "plus c'est bas, mieux c'est",
    "neutre": "ni bien ni mal",
}
INCERTITUDES = {
    "secret": "chaque valeur porte un intervalle, selon ce que le secret statistique masque",
    "revision": "à cheval sur deux publications, l'écart est estimé à la révision moyenne du territoire près",
}
AGREGATIONS = {
    "somme": "effectif : se somme sur tout périmètre",
    "ratio": "rapport : se recalcule sur tout périmètre (somme des numérateurs ÷ somme des dénominateurs)",
    "non_agregeable": "mesure publiée telle quelle : ne se recalcule pas sur un périmètre",
}


class Ligne(NamedTuple):
    """Une ligne : ce qu'elle dit, et l'adresse de ce qu'elle cite, s'il y en a une ; ``suite`` est hors du lien."""

    titre: str
    texte: str
    adresse: str = ""
    suite: str = ""


def lignes(fiche: Indicateur) -> list[Ligne]:
    """De la formule aux réserves."""
    return [
        Ligne("Formule", fiche.mention),
        Ligne("Unité", f"{fiche.unite} ; sens : {SENS[fiche.sens]}"),
        Ligne("Périodes", _etendue(fiche)),
        *([Ligne("Valeur nationale", fiche.nom_france)] if "france" in fiche.niveaux else []),
        Ligne("Niveaux", ", ".join(NOMS_NIVEAUX[niveau][1] for niveau in fiche.niveaux)),
        Ligne("Agrégation", AGREGATIONS[fiche.agregation]),
        *(_source(identifiant) for identifiant in fiche.sources),
        *(Ligne("Précaution", precaution) for precaution in fiche.precautions),
        *_reserves(fiche),
    ]


def _source(identifiant: str) -> Ligne:
    source = charger().sources[identifiant]
    return Ligne("Source", f"{source.producteur}, {source.titre}", source.adresse, f" ({source.millesime})")


def _etendue(fiche: Indicateur) -> str:
    periodes = sorted(fiche.periodes)
    premiere, derniere = formats.periode(periodes[0]), formats.periode(periodes[-1])
    return premiere if len(periodes) == 1 else f"{premiere} à {derniere} ({len(periodes)} dates)"


def _reserves(fiche: Indicateur) -> list[Ligne]:
    """Ce que la fiche déclare d'incertain, et que l'Atlas applique partout."""
    marge = formats.avec_unite(fiche.marge, fiche.unite, fiche.decimales)
    reserves = [
        ("Incertitude", INCERTITUDES[fiche.incertitude] if fiche.incertitude else ""),
        ("Marge", f"un écart de moins de {marge} n'est dit ni hausse ni baisse" if fiche.marge else ""),
        ("Sans rang", f"là où {fiche.fragilite.texte}" if fiche.fragilite else ""),
        ("Sans rang", f"les communes de moins de {fiche.habitants_min} habitants" if fiche.habitants_min else ""),
        ("Provisoire", "la dernière valeur, que la source révisera" if fiche.revisable else ""),
        *(("Rupture", texte) for texte in fiche.ruptures.values()),
        ("Notre estimation pour la France", fiche.estimation("france")),
    ]
    return [Ligne(titre, texte) for titre, texte in reserves if texte]
