"""Économie verte : quels recrutements, quels métiers, où ?

Sait : montrer les recrutements, la carte et les métiers du répertoire.
Ignore : le champ des métiers verts : voir `geo.economie_verte`.
"""
