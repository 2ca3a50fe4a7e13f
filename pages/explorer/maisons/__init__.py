"""Les maisons relevées : qui couvre quoi ?

Sait : filtrer l'annuaire, le montrer en liste et en carte, lire une fiche.
Ignore : changer une fiche : voir `pages.agir.registre`.
"""
