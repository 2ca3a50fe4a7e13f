"""Migrations Alembic du registre, appliquées au premier démarrage."""
