"""Suivre une action : indicateurs propres, valeurs datées, liens aux indicateurs du catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from uuid import uuid4

from pydantic import AfterValidator
from sqlalchemy import select
from sqlalchemy.orm import Session

from donnees import catalogue
from donnees.registre.base import Registre
from donnees.registre.droits import Identite, Operation, exiger
from donnees.registre.erreurs import Introuvable, SaisieInvalide
from donnees.registre.modeles import Action, LienTerritorial, Suivi, SuiviValeur
from donnees.registre.services.consignation import consigner
from donnees.registre.services.fiches import Fiche, fiche
from donnees.registre.services.lecture import charger, exiger_vivante
from donnees.registre.services.saisie import Court, Date, Modele, Nom, Nombre, conforme, plein
from donnees.vocabulaire import Sens


class SaisieSuivi(Modele):
    """Un indicateur de suivi à définir."""

    libelle: Nom
    unite: Court = ""
    cible: Nombre | None = None


class SaisieValeur(Modele):
    """Une valeur réalisée."""

    date: Annotated[Date, AfterValidator(plein)]
    valeur: Nombre
    commentaire: Court = ""


class SaisieLien(Modele):
    """Un lien à un indicateur du catalogue."""

    indicateur: str
    sens: Sens


def _sur(
    registre: Registre, identite: Identite, operation: Operation, cle: str, geste: Callable[[Session, Action], None]
) -> Fiche:
    """Exécute ``geste`` sur une action verrouillée et non archivée, droits vérifiés ; rend la fiche relue."""

    def travail(session: Session) -> Fiche:
        action = charger(session, Action, cle, verrou=True)
        exiger(identite, operation, action.maison)
        exiger_vivante(action)
        geste(session, action)
        session.flush()
        session.expire_all()
        return fiche(action)

    return registre.ecrire(travail)


def definir_suivi(registre: Registre, identite: Identite, cle: str, brute: Mapping[str, Any]) -> Fiche:
    """Ajoute à une action un indicateur de suivi (``libelle, unite, cible``)."""
    saisie = conforme(SaisieSuivi, brute)

    def geste(session: Session, action: Action) -> None:
        session.add(Suivi(cle=uuid4().hex, action=action.cle, **saisie.model_dump()))
        consigner(session, identite, "definir_suivi", action, None, saisie.model_dump(mode="json"), objet="suivi")

    return _sur(registre, identite, Operation.SUIVRE, cle, geste)


def suivre(  # noqa: PLR0913 - qui, quelle action, quel suivi, quelle valeur
    registre: Registre,
    identite: Identite,
    cle: str,
    suivi: str,
    brute: Mapping[str, Any],
    *,
    remplacer: bool = False,
) -> Fiche:
    """Enregistre une valeur datée (``date, valeur, commentaire``) d'un suivi.

    Raises
    ------
    SaisieInvalide
        Une autre valeur est déjà enregistrée à cette date et ``remplacer`` est faux : elle n'est pas écrasée.
    """
    saisie = conforme(SaisieValeur, brute)

    def geste(session: Session, action: Action) -> None:
        attendu = select(Suivi).where(Suivi.cle == suivi, Suivi.action == action.cle)
        if session.scalars(attendu).one_or_none() is None:
            raise Introuvable("Cet indicateur de suivi n'est pas celui de cette action.")
        ancienne = session.get(SuiviValeur, (suivi, saisie.date))
        avant = None if ancienne is None else {"valeur": ancienne.valeur, "commentaire": ancienne.commentaire}
        if avant is not None and not remplacer and avant != saisie.model_dump(exclude={"date"}):
            raise SaisieInvalide({"date": f"Une valeur est déjà enregistrée à cette date ({avant['valeur']:g})."})
        session.merge(SuiviValeur(suivi=suivi, **saisie.model_dump()))
        apres = {"suivi": suivi, **saisie.model_dump(mode="json")}
        consigner(session, identite, Operation.SUIVRE, action, avant, apres, objet="suivi")

    return _sur(registre, identite, Operation.SUIVRE, cle, geste)


def rattacher(registre: Registre, identite: Identite, cle: str, indicateur: str, sens: str) -> Fiche:
    """Lie une action à un indicateur du catalogue, avec le sens attendu (remplace le sens s'il est déjà lié)."""
    saisie = conforme(SaisieLien, {"indicateur": indicateur, "sens": sens})
    if saisie.indicateur not in catalogue.charger().indicateurs:
        raise SaisieInvalide({"indicateur": "Cet indicateur n'est pas au catalogue."})

    def geste(session: Session, action: Action) -> None:
        ancien = session.get(LienTerritorial, (action.cle, indicateur))
        avant = None if ancien is None else {"indicateur": indicateur, "sens": ancien.sens}
        session.merge(LienTerritorial(action=action.cle, **saisie.model_dump()))
        consigner(session, identite, Operation.RATTACHER, action, avant, saisie.model_dump(mode="json"), objet="lien")

    return _sur(registre, identite, Operation.RATTACHER, cle, geste)


def detacher(registre: Registre, identite: Identite, cle: str, indicateur: str) -> Fiche:
    """Retire le lien d'une action à un indicateur ; le journal le garde."""

    def geste(session: Session, action: Action) -> None:
        ancien = session.get(LienTerritorial, (action.cle, indicateur))
        if ancien is None:
            raise Introuvable("Cette action n'est pas liée à cet indicateur.")
        avant = {"indicateur": indicateur, "sens": ancien.sens}
        session.delete(ancien)
        consigner(session, identite, "detacher", action, avant, None, objet="lien")

    return _sur(registre, identite, Operation.RATTACHER, cle, geste)
