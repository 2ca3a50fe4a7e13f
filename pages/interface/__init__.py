"""Commandes et morceaux d'écran que plusieurs ailes prennent ; une pièce d'une seule aile vit chez elle.

Sait : demander un territoire, écrire l'adresse, proposer un fichier, dire une source.
Ignore : la page qui l'appelle.
"""
