"""Ce qui n'a pas pu se faire dans l'année : actions arrêtées, cibles au-dessus du dernier relevé, raisons dites.

Une action n'y figure qu'une fois, avec tout ce qui la concerne. Les phrases constatent : le registre ne dit ni à qui
tient un arrêt, ni si une cible est à atteindre ou à ne pas dépasser (`geo.actions.progres.SENS_INCONNU`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from donnees.registre.services import Fiche
from donnees.registre.services.fiches import FicheStatut
from donnees.vocabulaire import LIBELLES_STATUTS, StatutAction
from geo.actions.bilan import Resultat, court_en, de_la_maison
from geo.actions.durees import etendue
from geo.actions.progres import progres
from geo.actions.tables import annee as annee_de
from geo.ecriture import formats
from geo.ecriture.textes import couper

ARRETS = {StatutAction.ABANDONNEE: "Abandonnée", StatutAction.SUSPENDUE: "Suspendue"}
FINIS = frozenset({StatutAction.TERMINEE, StatutAction.ABANDONNEE})
LIBELLE_MAX = 120
RESERVE = (
    "Un abandon est daté de la fin de l'action si elle est connue, sinon, comme une suspension, du jour où le registre "
    "l'a enregistré ; une cible se lit à la fin de l'action, face à la dernière valeur relevée."
)


@dataclass(frozen=True)
class Arret:
    """Un passage à « abandonnée » ou « suspendue ».

    Attributes
    ----------
    date : str
        Date partielle ; vide si le registre ne la dit pas.
    enregistre : bool
        Vrai si la date est celle où le registre l'a enregistré, faux si c'est la fin de l'action.
    suite : FicheStatut or None
        Passage de statut suivant : l'arrêt n'a pas duré au-delà.
    """

    statut: StatutAction
    date: str
    enregistre: bool
    suite: FicheStatut | None = None


@dataclass(frozen=True)
class Empechement:
    """Une action, et ce qui n'a pas pu s'y faire.

    Attributes
    ----------
    arret : Arret or None
        Son arrêt dans l'année.
    sous_cible : tuple of Resultat
        Suivis d'une action finie dans l'année dont la dernière valeur est sous la cible.
    sans_releve : tuple of Resultat
        Suivis d'une action finie dans l'année qui ont une cible et aucune valeur : on ne sait pas.
    texte : str
        Ce que la maison en dit, tel qu'écrit.
    """

    action: Fiche
    arret: Arret | None
    sous_cible: tuple[Resultat, ...]
    sans_releve: tuple[Resultat, ...]
    texte: str


def empechements(fiches: Iterable[Fiche], maison: str, annee: int, jour: date) -> tuple[Empechement, ...]:
    """Ce qui n'a pas pu se faire, par titre d'action.

    Parameters
    ----------
    fiches : iterable of Fiche
        Actions du registre, de toutes les maisons ; les archivées sont ignorées.
    jour : date
        Jour où l'on établit le bilan : une action dont la fin est à venir n'est pas finie.
    """
    tous = [_empechement(fiche, annee, jour) for fiche in de_la_maison(fiches, maison)]
    retenus = [e for e in tous if e.arret or e.sous_cible or e.sans_releve or e.texte]
    return tuple(sorted(retenus, key=lambda e: (e.action.titre, e.action.cle)))


def _empechement(fiche: Fiche, annee: int, jour: date) -> Empechement:
    arret = arret_de(fiche, annee)
    finie = _finie_en(fiche, annee, jour)
    suivis = [Resultat(fiche, suivi, progres(suivi, annee)) for suivi in fiche.suivis] if finie else []
    vises = [r for r in suivis if r.progres.cible is not None]
    return Empechement(
        action=fiche,
        arret=arret,
        sous_cible=tuple(r for r in vises if _sous_cible(r)),
        sans_releve=tuple(r for r in vises if r.progres.derniere is None),
        texte=fiche.empechement if fiche.empechement.strip() and (arret or finie or court_en(fiche, annee)) else "",
    )


def _sous_cible(resultat: Resultat) -> bool:
    valeur, cible = resultat.progres.derniere, resultat.progres.cible
    return valeur is not None and cible is not None and valeur < cible


def arret_de(fiche: Fiche, annee: int) -> Arret | None:
    """Arrêt d'une action dans l'année ; None si elle n'y était ni abandonnée ni suspendue.

    Un passage de statut compte l'année où le registre l'a enregistré, sauf celui de la création : une action saisie
    déjà arrêtée l'était avant, et le registre ne dit pas depuis quand. Un abandon compte l'année de la fin de l'action
    quand elle est connue. Une suspension vaut tant que rien ne la lève.
    """
    passages = fiche.historique
    if fiche.statut is StatutAction.ABANDONNEE and (cloture := _cloture(fiche)):
        if annee_de(cloture.date) == annee:
            return cloture
        passages = passages[:-1]
    dans_l_annee = [p for p in passages[1:] if p.statut in ARRETS and annee_de(p.quand) == annee]
    avant = [p for p in passages if annee_de(p.quand) < annee]
    if not dans_l_annee and avant[1:] and avant[-1].statut is StatutAction.SUSPENDUE and court_en(fiche, annee):
        dans_l_annee = avant[-1:]
    if dans_l_annee:
        passage = dans_l_annee[-1]
        suite = next(iter(fiche.historique[fiche.historique.index(passage) + 1 :]), None)
        return Arret(passage.statut, passage.quand[:10], enregistre=True, suite=suite)
    d_emblee = fiche.statut in ARRETS and len(passages) == 1 and len(fiche.historique) == 1
    return Arret(fiche.statut, "", enregistre=False) if d_emblee and court_en(fiche, annee) else None


def _cloture(fiche: Fiche) -> Arret | None:
    """Quand une action terminée ou abandonnée s'est close ; None si le registre ne le dit pas.

    Sa fin, si elle ne suit pas le jour où le registre l'a dite close : plus tardive, ce n'était qu'une prévision.
    """
    close = fiche.historique[-1].quand[:10] if fiche.historique else ""
    if fiche.fin and (not close or fiche.fin <= close[: len(fiche.fin)]):
        return Arret(fiche.statut, fiche.fin, enregistre=False)
    return Arret(fiche.statut, close, enregistre=True) if len(fiche.historique) > 1 else None


def _finie_en(fiche: Fiche, annee: int, jour: date) -> bool:
    """Dit si une action s'est finie dans l'année, à une date que le registre connaît."""
    if fiche.statut in FINIS:
        cloture = _cloture(fiche)
        return cloture is not None and annee_de(cloture.date) == annee
    return annee_de(fiche.fin) == annee and etendue(fiche.fin)[1] < jour


def phrases(empechement: Empechement) -> tuple[str, ...]:
    """Constats sur une action, texte brut, sans jugement ; le texte de la maison n'y est pas, il se cite."""
    suivis = (*empechement.sous_cible, *empechement.sans_releve)
    lues = [f"{couper(r.suivi.libelle, LIBELLE_MAX)} : {r.progres.phrase}" for r in suivis]
    return (phrase_arret(empechement.arret), *lues) if empechement.arret else tuple(lues)


def phrase_arret(arret: Arret) -> str:
    """« Abandonnée (fin : mars 2024). », « Suspendue (enregistré le 3 mars 2024), puis en cours (…). »."""
    debut = ARRETS[arret.statut]
    if not arret.date:
        return f"{debut} ; le registre ne dit pas depuis quand."
    if not arret.enregistre:
        return f"{debut} (fin : {formats.date_partielle(arret.date)})."
    suite = arret.suite
    puis = f", puis {LIBELLES_STATUTS[suite.statut].lower()} ({_le(suite.quand[:10])})" if suite else ""
    return f"{debut} ({_le(arret.date)}){puis}."


def _le(jour: str) -> str:
    return f"enregistré le {formats.date_partielle(jour)}"
