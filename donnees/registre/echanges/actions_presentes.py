"""Les actions déjà au registre, lues par paquets : leur version, leur contenu, sous verrou au moment d'écrire."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from donnees.registre.echanges.lignes import normaliser
from donnees.registre.modeles import Action, ActionAxe, ActionFinanceur, ActionLieu, ActionPartenaire, Partenaire
from donnees.registre.services import montants
from donnees.registre.services.ecriture import INDIRECTS
from donnees.registre.services.saisie import Contenu

LOT = 1_000
DIRECTS = tuple(sorted(set(Contenu.model_fields) - INDIRECTS))
T = TypeVar("T")
Details = defaultdict[str, list[Any]]


@dataclass(frozen=True)
class Presente:
    """Une action du registre : sa version, son archivage, son contenu normalisé."""

    version: int
    archivee: bool
    contenu: Contenu


def lots(elements: Iterable[T], taille: int = LOT) -> Iterator[list[T]]:
    """Coupe en listes d'au plus ``taille`` éléments."""
    suite = iter(elements)
    while lot := list(islice(suite, taille)):
        yield lot


def presentes(session: Session, cles: Iterable[str], *, verrou: bool = False) -> dict[str, Presente]:
    """Clé → action présente, parmi ``cles`` ; ``verrou`` retient les lignes jusqu'à la fin de la transaction.

    Les clés sont prises en ordre fixe, pour que deux imports ne s'attendent pas l'un l'autre.
    """
    trouvees: dict[str, Presente] = {}
    for lot in lots(sorted(set(cles))):
        trouvees |= _lire(session, lot, verrou=verrou)
    return trouvees


def _lire(session: Session, cles: Sequence[str], *, verrou: bool) -> dict[str, Presente]:
    colonnes = [Action.__table__.c[nom] for nom in ("cle", "version", "archivee", *montants.CHAMPS, *DIRECTS)]
    demande = select(*colonnes).where(Action.cle.in_(cles)).order_by(Action.cle)
    actions = session.execute(demande.with_for_update() if verrou else demande).mappings().all()
    details = _details(session, [action["cle"] for action in actions])
    return {
        action["cle"]: Presente(
            action["version"],
            action["archivee"],
            normaliser(
                Contenu.model_validate(
                    {nom: action[nom] for nom in DIRECTS}
                    | {nom: montants.decimal(action[nom]) for nom in montants.CHAMPS}
                    | {nom: details[nom][action["cle"]] for nom in details}
                )
            ),
        )
        for action in actions
    }


def _ranger(session: Session, demande: Select[*tuple[Any, ...]], champs: Sequence[str]) -> Details:
    """Range par clé d'action (première colonne) le reste de chaque ligne, nommé par ``champs``."""
    ranges: Details = defaultdict(list)
    for cle, *reste in session.execute(demande):
        ranges[cle].append(dict(zip(champs, reste, strict=True)))
    return ranges


def _details(session: Session, cles: Sequence[str]) -> dict[str, Details]:
    """Listes de chaque action, en quatre lectures."""
    axes = select(ActionAxe.action, ActionAxe.axe).where(ActionAxe.action.in_(cles))
    lieux = select(ActionLieu.action, ActionLieu.niveau, ActionLieu.code).where(ActionLieu.action.in_(cles))
    partenaires = select(ActionPartenaire.action, Partenaire.nom, Partenaire.nature, ActionPartenaire.role).join(
        Partenaire, Partenaire.cle == ActionPartenaire.partenaire
    )
    financeurs = select(ActionFinanceur.action, ActionFinanceur.nature, ActionFinanceur.nom, ActionFinanceur.montant)
    ranges = {
        "axes_2009": _ranger(session, axes, ("axe",)),
        "partenaires": _ranger(
            session, partenaires.where(ActionPartenaire.action.in_(cles)), ("nom", "nature", "role")
        ),
        "lieux": _ranger(session, lieux, ("niveau", "code")),
        "financeurs": _ranger(
            session, financeurs.where(ActionFinanceur.action.in_(cles)), ("nature", "nom", "montant")
        ),
    }
    for financeur in chain.from_iterable(ranges["financeurs"].values()):
        financeur["montant"] = montants.decimal(financeur["montant"])
    for cle, lignes in ranges["axes_2009"].items():
        ranges["axes_2009"][cle] = [ligne["axe"] for ligne in lignes]
    return ranges
