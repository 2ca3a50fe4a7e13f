"""Le registre : base des maisons et des actions (SQLAlchemy, migrations, droits, services).

Sait : qui peut lire et écrire quoi, et garde la trace de tout changement.
Ignore : les indicateurs calculés, les cartes, l'écran : le catalogue et les territoires lui suffisent.
"""
