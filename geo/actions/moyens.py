"""Les moyens d'un bilan par axe de l'arrêté de 2013 : équivalents temps plein et euros, connus et inconnus.

Chaque action est comptée une fois : elle a un axe de 2013, ou aucun (les axes de 2009, qui se cumulent, la compteraient
plusieurs fois). Budgets et apports des financeurs disent le même argent par deux bouts : ils ne s'additionnent jamais.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from donnees.registre.services import Fiche
from donnees.vocabulaire import AXES_2013
from geo.actions.bilan import Bilan, Montants, montants
from geo.ecriture import formats

SANS_AXE = "Sans axe précisé"
RESERVE = (
    "Les moyens sont ceux des actions entières, non de la seule année : un équivalent temps plein n'y est pas "
    "rapporté au temps couru. Budgets et financements ne s'additionnent pas : ils disent le même argent par deux bouts."
)


@dataclass(frozen=True)
class Moyens:
    """Ce que mobilisent des actions.

    Attributes
    ----------
    axe : int or None
        Axe de l'arrêté de 2013 ; None : actions sans axe, ou toutes pour un total.
    libelle : str
        « Axe 1 : Anticiper les mutations économiques », `SANS_AXE`, « Ensemble ».
    actions : int
        Nombre d'actions.
    etp : Montants
        Équivalents temps plein connus (None si aucun ne l'est) ; nombre d'actions qui ne les disent pas.
    budgets : Montants
        Budgets connus, en euros ; nombre d'actions qui ne le disent pas.
    financements : Montants
        Apports connus des financeurs, en euros ; nombre d'apports sans montant.
    """

    axe: int | None
    libelle: str
    actions: int
    etp: Montants
    budgets: Montants
    financements: Montants


def par_axe(bilan: Bilan) -> tuple[Moyens, ...]:
    """Moyens de chaque axe de 2013, même sans action ; puis des actions sans axe, s'il y en a."""
    lignes = [
        _moyens(axe, f"Axe {axe} : {libelle}", (f for f in bilan.actions if f.axe_2013 == axe))
        for axe, libelle in AXES_2013.items()
    ]
    sans = [fiche for fiche in bilan.actions if fiche.axe_2013 is None]
    return (*lignes, _moyens(None, SANS_AXE, sans)) if sans else tuple(lignes)


def ensemble(bilan: Bilan) -> Moyens:
    """Moyens de toutes les actions du bilan : la somme des lignes de `par_axe`."""
    return _moyens(None, "Ensemble", bilan.actions)


def connus(bilan: Bilan) -> bool:
    """Dit si le registre connaît au moins un moyen d'une action du bilan."""
    tout = ensemble(bilan)
    return any(sommes.connus is not None for sommes in (tout.etp, tout.budgets, tout.financements))


def _moyens(axe: int | None, libelle: str, actions: Iterable[Fiche]) -> Moyens:
    fiches = list(actions)
    return Moyens(
        axe=axe,
        libelle=libelle,
        actions=len(fiches),
        etp=montants([fiche.etp for fiche in fiches]),
        budgets=montants([fiche.budget for fiche in fiches]),
        financements=montants([apport.montant for fiche in fiches for apport in fiche.financeurs]),
    )


def ecrire_etp(etp: Montants) -> str:
    """« 2,5 ETP » ; « — » si aucun n'est connu."""
    if etp.connus is None:
        return formats.ABSENT
    return f"{formats.nombre_libre(float(etp.connus))}{formats.INSECABLE}ETP"


def ecrire_euros(euros: Montants) -> str:
    """« 18 500 € » ; « — » si aucun montant n'est connu."""
    return formats.ABSENT if euros.connus is None else formats.euros(float(euros.connus))


def manque(sommes: Montants) -> str:
    """« 2 inconnus » ; vide si tout est connu."""
    nombre = sommes.inconnus
    return f"{formats.nombre(nombre)}{formats.INSECABLE}inconnu{'s' * (nombre > 1)}" if nombre else ""


def phrase(moyens: Moyens) -> str:
    """Ce qu'on sait des moyens d'un axe et ce qu'on n'en sait pas, texte brut."""
    if not moyens.actions:
        return f"{moyens.libelle} : aucune action."
    nombre = f"{formats.nombre(moyens.actions)}{formats.INSECABLE}action{'s' * (moyens.actions > 1)}"
    dits = [
        _dire("équivalents temps plein", ecrire_etp(moyens.etp), moyens.etp),
        _dire("budgets", ecrire_euros(moyens.budgets), moyens.budgets),
        _dire("financements", ecrire_euros(moyens.financements), moyens.financements),
    ]
    return f"{moyens.libelle} : {nombre} ; {' ; '.join(dits)}."


def _dire(nom: str, ecrit: str, sommes: Montants) -> str:
    """« budgets : 18 500 € (2 inconnus) », « budgets : inconnus », « financements : aucun au registre »."""
    if sommes.connus is None:
        return f"{nom} : {'inconnus' if sommes.inconnus else 'aucun au registre'}"
    reste = manque(sommes)
    return f"{nom} : {ecrit}{f' ({reste})' if reste else ''}"
