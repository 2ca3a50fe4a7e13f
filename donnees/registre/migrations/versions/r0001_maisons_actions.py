"""Première révision : maisons, partenaires et actions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None


def _maison_colonnes() -> list[sa.Column[object]]:
    return [
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("categorie", sa.Text(), nullable=False),
        sa.Column("statut", sa.Text(), nullable=False),
        sa.Column("statut_date", sa.Text(), nullable=False),
        sa.Column("statut_source", sa.Text(), nullable=False),
        sa.Column("fiabilite", sa.Text(), nullable=False),
        sa.Column("siege", sa.Text(), nullable=False),
        sa.Column("territoire", sa.Text(), nullable=False),
        sa.Column("adresse", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    ]


def _maison_contraintes() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("cle", name=op.f("pk_maison")),
        sa.CheckConstraint("fiabilite IN ('A', 'B', 'C')", name="ck_maison_fiabilite"),
        sa.CheckConstraint("length(trim(nom)) > 0 AND length(nom) <= 300", name="ck_maison_nom"),
        sa.CheckConstraint(
            "(lon IS NULL AND lat IS NULL) OR (lon IS NOT NULL AND lat IS NOT NULL "
            "AND lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90)",
            name="ck_maison_point",
        ),
        sa.CheckConstraint("length(siege) = 5", name="ck_maison_siege"),
        sa.CheckConstraint(
            "statut_date = '' OR (length(statut_date) IN (4, 7, 10) AND substr(statut_date, 1, "
            "4) BETWEEN '1900' AND '2100' AND (length(statut_date) = 4 OR (substr(statut_date, 5, "
            "1) = '-' AND substr(statut_date, 6, 2) BETWEEN '01' AND '12')) "
            "AND (length(statut_date) < 10 OR (substr(statut_date, 8, 1) = '-' AND substr(statut_date, "
            "9, 2) BETWEEN '01' AND '31')))",
            name="ck_maison_statut_date",
        ),
        sa.CheckConstraint("version >= 1", name="ck_maison_version"),
    ]


def _maison() -> None:
    op.create_table("maison", *_maison_colonnes(), *_maison_contraintes())


def _maison_commune() -> None:
    op.create_table(
        "maison_commune",
        sa.Column("maison", sa.Text(), nullable=False),
        sa.Column("commune", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("maison", "commune", name=op.f("pk_maison_commune")),
        sa.ForeignKeyConstraint(["maison"], ["maison.cle"], name=op.f("fk_maison_commune_maison"), ondelete="CASCADE"),
        sa.CheckConstraint("length(commune) = 5", name="ck_maison_commune_code"),
    )


def _partenaire() -> None:
    op.create_table(
        "partenaire",
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("cle", name=op.f("pk_partenaire")),
        sa.CheckConstraint(
            "nature IN ('etat', 'region', 'epci', 'commune', 'france_travail', 'mission_locale', "
            "'branche', 'chambre_consulaire', 'entreprise', 'association', 'organisme_formation')",
            name="ck_partenaire_nature",
        ),
        sa.CheckConstraint("length(trim(nom)) > 0 AND length(nom) <= 300", name="ck_partenaire_nom"),
        sa.UniqueConstraint("nom", "nature", name="uq_partenaire_nom_nature"),
    )


def _action_colonnes() -> list[sa.Column[object]]:
    return [
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("titre", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("maison", sa.Text(), nullable=True),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("axe_2013", sa.Integer(), nullable=True),
        sa.Column("role_maison", sa.Text(), nullable=True),
        sa.Column("pilote", sa.Text(), nullable=False),
        sa.Column("elu_nom", sa.Text(), nullable=False),
        sa.Column("elu_mandat", sa.Text(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("debut", sa.Text(), nullable=False),
        sa.Column("fin", sa.Text(), nullable=False),
        sa.Column("date_inferee", sa.Boolean(), nullable=False),
        sa.Column("statut", sa.Text(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True, comment="centimes d'euro"),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("fiabilite", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("archivee", sa.Boolean(), nullable=False),
        sa.Column("cree_le", sa.Text(), nullable=False),
        sa.Column("modifie_le", sa.Text(), nullable=False),
    ]


def _action_contraintes() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("cle", name=op.f("pk_action")),
        sa.ForeignKeyConstraint(["maison"], ["maison.cle"], name=op.f("fk_action_maison")),
        sa.CheckConstraint("axe_2013 IS NULL OR axe_2013 IN (1, 2)", name="ck_action_axe_2013"),
        sa.CheckConstraint("budget IS NULL OR budget >= 0", name="ck_action_budget"),
        sa.CheckConstraint(
            "debut = '' OR (length(debut) IN (4, 7, 10) AND substr(debut, 1, 4) BETWEEN '1900' "
            "AND '2100' AND (length(debut) = 4 OR (substr(debut, 5, 1) = '-' AND substr(debut, 6, "
            "2) BETWEEN '01' AND '12')) AND (length(debut) < 10 OR (substr(debut, 8, 1) = '-' "
            "AND substr(debut, 9, 2) BETWEEN '01' AND '31')))",
            name="ck_action_debut",
        ),
        sa.CheckConstraint("(elu_nom = '') = (elu_mandat = '')", name="ck_action_elu"),
        sa.CheckConstraint("fiabilite IS NULL OR fiabilite IN ('A', 'B', 'C')", name="ck_action_fiabilite"),
        sa.CheckConstraint(
            "fin = '' OR (length(fin) IN (4, 7, 10) AND substr(fin, 1, 4) BETWEEN '1900' AND '2100' "
            "AND (length(fin) = 4 OR (substr(fin, 5, 1) = '-' AND substr(fin, 6, 2) BETWEEN '01' "
            "AND '12')) AND (length(fin) < 10 OR (substr(fin, 8, 1) = '-' AND substr(fin, 9, "
            "2) BETWEEN '01' AND '31')))",
            name="ck_action_fin",
        ),
        sa.CheckConstraint(
            "debut = '' OR fin = '' OR replace(fin, '-', '') >= substr(replace(debut, '-', ''), 1, "
            "length(replace(fin, '-', '')))",
            name="ck_action_ordre",
        ),
        *_action_contraintes_suite(),
    ]


def _action_contraintes_suite() -> list[sa.Constraint]:
    return [
        sa.CheckConstraint(
            "(lon IS NULL AND lat IS NULL) OR (lon IS NOT NULL AND lat IS NOT NULL "
            "AND lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90)",
            name="ck_action_point",
        ),
        sa.CheckConstraint(
            "role_maison IS NULL OR role_maison IN ('coordination', 'animation', 'information', "
            "'mise_en_relation', 'observation', 'appui_ingenierie')",
            name="ck_action_role_maison",
        ),
        sa.CheckConstraint(
            "statut IN ('prevue', 'en_cours', 'suspendue', 'terminee', 'abandonnee', 'non_precise')",
            name="ck_action_statut",
        ),
        sa.CheckConstraint(
            "theme IN ('creation_reprise', 'commerce_proximite', 'economie_verte', 'clause_sociale', "
            "'rse', 'gpect', 'forum_emploi', 'accueil_orientation')",
            name="ck_action_theme",
        ),
        sa.CheckConstraint("length(trim(titre)) > 0 AND length(titre) <= 300", name="ck_action_titre"),
        sa.CheckConstraint("version >= 1", name="ck_action_version"),
    ]


def _action() -> None:
    op.create_table("action", *_action_colonnes(), *_action_contraintes())
    op.create_index(op.f("ix_action_maison"), "action", ["maison"], unique=False)
    op.create_index(op.f("ix_action_theme"), "action", ["theme"], unique=False)


def upgrade() -> None:
    """Crée les tables, dans l'ordre de leurs références."""
    _maison()
    _maison_commune()
    _partenaire()
    _action()
