"""Migrations Alembic du registre, appliquées au premier démarrage.

Sait : mener une base d'une version à la suivante, sur SQLite et PostgreSQL.
Ignore : les modèles d'aujourd'hui : une migration décrit le passé.
"""
