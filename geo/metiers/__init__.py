"""Les métiers : enquête Besoins en main-d'œuvre, secret borné, tension, liste à surveiller.

Sait : borner un effectif masqué et dire d'où vient chaque ligne.
Ignore : les secteurs qui emploient ces métiers.
"""
