"""Habilitations, et journal de tout objet : maisons, partenaires, habilitations, imports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None

OBJETS = "objet IN ('action', 'suivi', 'lien', 'maison', 'partenaire', 'habilitation', 'import')"


def _habilitation() -> None:
    op.create_table(
        "habilitation",
        sa.Column("sujet", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sujet", name=op.f("pk_habilitation")),
        sa.CheckConstraint("length(trim(nom)) > 0 AND length(nom) <= 300", name="ck_habilitation_nom"),
        sa.CheckConstraint("role IN ('lecteur', 'contributeur', 'administrateur')", name="ck_habilitation_role"),
        sa.CheckConstraint("length(trim(sujet)) > 0 AND length(sujet) <= 300", name="ck_habilitation_sujet"),
    )


def _habilitation_maison() -> None:
    op.create_table(
        "habilitation_maison",
        sa.Column("sujet", sa.Text(), nullable=False),
        sa.Column("maison", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sujet", "maison", name=op.f("pk_habilitation_maison")),
        sa.ForeignKeyConstraint(
            ["sujet"], ["habilitation.sujet"], name=op.f("fk_habilitation_maison_sujet"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["maison"], ["maison.cle"], name=op.f("fk_habilitation_maison_maison")),
    )


def _journal() -> None:
    """Élargit le journal ; SQLite recopie la table, PostgreSQL la modifie en place."""
    with op.batch_alter_table("journal") as journal:
        journal.alter_column("action", existing_type=sa.Text(), nullable=True)
        journal.add_column(sa.Column("reference", sa.Text(), nullable=False, server_default=""))
        journal.drop_constraint("ck_journal_objet", type_="check")
        journal.create_check_constraint("ck_journal_objet", OBJETS)
        journal.create_check_constraint("ck_journal_reference", "(action IS NULL) = (reference <> '')")
    op.create_index(op.f("ix_journal_reference"), "journal", ["reference"], unique=False)


def upgrade() -> None:
    """Crée les habilitations, puis élargit le journal sans en perdre une ligne."""
    _habilitation()
    _habilitation_maison()
    _journal()
