"""Habiliter des personnes : un rôle, des maisons, un identifiant opaque ; le courriel n'est jamais gardé."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from donnees.registre.base import Registre
from donnees.registre.droits import Identite, Operation, Role, exiger
from donnees.registre.erreurs import DernierAdministrateur, Introuvable, SaisieInvalide
from donnees.registre.modeles import Habilitation, HabilitationMaison, Maison
from donnees.registre.services.consignation import consigner_objet
from donnees.registre.services.saisie import Modele, Nom, Texte, conforme


class SaisieHabilitation(Modele):
    """Une personne à habiliter ; ses maisons ne comptent que si elle est contributrice."""

    sujet: Nom
    nom: Nom
    role: Role
    maisons: frozenset[Texte] = Field(frozenset(), max_length=1_000)


def _identite(ligne: Habilitation) -> Identite:
    return Identite(ligne.sujet, ligne.nom, Role(ligne.role), frozenset(lien.maison for lien in ligne.maisons))


def _etat(ligne: Habilitation | None) -> dict[str, Any] | None:
    if ligne is None:
        return None
    return {"nom": ligne.nom, "role": ligne.role, "maisons": sorted(lien.maison for lien in ligne.maisons)}


def habilitation(registre: Registre, sujet: str) -> Identite | None:
    """Rend l'identité enregistrée d'un sujet, None s'il n'est pas habilité (lecture interne, sans droit)."""
    with registre.lire() as session:
        ligne = session.get(Habilitation, sujet)
        return None if ligne is None else _identite(ligne)


def habilitations(registre: Registre, identite: Identite) -> list[Identite]:
    """Rend toutes les personnes habilitées, par nom ; réservé à l'administration."""
    exiger(identite, Operation.HABILITER, None)
    with registre.lire() as session:
        lues = session.scalars(select(Habilitation).options(selectinload(Habilitation.maisons)))
        return sorted((_identite(ligne) for ligne in lues), key=lambda personne: (personne.nom, personne.sujet))


def _valider(sujet: str, nom: str, role: Role | str, maisons: Iterable[str]) -> SaisieHabilitation:
    brute = {"sujet": sujet, "nom": nom, "role": role, "maisons": frozenset(maisons)}
    saisie = conforme(SaisieHabilitation, brute)
    if "@" in sujet:
        raise SaisieInvalide({"sujet": "Un identifiant opaque est attendu, jamais un courriel."})
    if saisie.role is Role.CONTRIBUTEUR and not saisie.maisons:
        raise SaisieInvalide({"maisons": "Un contributeur a au moins une maison."})
    return saisie if saisie.role is Role.CONTRIBUTEUR else saisie.model_copy(update={"maisons": frozenset()})


def _garder_un_administrateur(session: Session, identite: Identite, sujet: str) -> None:
    """Refuse que le dernier administrateur enregistré renonce lui-même à son rôle ; verrouille la liste."""
    demande = select(Habilitation.sujet).where(Habilitation.role == Role.ADMINISTRATEUR)
    administrateurs = list(session.scalars(demande.order_by(Habilitation.sujet).with_for_update()))
    if identite.sujet == sujet and administrateurs == [sujet]:
        raise DernierAdministrateur


def _maisons_connues(session: Session, maisons: frozenset[str]) -> None:
    connues = set(session.scalars(select(Maison.cle).where(Maison.cle.in_(sorted(maisons)))))
    if inconnues := sorted(maisons - connues):
        raise SaisieInvalide({"maisons": f"Maisons absentes du registre : {', '.join(inconnues[:10])}."})


def habiliter(  # noqa: PLR0913, PLR0917 - qui habilite, puis les quatre champs d'une habilitation
    registre: Registre, identite: Identite, sujet: str, nom: str, role: Role | str, maisons: Iterable[str]
) -> None:
    """Enregistre ou remplace l'habilitation d'une personne.

    Parameters
    ----------
    sujet : str
        Identifiant opaque de la personne : `donnees.registre.droits.empreinte` de son courriel.
    maisons : iterable of str
        Clés des maisons d'un contributeur (au moins une) ; sans effet pour les autres rôles.

    Raises
    ------
    DernierAdministrateur
        La personne renoncerait elle-même au dernier rôle d'administrateur enregistré.
    DroitRefuse, SaisieInvalide, RegistreOccupe
        Rien n'est alors enregistré.
    """
    exiger(identite, Operation.HABILITER, None)
    saisie = _valider(sujet, nom, role, maisons)

    def travail(session: Session) -> None:
        if saisie.role is not Role.ADMINISTRATEUR:
            _garder_un_administrateur(session, identite, sujet)
        _maisons_connues(session, saisie.maisons)
        ancienne = session.get(Habilitation, sujet, with_for_update=True)
        avant = _etat(ancienne)
        ligne = ancienne or Habilitation(sujet=sujet)
        ligne.nom, ligne.role = saisie.nom, saisie.role.value
        gardees = [lien for lien in ligne.maisons if lien.maison in saisie.maisons]
        neuves = sorted(saisie.maisons - {lien.maison for lien in gardees})
        ligne.maisons = [*gardees, *(HabilitationMaison(maison=cle) for cle in neuves)]
        session.add(ligne)
        _consigner(session, identite, sujet, avant, _etat(ligne))

    registre.ecrire(travail)


def retirer(registre: Registre, identite: Identite, sujet: str) -> None:
    """Retire l'habilitation d'une personne ; le journal la garde.

    Raises
    ------
    DernierAdministrateur
        La personne renoncerait elle-même au dernier rôle d'administrateur enregistré.
    Introuvable
        Cette personne n'est pas habilitée.
    """
    exiger(identite, Operation.HABILITER, None)

    def travail(session: Session) -> None:
        _garder_un_administrateur(session, identite, sujet)
        ligne = session.get(Habilitation, sujet, with_for_update=True)
        if ligne is None:
            raise Introuvable("Cette personne n'est pas habilitée.")
        avant = _etat(ligne)
        session.delete(ligne)
        _consigner(session, identite, sujet, avant, None, operation="retirer")

    registre.ecrire(travail)


def _consigner(  # noqa: PLR0913, PLR0917 - qui, sur qui, avant, après
    session: Session,
    identite: Identite,
    sujet: str,
    avant: dict[str, Any] | None,
    apres: dict[str, Any] | None,
    operation: str = Operation.HABILITER,
) -> None:
    consigner_objet(session, identite, operation, objet="habilitation", reference=sujet, avant=avant, apres=apres)
