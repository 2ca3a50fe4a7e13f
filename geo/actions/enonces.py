"""Ce qu'une action dit d'elle-même, en clair : les mêmes énoncés sur sa fiche à l'écran et dans ses documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from donnees import catalogue
from donnees.catalogue.fiches_documents import mots
from donnees.registre.services import Fiche, FicheMaison
from donnees.vocabulaire import AXES_2009, AXES_2013, LIBELLES_FINANCEURS, LIBELLES_ROLES, LIBELLES_SENS
from geo import mesures, territoires
from geo.actions import tables
from geo.ecriture import formats
from geo.erreurs import ErreurGeo
from geo.mesures import Mesure
from geo.territoires import Territoire


def axes(fiche: Fiche) -> list[str]:
    """Axes de l'arrêté de 2013 puis du cahier des charges de 2009 ; vide si la source n'en dit aucun."""
    dits = mots("action")
    de_2013 = [fiche.axe_2013] if fiche.axe_2013 else []
    return [
        *(dits["axe_2013"].format(axe=axe, libelle=AXES_2013[axe]) for axe in de_2013),
        *(dits["axe_2009"].format(axe=axe, libelle=AXES_2009[axe]) for axe in fiche.axes_2009),
    ]


def axes_numeros(fiche: Fiche) -> str:
    """Les mêmes, par leur seul numéro : « 2013 : 1 ; 2009 : 2, 3 »."""
    de_2009 = ", ".join(map(str, fiche.axes_2009))
    dits = [f"2013 : {fiche.axe_2013}" if fiche.axe_2013 else "", f"2009 : {de_2009}" if de_2009 else ""]
    return " ; ".join(filter(None, dits))


def role(fiche: Fiche) -> str:
    """Rôle de la maison, ou que la source ne le dit pas."""
    return LIBELLES_ROLES[fiche.role_maison] if fiche.role_maison else mots("action")["sans_role"]


def elu(fiche: Fiche) -> str:
    """Nom et mandat de l'élu·e référent·e, tels qu'au registre ; vide sans nom."""
    return f"{fiche.elu_nom}, {fiche.elu_mandat}" if fiche.elu_nom else ""


def budget(fiche: Fiche) -> str:
    """« 12 000,50 € » ; vide s'il n'est pas connu."""
    return "" if fiche.budget is None else formats.euros(float(fiche.budget))


def etp(fiche: Fiche) -> str:
    """« 1,5 » ; vide si les équivalents temps plein ne sont pas connus."""
    return "" if fiche.etp is None else formats.nombre_libre(float(fiche.etp))


def financeurs(fiche: Fiche) -> list[tuple[str, str]]:
    """Chaque financeur et son montant en clair."""
    return [
        (
            f"{LIBELLES_FINANCEURS[financeur.nature]}{f', {financeur.nom}' if financeur.nom else ''}",
            mots("action")["montant_inconnu"] if financeur.montant is None else formats.euros(float(financeur.montant)),
        )
        for financeur in fiche.financeurs
    ]


@dataclass(frozen=True)
class Vise:
    """Un indicateur que l'action veut faire bouger.

    Attributes
    ----------
    libelle : str
        Celui du catalogue ; l'identifiant s'il n'y est plus.
    sens : str
        « Baisse attendue ».
    connu : bool
        Faux si l'indicateur n'est plus au catalogue.
    territoire : Territoire or None
        Où il est mesuré : la zone d'emploi du premier lieu, à défaut ce lieu.
    mesure : Mesure or None
        None sans territoire, ou hors du catalogue.
    """

    indicateur: str
    libelle: str
    sens: str
    connu: bool
    territoire: Territoire | None
    mesure: Mesure | None

    @property
    def situe(self) -> tuple[Territoire, Mesure] | None:
        """Territoire et mesure, quand elle a une valeur ou dit pourquoi elle n'en a pas."""
        return None if self.territoire is None or self.mesure is None else (self.territoire, self.mesure)


def vises(fiche: Fiche, sieges: Mapping[str, FicheMaison]) -> list[Vise]:
    """Indicateurs visés, mesurés là où l'action se déroule.

    Parameters
    ----------
    sieges : mapping of str to FicheMaison
        Clé → maison : sans lieu, le siège de la maison en tient lieu.
    """
    connus, lieu = catalogue.charger().indicateurs, bassin(fiche, sieges) if fiche.liens else None
    return [
        Vise(
            indicateur=lien.indicateur,
            libelle=connus[lien.indicateur].libelle if lien.indicateur in connus else lien.indicateur,
            sens=LIBELLES_SENS[lien.sens],
            connu=lien.indicateur in connus,
            territoire=lieu,
            mesure=mesures.mesurer(lieu, lien.indicateur) if lieu and lien.indicateur in connus else None,
        )
        for lien in fiche.liens
    ]


def bassin(fiche: Fiche, sieges: Mapping[str, FicheMaison]) -> Territoire | None:
    """Zone d'emploi du premier lieu d'une action, à défaut ce lieu ; None s'il n'y en a pas ou s'il a disparu."""
    for niveau, code in tables.lieux_de(fiche, sieges)[:1]:
        try:
            lieu = territoires.lire(niveau, code)
        except ErreurGeo:
            return None
        return territoires.parent(lieu, "zone_emploi") or lieu
    return None
