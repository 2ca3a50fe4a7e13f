"""L'atelier : ce que les étapes de la construction se transmettent."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from donnees.erreurs import CodeInconnu
from donnees.lecture.socle import Brut

SEUIL_COMPRESSION: Final = 60_000
"""Octets au-delà desquels un fichier à comprimer l'est."""


@dataclass
class Atelier:
    """État de la construction.

    Parameters
    ----------
    brut : Brut
        Accès aux fichiers bruts.
    tables : dict
        Nom de produit (sans extension) → table.
    intermediaires : dict
        Tables utiles aux étapes suivantes, jamais écrites.
    fichiers : dict
        Chemin relatif à ``produits/`` → octets (contours, points).
    controles : dict
        Fichier brut contrôlé → empreinte qu'il avait alors.
    """

    brut: Brut
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    intermediaires: dict[str, pd.DataFrame] = field(default_factory=dict)
    fichiers: dict[str, bytes] = field(default_factory=dict)
    controles: dict[str, str] = field(default_factory=dict)

    def deposer(self, base: str, octets: bytes, *, comprimer: bool = False) -> str:
        """Dépose un fichier JSON sous un nom portant son empreinte, et rend ce nom.

        Un gros fichier à ``comprimer`` est livré en gzip (``.json.gzip``, dont le navigateur défait lui-même le
        contenu) : il ne pèse que ce qu'il transporte.
        """
        suffixe = "json"
        if comprimer and len(octets) > SEUIL_COMPRESSION:
            octets, suffixe = gzip.compress(octets, 9, mtime=0), "json.gzip"
        nom = f"{base}-{hashlib.sha256(octets).hexdigest()[:10]}.{suffixe}"
        self.fichiers[nom] = octets
        return nom

    def au_cog_courant(
        self, codes: pd.Series, source: str, *, inconnus_admis: frozenset[str] = frozenset()
    ) -> pd.Series:
        """Ramène des codes communes (anciens, arrondissements) au COG courant.

        Returns
        -------
        Series of str
            Code courant, aligné sur ``codes`` ; ``""`` pour les seuls codes de ``inconnus_admis``
            (collectivités hors champ, par exemple Saint-Martin).

        Raises
        ------
        CodeInconnu
            S'il reste un code inconnu : jamais de ligne perdue en silence.
        """
        historique = self.intermediaires["historique"].set_index("code_historique")["code_commune"]
        courants = codes.map(historique)
        manquants = set(codes[courants.isna()]) - inconnus_admis
        if manquants:
            raise CodeInconnu(source, manquants)
        return courants.fillna("")
