"""Le cadre de toutes les pages : serveur, navigation, plan du site, habillage, fichiers servis.

Sait : ce qui entoure une page et la sert.
Ignore : ce qu'une page raconte.
"""
