"""Tenir le journal : comparer ce qu'on vient de construire à ce que le dépôt a commité."""

from __future__ import annotations

from donnees.catalogue import charger
from donnees.journal.comparaison import comparer
from donnees.journal.jeux import JOURNAL, Jeu
from donnees.journal.redaction import rediger


def consigner(avant: Jeu, apres: Jeu) -> str:
    """Écrit ``journal.md`` à côté des nouveaux produits, et rend ce qu'il faut afficher.

    Deux constructions identiques laissent le même fichier, octet pour octet : le journal ne dépend que des deux jeux.
    Et quand rien ne change, celui que le dépôt garde pour ces mêmes produits, qui dit ce qu'ils ont changé, reste en
    place : reconstruire ne salit pas le dépôt.
    """
    changements = comparer(avant, apres)
    territoires = {
        (niveau, code): libelle
        for jeu in (avant, apres)
        for niveau, code, libelle in jeu.territoires().itertuples(index=False, name=None)
    }
    libelles = {nom: fiche.libelle for nom, fiche in charger().indicateurs.items()}
    texte = rediger(changements, libelles, territoires)
    garde = avant.journal()
    garder = changements.aucun and f"`{apres.empreinte}`" in garde
    (apres.dossier / JOURNAL).write_text(garde if garder else texte, encoding="utf-8")
    return texte
