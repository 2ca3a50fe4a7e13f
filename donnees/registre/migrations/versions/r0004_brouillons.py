"""Brouillons de saisie : un par personne et par action."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Crée la table des brouillons."""
    op.create_table(
        "brouillon",
        sa.Column("auteur", sa.Text(), nullable=False),
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("contenu", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("maj", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("auteur", "cle", name=op.f("pk_brouillon")),
        sa.CheckConstraint("length(trim(auteur)) > 0 AND length(auteur) <= 300", name="ck_brouillon_auteur"),
        sa.CheckConstraint("length(trim(cle)) > 0 AND length(cle) <= 300", name="ck_brouillon_cle"),
        sa.CheckConstraint("length(CAST(contenu AS TEXT)) <= 500000", name="ck_brouillon_taille"),
    )
