"""Le registre : base des maisons et des actions (SQLAlchemy, migrations, droits, services)."""
