"""Fermer une connexion pour de bon : son jeton, signé pour plus longtemps, ne donne plus aucun droit.

Qui présente un jeton signé ferme la connexion que ce jeton ouvre, et aucune autre : il n'y a pas d'autre droit à
vérifier, et rien à dire au journal. Une ligne s'efface d'elle-même une fois son jeton échu.
"""

from __future__ import annotations

import time

from sqlalchemy import delete
from sqlalchemy.orm import Session

from donnees.registre.base import Registre, insertion
from donnees.registre.modeles import ConnexionFermee


def fermer_connexion(registre: Registre, empreinte: str, fin: float) -> None:
    """Retient qu'une connexion est fermée ; sans effet si elle l'est déjà.

    Parameters
    ----------
    empreinte : str
        Empreinte du jeton d'identité.
    fin : float
        Instant (secondes depuis 1970) où le jeton ne vaut plus rien de lui-même.

    Raises
    ------
    RegistreOccupe, RegistreIndisponible
        La fermeture n'est pas retenue.
    """

    def travail(session: Session) -> None:
        session.execute(delete(ConnexionFermee).where(ConnexionFermee.fin < int(time.time())))
        demande = insertion(session, ConnexionFermee).values(empreinte=empreinte, fin=int(fin))
        session.execute(demande.on_conflict_do_nothing(index_elements=["empreinte"]))

    registre.ecrire(travail)


def connexion_fermee(registre: Registre, empreinte: str) -> bool:
    """Dit si cette connexion a été fermée (lecture interne, sans droit)."""
    with registre.lire() as session:
        return session.get(ConnexionFermee, empreinte) is not None
