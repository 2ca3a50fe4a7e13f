"""Détails des actions, suivi, liens au catalogue et journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None


def _action_axe() -> None:
    op.create_table(
        "action_axe",
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("axe", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("action", "axe", name=op.f("pk_action_axe")),
        sa.ForeignKeyConstraint(["action"], ["action.cle"], name=op.f("fk_action_axe_action"), ondelete="CASCADE"),
        sa.CheckConstraint("axe BETWEEN 1 AND 4", name="ck_action_axe_axe"),
    )


def _action_financeur() -> None:
    op.create_table(
        "action_financeur",
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("montant", sa.BigInteger(), nullable=True, comment="centimes d'euro"),
        sa.PrimaryKeyConstraint("action", "nature", "nom", name=op.f("pk_action_financeur")),
        sa.ForeignKeyConstraint(
            ["action"], ["action.cle"], name=op.f("fk_action_financeur_action"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("montant IS NULL OR montant >= 0", name="ck_action_financeur_montant"),
        sa.CheckConstraint(
            "nature IN ('etat', 'region', 'departement', 'epci', 'commune', 'fse_plus', 'entreprise', 'autre')",
            name="ck_action_financeur_nature",
        ),
    )


def _action_lieu() -> None:
    op.create_table(
        "action_lieu",
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("niveau", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("action", "niveau", "code", name=op.f("pk_action_lieu")),
        sa.ForeignKeyConstraint(["action"], ["action.cle"], name=op.f("fk_action_lieu_action"), ondelete="CASCADE"),
        sa.CheckConstraint("length(code) IN (4, 5, 9)", name="ck_action_lieu_code"),
        sa.CheckConstraint("niveau IN ('commune', 'epci', 'zone_emploi')", name="ck_action_lieu_niveau"),
    )


def _action_partenaire() -> None:
    op.create_table(
        "action_partenaire",
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("partenaire", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("action", "partenaire", name=op.f("pk_action_partenaire")),
        sa.ForeignKeyConstraint(
            ["action"], ["action.cle"], name=op.f("fk_action_partenaire_action"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["partenaire"], ["partenaire.cle"], name=op.f("fk_action_partenaire_partenaire")),
        sa.CheckConstraint("length(trim(role)) > 0 AND length(role) <= 300", name="ck_action_partenaire_role"),
    )
    op.create_index(op.f("ix_action_partenaire_partenaire"), "action_partenaire", ["partenaire"], unique=False)


def _action_statut() -> None:
    op.create_table(
        "action_statut",
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("statut", sa.Text(), nullable=False),
        sa.Column("quand", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("action", "rang", name=op.f("pk_action_statut")),
        sa.ForeignKeyConstraint(["action"], ["action.cle"], name=op.f("fk_action_statut_action"), ondelete="CASCADE"),
        sa.CheckConstraint(
            "statut IN ('prevue', 'en_cours', 'suspendue', 'terminee', 'abandonnee', 'non_precise')",
            name="ck_action_statut_statut",
        ),
    )


def _suivi() -> None:
    op.create_table(
        "suivi",
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("unite", sa.Text(), nullable=False),
        sa.Column("cible", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("cle", name=op.f("pk_suivi")),
        sa.ForeignKeyConstraint(["action"], ["action.cle"], name=op.f("fk_suivi_action"), ondelete="CASCADE"),
        sa.CheckConstraint("length(trim(libelle)) > 0 AND length(libelle) <= 300", name="ck_suivi_libelle"),
        sa.UniqueConstraint("action", "libelle", name="uq_suivi_libelle"),
    )
    op.create_index(op.f("ix_suivi_action"), "suivi", ["action"], unique=False)


def _suivi_valeur() -> None:
    op.create_table(
        "suivi_valeur",
        sa.Column("suivi", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("valeur", sa.Double(), nullable=False),
        sa.Column("commentaire", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("suivi", "date", name=op.f("pk_suivi_valeur")),
        sa.ForeignKeyConstraint(["suivi"], ["suivi.cle"], name=op.f("fk_suivi_valeur_suivi"), ondelete="CASCADE"),
        sa.CheckConstraint(
            "date = '' OR (length(date) IN (4, 7, 10) AND substr(date, 1, 4) BETWEEN '1900' AND '2100' "
            "AND (length(date) = 4 OR (substr(date, 5, 1) = '-' AND substr(date, 6, 2) BETWEEN '01' "
            "AND '12')) AND (length(date) < 10 OR (substr(date, 8, 1) = '-' AND substr(date, 9, "
            "2) BETWEEN '01' AND '31')))",
            name="ck_suivi_valeur_date",
        ),
        sa.CheckConstraint("length(date) > 0", name="ck_suivi_valeur_pleine"),
    )


def _lien_territorial() -> None:
    op.create_table(
        "lien_territorial",
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("indicateur", sa.Text(), nullable=False),
        sa.Column("sens", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("action", "indicateur", name=op.f("pk_lien_territorial")),
        sa.ForeignKeyConstraint(
            ["action"], ["action.cle"], name=op.f("fk_lien_territorial_action"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("sens IN ('hausse', 'baisse')", name="ck_lien_sens"),
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("rang", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("quand", sa.Text(), nullable=False),
        sa.Column("qui", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("objet", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("avant", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("apres", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("rang", name=op.f("pk_journal")),
        sa.ForeignKeyConstraint(["action"], ["action.cle"], name=op.f("fk_journal_action")),
        sa.CheckConstraint("objet IN ('action', 'suivi', 'lien')", name="ck_journal_objet"),
        sa.CheckConstraint("length(qui) > 0", name="ck_journal_qui"),
    )
    op.create_index(op.f("ix_journal_action"), "journal", ["action"], unique=False)


def upgrade() -> None:
    """Crée les tables, dans l'ordre de leurs références."""
    _action_axe()
    _action_financeur()
    _action_lieu()
    _action_partenaire()
    _action_statut()
    _suivi()
    _suivi_valeur()
    _lien_territorial()
    _journal()
