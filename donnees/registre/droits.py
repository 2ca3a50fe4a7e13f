"""Qui peut faire quoi : rôles, opérations et matrice explicite ; les services l'appliquent, jamais les pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from donnees.registre.erreurs import DroitRefuse


class Role(StrEnum):
    """Rôles d'une personne."""

    LECTEUR = "lecteur"
    CONTRIBUTEUR = "contributeur"
    ADMINISTRATEUR = "administrateur"


class Operation(StrEnum):
    """Ce qu'on peut demander au registre."""

    LIRE = "lire"
    CREER = "creer"
    MODIFIER = "modifier"
    DUPLIQUER = "dupliquer"
    ARCHIVER = "archiver"
    SUIVRE = "suivre"
    RATTACHER = "rattacher"
    LIRE_JOURNAL = "lire_journal"


class Portee(StrEnum):
    """Où un droit s'exerce."""

    NULLE_PART = "nulle_part"
    SES_MAISONS = "ses_maisons"
    PARTOUT = "partout"


_ECRIRE = {
    Role.LECTEUR: Portee.NULLE_PART,
    Role.CONTRIBUTEUR: Portee.SES_MAISONS,
    Role.ADMINISTRATEUR: Portee.PARTOUT,
}
MATRICE: Mapping[Operation, Mapping[Role, Portee]] = {
    Operation.LIRE: dict.fromkeys(Role, Portee.PARTOUT),
    Operation.CREER: _ECRIRE,
    Operation.MODIFIER: _ECRIRE,
    Operation.DUPLIQUER: _ECRIRE,
    Operation.ARCHIVER: _ECRIRE,
    Operation.SUIVRE: _ECRIRE,
    Operation.RATTACHER: _ECRIRE,
    Operation.LIRE_JOURNAL: _ECRIRE,
}


@dataclass(frozen=True)
class Identite:
    """Une personne reconnue.

    Parameters
    ----------
    sujet : str
        Identifiant opaque (sujet OIDC, ou `empreinte` du courriel) ; vide pour un visiteur.
    nom : str
        Nom affiché au journal.
    role : Role
        Rôle.
    maisons : frozenset of str
        Clés des maisons d'un contributeur.
    """

    sujet: str
    nom: str
    role: Role
    maisons: frozenset[str] = field(default_factory=frozenset)


VISITEUR = Identite("", "Visiteur", Role.LECTEUR)


def empreinte(courriel: str, sel: str) -> str:
    """Identifiant opaque d'un courriel : SHA-256 salé, sans égard à la casse ; le courriel n'est jamais gardé."""
    return hashlib.sha256(f"{sel}\n{courriel.strip().casefold()}".encode()).hexdigest()


def permis(identite: Identite, operation: Operation, maison: str | None) -> bool:
    """Dit si ``identite`` peut faire ``operation`` pour ``maison`` (None : une action sans maison)."""
    portee = MATRICE[operation][identite.role]
    if portee is Portee.SES_MAISONS:
        return bool(identite.sujet) and maison is not None and maison in identite.maisons
    if operation is not Operation.LIRE and not identite.sujet:
        return False
    return portee is Portee.PARTOUT


def exiger(identite: Identite, operation: Operation, maison: str | None) -> None:
    """Lève `DroitRefuse` si l'opération n'est pas permis à cette personne pour cette maison."""
    if not permis(identite, operation, maison):
        ou = f"pour la maison {maison}" if maison else "pour une action sans maison"
        raise DroitRefuse(
            f"Le rôle « {identite.role} » ne permet pas de {operation.replace('_', ' le ')} {ou}. "
            "Se connecter avec un compte de cette maison, ou demander ce droit à l'administration de l'Atlas."
        )
