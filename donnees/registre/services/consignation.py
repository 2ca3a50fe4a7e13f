"""Le journal, écrit dans la transaction même de la modification."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from donnees.registre.droits import Identite
from donnees.registre.modeles import Action, Journal


def maintenant() -> str:
    """Instant présent, en temps universel, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


Etat = dict[str, Any] | None


def ligne(identite: Identite, operation: str, objet: str, avant: Etat, apres: Etat) -> dict[str, Any]:
    """Ce que dit toute ligne du journal : qui, quand, quoi, sur quelle nature d'objet, avant, après."""
    return {
        "quand": maintenant(),
        "qui": identite.sujet,
        "nom": identite.nom,
        "operation": operation,
        "objet": objet,
        "avant": avant,
        "apres": apres,
    }


def consigner(  # noqa: PLR0913, PLR0917 - qui, quoi, sur quoi, avant, après : une colonne par argument
    session: Session,
    identite: Identite,
    operation: str,
    action: Action,
    avant: Etat,
    apres: Etat,
    *,
    objet: str = "action",
) -> None:
    """Ajoute une ligne au journal ; elle n'existe que si la transaction aboutit."""
    colonnes = ligne(identite, operation, objet, avant, apres)
    session.add(Journal(**colonnes, action=action.cle, version=action.version))


def consigner_objet(  # noqa: PLR0913 - mêmes colonnes que `consigner`, pour un objet qui n'est pas une action
    session: Session,
    identite: Identite,
    operation: str,
    *,
    objet: str,
    reference: str,
    avant: Etat,
    apres: Etat,
    version: int = 0,
) -> None:
    """Ajoute une ligne au journal pour une maison, un partenaire, une habilitation ou un import."""
    colonnes = ligne(identite, operation, objet, avant, apres)
    session.add(Journal(**colonnes, action=None, reference=reference, version=version))
