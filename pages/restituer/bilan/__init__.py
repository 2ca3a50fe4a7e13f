"""Bilan : qu'avons-nous fait cette année, avec qui, pour quels résultats ?

Sait : choisir une maison et une année, imprimer le tout.
Ignore : compter : voir `geo.actions.bilan`.
"""
