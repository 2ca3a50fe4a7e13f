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


def consigner(  # noqa: PLR0913, PLR0917 - qui, quoi, sur quoi, avant, après : une colonne par argument
    session: Session,
    identite: Identite,
    operation: str,
    action: Action,
    avant: dict[str, Any] | None,
    apres: dict[str, Any] | None,
    *,
    objet: str = "action",
) -> None:
    """Ajoute une ligne au journal ; elle n'existe que si la transaction aboutit."""
    session.add(
        Journal(
            quand=maintenant(),
            qui=identite.sujet,
            nom=identite.nom,
            operation=operation,
            objet=objet,
            action=action.cle,
            version=action.version,
            avant=avant,
            apres=apres,
        )
    )


def consigner_objet(  # noqa: PLR0913 - mêmes colonnes que `consigner`, pour un objet qui n'est pas une action
    session: Session,
    identite: Identite,
    operation: str,
    *,
    objet: str,
    reference: str,
    avant: dict[str, Any] | None,
    apres: dict[str, Any] | None,
    version: int = 0,
) -> None:
    """Ajoute une ligne au journal pour une maison, un partenaire, une habilitation ou un import."""
    session.add(
        Journal(
            quand=maintenant(),
            qui=identite.sujet,
            nom=identite.nom,
            operation=operation,
            objet=objet,
            action=None,
            reference=reference,
            version=version,
            avant=avant,
            apres=apres,
        )
    )
