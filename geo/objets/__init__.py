"""Ce qui se montre seul : une figure ou une carte, composée une fois pour sa page et pour le cadre d'un autre site.

Sait : le titre, la source, le dessin et l'adresse de chaque figure et de chaque carte de l'Atlas.
Ignore : la page qui les montre, ses commandes et ses phrases.
"""
