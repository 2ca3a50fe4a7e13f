"""La chaîne de construction : les bruts → ``donnees/produits/``."""

from __future__ import annotations

import ctypes
import gc
import hashlib
import itertools
import json
import logging
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from tqdm import tqdm

from donnees.chemins import PRODUITS
from donnees.erreurs import ErreurDonnees
from donnees.etapes import (
    composantes,
    contours,
    controles,
    elagage,
    equipements,
    maisons,
    metiers,
    passages,
    points,
    programmes,
    recrutements,
    reseau,
    secteurs,
    territoires,
    valeurs,
)
from donnees.etapes.atelier import Atelier
from donnees.lecture.socle import Brut
from donnees.schemas import SCHEMAS

VERSION = 1
JOURNAL = logging.getLogger("atlas.construction")
ETAPES: dict[str, Callable[[Atelier], None]] = {
    "contrôles": controles.construire,
    "territoires": territoires.construire,
    "contours": contours.construire,
    "passages": passages.construire,
    "équipements": equipements.construire,
    "secteurs": secteurs.construire,
    "recrutements": recrutements.construire,
    "métiers": metiers.construire,
    "programmes": programmes.construire,
    "composantes": composantes.construire,
    "valeurs": valeurs.construire,
    "élagage": elagage.construire,
    "maisons et actions": maisons.construire,
    "réseaux": reseau.construire,
    "points": points.construire,
    "fichiers contrôlés": controles.exiger_tous,
}
# Décimales gardées : un mètre pour les points, un millième d'individu pour les effectifs pondérés du recensement.
PRECISIONS = {"lon": 5, "lat": 5}
PRECISIONS_TABLES = {"composantes": {"valeur": 3}}
GROUPES = {
    "valeurs": ["indicateur", "niveau"],
    "intervalles": ["indicateur", "niveau"],
    "composantes": ["composante", "niveau"],
}


def construire(racine_brut: Path, sortie: Path = PRODUITS) -> dict[str, Any]:
    """Construit tous les produits puis les pose d'un coup dans ``sortie``.

    Parameters
    ----------
    racine_brut : Path
        Dossier des fichiers bruts.
    sortie : Path
        Dossier des produits ; remplacé seulement quand tout a réussi.

    Returns
    -------
    dict
        Le manifeste écrit.

    Raises
    ------
    ErreurDonnees
        Brut absent ou inattendu, code inconnu, table contraire à son contrat ; ``sortie`` reste intact.
    """
    if not racine_brut.is_dir():
        raise ErreurDonnees(f"Dossier des bruts introuvable : {racine_brut}. Le donner par --brut DOSSIER.")
    atelier = Atelier(Brut(racine_brut))
    barre = tqdm(ETAPES.items(), desc="Construction", unit="étape")
    for nom, etape in barre:
        barre.set_postfix_str(nom)
        debut = time.perf_counter()
        etape(atelier)
        rendre_memoire()
        JOURNAL.info("%s : %.1f s", nom, time.perf_counter() - debut)
    provisoire = sortie.with_name(sortie.name + ".provisoire")
    shutil.rmtree(provisoire, ignore_errors=True)
    manifeste = _ecrire(atelier, provisoire)
    shutil.rmtree(sortie, ignore_errors=True)
    provisoire.rename(sortie)
    return manifeste


def rendre_memoire() -> None:
    """Rend au système la mémoire libérée : chaque étape lit de gros bruts, puis n'en garde qu'une petite table."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        rogner = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc seulement
        if rogner is not None:
            rogner(0)


def valider(nom: str, table: pd.DataFrame) -> pd.DataFrame:
    """Confronte une table à son contrat ; l'erreur dit la table, la colonne et la règle."""
    if nom not in SCHEMAS:
        raise ErreurDonnees(f"Table « {nom} » sans contrat : l'ajouter à donnees/schemas.py.")
    try:
        return SCHEMAS[nom].validate(table, lazy=True)
    except Exception as cause:
        raise ErreurDonnees(f"Table « {nom} » contraire à son contrat :\n{cause}") from cause


def _ecrire(atelier: Atelier, dossier: Path) -> dict[str, Any]:
    for nom, table in atelier.tables.items():
        precisions = {c: n for c, n in (PRECISIONS | PRECISIONS_TABLES.get(nom, {})).items() if c in table.columns}
        _parquet(valider(nom, table).round(precisions), dossier / f"{nom}.parquet", GROUPES.get(nom))
    for relatif, octets in atelier.fichiers.items():
        (dossier / relatif).parent.mkdir(parents=True, exist_ok=True)
        (dossier / relatif).write_bytes(octets)
    manifeste = _manifeste(atelier, dossier)
    texte = json.dumps(manifeste, ensure_ascii=False, indent=1, sort_keys=True)
    (dossier / "manifeste.json").write_text(texte + "\n", encoding="utf-8")
    return manifeste


def _parquet(table: pd.DataFrame, chemin: Path, groupes: list[str] | None) -> None:
    """Écrit un parquet déterministe ; un groupe de lignes par clé de lecture quand ``groupes`` le dit.

    Dans les tables longues, les codes triés sont encodés par différence : moitié moins lourd qu'un dictionnaire
    répété dans chaque groupe.
    """
    chemin.parent.mkdir(parents=True, exist_ok=True)
    arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    bornes, encodage = [0, len(table)], {}
    if groupes is not None:
        bornes = [*table[groupes].ne(table[groupes].shift()).any(axis=1).to_numpy().nonzero()[0].tolist(), len(table)]
        encodage = {
            "use_dictionary": [colonne for colonne in table.columns if colonne != "code"],
            "column_encoding": {"code": "DELTA_BYTE_ARRAY"},
        }
    with pq.ParquetWriter(chemin, arrow.schema, compression="zstd", compression_level=22, **encodage) as sortie:
        for debut, fin in itertools.pairwise(bornes):
            sortie.write_table(arrow.slice(debut, fin - debut), row_group_size=max(fin - debut, 1))


def _manifeste(atelier: Atelier, dossier: Path) -> dict[str, Any]:
    produits = {
        str(chemin.relative_to(dossier)): hashlib.sha256(chemin.read_bytes()).hexdigest()
        for chemin in sorted(dossier.rglob("*"))
        if chemin.is_file()
    }
    empreinte = hashlib.sha256(json.dumps(produits, sort_keys=True).encode()).hexdigest()
    return {
        "version": VERSION,
        "empreinte": empreinte[:16],
        "sources": dict(sorted(atelier.brut.empreintes.items())),
        "lignes": {nom: len(table) for nom, table in sorted(atelier.tables.items())},
        "produits": produits,
    }
