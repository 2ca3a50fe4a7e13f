"""L'interface ouverte (`/api/v1/`) : les données de l'Atlas pour un programme, en lecture seule.

Sait : nommer les ressources, borner les demandes, garder et dater les réponses, refuser en clair.
Ignore : l'écran et la session ; tout chiffre, toute phrase vient de `geo`, les maisons et les actions du registre.
"""

from pages.api.application import RACINE, monter

__all__ = ["RACINE", "monter"]
