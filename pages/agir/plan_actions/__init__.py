"""Plan d'actions : que faisons-nous, avec qui, pour quel effet ?

Sait : filtrer, montrer en liste, calendrier, carte ou tableau, ouvrir une fiche.
Ignore : saisir une action : voir `pages.agir.saisir`.
"""
