"""Durées de conservation : au-delà, le journal garde ce qui a été fait, plus qui l'a fait ; un brouillon disparaît.

Le journal nomme ses auteurs cinq ans, le temps d'un plan d'actions et de son évaluation. Passé ce délai,
``python -m donnees.registre purger`` remplace leur nom et leur sujet ; il fait de même des personnes que citent les
lignes d'habilitation. Le contenu des actions (élu référent compris : un mandat est public) n'est pas touché. Un
brouillon de saisie est effacé trente jours après sa dernière modification.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from donnees.registre.base import Registre
from donnees.registre.modeles import Brouillon, Journal

ANNEES = 5
JOURS_BROUILLON = 30
EFFACE = "Auteur effacé"


class Purge(NamedTuple):
    """Ce qu'une purge vient d'effacer : auteurs d'entrées du journal, brouillons."""

    auteurs: int
    brouillons: int


def limite(aujourd_hui: date) -> str:
    """Premier jour (AAAA-MM-JJ) dont les entrées gardent leur auteur ; le 29 février compte pour le 28."""
    try:
        passe = aujourd_hui.replace(year=aujourd_hui.year - ANNEES)
    except ValueError:
        passe = aujourd_hui.replace(year=aujourd_hui.year - ANNEES, day=28)
    return passe.isoformat()


def limite_brouillons(aujourd_hui: date) -> str:
    """Premier jour (AAAA-MM-JJ) dont les brouillons sont encore gardés."""
    return (aujourd_hui - timedelta(days=JOURS_BROUILLON)).isoformat()


def _sans_nom(contenu: dict[str, object] | None) -> dict[str, object] | None:
    return None if contenu is None else {**contenu, "nom": EFFACE}


def purger(registre: Registre, aujourd_hui: date | None = None) -> Purge:
    """Efface les auteurs du journal de plus de `ANNEES` ans et les brouillons de plus de `JOURS_BROUILLON` jours.

    Idempotent.

    Parameters
    ----------
    aujourd_hui : date, optional
        Jour de la purge, par défaut celui de l'horloge (temps universel).

    Returns
    -------
    Purge
        Nombre d'auteurs et de brouillons qui viennent d'être effacés.
    """
    jour = aujourd_hui or datetime.now(UTC).date()
    premier, garde = limite(jour), limite_brouillons(jour)
    # Le jour seul : l'ordre ne dépend alors ni de la précision de l'instant, ni de la langue de la base.
    echues = (func.substr(Journal.quand, 1, 10) < premier, Journal.qui != EFFACE)

    def travail(session: Session) -> Purge:
        demande = select(Journal).where(*echues, Journal.objet == "habilitation")
        for ligne in session.scalars(demande.with_for_update()):
            ligne.reference = EFFACE
            ligne.avant, ligne.apres = _sans_nom(ligne.avant), _sans_nom(ligne.apres)
        session.flush()
        effacees = session.scalars(
            update(Journal).where(*echues).values(qui=EFFACE, nom=EFFACE).returning(Journal.rang)
        ).all()
        echus = delete(Brouillon).where(func.substr(Brouillon.maj, 1, 10) < garde).returning(Brouillon.cle)
        return Purge(len(effacees), len(session.scalars(echus).all()))

    return registre.ecrire(travail)
