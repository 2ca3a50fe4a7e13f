"""Où agir : le besoin (un indicateur) croisé avec la présence d'actions, thème par thème.

Sait : classer le besoin d'une zone et y compter les actions.
Ignore : si une action est efficace : il ne note personne.
"""
