"""Les documents qu'on remet : une seule déclaration de sections, écrite en PDF, Word, diapositives, classeur et écran.

Sait : composer un document neutre (`modele`) et l'écrire dans chaque format, sans recalculer un chiffre.
Ignore : la page qui le demande et la personne qui le lit.
"""
