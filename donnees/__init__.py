"""Les données au repos : des fichiers des producteurs aux produits que lit l'Atlas, et le registre.

Sait : d'où vient chaque chiffre, comment il est construit, où il est rangé.
Ignore : ce qu'est un périmètre, une carte ou un écran.
"""
