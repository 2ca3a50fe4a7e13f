"""Le journal dit aussi les effacements : d'une personne nommée, ou de ce qui est échu."""

from __future__ import annotations

from alembic import op

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None

OBJETS = "objet IN ('action', 'suivi', 'lien', 'maison', 'partenaire', 'habilitation', 'import', 'effacement', 'purge')"


def upgrade() -> None:
    """Admet deux objets de plus ; SQLite recopie la table, PostgreSQL la modifie en place."""
    with op.batch_alter_table("journal") as journal:
        journal.drop_constraint("ck_journal_objet", type_="check")
        journal.create_check_constraint("ck_journal_objet", OBJETS)
