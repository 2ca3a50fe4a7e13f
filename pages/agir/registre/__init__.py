"""Tenir le registre : son accès, l'import, la fiche d'une maison, le journal.

Sait : qui est connecté et ce qu'il peut changer.
Ignore : saisir une action : voir `pages.agir.saisir`.
"""
