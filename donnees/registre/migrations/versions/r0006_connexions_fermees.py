"""Connexions fermées : une déconnexion se retient jusqu'à ce que son jeton ne vaille plus rien."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Crée la table des connexions fermées."""
    op.create_table(
        "connexion_fermee",
        sa.Column("empreinte", sa.Text(), nullable=False),
        sa.Column("fin", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("empreinte", name=op.f("pk_connexion_fermee")),
        sa.CheckConstraint("length(trim(empreinte)) > 0 AND length(empreinte) <= 64", name="ck_connexion_empreinte"),
    )
