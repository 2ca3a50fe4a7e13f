"""Poser de petits extraits, sains ou abîmés, dans un dossier de bruts d'épreuve."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from donnees.lecture.socle import Brut

Lignes = Sequence[Sequence[object]]


def poser(brut: Brut, relatif: str, contenu: bytes | str) -> None:
    """Écrit un fichier, ses dossiers compris."""
    chemin = brut.racine / relatif
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_bytes(contenu.encode("utf-8") if isinstance(contenu, str) else contenu)


def poser_json(brut: Brut, relatif: str, contenu: Any) -> None:
    """Écrit un JSON, compressé si le nom finit par ``.gz``."""
    octets = json.dumps(contenu).encode("utf-8")
    poser(brut, relatif, gzip.compress(octets, mtime=0) if relatif.endswith(".gz") else octets)


def poser_classeur(brut: Brut, relatif: str, feuilles: Mapping[str, Lignes]) -> None:
    """Écrit un XLSX, une liste de lignes par feuille."""
    tampon = io.BytesIO()
    with pd.ExcelWriter(tampon, engine="openpyxl") as classeur:
        for nom, lignes in feuilles.items():
            largeur = max(map(len, lignes))
            pleines = [[*ligne, *[None] * (largeur - len(ligne))] for ligne in lignes]
            pd.DataFrame(pleines).to_excel(classeur, sheet_name=nom, header=False, index=False)
    poser(brut, relatif, tampon.getvalue())


def poser_zip(brut: Brut, relatif: str, membre: str, texte: str) -> None:
    """Écrit une archive ZIP à un membre."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        archive.writestr(membre, texte.encode("utf-8"))
    poser(brut, relatif, tampon.getvalue())


def poser_parquet(brut: Brut, relatif: str, table: pd.DataFrame) -> None:
    """Écrit un parquet."""
    tampon = io.BytesIO()
    table.to_parquet(tampon, index=False)
    poser(brut, relatif, tampon.getvalue())


def raccourcir(brut: Brut, relatif: str, octets: int) -> None:
    """Coupe un fichier, comme un téléchargement interrompu."""
    chemin = brut.racine / relatif
    chemin.write_bytes(chemin.read_bytes()[:octets])
