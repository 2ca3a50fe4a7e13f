"""Semis : les maisons et les actions sourcées des produits entrent au registre, une fois chacune."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from donnees import entrepot
from donnees.registre.modeles import (
    Action,
    ActionLieu,
    ActionStatut,
    Journal,
    Maison,
    MaisonCommune,
    Suivi,
    SuiviValeur,
)
from donnees.vocabulaire import NiveauLieu, StatutAction

AUTEUR = ("semis", "Reprise des sources publiques")
DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def _nombre(valeur: float) -> float | None:
    return None if math.isnan(valeur) else float(valeur)


def _instant() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _maison(ligne: Mapping[Hashable, Any]) -> Maison:
    directs = ("nom", "categorie", "statut", "fiabilite", "territoire", "telephone", "site")
    adresse = " ".join(str(ligne[champ]) for champ in ("adresse", "code_postal", "ville") if ligne[champ])
    return Maison(
        cle=ligne["maison"],
        **{champ: ligne[champ] for champ in directs},
        statut_date=ligne["date_source"],
        statut_source=ligne["source"],
        siege=ligne["commune"],
        adresse=adresse,
        lon=_nombre(ligne["lon"]),
        lat=_nombre(ligne["lat"]),
        perimetre=[MaisonCommune(commune=ligne["commune"])],
    )


def _statut(ligne: Mapping[Hashable, Any]) -> StatutAction:
    """Une fin passée termine l'action ; sinon la source ne dit pas où elle en est, et le registre non plus."""
    return StatutAction.TERMINEE if 0 < ligne["annee_fin"] < datetime.now(UTC).year else StatutAction.NON_PRECISE


def _suivis(ligne: Mapping[Hashable, Any]) -> list[Suivi]:
    """Résultat chiffré publié : un suivi, daté de la fin connue, à défaut du début ; sans date, sans valeur."""
    if not ligne["indicateur"]:
        return []
    suivi = Suivi(
        cle=uuid5(NAMESPACE_URL, f"{ligne['action']}/{ligne['indicateur']}").hex,
        libelle=ligne["indicateur"],
        unite=ligne["unite"],
        cible=None,
    )
    date, valeur = ligne["date_fin"] or ligne["date_debut"], _nombre(ligne["valeur_num"])
    if DATE.fullmatch(date) and valeur is not None:
        suivi.valeurs = [SuiviValeur(date=date, valeur=valeur, commentaire="")]
    return [suivi]


def _action(ligne: Mapping[Hashable, Any]) -> Action:
    """Action reprise : ni axe ni rôle, que les sources ne disent pas."""
    instant, statut = _instant(), _statut(ligne)
    lieux = [ActionLieu(niveau=NiveauLieu.COMMUNE, code=ligne["commune"])] if ligne["commune"] else []
    return Action(
        cle=ligne["action"],
        maison=ligne["maison"] or None,
        **{champ: ligne[champ] for champ in ("titre", "description", "theme", "source", "fiabilite")},
        debut=ligne["date_debut"],
        fin=ligne["date_fin"],
        date_inferee=bool(ligne["annee_inferee"]),
        lon=_nombre(ligne["lon"]),
        lat=_nombre(ligne["lat"]),
        statut=statut,
        cree_le=instant,
        modifie_le=instant,
        lieux=lieux,
        statuts=[ActionStatut(rang=1, statut=statut, quand=instant)],
        suivis=_suivis(ligne),
    )


def _consigne(action: Action) -> Journal:
    qui, nom = AUTEUR
    apres = {"titre": action.titre, "source": action.source}
    return Journal(
        quand=action.cree_le,
        qui=qui,
        nom=nom,
        operation="semer",
        objet="action",
        action=action.cle,
        version=1,
        apres=apres,
    )


def semer(session: Session) -> tuple[int, int]:
    """Ajoute les maisons et les actions des produits qui manquent ; n'en change aucune de présente.

    Returns
    -------
    tuple of int
        Maisons et actions ajoutées.
    """
    presentes = set(session.scalars(select(Maison.cle))), set(session.scalars(select(Action.cle)))
    lignes = [entrepot.table(nom).to_dict("records") for nom in ("maisons", "actions")]
    maisons = [_maison(ligne) for ligne in lignes[0] if ligne["maison"] not in presentes[0]]
    session.add_all(maisons)
    session.flush()
    actions = [_action(ligne) for ligne in lignes[1] if ligne["action"] not in presentes[1]]
    session.add_all(actions)
    session.flush()
    session.add_all([_consigne(action) for action in actions])
    session.flush()
    return len(maisons), len(actions)
