"""Les écrans : une aile par page, rangée par verbe ; `cadre`, `interface` et `carte` en commun.

Sait : l'adresse, la session, la disposition, la phrase qu'on lit.
Ignore : calculer : une page choisit, lit, montre.
"""
