"""Gestes communs à tous les lecteurs : ouvrir, vérifier les colonnes, lire les nombres français."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from donnees.erreurs import FichierAbsent, FormatInattendu

STATUTS_TEXTE = {"s": "s", "*": "s", "nd": "nd", "n.d.": "nd", "n/a": "nd", "": "nd"}


@dataclass
class Brut:
    """Le dossier des bruts ; retient l'empreinte SHA-256 de chaque fichier lu.

    Parameters
    ----------
    racine : Path
        Dossier qui contient ``insee/``, ``urssaf/``…
    """

    racine: Path
    empreintes: dict[str, str] = field(default_factory=dict)

    def octets(self, relatif: str) -> bytes:
        """Rend le contenu de ``relatif`` et note son empreinte."""
        chemin = self.racine / relatif
        if not chemin.is_file():
            raise FichierAbsent(
                f"{relatif} : fichier absent de {self.racine}. Vérifier --brut ou le nom du fichier publié."
            )
        contenu = chemin.read_bytes()
        self.empreintes[relatif] = hashlib.sha256(contenu).hexdigest()
        return contenu


def exiger_colonnes(
    table: pd.DataFrame, colonnes: Collection[str], fichier: str, feuille: str | None = None
) -> pd.DataFrame:
    """Rend ``table`` réduite à ``colonnes`` ; lève `FormatInattendu` pour la première absente."""
    for colonne in colonnes:
        if colonne not in table.columns:
            raise FormatInattendu(
                fichier,
                feuille=feuille,
                colonne=colonne,
                attendu="cette colonne",
                trouve=", ".join(map(str, table.columns[:12])) or "aucune colonne",
            )
    return table[list(colonnes)]


def _csv(octets: bytes, fichier: str, feuille: str | None, sep: str, encodage: str) -> pd.DataFrame:
    try:
        table = pd.read_csv(
            io.BytesIO(octets), sep=sep, dtype=str, encoding=encodage, keep_default_na=False, na_values=[]
        )
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as cause:
        raise FormatInattendu(
            fichier, feuille=feuille, attendu=f"un CSV « {sep} » en {encodage}", trouve=str(cause)
        ) from cause
    _exiger_lignes_completes(octets.decode(encodage), fichier, feuille, sep)
    table.columns = [str(colonne).strip().lstrip("\ufeff") for colonne in table.columns]
    return table


def _exiger_lignes_completes(texte: str, fichier: str, feuille: str | None, sep: str) -> None:
    """Lève `FormatInattendu` si une ligne a moins de champs que l'en-tête : pandas la compléterait en silence."""
    lignes = csv.reader(io.StringIO(texte, newline=""), delimiter=sep)
    largeur = len(next(lignes, []))
    for rang, ligne in enumerate(lignes, start=1):
        if ligne and len(ligne) < largeur:
            raise FormatInattendu(
                fichier,
                feuille=feuille,
                attendu=f"{largeur} champs à chaque ligne (vides admis)",
                trouve=f"{len(ligne)} champs à la ligne de données {rang} (fichier tronqué ?)",
            )


def exiger_valeurs(table: pd.DataFrame, colonne: str, admises: Collection[str], fichier: str) -> None:
    """Lève `FormatInattendu` si ``colonne`` porte une valeur hors de ``admises``."""
    inconnues = sorted(set(table[colonne]) - set(admises))
    if inconnues:
        raise FormatInattendu(
            fichier,
            colonne=colonne,
            attendu="une valeur parmi " + ", ".join(f"« {valeur} »" for valeur in sorted(admises)),
            trouve=", ".join(f"« {valeur} »" for valeur in inconnues[:8]),
        )


def lire_csv(
    brut: Brut, relatif: str, colonnes: Sequence[str], *, sep: str = ",", encodage: str = "utf-8-sig"
) -> pd.DataFrame:
    """Lit un CSV en texte (aucune conversion), colonnes vérifiées, BOM toléré, vide = ``""``."""
    return exiger_colonnes(_csv(brut.octets(relatif), relatif, None, sep, encodage), colonnes, relatif)


def lire_csv_zip(  # noqa: PLR0913 - une archive a un membre en plus d'un chemin
    brut: Brut, relatif: str, membre: str, colonnes: Sequence[str], *, sep: str = ";", encodage: str = "utf-8-sig"
) -> pd.DataFrame:
    """Lit le CSV ``membre`` de l'archive ZIP ``relatif``."""
    try:
        with zipfile.ZipFile(io.BytesIO(brut.octets(relatif))) as archive:
            octets = archive.read(membre)
    except (zipfile.BadZipFile, KeyError, EOFError) as cause:
        raise FormatInattendu(
            relatif, feuille=membre, attendu="une archive ZIP contenant ce membre", trouve=str(cause)
        ) from cause
    return exiger_colonnes(_csv(octets, relatif, membre, sep, encodage), colonnes, relatif, membre)


def lire_feuille(brut: Brut, relatif: str, feuille: str, colonnes: Sequence[str]) -> pd.DataFrame:
    """Lit une feuille XLSX en texte ; l'en-tête est la première ligne qui porte ``colonnes[0]``."""
    try:
        lignes = pd.read_excel(
            io.BytesIO(brut.octets(relatif)), sheet_name=feuille, header=None, dtype=str, engine="calamine"
        ).fillna("")
    except FichierAbsent:
        raise
    except Exception as cause:  # calamine et zipfile lèvent chacun leurs types : tous disent « illisible »
        raise FormatInattendu(
            relatif, feuille=feuille, attendu="un classeur XLSX lisible", trouve=str(cause)
        ) from cause
    reperes = lignes.index[(lignes == colonnes[0]).any(axis=1)]
    if reperes.empty:
        raise FormatInattendu(relatif, feuille=feuille, colonne=colonnes[0], attendu="une ligne d'en-tête qui la porte")
    entete = reperes[0]
    table = lignes.loc[entete + 1 :].reset_index(drop=True)
    table.columns = [str(titre).strip() for titre in lignes.loc[entete]]
    return exiger_colonnes(table, colonnes, relatif, feuille)


def lire_parquet(brut: Brut, relatif: str, colonnes: Sequence[str]) -> pd.DataFrame:
    """Lit un parquet et vérifie ses colonnes."""
    octets = brut.octets(relatif)
    try:
        table = pd.read_parquet(io.BytesIO(octets))
    except (OSError, ValueError) as cause:
        raise FormatInattendu(relatif, attendu="un fichier parquet", trouve=str(cause)) from cause
    return exiger_colonnes(table, colonnes, relatif)


def lire_json(brut: Brut, relatif: str, cles: Sequence[str]) -> dict[str, Any]:
    """Lit un JSON (``.gz`` compris) dont la racine porte les ``cles`` attendues."""
    octets = brut.octets(relatif)
    try:
        contenu = json.loads(gzip.decompress(octets) if relatif.endswith(".gz") else octets)
    except (OSError, EOFError, ValueError) as cause:
        raise FormatInattendu(relatif, attendu="un JSON valide", trouve=str(cause)) from cause
    for cle in cles:
        if not isinstance(contenu, dict) or cle not in contenu:
            raise FormatInattendu(relatif, colonne=cle, attendu="cette clé à la racine")
    return dict(contenu)


def nombres(
    texte: pd.Series, fichier: str, feuille: str | None = None, colonne: str | None = None
) -> tuple[pd.Series, pd.Series]:
    """Convertit des nombres français et leurs statuts INSEE.

    Parameters
    ----------
    texte : Series of str
        ``"12,5"``, ``"1 234"``, ``"s"``, ``"*"``, ``"nd"`` ou ``""``.

    Returns
    -------
    valeurs : Series of float
        NaN là où un statut remplace la valeur.
    statuts : Series of str
        ``""`` observé, ``"s"`` secret, ``"nd"`` non disponible.

    Raises
    ------
    FormatInattendu
        Si une cellule n'est ni un nombre ni un statut connu.
    """
    propre = texte.astype(str).str.replace(r"[\s\u00a0\u202f]", "", regex=True)
    statuts = propre.str.lower().map(STATUTS_TEXTE)
    valeurs = pd.to_numeric(propre.where(statuts.isna()).str.replace(",", ".", regex=False), errors="coerce")
    fautives = propre[valeurs.isna() & statuts.isna()]
    if not fautives.empty:
        raise FormatInattendu(
            fichier,
            feuille=feuille,
            colonne=colonne or str(texte.name),
            attendu="un nombre, « s », « * », « nd » ou une case vide",
            trouve=f"« {fautives.iloc[0]} » (ligne {fautives.index[0]})",
        )
    return valeurs.astype("float64"), statuts.fillna("")
