"""Contributions des partenaires à un diagnostic ; moyens humains et empêchement d'une action."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None

OBJETS = (
    "objet IN ('action', 'suivi', 'lien', 'maison', 'partenaire', 'contribution', 'habilitation', 'import', "
    "'effacement', 'purge')"
)


def _contribution() -> None:
    op.create_table(
        "contribution",
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("maison", sa.Text(), nullable=False),
        sa.Column("niveau", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("empreinte", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("partenaire", sa.Text(), nullable=False),
        sa.Column("mandat", sa.Text(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archivee", sa.Boolean(), nullable=False),
        sa.Column("cree_le", sa.Text(), nullable=False),
        sa.Column("modifie_le", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("cle", name=op.f("pk_contribution")),
        sa.ForeignKeyConstraint(["maison"], ["maison.cle"], name=op.f("fk_contribution_maison")),
        sa.ForeignKeyConstraint(["partenaire"], ["partenaire.cle"], name=op.f("fk_contribution_partenaire")),
        *_contribution_contraintes(),
    )
    op.create_index(op.f("ix_contribution_empreinte"), "contribution", ["empreinte"], unique=False)
    op.create_index(op.f("ix_contribution_partenaire"), "contribution", ["partenaire"], unique=False)


def _contribution_contraintes() -> list[sa.Constraint]:
    return [
        sa.CheckConstraint("length(trim(code)) > 0 AND length(code) <= 9000", name="ck_contribution_code"),
        sa.CheckConstraint("length(empreinte) = 64", name="ck_contribution_empreinte"),
        sa.CheckConstraint("length(mandat) <= 300", name="ck_contribution_mandat"),
        sa.CheckConstraint(
            "niveau IN ('france', 'region', 'departement', 'zone_emploi', 'epci', 'commune', 'perimetre')",
            name="ck_contribution_niveau",
        ),
        sa.CheckConstraint("length(trim(question)) > 0 AND length(question) <= 300", name="ck_contribution_question"),
        sa.CheckConstraint("length(trim(texte)) > 0 AND length(texte) <= 100000", name="ck_contribution_texte"),
        sa.CheckConstraint("version >= 1", name="ck_contribution_version"),
        sa.UniqueConstraint("maison", "empreinte", "question", "partenaire", name="uq_contribution_question"),
    ]


def _action() -> None:
    """Ajoute les deux colonnes en place : recopier la table effacerait, en SQLite, tout ce qui dépend d'une action."""
    controle = "CONSTRAINT ck_action_etp CHECK (etp IS NULL OR etp >= 0)"
    op.execute(f"ALTER TABLE action ADD COLUMN etp INTEGER {controle}")
    op.execute("ALTER TABLE action ADD COLUMN empechement TEXT DEFAULT '' NOT NULL")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("COMMENT ON COLUMN action.etp IS 'centièmes d''équivalent temps plein'")


def _journal() -> None:
    """Admet un objet de plus ; SQLite recopie la table, PostgreSQL la modifie en place."""
    with op.batch_alter_table("journal") as journal:
        journal.drop_constraint("ck_journal_objet", type_="check")
        journal.create_check_constraint("ck_journal_objet", OBJETS)


def upgrade() -> None:
    """Crée la table des contributions, complète les actions, élargit le journal."""
    _contribution()
    _action()
    _journal()
