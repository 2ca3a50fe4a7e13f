"""Écrire une action : créer, modifier sous verrou optimiste, dupliquer, archiver ; jamais de suppression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from donnees.registre.base import Registre
from donnees.registre.droits import Identite, Operation, exiger
from donnees.registre.erreurs import SaisieInvalide
from donnees.registre.modeles import (
    Action,
    ActionAxe,
    ActionFinanceur,
    ActionLieu,
    ActionPartenaire,
    ActionStatut,
    Maison,
)
from donnees.registre.services import montants
from donnees.registre.services.consignation import consigner, maintenant
from donnees.registre.services.fiches import Fiche, etat, fiche
from donnees.registre.services.lecture import charger, exiger_vivante
from donnees.registre.services.lieux import inconnus
from donnees.registre.services.partenaires import cles_partenaires
from donnees.registre.services.saisie import Contenu, Saisie, valider
from donnees.registre.services.versions import exiger_version
from donnees.vocabulaire import StatutAction

INDIRECTS = frozenset({"axes_2009", "partenaires", "lieux", "financeurs", *montants.CHAMPS})
"""Champs que la fiche ne garde pas tels quels dans leur colonne."""
COPIES = ("titre", "description", "theme", "axe_2013", "axes_2009", "role_maison", "partenaires", "public", "lieux")
SaisieBrute = Mapping[str, Any] | Saisie


def _verifier(brute: SaisieBrute) -> Saisie:
    saisie = valider(brute)
    if champs := inconnus(saisie.lieux):
        raise SaisieInvalide(champs)
    return saisie


def exiger_maison(session: Session, maison: str) -> None:
    """Refuse une maison qui n'est pas au registre."""
    if session.scalar(select(Maison.cle).where(Maison.cle == maison)) is None:
        raise SaisieInvalide({"maison": "Cette maison n'est pas au registre."})


def _appliquer(session: Session, action: Action, contenu: Contenu) -> None:
    """Copie la saisie dans l'action et ses lignes liées ; consigne un changement de statut."""
    if not action.statuts or action.statut != contenu.statut:
        action.statuts.append(ActionStatut(rang=action.version, statut=contenu.statut, quand=maintenant()))
    for champ in set(Contenu.model_fields) - INDIRECTS:
        setattr(action, champ, getattr(contenu, champ))
    for champ in montants.CHAMPS:
        setattr(action, champ, montants.centiemes(getattr(contenu, champ)))
    action.axes = [ActionAxe(axe=axe) for axe in contenu.axes_2009]
    action.lieux = [ActionLieu(niveau=lieu.niveau, code=lieu.code) for lieu in contenu.lieux]
    action.financeurs = [
        ActionFinanceur(nature=f.nature, nom=f.nom, montant=montants.centiemes(f.montant)) for f in contenu.financeurs
    ]
    cles = cles_partenaires(session, ((p.nom, p.nature) for p in contenu.partenaires))
    action.partenaires = [ActionPartenaire(partenaire=cles[p.nom, p.nature], role=p.role) for p in contenu.partenaires]
    action.modifie_le = maintenant()


def _ajouter(session: Session, identite: Identite, operation: Operation, contenu: Contenu) -> Fiche:
    """Insère une action neuve et sa ligne de journal."""
    instant = maintenant()
    action = Action(
        cle=f"{contenu.maison or 'sans-maison'}-{uuid4().hex[:12]}",
        version=1,
        archivee=False,
        date_inferee=False,
        cree_le=instant,
    )
    with session.no_autoflush:
        _appliquer(session, action, contenu)
    session.add(action)
    return _conclure(session, identite, operation, action, None)


def _conclure(
    session: Session, identite: Identite, operation: Operation, action: Action, avant: dict[str, Any] | None
) -> Fiche:
    """Envoie à la base, relit ce qu'elle garde, consigne, rend la fiche."""
    session.flush()
    session.expire(action)
    consigner(session, identite, operation, action, avant, etat(action))
    return fiche(action)


def creer(registre: Registre, identite: Identite, brute: SaisieBrute) -> Fiche:
    """Enregistre une action.

    Raises
    ------
    DroitRefuse, SaisieInvalide, ContrainteViolee, RegistreOccupe
        Rien n'est alors enregistré.
    """
    saisie = _verifier(brute)
    exiger(identite, Operation.CREER, saisie.maison)

    def travail(session: Session) -> Fiche:
        exiger_maison(session, saisie.maison)
        return _ajouter(session, identite, Operation.CREER, saisie)

    return registre.ecrire(travail)


def modifier(registre: Registre, identite: Identite, cle: str, version: int, brute: SaisieBrute) -> Fiche:
    """Remplace le contenu d'une action lue à la version ``version``.

    Raises
    ------
    ConflitDeVersion
        L'action a changé depuis ; l'erreur dit quoi, champ par champ.
    ActionArchivee
        Une action archivée se rétablit d'abord.
    DroitRefuse
        Droit exigé sur la maison d'origine et, si l'action en change, sur la nouvelle.
    """
    saisie = _verifier(brute)

    def travail(session: Session) -> Fiche:
        action = charger(session, Action, cle, verrou=True)
        exiger(identite, Operation.MODIFIER, action.maison)
        exiger(identite, Operation.MODIFIER, saisie.maison)
        exiger_vivante(action)
        exiger_maison(session, saisie.maison)
        exiger_version(session, action, version, saisie.model_dump(mode="json"))
        avant = etat(action)
        action.version += 1
        _appliquer(session, action, saisie)
        return _conclure(session, identite, Operation.MODIFIER, action, avant)

    return registre.ecrire(travail)


def dupliquer(registre: Registre, identite: Identite, cle: str, maison: str) -> Fiche:
    """Copie une action pour ``maison`` : statut « prévue », sans dates, élu, moyens, empêchement ni suivi."""
    exiger(identite, Operation.DUPLIQUER, maison)

    def travail(session: Session) -> Fiche:
        exiger_maison(session, maison)
        origine = fiche(charger(session, Action, cle))
        copie = Contenu(
            **{champ: getattr(origine, champ) for champ in COPIES}, maison=maison, statut=StatutAction.PREVUE
        )
        return _ajouter(session, identite, Operation.DUPLIQUER, copie)

    return registre.ecrire(travail)


def archiver(registre: Registre, identite: Identite, cle: str, version: int, *, retablir: bool = False) -> Fiche:
    """Archive une action (ou la rétablit) ; rien n'est jamais effacé."""

    def travail(session: Session) -> Fiche:
        action = charger(session, Action, cle, verrou=True)
        exiger(identite, Operation.ARCHIVER, action.maison)
        exiger_version(session, action, version, {"archivee": not retablir})
        avant = etat(action)
        action.version += 1
        action.archivee = not retablir
        action.modifie_le = maintenant()
        return _conclure(session, identite, Operation.ARCHIVER, action, avant)

    return registre.ecrire(travail)
