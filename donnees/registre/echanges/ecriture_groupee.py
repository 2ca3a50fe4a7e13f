"""Écrire des milliers d'actions d'un coup : droits et versions revérifiés sous verrou, insertions par lots."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from donnees.registre.droits import Identite, Operation, exiger
from donnees.registre.echanges.actions_presentes import DIRECTS, Presente, lots, presentes
from donnees.registre.echanges.lignes import normaliser
from donnees.registre.erreurs import ImportPerime, SaisieInvalide
from donnees.registre.modeles import Base, Maison
from donnees.registre.services import montants
from donnees.registre.services.consignation import consigner_objet, ligne, maintenant
from donnees.registre.services.partenaires import Cles, cles_partenaires
from donnees.registre.services.saisie import Saisie

LOT = 500
TABLES = Base.metadata.tables
ENFANTS = ("action_axe", "action_partenaire", "action_lieu", "action_financeur")


@dataclass(frozen=True)
class Ecriture:
    """Une ligne à enregistrer : la version lue (0 : création) et la saisie (None : inchangée, rien à écrire)."""

    numero: int
    cle: str
    version: int
    saisie: Saisie | None


@dataclass(frozen=True)
class Bilan:
    """Ce qu'un import a enregistré."""

    creations: int
    mises_a_jour: int
    inchangees: int


def enregistrer(
    session: Session,
    identite: Identite,
    ecritures: Sequence[Ecriture],
    progression: Callable[[int, int], object] | None,
) -> Bilan:
    """Enregistre tout dans la transaction de la session."""
    trouvees = presentes(session, (ecriture.cle for ecriture in ecritures), verrou=True)
    _exiger_fraicheur(ecritures, trouvees)
    a_ecrire = [ecriture for ecriture in ecritures if ecriture.saisie is not None]
    _exiger_droits(session, identite, a_ecrire, trouvees)
    cles = cles_partenaires(
        session, ((p.nom, p.nature) for e in a_ecrire if e.saisie is not None for p in e.saisie.partenaires)
    )
    fait = 0
    for lot in lots(a_ecrire, LOT):
        _ecrire(session, identite, _Lot(lot, trouvees, cles, maintenant()))
        fait += len(lot)
        if progression is not None:
            progression(fait, len(a_ecrire))
    creations = sum(ecriture.version == 0 for ecriture in a_ecrire)
    bilan = Bilan(creations, len(a_ecrire) - creations, len(ecritures) - len(a_ecrire))
    if a_ecrire:
        _consigner_import(session, identite, bilan)
    return bilan


def _consigner_import(session: Session, identite: Identite, bilan: Bilan) -> None:
    apres = {"creations": bilan.creations, "mises_a_jour": bilan.mises_a_jour, "inchangees": bilan.inchangees}
    consigner_objet(
        session, identite, Operation.IMPORTER, objet="import", reference=uuid4().hex, avant=None, apres=apres
    )


def _exiger_fraicheur(ecritures: Sequence[Ecriture], trouvees: Mapping[str, Presente]) -> None:
    """Refuse si une fiche concernée n'est plus à la version que l'examen a lue."""
    actuelles = {cle: presente.version for cle, presente in trouvees.items()}
    perimees = [e.numero for e in ecritures if actuelles.get(e.cle, 0) != e.version]
    if perimees:
        numeros = ", ".join(map(str, perimees[:20])) + (" …" if len(perimees) > 20 else "")  # noqa: PLR2004 - vingt montrés
        raise ImportPerime(
            f"Des fiches ont changé depuis l'examen du fichier (lignes {numeros}) : rien n'a été enregistré. "
            "Examiner de nouveau le fichier."
        )


def _exiger_droits(
    session: Session, identite: Identite, ecritures: Sequence[Ecriture], trouvees: Mapping[str, Presente]
) -> None:
    """Droit exigé, pour chaque ligne, sur la maison d'arrivée et sur celle de la fiche présente."""
    maisons = {ecriture.saisie.maison for ecriture in ecritures if ecriture.saisie is not None}
    presents = {trouvees[e.cle].contenu.maison for e in ecritures if e.cle in trouvees}
    for maison in sorted(maisons | presents, key=str):
        exiger(identite, Operation.IMPORTER, maison)
    if maisons - set(session.scalars(select(Maison.cle))):
        raise SaisieInvalide({"maison": "Cette maison n'est pas au registre."})


@dataclass(frozen=True)
class _Lot:
    """Des actions à écrire ensemble, avec l'état qu'elles remplacent et les clés de leurs partenaires."""

    ecritures: Sequence[Ecriture]
    trouvees: Mapping[str, Presente]
    cles: Cles
    instant: str


def _ecrire(session: Session, identite: Identite, lot: _Lot) -> None:
    """Écrit un lot : fiches, listes, passages de statut et journal."""
    lignes: dict[str, list[dict[str, Any]]] = {nom: [] for nom in ("neuves", "changees", *ENFANTS, "statut", "journal")}
    for ecriture in lot.ecritures:
        _preparer(lignes, identite, lot, ecriture)
    action = TABLES["action"]
    _inserer(session, action, lignes["neuves"])
    if lignes["changees"]:
        session.execute(update(action).where(action.c.cle == bindparam("quelle")), lignes["changees"])
    remplacees = [ligne["quelle"] for ligne in lignes["changees"]]
    for nom in ENFANTS:
        if remplacees:
            session.execute(delete(TABLES[nom]).where(TABLES[nom].c.action.in_(remplacees)))
        _inserer(session, TABLES[nom], lignes[nom])
    _inserer(session, TABLES["action_statut"], lignes["statut"])
    _inserer(session, TABLES["journal"], lignes["journal"])


def _inserer(session: Session, table: Table, lignes: list[dict[str, Any]]) -> None:
    if lignes:
        session.execute(insert(table), lignes)


def _preparer(lignes: dict[str, list[dict[str, Any]]], identite: Identite, lot: _Lot, ecriture: Ecriture) -> None:
    """Ajoute aux listes ce qu'une action fait écrire."""
    if ecriture.saisie is None:
        return
    presente, version = lot.trouvees.get(ecriture.cle), ecriture.version + 1
    apres = {**normaliser(ecriture.saisie).model_dump(mode="json"), "archivee": False}
    avant = None if presente is None else {**presente.contenu.model_dump(mode="json"), "archivee": presente.archivee}
    fiche = {nom: apres[nom] for nom in DIRECTS} | {"version": version, "modifie_le": lot.instant}
    fiche |= {nom: montants.centiemes(apres[nom]) for nom in montants.CHAMPS}
    if presente is None:
        neuve = {"cle": ecriture.cle, "archivee": False, "date_inferee": False, "cree_le": lot.instant}
        lignes["neuves"].append(fiche | neuve)
    else:
        lignes["changees"].append(fiche | {"quelle": ecriture.cle})
    if avant is None or avant["statut"] != apres["statut"]:
        passage = {"action": ecriture.cle, "rang": version, "statut": apres["statut"], "quand": lot.instant}
        lignes["statut"].append(passage)
    _preparer_listes(lignes, ecriture.cle, apres, lot.cles)
    entree = ligne(identite, str(Operation.IMPORTER), "action", avant, apres)
    lignes["journal"].append(
        entree | {"quand": lot.instant, "action": ecriture.cle, "reference": "", "version": version}
    )


def _preparer_listes(lignes: dict[str, list[dict[str, Any]]], cle: str, apres: Mapping[str, Any], cles: Cles) -> None:
    lignes["action_axe"] += [{"action": cle, "axe": axe} for axe in apres["axes_2009"]]
    lignes["action_lieu"] += [{"action": cle, **lieu} for lieu in apres["lieux"]]
    lignes["action_partenaire"] += [
        {"action": cle, "partenaire": cles[p["nom"], p["nature"]], "role": p["role"]} for p in apres["partenaires"]
    ]
    lignes["action_financeur"] += [
        {"action": cle, "nature": f["nature"], "nom": f["nom"], "montant": montants.centiemes(f["montant"])}
        for f in apres["financeurs"]
    ]
