"""Les petits documents : fiche d'une action, d'une maison, fiche GPECT, note à l'acheteur, bilan annuel.

Sait : composer chacun depuis les calculs que l'écran montre, avec les mots du catalogue ; dire ce qui manque.
Ignore : les formats, l'écran, et d'où vient le registre.
"""
