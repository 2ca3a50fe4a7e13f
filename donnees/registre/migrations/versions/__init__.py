"""Une migration par changement de schéma, dans l'ordre.

Sait : le changement de son numéro, dans les deux sens.
Ignore : les migrations qui la suivront.
"""
