"""Ce que demande un chemin : l'objet qu'il désigne, ou pourquoi il n'y a rien, dit à qui a suivi le lien."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from geo.erreurs import PerimetreIllisible, TerritoireInconnu
from pages.leger import action, adresses, indicateur, maison
from pages.leger.page import SITE, Apercu, Objet, Page, Site
from pages.leger.portrait import Portrait
from pages.leger.reseau import TITRE, Reseau

SIGNES_MAX: Final = 12_000
"""Longueur d'un chemin : le plus grand périmètre tient en huit mille signes."""


class Refus(Exception):
    """Un chemin ne mène à rien : statut, titre, et quoi faire."""

    def __init__(self, statut: HTTPStatus, titre: str, texte: str) -> None:
        super().__init__(texte)
        self.statut, self.titre, self.texte = statut, titre, texte


class _Atlas:
    """L'Atlas entier : il n'a que son image de partage, que les pages de l'application prennent faute de mieux."""

    adresse = "/"
    titre = SITE

    def page(self, site: Site) -> Page:
        """Celle du réseau."""
        return Reseau().page(site)

    def apercu(self, site: Site) -> Apercu:
        """Ce que l'Atlas montre."""
        reseau = Reseau().apercu(site)
        return Apercu(titre="Votre bassin d’emploi, en chiffres et en actions", legende=TITRE, carte=reseau.carte)


_Trouver = Callable[[Site, str], Objet | None]
_GENRES: Final[Mapping[str, tuple[_Trouver, str, str]]] = {
    "maison": (maison.trouver, "Maison introuvable", "n’est pas dans l’annuaire ; toutes les maisons relevées y sont"),
    "action": (action.trouver, "Action introuvable", "n’est pas au registre, ou a été archivée par sa maison"),
    "indicateur": (indicateur.trouver, "Indicateur introuvable", "n’est pas au catalogue"),
}
"""Premier morceau d'un chemin → qui trouve l'objet, et ce qu'on dit s'il n'y est pas."""


def trouver(site: Site, chemin: str, nom: str = "") -> Objet:
    """Objet que désigne un chemin, sans préfixe ni image.

    Parameters
    ----------
    nom : str
        Nom d'un périmètre, que dit la question.

    Raises
    ------
    Refus
        Rien à cette adresse.
    """
    morceaux = [morceau for morceau in chemin[:SIGNES_MAX].split("/") if morceau]
    match morceaux:
        case []:
            return _Atlas()
        case ["reseau"]:
            return Reseau()
        case ["t", niveau, segment]:
            return _territoire(niveau, segment, nom)
        case [genre, cle] if genre in _GENRES:
            return _fiche(site, genre, cle)
    raise Refus(
        HTTPStatus.NOT_FOUND,
        "Rien à cette adresse",
        "Le lien est incomplet : recopiez-le en entier, ou cherchez un lieu.",
    )


def _territoire(niveau: str, segment: str, nom: str) -> Objet:
    try:
        return Portrait(adresses.lire(niveau, segment, nom))
    except TerritoireInconnu as cause:
        if isinstance(cause.__cause__, PerimetreIllisible):
            raise Refus(HTTPStatus.BAD_REQUEST, "Périmètre illisible", str(cause)) from cause
        texte = (
            f"Le lien demande « {segment[:40]} », qui n’est pas un code en vigueur à ce niveau : une commune a pu "
            "fusionner, une intercommunalité changer. Cherchez le lieu par son nom."
        )
        raise Refus(HTTPStatus.NOT_FOUND, "Territoire introuvable", texte) from cause


def _fiche(site: Site, genre: str, cle: str) -> Objet:
    chercher, titre, pourquoi = _GENRES[genre]
    objet = chercher(site, cle)
    if objet is not None:
        return objet
    if genre == "action" and site.en_panne:
        texte = "Le registre des actions ne répond pas en ce moment : réessayez dans quelques minutes."
        raise Refus(HTTPStatus.SERVICE_UNAVAILABLE, "Registre indisponible", texte)
    raise Refus(HTTPStatus.NOT_FOUND, titre, f"« {cle[:40]} » {pourquoi}.")
