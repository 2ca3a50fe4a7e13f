"""Durées de conservation : au-delà, le journal garde ce qui a été fait, plus qui ni avec quels mots ; un brouillon
disparaît.

Le journal garde cinq ans ses auteurs et les textes saisis, le temps d'un plan d'actions et de son évaluation. Passé ce
délai, une entrée ne dit plus que ses codes, ses dates et ses nombres : auteurs, personnes habilitées, élus, partenaires
et textes libres de l'avant et de l'après sont effacés. Les fiches elles-mêmes ne sont pas touchées. Un brouillon de
saisie est effacé trente jours après sa dernière modification.

L'application purge d'elle-même (`Purgeur`) en ouvrant le registre, puis à la première visite de chaque jour ;
``python -m donnees.registre purger`` fait la même chose sur demande.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from donnees.registre.base import ESSAIS, Registre
from donnees.registre.erreurs import ErreurRegistre
from donnees.registre.modeles import Brouillon, Journal

JOURNAL = logging.getLogger("atlas.registre")
AUTEUR = ("purge", "Purge automatique")
ANNEES = 5
JOURS_BROUILLON = 30
EFFACE = "Effacé (délai de conservation)"
GARDES: Mapping[str, frozenset[str]] = {
    "action": frozenset(
        {
            *("maison", "theme", "axe_2013", "axes_2009", "role_maison", "lieux", "lon", "lat"),
            *("debut", "fin", "statut", "budget", "etp", "fiabilite", "archivee"),
        }
    ),
    "suivi": frozenset({"suivi", "date", "valeur", "cible"}),
    "lien": frozenset({"indicateur", "sens"}),
    "maison": frozenset({"statut_date", "perimetre"}),
    "contribution": frozenset({"maison", "territoire", "question", "nature", "archivee"}),
    "habilitation": frozenset({"role", "maisons"}),
}
"""Nature d'objet → champs du journal gardés tels quels : des codes, des dates, des nombres, des clés."""
IMBRIQUES = frozenset({"nature", "montant"})
"""Champs gardés d'un partenaire ou d'un financeur."""


class Purge(NamedTuple):
    """Ce qu'une purge vient d'effacer : auteurs et textes d'entrées du journal, brouillons."""

    entrees: int
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


def _sans_texte(valeur: Any) -> Any:  # noqa: ANN401 - JSON de toute forme
    """Valeur du journal dont les textes libres sont effacés ; nombres, natures et montants restent."""
    if isinstance(valeur, str):
        return EFFACE if valeur else ""
    if isinstance(valeur, list):
        return [_sans_texte(element) for element in valeur]
    if isinstance(valeur, Mapping):
        return {nom: v if nom in IMBRIQUES else _sans_texte(v) for nom, v in valeur.items()}
    return valeur


def _echu(objet: str, contenu: dict[str, Any] | None) -> dict[str, Any] | None:
    gardes = GARDES.get(objet, IMBRIQUES)
    if contenu is None:
        return None
    return {nom: valeur if nom in gardes else _sans_texte(valeur) for nom, valeur in contenu.items()}


def purger(registre: Registre, aujourd_hui: date | None = None, essais: int = ESSAIS) -> Purge:
    """Efface auteurs et textes du journal de plus de `ANNEES` ans, et brouillons de plus de `JOURS_BROUILLON` jours.

    Idempotent ; le journal dit ce qui vient d'être effacé.

    Parameters
    ----------
    aujourd_hui : date, optional
        Jour de la purge, par défaut celui de l'horloge (temps universel).
    essais : int
        Nombre d'essais si la base est occupée.

    Returns
    -------
    Purge
        Nombre d'entrées et de brouillons qui viennent d'être effacés.
    """
    jour = aujourd_hui or datetime.now(UTC).date()
    premier, garde = limite(jour), limite_brouillons(jour)
    # Le jour seul : l'ordre ne dépend alors ni de la précision de l'instant, ni de la langue de la base.
    echues = (func.substr(Journal.quand, 1, 10) < premier, Journal.qui != EFFACE)

    def travail(session: Session) -> Purge:
        entrees = session.scalars(select(Journal).where(*echues).with_for_update()).all()
        for ligne in entrees:
            ligne.qui = ligne.nom = EFFACE
            ligne.avant, ligne.apres = _echu(ligne.objet, ligne.avant), _echu(ligne.objet, ligne.apres)
            if ligne.objet == "habilitation":
                ligne.reference = EFFACE
        echus = delete(Brouillon).where(func.substr(Brouillon.maj, 1, 10) < garde).returning(Brouillon.cle)
        faite = Purge(len(entrees), len(session.scalars(echus).all()))
        if any(faite):
            session.add(_trace(faite))
        return faite

    return registre.ecrire(travail, essais)


def _trace(faite: Purge) -> Journal:
    qui, nom = AUTEUR
    return Journal(
        quand=datetime.now(UTC).isoformat(timespec="microseconds"),
        qui=qui,
        nom=nom,
        operation="purger",
        objet="purge",
        reference=uuid4().hex,
        version=0,
        apres=faite._asdict(),
    )


class Purgeur:
    """Purge une fois par jour ; plusieurs répliques peuvent le faire, une seule efface.

    Parameters
    ----------
    registre : Registre
        Le registre à purger.
    """

    def __init__(self, registre: Registre) -> None:
        self._registre = registre
        self._jour: date | None = None

    def au_besoin(self, aujourd_hui: date | None = None) -> Purge | None:
        """Purge si ce n'est pas encore fait ce jour-là ; une base occupée n'arrête rien, et attend le lendemain."""
        jour = aujourd_hui or datetime.now(UTC).date()
        if jour == self._jour:
            return None
        self._jour = jour  # d'abord : deux visites ensemble ne purgent pas deux fois
        try:
            faite = purger(self._registre, jour, essais=1)
        except ErreurRegistre as erreur:
            JOURNAL.warning("Purge remise à demain : %s", erreur)
            return None
        JOURNAL.info("Purge : %d entrées du journal, %d brouillons.", *faite)
        return faite
