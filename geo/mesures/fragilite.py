"""Les valeurs trop fragiles pour un rang : zone faite surtout de données d'ailleurs, commune trop peu peuplée."""

from __future__ import annotations

from functools import lru_cache

from donnees import entrepot
from donnees.catalogue import charger
from geo.ecriture.formats import nombre


@lru_cache(maxsize=128)
def fragiles(identifiant: str, niveau: str, periode: str) -> frozenset[str]:
    """Territoires trop fragiles pour un rang, selon la fiche ; vide si elle n'en dit rien."""
    fiche = charger().indicateur(identifiant)
    if niveau == "commune" and fiche.habitants_min:
        population = entrepot.territoires(niveau)["population"]
        return frozenset(population.index[population < fiche.habitants_min].astype(str))
    fragilite = fiche.fragilite
    if fragilite is None or fragilite.niveau != niveau:
        return frozenset()
    lues = [entrepot.composantes(nom, niveau) for nom in (fragilite.part, fragilite.ensemble)]
    part, ensemble = (table[table["periode"] == periode].set_index("code")["valeur"] for table in lues)
    parts = (part / ensemble).dropna()
    return frozenset(parts.index[parts > fragilite.seuil].astype(str))


def texte(identifiant: str, niveau: str, code: str, periode: str) -> str:
    """Pourquoi ce territoire n'a pas de rang ; vide s'il peut en avoir un."""
    if code not in fragiles(identifiant, niveau, periode):
        return ""
    fiche = charger().indicateur(identifiant)
    if niveau == "commune" and fiche.habitants_min:
        return f"moins de {nombre(fiche.habitants_min)} habitants, où un taux du recensement est trop incertain"
    return fiche.fragilite.texte if fiche.fragilite else ""
