"""Ce qu'on demande d'un document, et ce que le registre en dit : assez pour le composer loin de l'écran."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from donnees.registre.services import Fiche, FicheContribution, FicheMaison
from donnees.vocabulaire import NaturePartenaire
from geo import territoires
from geo.actions import presence, tables
from geo.territoires import Territoire

FRANCE = ("france", "FR")


@dataclass(frozen=True)
class Invite:
    """Un partenaire du document : son nom, sa nature, et le mandat (jamais le nom) de qui le représente."""

    nom: str
    nature: NaturePartenaire
    mandat: str = ""


@dataclass(frozen=True)
class Contribution:
    """Ce qu'un partenaire a répondu à une question du catalogue ; ``date`` : AAAA-MM-JJ."""

    question: str
    organisme: str
    nature: NaturePartenaire
    mandat: str
    texte: str
    date: str

    @classmethod
    def depuis(cls, fiche: FicheContribution) -> Contribution:
        """Ce qu'un document dit d'une contribution du registre."""
        qui = (fiche.organisme, fiche.nature, fiche.mandat)
        return cls(fiche.question, *qui, fiche.texte, fiche.modifie_le[:10])


@dataclass(frozen=True)
class Demande:
    """Un diagnostic à composer.

    Attributes
    ----------
    niveau, code, nom : str
        Le territoire, comme dans une adresse (`geo.territoires.lire`).
    comparateurs : tuple of (str, str)
        Niveau et code, deux au plus ; le premier est celui des graphiques.
    sections : tuple of str
        Clés du catalogue, dans l'ordre voulu ; vide : toutes, dans le sien.
    maison : str
        Clé de la maison qui porte le document ; vide sans maison.
    jour : str
        Jour de composition, AAAA-MM-JJ.
    adresse : str
        Lien public qui rouvre l'écran ; vide s'il n'est pas connu.
    """

    niveau: str
    code: str
    nom: str = ""
    comparateurs: tuple[tuple[str, str], ...] = (FRANCE,)
    sections: tuple[str, ...] = ()
    invites: tuple[Invite, ...] = ()
    maison: str = ""
    jour: str = ""
    adresse: str = ""


@dataclass(frozen=True)
class Releve:
    """Ce que le registre contient ; ``lisible`` faux : il ne répond pas, et le document le dit."""

    fiches: tuple[Fiche, ...] = ()
    maisons: tuple[FicheMaison, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    lisible: bool = True


@dataclass(frozen=True)
class Contexte:
    """Une demande dont le territoire est connu : ce que chaque section lit."""

    demande: Demande
    releve: Releve

    @cached_property
    def territoire(self) -> Territoire:
        """Territoire du document.

        Raises
        ------
        TerritoireInconnu
            La demande nomme un territoire qui n'existe pas.
        """
        return territoires.lire(self.demande.niveau, self.demande.code, self.demande.nom)

    @cached_property
    def comparateurs(self) -> tuple[Territoire, ...]:
        """Territoires comparés, sans le territoire lui-même."""
        demandes = [territoires.lire(niveau, code) for niveau, code in self.demande.comparateurs]
        return tuple(autre for autre in demandes if autre.communes != self.territoire.communes)

    @property
    def comparateur(self) -> Territoire | None:
        """Le premier comparateur, celui des graphiques ; None s'il n'y en a pas."""
        return next(iter(self.comparateurs), None)

    @cached_property
    def actions(self) -> tuple[Fiche, ...]:
        """Actions du registre qui touchent le territoire, les plus récentes d'abord."""
        toutes = tables.actions(self.releve.fiches, self.releve.maisons)
        siennes = presence.actions(toutes, self.territoire.communes)["action"]
        par_cle = {fiche.cle: fiche for fiche in self.releve.fiches}
        return tuple(par_cle[cle] for cle in siennes)
