"""Méthode et données : d'où viennent les chiffres ?

Sait : dire chaque indicateur, chaque source, les calculs, le registre et les manques connus.
Ignore : calculer : voir `geo.mesures`.
"""
