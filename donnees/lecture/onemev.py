"""Onemev : familles professionnelles vertes et verdissantes (FAP 2009, transcription secondaire)."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.lecture.socle import Brut, lire_csv
from donnees.lecture.tableaux_larges import exiger_motif, exiger_unique

VERTS: Final = "onemev/fap2009_verts_verdissants_onemev.csv"


def lire_fap_vertes(brut: Brut) -> pd.DataFrame:
    """Lit la liste Onemev : ``fap`` (FAP 2009) et ``categorie`` (``VERT`` ou ``VERDISSANT``).

    La liste ne s'applique qu'aux données en FAP 2009 (BMO 2023).
    """
    table = lire_csv(brut, VERTS, ["fap2009", "categorie"])
    exiger_motif(table["fap2009"], r"[A-Z][0-9A-Z]{2}\d{2}", VERTS, "un code de métier FAP 2009 (A0Z40)")
    exiger_motif(table["categorie"], "VERT|VERDISSANT", VERTS, "VERT ou VERDISSANT")
    exiger_unique(table, ["fap2009"], VERTS)
    return table.set_axis(["fap", "categorie"], axis=1)
