"""Un module par producteur : fichier brut au format d'origine → table propre, sans interprétation."""
