"""Qui peut faire quoi : rôles, opérations et matrice explicite ; les services l'appliquent, jamais les pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from donnees.registre.erreurs import DroitRefuse, EditionRefusee


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
    CONTRIBUER = "contribuer"
    RETIRER_CONTRIBUTION = "retirer_contribution"
    GARDER_BROUILLON = "garder_brouillon"
    LIRE_JOURNAL = "lire_journal"
    LIRE_JOURNAL_MAISON = "lire_journal_maison"
    LIRE_JOURNAL_PARTENAIRE = "lire_journal_partenaire"
    LIRE_JOURNAL_GENERAL = "lire_journal_general"
    MODIFIER_MAISON = "modifier_maison"
    MODIFIER_PARTENAIRE = "modifier_partenaire"
    HABILITER = "habiliter"
    IMPORTER = "importer"
    EFFACER_PERSONNE = "effacer_personne"


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
_ADMINISTRER = {
    Role.LECTEUR: Portee.NULLE_PART,
    Role.CONTRIBUTEUR: Portee.NULLE_PART,
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
    Operation.CONTRIBUER: _ECRIRE,
    Operation.RETIRER_CONTRIBUTION: _ECRIRE,
    Operation.GARDER_BROUILLON: _ECRIRE,
    Operation.LIRE_JOURNAL: _ECRIRE,
    Operation.LIRE_JOURNAL_MAISON: _ECRIRE,
    Operation.LIRE_JOURNAL_PARTENAIRE: _ADMINISTRER,
    Operation.LIRE_JOURNAL_GENERAL: _ADMINISTRER,
    Operation.MODIFIER_MAISON: _ECRIRE,
    Operation.MODIFIER_PARTENAIRE: _ADMINISTRER,
    Operation.HABILITER: _ADMINISTRER,
    Operation.IMPORTER: _ECRIRE,
    Operation.EFFACER_PERSONNE: _ADMINISTRER,
}
GESTES: Mapping[Operation, str] = {
    Operation.LIRE: "lire une action",
    Operation.CREER: "créer une action",
    Operation.MODIFIER: "modifier une action",
    Operation.DUPLIQUER: "dupliquer une action",
    Operation.ARCHIVER: "archiver une action",
    Operation.SUIVRE: "suivre une action",
    Operation.RATTACHER: "rattacher une action à un indicateur",
    Operation.CONTRIBUER: "enregistrer la contribution d'un partenaire",
    Operation.RETIRER_CONTRIBUTION: "retirer la contribution d'un partenaire",
    Operation.GARDER_BROUILLON: "garder un brouillon",
    Operation.LIRE_JOURNAL: "lire le journal",
    Operation.LIRE_JOURNAL_MAISON: "lire le journal d'une maison",
    Operation.LIRE_JOURNAL_PARTENAIRE: "lire le journal d'un partenaire",
    Operation.LIRE_JOURNAL_GENERAL: "lire le journal du registre",
    Operation.MODIFIER_MAISON: "modifier une maison",
    Operation.MODIFIER_PARTENAIRE: "modifier un partenaire",
    Operation.HABILITER: "habiliter des personnes",
    Operation.IMPORTER: "importer des actions",
    Operation.EFFACER_PERSONNE: "effacer une personne nommée",
}
# Opérations qui ne concernent aucune maison en particulier.
SANS_MAISON = frozenset(
    {
        Operation.MODIFIER_PARTENAIRE,
        Operation.HABILITER,
        Operation.EFFACER_PERSONNE,
        Operation.LIRE_JOURNAL_PARTENAIRE,
        Operation.LIRE_JOURNAL_GENERAL,
    }
)
DEMANDER = "Se connecter avec un compte de cette maison, ou demander ce droit à l'administration de l'Atlas."


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


def empreinte(compte: str, sel: str) -> str:
    """Identifiant opaque d'un compte, écrit exactement ainsi : SHA-256 salé ; le courriel n'est jamais gardé.

    C'est un pseudonyme, non un anonymat : qui a le sel et soupçonne un courriel peut vérifier que c'est le sien.

    Raises
    ------
    EditionRefusee
        Sans sel, l'empreinte se retrouverait dans une table publique de courriels.
    """
    if not sel.strip():
        raise EditionRefusee("Aucun sel : poser « sel » dans la section [atlas] des secrets (openssl rand -hex 32).")
    return hashlib.sha256(f"{sel}\n{compte}".encode()).hexdigest()


def permis(identite: Identite, operation: Operation, maison: str | None) -> bool:
    """Dit si ``identite`` peut faire ``operation`` pour ``maison`` (None : une action sans maison)."""
    portee = MATRICE[operation][identite.role]
    if portee is Portee.SES_MAISONS:
        return bool(identite.sujet) and maison is not None and maison in identite.maisons
    if operation is not Operation.LIRE and not identite.sujet:
        return False
    return portee is Portee.PARTOUT


def exiger(identite: Identite, operation: Operation, maison: str | None) -> None:
    """Lève `DroitRefuse` si l'opération n'est pas permise à cette personne pour cette maison."""
    if permis(identite, operation, maison):
        return
    refus = f"Le rôle « {identite.role} » ne permet pas de {GESTES[operation]}"
    if operation in SANS_MAISON:
        raise DroitRefuse(f"{refus}. Demander à l'administration de l'Atlas.")
    portee = f"pour la maison {maison}" if maison else "sans maison"
    raise DroitRefuse(f"{refus} {portee}. {DEMANDER}")


def exiger_quelque_part(identite: Identite, operation: Operation) -> None:
    """Lève `DroitRefuse` si l'opération n'est permise à cette personne nulle part, quelle que soit la maison."""
    portee = MATRICE[operation][identite.role]
    ouvert = portee is Portee.PARTOUT or (portee is Portee.SES_MAISONS and bool(identite.maisons))
    if not identite.sujet or not ouvert:
        raise DroitRefuse(f"Le rôle « {identite.role} » ne permet pas de {GESTES[operation]}. {DEMANDER}")
