"""Ce qu'un autre site montre de l'Atlas : une carte, un graphique ou un chiffre, avec titre, source et lien.

Sait : relire l'objet demandé par l'adresse, quoi qu'elle contienne, et le montrer seul.
Ignore : l'en-tête, le menu et tout ce qu'une page de l'Atlas offre d'autre.
"""
