"""Contributions des partenaires à un diagnostic partagé : les lire (chacun le peut), les enregistrer, les retirer.

L'organisme du partenaire en est l'auteur ; qui les a saisies n'est dit qu'au journal. Un texte est rendu tel qu'écrit,
à l'octet près. Retirée, une contribution n'est plus montrée ; l'enregistrer de nouveau la rétablit.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import uuid4

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from donnees import entrepot
from donnees.registre.base import Registre, insertion
from donnees.registre.droits import Identite, Operation, exiger
from donnees.registre.erreurs import Introuvable, SaisieInvalide
from donnees.registre.modeles import Contribution
from donnees.registre.modeles.acteurs import NOM_MAX
from donnees.registre.modeles.contributions import CODE_MAX, TEXTE_MAX
from donnees.registre.services.consignation import Etat, consigner_objet, maintenant
from donnees.registre.services.ecriture import exiger_maison
from donnees.registre.services.fiches import FicheContribution, etat_contribution, fiche_contribution
from donnees.registre.services.lecture import ABSENTS, charger
from donnees.registre.services.partenaires import cles_partenaires
from donnees.registre.services.saisie import Modele, Nom, Texte, au_plus, conforme, plein
from donnees.registre.services.versions import exiger_version
from donnees.vocabulaire import NaturePartenaire, NiveauTerritoire

PERIMETRE = re.compile(rf"[A-Za-z0-9_-]{{1,{CODE_MAX}}}", re.ASCII)
QUESTION = re.compile(rf"[\w.:-]{{1,{NOM_MAX}}}", re.ASCII)
HORS_CARTE = "Ce territoire n'est pas au code officiel géographique courant."


def _cle_de_question(texte: str) -> str:
    """Refuse un texte libre : une question se désigne par sa clé, où l'on ne nomme personne."""
    if not QUESTION.fullmatch(texte):
        raise PydanticCustomError("code", "Cette question n'est pas désignée par une clé du catalogue.")
    return texte


class SaisieContribution(Modele):
    """Ce qu'un organisme répond à une question, pour un territoire et la maison qui porte le diagnostic."""

    maison: Nom
    niveau: NiveauTerritoire
    code: Texte
    question: Annotated[Texte, AfterValidator(plein), AfterValidator(_cle_de_question)]
    organisme: Nom
    nature: NaturePartenaire
    mandat: Annotated[Texte, au_plus(NOM_MAX)] = ""
    texte: Annotated[Texte, AfterValidator(plein), au_plus(TEXTE_MAX)]


def empreinte_territoire(niveau: str, code: str) -> str:
    """Soixante-quatre signes qui désignent un territoire, si long que soit son code."""
    return hashlib.sha256(f"{niveau}\n{code}".encode()).hexdigest()


def _valider(brute: Mapping[str, Any]) -> SaisieContribution:
    saisie = conforme(SaisieContribution, brute)
    if saisie.niveau is NiveauTerritoire.PERIMETRE:
        connu = bool(PERIMETRE.fullmatch(saisie.code))
    else:
        connu = saisie.code in entrepot.territoires(saisie.niveau).index
    if not connu:
        raise SaisieInvalide({"code": HORS_CARTE})
    return saisie


def lister_contributions(
    registre: Registre,
    identite: Identite,
    territoire: tuple[str, str] | None = None,
    maison: str = "",
    *,
    retirees: bool = False,
) -> list[FicheContribution]:
    """Rend les contributions, par question puis par organisme ; lecture publique.

    Parameters
    ----------
    territoire : tuple of str, optional
        Niveau et code ; None : tous les territoires.
    maison : str
        Clé de la maison qui porte le diagnostic ; vide : toutes.
    retirees : bool
        Vrai pour rendre aussi celles qui ont été retirées.
    """
    exiger(identite, Operation.LIRE, None)
    filtres: list[ColumnElement[bool]] = [] if retirees else [Contribution.archivee.is_(False)]
    if territoire is not None:
        filtres.append(Contribution.empreinte == empreinte_territoire(*territoire))
    if maison:
        filtres.append(Contribution.maison == maison)
    with registre.lire() as session:
        lues = session.scalars(select(Contribution).options(joinedload(Contribution.organisme)).where(*filtres))
        fiches = [fiche_contribution(lue) for lue in lues]
    return sorted(fiches, key=lambda fiche: (fiche.question, fiche.organisme, fiche.cle))


def enregistrer_contribution(
    registre: Registre, identite: Identite, version: int, brute: Mapping[str, Any]
) -> FicheContribution:
    """Crée une contribution, ou remplace le mandat et le texte de celle lue à la version ``version``.

    Parameters
    ----------
    version : int
        Version lue ; 0 si aucune ne l'a été. Une contribution retirée se reprend à la version 0.
    brute : mapping
        Champs de `SaisieContribution` ; un organisme nouveau entre au registre par son nom et sa nature.

    Raises
    ------
    ConflitDeVersion
        Elle a changé depuis, ou vient d'être écrite par un autre ; l'erreur dit quoi, rien n'est perdu.
    DroitRefuse, SaisieInvalide, Introuvable, RegistreOccupe
        Rien n'est alors enregistré.
    """
    saisie = _valider(brute)
    exiger(identite, Operation.CONTRIBUER, saisie.maison)

    def travail(session: Session) -> FicheContribution:
        exiger_maison(session, saisie.maison)
        partenaires = cles_partenaires(session, [(saisie.organisme, saisie.nature)])
        ligne = _lieu(saisie) | {"partenaire": partenaires[saisie.organisme, saisie.nature]}
        demande = select(Contribution).filter_by(**ligne).with_for_update()
        presente = session.scalars(demande).one_or_none()
        if presente is None and version:
            raise Introuvable(ABSENTS["contribution"])
        if presente is None and _inserer(session, saisie, ligne):
            return _conclure(session, identite, Operation.CONTRIBUER, session.scalars(demande).one(), None)
        return _remplacer(session, identite, presente or session.scalars(demande).one(), version, saisie)

    return registre.ecrire(travail)


def retirer_contribution(registre: Registre, identite: Identite, cle: str, version: int) -> FicheContribution:
    """Retire une contribution lue à la version ``version`` : elle n'est plus montrée, le journal la garde.

    Raises
    ------
    ConflitDeVersion
        Elle a changé depuis.
    DroitRefuse, Introuvable, RegistreOccupe
        Rien n'est alors retiré.
    """

    def travail(session: Session) -> FicheContribution:
        contribution = charger(session, Contribution, cle, verrou=True)
        exiger(identite, Operation.RETIRER_CONTRIBUTION, contribution.maison)
        exiger_version(session, contribution, version, {"archivee": True})
        avant = _journalise(contribution)
        contribution.archivee = True
        return _conclure(session, identite, Operation.RETIRER_CONTRIBUTION, contribution, avant)

    return registre.ecrire(travail)


def _lieu(saisie: SaisieContribution) -> dict[str, str]:
    """Ce qui, avec le partenaire, distingue une contribution de toute autre."""
    empreinte = empreinte_territoire(saisie.niveau, saisie.code)
    return {"maison": saisie.maison, "empreinte": empreinte, "question": saisie.question}


def _inserer(session: Session, saisie: SaisieContribution, ligne: Mapping[str, str]) -> bool:
    """Ajoute la contribution ; faux si un autre vient de le faire."""
    instant = maintenant()
    valeurs = saisie.model_dump(mode="json", include={"niveau", "code", "mandat", "texte"}) | dict(ligne)
    valeurs |= {"cle": uuid4().hex, "version": 1, "archivee": False, "cree_le": instant, "modifie_le": instant}
    demande = insertion(session, Contribution).values(valeurs).on_conflict_do_nothing(index_elements=list(ligne))
    return session.execute(demande.returning(Contribution.cle)).first() is not None


def _remplacer(
    session: Session, identite: Identite, contribution: Contribution, version: int, saisie: SaisieContribution
) -> FicheContribution:
    neufs = {"mandat": saisie.mandat, "texte": saisie.texte, "archivee": False}
    if version or not contribution.archivee:
        exiger_version(session, contribution, version, neufs)
    avant = _journalise(contribution)
    for champ, valeur in neufs.items():
        setattr(contribution, champ, valeur)
    return _conclure(session, identite, Operation.CONTRIBUER, contribution, avant)


def _journalise(contribution: Contribution) -> dict[str, Any]:
    """Ce que le journal en dit : de qui, de quoi, et ce qui peut changer."""
    return {
        "nom": contribution.organisme.nom,
        "nature": contribution.organisme.nature,
        "maison": contribution.maison,
        "territoire": {"niveau": contribution.niveau, "code": contribution.code},
        "question": contribution.question,
        **etat_contribution(contribution),
    }


def _conclure(
    session: Session, identite: Identite, operation: Operation, contribution: Contribution, avant: Etat
) -> FicheContribution:
    """Numérote et date un changement, le consigne, rend la fiche."""
    if avant is not None:
        contribution.version += 1
        contribution.modifie_le = maintenant()
    session.flush()
    consigner_objet(
        session,
        identite,
        operation,
        objet="contribution",
        reference=contribution.cle,
        avant=avant,
        apres=_journalise(contribution),
        version=contribution.version,
    )
    return fiche_contribution(contribution)
