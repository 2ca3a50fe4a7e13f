"""Les maisons et leurs actions, vues en tables : annuaire, présence sur un territoire, durées, progrès, bilan.

Sait : ce que le registre dit d'une action, et ce qu'il ne dit pas.
Ignore : la base : il reçoit des fiches déjà lues.
"""
