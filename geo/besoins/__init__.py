"""Où agir : le besoin (un indicateur) croisé avec la présence d'actions, thème par thème."""
