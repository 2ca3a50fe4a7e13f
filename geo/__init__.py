"""Le savoir : calculs purs, cartes, graphiques et fichiers à emporter, sans écran.

Sait : répondre d'un territoire quelconque à partir des produits et des fiches du registre.
Ignore : streamlit, la session, l'adresse de la page et les droits.
"""
