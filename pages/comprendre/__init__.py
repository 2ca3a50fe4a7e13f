"""Comprendre : portrait, périmètre, comparaison, classement, secteurs, économie verte, commerces.

Sait : lire un territoire.
Ignore : ce qui s'y fait, hors ce qui y est relevé.
"""
