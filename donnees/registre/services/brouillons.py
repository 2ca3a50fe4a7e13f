"""Garder un brouillon d'action ou de contribution d'une connexion à l'autre : à chacun les siens, hors du journal.

Un brouillon ne change aucune fiche : le journal n'en dit rien. Passé `JOURS_BROUILLON` jours sans modification, il
n'est plus rendu, et ``purger`` l'efface.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from donnees.registre.base import Registre, insertion
from donnees.registre.conservation import limite_brouillons
from donnees.registre.droits import Identite, Operation, exiger, exiger_quelque_part
from donnees.registre.erreurs import SaisieInvalide
from donnees.registre.modeles import Action, Brouillon, Maison
from donnees.registre.modeles.brouillons import TAILLE, TAILLE_MAX
from donnees.registre.services.consignation import maintenant
from donnees.registre.services.lecture import charger
from donnees.registre.services.saisie import Modele

NEUVE = "neuve"
"""Clé du brouillon d'une action qui n'est pas encore au registre."""
CONTRIBUTION = "contribution:"
"""Début de la clé du brouillon d'une contribution."""


class BrouillonGarde(Modele):
    """Un brouillon tel que gardé ; ``maj`` est l'instant de sa dernière modification (ISO 8601, temps universel)."""

    contenu: dict[str, Any]
    maj: str


def _verifier(contenu: Mapping[str, Any]) -> dict[str, Any]:
    """Contenu tel que le rendra la base ; lève `SaisieInvalide` s'il n'est pas du JSON ou s'il est trop long."""
    try:
        texte = json.dumps(dict(contenu), allow_nan=False)
    except (TypeError, ValueError) as cause:
        raise SaisieInvalide({"brouillon": "Ce brouillon ne peut pas être gardé."}) from cause
    if len(texte) > TAILLE_MAX:
        raise SaisieInvalide({"brouillon": TAILLE})
    relu: dict[str, Any] = json.loads(texte)
    return relu


def cle_contribution(maison: str, *precisions: str) -> str:
    """Clé du brouillon d'une contribution : la maison, en clair, et ce qui la précise, si long que ce soit.

    Parameters
    ----------
    precisions : str
        Niveau et code du territoire, question, organisme : ce qu'il faut pour que deux saisies ne se confondent pas.
    """
    empreinte = hashlib.sha256(json.dumps(precisions).encode()).hexdigest()
    return f"{CONTRIBUTION}{maison}:{empreinte}"


def _exiger(session: Session, identite: Identite, cle: str) -> None:
    """Droit d'écrire l'action ou la contribution que prépare le brouillon."""
    if cle == NEUVE:
        exiger_quelque_part(identite, Operation.GARDER_BROUILLON)
    elif cle.startswith(CONTRIBUTION):
        maison = cle.removeprefix(CONTRIBUTION).rpartition(":")[0]
        exiger(identite, Operation.GARDER_BROUILLON, charger(session, Maison, maison).cle)
    else:
        exiger(identite, Operation.GARDER_BROUILLON, charger(session, Action, cle).maison)


def garder_brouillon(registre: Registre, identite: Identite, cle: str, contenu: Mapping[str, Any]) -> None:
    """Garde un brouillon à la place du précédent ; un seul essai, pour ne pas retenir qui saisit.

    Parameters
    ----------
    cle : str
        Clé de l'action, `NEUVE`, ou ce que rend `cle_contribution`.
    contenu : mapping
        Ce qui est tapé, en JSON ; au plus `TAILLE_MAX` signes.

    Raises
    ------
    DroitRefuse, SaisieInvalide, Introuvable, RegistreOccupe, RegistreIndisponible
        Le brouillon gardé avant l'est toujours.
    """
    ligne = {"auteur": identite.sujet, "cle": cle, "contenu": _verifier(contenu), "maj": maintenant()}

    def travail(session: Session) -> None:
        _exiger(session, identite, cle)
        change = {"contenu": ligne["contenu"], "maj": ligne["maj"]}
        demande = insertion(session, Brouillon).values(ligne)
        session.execute(demande.on_conflict_do_update(index_elements=["auteur", "cle"], set_=change))

    registre.ecrire(travail, essais=1)


def relire_brouillon(registre: Registre, identite: Identite, cle: str) -> BrouillonGarde | None:
    """Rend le brouillon que cette personne garde sous cette clé ; None s'il n'y en a pas, ou s'il est échu.

    Raises
    ------
    DroitRefuse
        La personne ne peut écrire nulle part.
    """
    exiger_quelque_part(identite, Operation.GARDER_BROUILLON)
    premier = limite_brouillons(datetime.now(UTC).date())
    siens = (Brouillon.auteur == identite.sujet, Brouillon.cle == cle, func.substr(Brouillon.maj, 1, 10) >= premier)
    with registre.lire() as session:
        ligne = session.scalars(select(Brouillon).where(*siens)).one_or_none()
        return None if ligne is None else BrouillonGarde(contenu=ligne.contenu, maj=ligne.maj)


def oublier_brouillon(registre: Registre, identite: Identite, cle: str) -> None:
    """Efface le brouillon que cette personne garde sous cette clé ; sans effet s'il n'y en a pas.

    Raises
    ------
    DroitRefuse, RegistreOccupe, RegistreIndisponible
    """
    exiger_quelque_part(identite, Operation.GARDER_BROUILLON)
    siens = (Brouillon.auteur == identite.sujet, Brouillon.cle == cle)
    registre.ecrire(lambda session: session.execute(delete(Brouillon).where(*siens)), essais=1)
