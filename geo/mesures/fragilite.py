"""Les valeurs trop fragiles pour un rang : celles d'une zone faite surtout de données d'ailleurs."""

from __future__ import annotations

from functools import lru_cache

from donnees import entrepot
from donnees.catalogue import charger


@lru_cache(maxsize=128)
def fragiles(identifiant: str, niveau: str, periode: str) -> frozenset[str]:
    """Territoires dont la part fragile (`Indicateur.fragilite`) dépasse le seuil ; vide si la fiche n'en dit rien."""
    fragilite = charger().indicateur(identifiant).fragilite
    if fragilite is None or fragilite.niveau != niveau:
        return frozenset()
    lues = [entrepot.composantes(nom, niveau) for nom in (fragilite.part, fragilite.ensemble)]
    part, ensemble = (table[table["periode"] == periode].set_index("code")["valeur"] for table in lues)
    parts = (part / ensemble).dropna()
    return frozenset(parts.index[parts > fragilite.seuil].astype(str))


def texte(identifiant: str, niveau: str, code: str, periode: str) -> str:
    """Pourquoi ce territoire n'a pas de rang ; vide s'il peut en avoir un."""
    fragilite = charger().indicateur(identifiant).fragilite
    return fragilite.texte if fragilite and code in fragiles(identifiant, niveau, periode) else ""
