"""Intitulés des secteurs (Insee, NAF rév. 2, nomenclature agrégée A5, A21 et A38), lisibles sans dictionnaire."""

from __future__ import annotations

from typing import Final

A5: Final = {
    "AZ": "Agriculture",
    "BE": "Industrie",
    "FZ": "Construction",
    "GU": "Services marchands",
    "OQ": "Services non marchands",
}
A21: Final = {
    "A": "Agriculture, sylviculture, pêche",
    "B": "Industries extractives",
    "C": "Industrie manufacturière",
    "D": "Électricité, gaz",
    "E": "Eau, déchets",
    "F": "Construction",
    "G": "Commerce, réparation automobile",
    "H": "Transport, entreposage",
    "I": "Hébergement, restauration",
    "J": "Information, communication",
    "K": "Finance, assurance",
    "L": "Immobilier",
    "M": "Activités spécialisées, scientifiques et techniques",
    "N": "Services administratifs et de soutien, intérim compris",
    "O": "Administration publique",
    "P": "Enseignement",
    "Q": "Santé, action sociale",
    "R": "Arts, spectacles, loisirs",
    "S": "Autres services",
}
A38: Final = {
    "AZ": "Agriculture, sylviculture, pêche",
    "BZ": "Industries extractives",
    "CA": "Industries alimentaires",
    "CB": "Textile, habillement, cuir",
    "CC": "Bois, papier, imprimerie",
    "CD": "Cokéfaction, raffinage",
    "CE": "Chimie",
    "CF": "Pharmacie",
    "CG": "Caoutchouc, plastique, minéraux",
    "CH": "Métallurgie, produits métalliques",
    "CI": "Produits informatiques, électroniques, optiques",
    "CJ": "Équipements électriques",
    "CK": "Machines, équipements",
    "CL": "Matériels de transport",
    "CM": "Autres industries, réparation de machines",
    "DZ": "Électricité, gaz",
    "EZ": "Eau, déchets",
    "FZ": "Construction",
    "GZ": "Commerce, réparation automobile",
    "HZ": "Transport, entreposage",
    "IZ": "Hébergement, restauration",
    "JA": "Édition, audiovisuel",
    "JB": "Télécommunications",
    "JC": "Informatique, services d'information",
    "KZ": "Finance, assurance",
    "LZ": "Immobilier",
    "MA": "Droit, comptabilité, gestion, architecture, ingénierie",
    "MB": "Recherche-développement",
    "MC": "Publicité, autres activités spécialisées",
    "NZ": "Services administratifs et de soutien, intérim compris",
    "OZ": "Administration publique",
    "PZ": "Enseignement",
    "QA": "Santé humaine",
    "QB": "Hébergement médico-social, action sociale",
    "RZ": "Arts, spectacles, loisirs",
    "SZ": "Autres services",
}
NOMS: Final = {"A5": A5, "A21": A21, "A38": A38}
INTERIM: Final = {"N", "NZ"}
"""Secteurs qui logent l'intérim : ses salariés travaillent souvent dans un autre secteur."""
