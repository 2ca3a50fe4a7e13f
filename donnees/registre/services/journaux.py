"""Lire le journal : celui d'une action, d'une maison, d'un partenaire, ou du registre entier, chacun selon ses droits.

Qui peut modifier une maison lit son journal, celui de ses actions et celui de ses contributions ; le reste
(partenaires, habilitations, imports, registre entier) est réservé à l'administration.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from donnees.registre.base import Registre
from donnees.registre.droits import Identite, Operation, exiger
from donnees.registre.modeles import Action, Contribution, Journal, Maison, Partenaire
from donnees.registre.services.fiches import Entree, entree
from donnees.registre.services.lecture import charger
from donnees.registre.services.saisie import Modele

PAR_PAGE = 25
Objet = Maison | Partenaire | Contribution


class Tranche(Modele):
    """Une page du journal, de la plus récente entrée à la plus ancienne, et le nombre d'entrées de toutes les pages."""

    entrees: tuple[Entree, ...]
    total: int


def _tranche(session: Session, filtres: list[ColumnElement[bool]], page: int, par_page: int) -> Tranche:
    total = session.scalars(select(func.count()).select_from(Journal).where(*filtres)).one()
    demande = select(Journal).where(*filtres).order_by(Journal.rang.desc())
    lignes = session.scalars(demande.offset((max(page, 1) - 1) * par_page).limit(par_page))
    return Tranche(entrees=tuple(entree(ligne) for ligne in lignes), total=total)


def _journal_objet(registre: Registre, table: type[Objet], cle: str, page: int, par_page: int) -> Tranche:
    with registre.lire() as session:
        charger(session, table, cle)
        return _tranche(session, [Journal.objet == table.__tablename__, Journal.reference == cle], page, par_page)


def journal(registre: Registre, identite: Identite, cle: str, page: int = 1, par_page: int = PAR_PAGE) -> Tranche:
    """Rend une page du journal d'une action ; réservé à qui peut écrire pour sa maison.

    Raises
    ------
    DroitRefuse, Introuvable
    """
    with registre.lire() as session:
        exiger(identite, Operation.LIRE_JOURNAL, charger(session, Action, cle).maison)
        return _tranche(session, [Journal.action == cle], page, par_page)


def journal_maison(
    registre: Registre, identite: Identite, cle: str, page: int = 1, par_page: int = PAR_PAGE
) -> Tranche:
    """Rend une page du journal d'une maison ; réservé à qui peut la modifier.

    Raises
    ------
    DroitRefuse, Introuvable
    """
    exiger(identite, Operation.LIRE_JOURNAL_MAISON, cle)
    return _journal_objet(registre, Maison, cle, page, par_page)


def journal_partenaire(
    registre: Registre, identite: Identite, cle: str, page: int = 1, par_page: int = PAR_PAGE
) -> Tranche:
    """Rend une page du journal d'un partenaire ; réservé à l'administration.

    Raises
    ------
    DroitRefuse, Introuvable
    """
    exiger(identite, Operation.LIRE_JOURNAL_PARTENAIRE, None)
    return _journal_objet(registre, Partenaire, cle, page, par_page)


def journal_contribution(
    registre: Registre, identite: Identite, cle: str, page: int = 1, par_page: int = PAR_PAGE
) -> Tranche:
    """Rend une page du journal d'une contribution ; réservé à qui peut écrire pour sa maison.

    Raises
    ------
    DroitRefuse, Introuvable
    """
    with registre.lire() as session:
        exiger(identite, Operation.LIRE_JOURNAL, charger(session, Contribution, cle).maison)
    return _journal_objet(registre, Contribution, cle, page, par_page)


def journal_general(
    registre: Registre, identite: Identite, objet: str = "", page: int = 1, par_page: int = PAR_PAGE
) -> Tranche:
    """Rend une page des dernières modifications du registre ; réservé à l'administration.

    Parameters
    ----------
    objet : str
        Nature d'objet à garder (`donnees.registre.modeles.acteurs.OBJETS`) ; vide : toutes.
    page : int
        Numéro de la page, la première étant la plus récente ; au-delà de la dernière, la page est vide.

    Raises
    ------
    DroitRefuse
    """
    exiger(identite, Operation.LIRE_JOURNAL_GENERAL, None)
    with registre.lire() as session:
        return _tranche(session, [Journal.objet == objet] if objet else [], page, par_page)
