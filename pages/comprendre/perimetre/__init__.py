"""Mon périmètre : quelles communes couvrons-nous ?

Sait : tenir le panier de communes dans l'adresse, et le dessiner.
Ignore : ce qu'est un périmètre : voir `geo.territoires`.
"""
