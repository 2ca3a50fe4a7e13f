"""Clause sociale : combien d'heures d'insertion un marché peut-il porter ?

Sait : saisir un marché, montrer le résultat, situer le terrain.
Ignore : le calcul : voir `geo.clause`.
"""
