"""La clause sociale : heures d'insertion possibles d'un marché, heures réalisées, structures d'insertion.

Sait : le calcul, ses repères et leur sensibilité, sur un marché ou un fichier.
Ignore : les marchés publics réels : aucun fichier n'en est lu.
"""
