"""Le calcul d'un indicateur sur un ensemble quelconque de communes, à partir des effectifs de base.

Un effectif se somme, un taux se recalcule (Σ numérateurs ÷ Σ dénominateurs), une évolution se refait à partir des
niveaux ; une médiane, une mesure reprise telle que publiée ou un indice ne s'agrègent pas.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from donnees.catalogue import charger
from donnees.catalogue.effectifs import MANQUANT, STATUTS
from donnees.catalogue.formules import Evolution, Formule
from donnees.catalogue.intervalles import contenir
from geo.ecriture.formats import nombre
from geo.mesures.grilles import grille
from geo.mesures.totaux import Total, selection

_MOTIFS_FORMULES: Final = {
    "publie": "Cette mesure est reprise telle que publiée (médiane, part ou taux) : elle ne se recalcule pas sur "
    "d'autres limites.",
    "difference": "Cet écart vient d'une mesure reprise telle que publiée : il ne se recalcule pas sur d'autres "
    "limites.",
    "specialisation": "Cet indice compare tous les secteurs d'une zone d'emploi à ceux de la France : il ne se "
    "recalcule pas sur d'autres limites.",
}
_CONSEILS: Final = {
    "zone_emploi": "Lisez la valeur des zones d'emploi traversées.",
    "commune": "Lisez la valeur de chaque commune.",
}
_ECHELLES: Final = {
    True: "Cette donnée n'existe pas par commune : prenez des zones d'emploi ou des départements entiers.",
    False: "Cette donnée n'existe que par zone d'emploi : prenez des zones d'emploi entières.",
}
_NUL: Final = "Non calculable : le calcul diviserait par zéro."
_PETIT: Final = "Non calculable : l'effectif de départ, inférieur à {}, est trop petit pour un taux."
_SANS_DEPART: Final = "Cette période n'a pas de point de départ : choisissez-en une autre."


@dataclass(frozen=True)
class Calcul:
    """Résultat d'un calcul.

    Attributes
    ----------
    valeur : float
        Dans l'unité de l'indicateur, non arrondie ; NaN si le statut est « s » ou « nd ».
    statut : str
        Statut INSEE.
    motif : str
        Pourquoi il n'y a pas de valeur, et que faire ; vide s'il y en a une.
    recalculable : bool
        Faux si la formule, ou l'échelle des données, ne permet pas de calcul sur ces communes.
    minimum, maximum : float
        Bornes de la valeur, non arrondies ; NaN si rien n'en est incertain.
    sense : bool
        Faux si toutes les données sont là sans que le calcul ait un sens : un départ trop petit, une division par zéro.
    effectifs : tuple of float
        D'un départ trop petit à l'arrivée : ce qui se dit à la place du taux ; vide sinon.
    """

    valeur: float
    statut: str
    motif: str = ""
    recalculable: bool = True
    sense: bool = True
    minimum: float = math.nan
    maximum: float = math.nan
    effectifs: tuple[float, ...] = ()


def pourquoi_pas(communes: tuple[str, ...], identifiant: str) -> str:
    """Pourquoi l'indicateur ne se recalcule pas sur ces communes ; vide s'il se recalcule."""
    fiche = charger().indicateur(identifiant)
    conseil = next((texte for niveau, texte in _CONSEILS.items() if niveau in fiche.niveaux), "")
    if fiche.agregation == "non_agregeable":
        return f"{_MOTIFS_FORMULES[fiche.formule.type]} {conseil}".rstrip()
    choisies = selection(communes)
    for operande in fiche.formule.operandes.values():
        if choisies.source(operande) is None:
            return f"{_ECHELLES[bool(grille('departement').periodes(operande))]} {conseil}".rstrip()
    return ""


def calculer(communes: tuple[str, ...], identifiant: str, periode: str) -> Calcul:
    """Calcule un indicateur sur un ensemble de communes.

    Parameters
    ----------
    communes : tuple of str
        Codes en vigueur ; l'ordre et les doubles sont sans effet.
    identifiant : str
        Indicateur du catalogue.
    periode : str
        Une de ses périodes.

    Raises
    ------
    IndicateurInconnu
        L'identifiant n'est pas au catalogue.
    TerritoireInconnu
        Un code n'est pas une commune en vigueur.

    Notes
    -----
    Un ensemble identique à un territoire publié en a la valeur publiée : c'est `geo.mesures` qui la rend.
    """
    fiche = charger().indicateur(identifiant)
    motif = pourquoi_pas(communes, identifiant)
    if motif:
        return Calcul(math.nan, "nd", motif, recalculable=False)
    formule, choisies = fiche.formule, selection(communes)
    operandes = formule.operandes
    periodes = formule.periodes(periode, {nom: choisies.periodes(operande) for nom, operande in operandes.items()})
    if not periodes:
        return Calcul(math.nan, "nd", _SANS_DEPART)
    totaux = {nom: choisies.total(operande, periodes[nom]) for nom, operande in operandes.items()}
    return _rendre(formule, totaux)


def _rendre(formule: Formule, totaux: dict[str, Total]) -> Calcul:
    """Applique la formule aux totaux ; sans valeur, dit pourquoi."""
    termes = {nom: total.colonne for nom, total in totaux.items()}
    resultat = formule.calculer(termes)
    valeur, etat = float(resultat.valeurs[0]), int(resultat.etats[0])
    if math.isfinite(valeur):
        trouvees = formule.borner(termes)
        bornes = contenir(resultat.valeurs, trouvees) if trouvees else (np.full(1, np.nan), np.full(1, np.nan))
        return Calcul(valeur, STATUTS[etat], minimum=float(bornes[0][0]), maximum=float(bornes[1][0]))
    if isinstance(formule, Evolution) and formule.trop_petit(termes)[0]:
        effectifs = (totaux["debut"].valeur, totaux["fin"].valeur)
        dits = effectifs if all(map(math.isfinite, effectifs)) else ()
        return Calcul(math.nan, "nd", _PETIT.format(nombre(formule.depart_min)), sense=False, effectifs=dits)
    pire = max(totaux.values(), key=lambda total: total.etat)
    return Calcul(math.nan, STATUTS[max(etat, MANQUANT)], pire.motif or _NUL, sense=bool(pire.motif))
