"""Les formats des fichiers servis au navigateur (contours en arcs partagés, points en colonnes) ou emportés.

Sait : écrire et relire un contour au bit près, serrer des entiers en texte.
Ignore : ce que les fichiers contiennent, et d'où ils viennent.
"""
