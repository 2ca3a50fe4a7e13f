"""La carte vivante et ce qui l'entoure : état dans l'adresse, réglages, fiche, commandes.

Sait : garder la carte d'un choix à l'autre et ne renvoyer que ce qui change.
Ignore : composer les couleurs : voir `geo.cartes`.
"""
