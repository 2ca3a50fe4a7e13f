"""Saisir une action : un formulaire, un brouillon gardé, une vérification à mesure.

Sait : garder ce qui est tapé, dire ce qui manque, examiner un conflit.
Ignore : les règles d'une saisie valable : voir `donnees.registre.services`.
"""
