"""Les chiffres qu'un brut entier et bien lu doit redonner, confrontés à ceux qu'on lit.

Sait : quelle table vient de quelle source, comment se mesure un contrôle, et dire ce qui n'y répond pas.
Ignore : ce que la chaîne fait de ces tables ; il ne corrige, n'écarte et n'écrit rien.
"""
