"""Restituer › Diagnostic partagé : un document à remettre, à compléter avec les partenaires.

Sait : choisir territoire, sections et partenaires, montrer l'aperçu, livrer les fichiers, saisir les réponses.
Ignore : composer et écrire le document : c'est l'affaire de `geo.documents`, dans un processus à côté.
"""
