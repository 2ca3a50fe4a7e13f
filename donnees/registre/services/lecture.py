"""Lire le registre : listes filtrées et fiches ; cette lecture-là est publique."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from donnees.registre.base import Registre
from donnees.registre.droits import Identite, Operation, exiger
from donnees.registre.erreurs import ActionArchivee, Introuvable
from donnees.registre.modeles import Action, ActionAxe, ActionPartenaire, Contribution, Maison, Partenaire, Suivi
from donnees.registre.services.fiches import Fiche, FicheMaison, fiche, fiche_maison
from donnees.registre.services.lieux import touche
from donnees.vocabulaire import NiveauLieu, StatutAction, Theme

ObjetT = TypeVar("ObjetT", bound=Action | Maison | Partenaire | Contribution)
ABSENTS = {
    "action": "L'action « {cle} » n'est pas au registre : elle n'a jamais été enregistrée ici.",
    "maison": "La maison « {cle} » n'est pas au registre.",
    "partenaire": "Ce partenaire n'est pas au registre.",
    "contribution": "Cette contribution n'est pas au registre.",
}
OUVERTS = (StatutAction.EN_COURS, StatutAction.PREVUE, StatutAction.SUSPENDUE)


@dataclass(frozen=True)
class Filtre:
    """Filtres de la liste ; un filtre vide ne filtre rien, les filtres se cumulent.

    Parameters
    ----------
    communes : frozenset of str
        Territoire : actions dont un lieu le touche ; une action sans lieu compte au siège de sa maison.
    periode : tuple of int, optional
        Première et dernière année ; une action sans aucune date n'y est pas. Sans fin connue, une action ouverte
        (en cours, prévue, suspendue) court toujours, une autre s'arrête à son début.
    partenaires : frozenset of str
        Clés de partenaires.
    """

    themes: frozenset[Theme] = frozenset()
    axes_2013: frozenset[int] = frozenset()
    axes_2009: frozenset[int] = frozenset()
    maisons: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    statuts: frozenset[StatutAction] = frozenset()
    periode: tuple[int, int] | None = None
    partenaires: frozenset[str] = frozenset()
    archivees: bool = False


def requete() -> Select[Action]:
    """Requête des actions avec tout ce que montre leur fiche, en un nombre fixe de lectures."""
    enfants = (Action.axes, Action.lieux, Action.financeurs, Action.statuts, Action.liens)
    return select(Action).options(
        joinedload(Action.fiche_maison),
        selectinload(Action.partenaires).joinedload(ActionPartenaire.fiche),
        selectinload(Action.suivis).selectinload(Suivi.valeurs),
        *(selectinload(enfant) for enfant in enfants),
    )


def _periode(demande: Select[Action], periode: tuple[int, int]) -> Select[Action]:
    debut = func.substr(case((Action.debut != "", Action.debut), else_=Action.fin), 1, 4)
    sans_fin = case((Action.statut.in_(OUVERTS), "9999"), else_=debut)
    fin = case((Action.fin != "", func.substr(Action.fin, 1, 4)), else_=sans_fin)
    return demande.where(or_(Action.debut != "", Action.fin != ""), debut <= str(periode[1]), fin >= str(periode[0]))


def _filtrer(demande: Select[Action], filtre: Filtre) -> Select[Action]:
    for colonne, valeurs in (
        (Action.theme, filtre.themes),
        (Action.axe_2013, filtre.axes_2013),
        (Action.maison, filtre.maisons),
        (Action.statut, filtre.statuts),
    ):
        if valeurs:
            demande = demande.where(colonne.in_(sorted(valeurs)))
    if filtre.axes_2009:
        demande = demande.where(Action.axes.any(ActionAxe.axe.in_(sorted(filtre.axes_2009))))
    if filtre.partenaires:
        demande = demande.where(Action.partenaires.any(ActionPartenaire.partenaire.in_(sorted(filtre.partenaires))))
    if filtre.periode is not None:
        demande = _periode(demande, filtre.periode)
    return demande if filtre.archivees else demande.where(Action.archivee.is_(False))


def _dans(action: Fiche, sieges: dict[str, str], communes: frozenset[str]) -> bool:
    lieux = [(lieu.niveau.value, lieu.code) for lieu in action.lieux]
    if not lieux and action.maison in sieges:
        lieux = [(NiveauLieu.COMMUNE.value, sieges[action.maison])]
    return touche(lieux, communes)


def lister(registre: Registre, identite: Identite, filtre: Filtre | None = None) -> list[Fiche]:
    """Rend les actions qui passent le filtre, par titre puis par clé."""
    exiger(identite, Operation.LIRE, None)
    choisi = filtre or Filtre()
    with registre.lire() as session:
        fiches = [fiche(action) for action in session.scalars(_filtrer(requete(), choisi))]
        sieges = {maison.cle: maison.siege for maison in session.scalars(select(Maison))}
    if choisi.communes:
        fiches = [trouvee for trouvee in fiches if _dans(trouvee, sieges, choisi.communes)]
    return sorted(fiches, key=lambda trouvee: (trouvee.titre, trouvee.cle))


def charger(session: Session, table: type[ObjetT], cle: str, *, verrou: bool = False) -> ObjetT:
    """Charge un objet par sa clé (sous verrou de ligne pour écrire) ; lève `Introuvable`."""
    demande = select(table).where(table.cle == cle)
    objet = session.scalars(demande.with_for_update() if verrou else demande).one_or_none()
    if objet is None:
        raise Introuvable(ABSENTS[table.__tablename__].format(cle=cle))
    return objet


def exiger_vivante(action: Action) -> None:
    """Lève `ActionArchivee` : une action archivée se lit et se rétablit, rien d'autre."""
    if action.archivee:
        raise ActionArchivee


def lire(registre: Registre, identite: Identite, cle: str) -> Fiche:
    """Rend une action, archivée ou non ; lève `Introuvable`."""
    exiger(identite, Operation.LIRE, None)
    with registre.lire() as session:
        return fiche(charger(session, Action, cle))


def maisons(registre: Registre, identite: Identite) -> list[FicheMaison]:
    """Rend toutes les maisons, par nom."""
    exiger(identite, Operation.LIRE, None)
    with registre.lire() as session:
        lues = session.scalars(select(Maison).options(selectinload(Maison.perimetre)))
        return sorted((fiche_maison(maison) for maison in lues), key=lambda maison: (maison.nom, maison.cle))


def partenaires(registre: Registre, identite: Identite) -> dict[str, tuple[str, str]]:
    """Clé de partenaire → (nom, nature), par nom."""
    exiger(identite, Operation.LIRE, None)
    with registre.lire() as session:
        fiches = session.scalars(select(Partenaire))
        return {p.cle: (p.nom, p.nature) for p in sorted(fiches, key=lambda p: (p.nom, p.nature))}
