"""Le nom de chaque champ d'une action, le même au formulaire et au journal."""

from __future__ import annotations

NOMS = {
    "titre": "Titre",
    "description": "Description",
    "maison": "Maison",
    "theme": "Thème",
    "statut": "Statut",
    "axe_2013": "Axe de 2013",
    "axes_2009": "Axes de 2009",
    "role_maison": "Rôle de la maison",
    "partenaires": "Partenaires",
    "pilote": "Service pilote",
    "elu_nom": "Nom de l'élu·e",
    "elu_mandat": "Mandat",
    "public": "Public visé",
    "lieux": "Lieux",
    "lon": "Longitude",
    "lat": "Latitude",
    "debut": "Début",
    "fin": "Fin",
    "budget": "Budget",
    "financeurs": "Financeurs",
    "etp": "Équivalents temps plein",
    "empechement": "Ce qui n'a pas pu se faire",
    "source": "Source",
    "fiabilite": "Fiabilité",
    "archivee": "Archivage",
}
