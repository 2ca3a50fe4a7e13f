"""Ce qu'une page légère reçoit du serveur, et ce qu'elle rend : de quoi écrire son HTML et son image de partage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import pandas as pd

from donnees.registre.services import Fiche, FicheMaison

SITE = "Atlas des maisons de l’emploi"


class Releve(Protocol):
    """Ce que le registre contient à un instant."""

    @property
    def fiches(self) -> tuple[Fiche, ...]:
        """Actions non archivées."""

    @property
    def maisons(self) -> pd.DataFrame:
        """Table de `geo.actions.tables.maisons`."""

    @property
    def actions(self) -> pd.DataFrame:
        """Table de `geo.actions.tables.actions`."""

    @property
    def maisons_par_cle(self) -> dict[str, FicheMaison]:
        """Clé → maison."""


@dataclass(frozen=True, eq=False)
class Site:
    """Le site vu d'une demande.

    Attributes
    ----------
    releve : Releve
        Le registre.
    prefixe : str
        Chemin sous lequel l'Atlas est servi (« /atlas »), ou rien.
    origine : str
        « https://atlas.exemple.fr » ; vide quand on ne la connaît pas sûrement : les liens restent alors relatifs.
    en_panne : bool
        La base ne répond pas : les maisons sont celles du dépôt, et aucune action n'est lue.
    """

    releve: Releve
    prefixe: str = ""
    origine: str = ""
    en_panne: bool = False

    def lien(self, chemin: str) -> str:
        """Adresse d'un chemin de l'Atlas, dans une page."""
        return f"{self.prefixe}{chemin}"

    def absolu(self, chemin: str) -> str:
        """La même, hors d'une page : pour un message, un moteur, une autre machine."""
        return f"{self.origine}{self.prefixe}{chemin}"


@dataclass(frozen=True, kw_only=True)
class Apercu:
    """L'image de partage : un lieu, un chiffre, une petite carte.

    Attributes
    ----------
    surtitre, titre : str
        « Zone d'emploi », « Lyon ».
    lieu : str
        D'où vient un chiffre emprunté : il se lit avant lui ; vide pour celui du lieu même.
    chiffre, legende, face : str
        « 6,2 % », « Taux de chômage localisé, 4ᵉ trimestre 2025 », « France : 7,5 % » ; vides sans chiffre.
    carte : str
        SVG ; vide sans carte.
    """

    titre: str
    surtitre: str = ""
    lieu: str = ""
    chiffre: str = ""
    legende: str = ""
    face: str = ""
    carte: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """Une page prête à écrire.

    Attributes
    ----------
    gabarit : str
        Nom du gabarit, sans suffixe.
    adresse : str
        Chemin canonique, sans préfixe.
    ecran : str
        Chemin de la page de l'application qui dit la même chose, en entier.
    titre, description : str
        De la page, pour l'onglet, un moteur, un message.
    valeurs : mapping
        Ce que le gabarit écrit.
    donnees : sequence of dict
        Objets schema.org.
    indexee : bool
        Faux pour ce que n'importe qui compose dans une adresse : un moteur n'a pas à le retenir.
    """

    gabarit: str
    adresse: str
    ecran: str
    titre: str
    description: str
    valeurs: Mapping[str, Any]
    donnees: tuple[dict[str, Any], ...] = field(default=())
    indexee: bool = True


class Objet(Protocol):
    """Ce qui a une page légère."""

    @property
    def adresse(self) -> str:
        """Chemin canonique."""

    @property
    def titre(self) -> str:
        """Ce qu'en disent l'onglet, un moteur, un message."""

    def page(self, site: Site) -> Page:
        """Sa page."""

    def apercu(self, site: Site) -> Apercu:
        """Son image de partage."""
