"""Un module par producteur : fichier brut au format d'origine → table propre, sans interprétation.

Sait : le format de chaque fichier, et nomme fichier, feuille et colonne quand quelque chose cloche.
Ignore : les indicateurs, les autres sources, le découpage en vigueur.
"""
