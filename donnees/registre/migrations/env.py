"""Exécution des migrations sur la connexion que `donnees.registre.demarrage` a ouverte, sous son verrou."""

from __future__ import annotations

from alembic import context

from donnees.registre.modeles import Base

connexion = context.config.attributes["connection"]
context.configure(connection=connexion, target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
