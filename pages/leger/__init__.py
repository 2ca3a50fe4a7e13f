"""Les pages légères : ce qu'on partage, ce qu'un moteur de recherche lit, ce qui s'ouvre partout, sans JavaScript.

Sait : leurs adresses, les composer en HTML, dessiner leur image de partage, les garder en mémoire, les servir.
Ignore : streamlit et ses sessions ; qui sert lui donne le registre et le préfixe. Tout chiffre vient de `geo`.
"""
