"""Le journal d'une construction : ce qui change entre deux jeux de produits, à lire avant de publier.

Sait : où sont les produits commités, ce qui diffère des nouveaux, et l'écrire en français.
Ignore : les bruts, et pourquoi une valeur a changé.
"""
