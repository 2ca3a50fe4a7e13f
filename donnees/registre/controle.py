"""Le registre répond-il ? Une ouverture à neuf, que ni les connexions gardées ni un fichier effacé ne trompent."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import URL, text

from donnees.registre.base import Registre, adresse
from donnees.registre.demarrage import configuration
from donnees.registre.erreurs import RegistreIndisponible, SchemaInconnu


@cache
def schema_attendu() -> str:
    """Révision du schéma de cette application."""
    return str(ScriptDirectory.from_config(configuration()).get_current_head())


def verifier(url: URL | None = None) -> None:
    """Ouvre la base à neuf, vérifie qu'elle est entière et au schéma de l'application.

    Parameters
    ----------
    url : URL, optional
        Adresse de la base ; par défaut celle de l'environnement.

    Raises
    ------
    AdresseInvalide, RegistreIndisponible, RegistreOccupe, SchemaInconnu
    """
    lieu = url if url is not None else adresse()
    if lieu.get_backend_name() == "sqlite" and not Path(str(lieu.database)).is_file():
        raise RegistreIndisponible
    registre = Registre(lieu)
    try:
        with registre.lire() as session:
            if registre.est_sqlite and session.execute(text("PRAGMA quick_check(1)")).scalar_one() != "ok":
                raise RegistreIndisponible
            schema = str(session.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    except sqlite3.Error as cause:  # ce qui échoue dès l'ouverture du fichier
        raise RegistreIndisponible from cause
    finally:
        registre.fermer()
    if schema != schema_attendu():
        raise SchemaInconnu(schema, schema_attendu())
