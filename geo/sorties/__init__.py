"""Ce qui s'emporte : tableau équivalent, classeur d'un territoire, image et contours de la carte.

Sait : composer un fichier à partir de tout le reste, avec source et date.
Ignore : l'écran : rien n'est composé avant qu'on le demande.
"""
