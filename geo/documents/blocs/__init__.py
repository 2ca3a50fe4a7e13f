"""Les blocs d'un document tirés des données : chiffres, tableaux, figures, et les questions posées dessous.

Sait : écrire une mesure, une table ou une série dans le document neutre, avec les mots de l'écran et du catalogue.
Ignore : le plan d'un document et ce que chaque section choisit de montrer.
"""
