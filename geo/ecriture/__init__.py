"""Écrire en français : nombres, périodes, unités, textes saisis, fichiers de tableur.

Sait : la typographie, l'accord, le CSV et le classeur sans formule piégée.
Ignore : les territoires et les indicateurs, hors l'unité et les décimales d'une fiche.
"""
