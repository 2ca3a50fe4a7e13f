"""Un COG d'épreuve : cinq vraies communes, deux zones « Le Sud », une île sans EPCI."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pandas as pd

from donnees.lecture import bassins_bmo, insee_cog

COLONNES = ["code_commune", "ze2020", "lib_ze2020", "epci", "dep", "reg", "canov"]
LIGNES = [
    ("01001", "8405", "Bourg-en-Bresse", "200069193", "01", "84", "0108"),
    ("29155", "5301", "Brest", "ZZZZZZZZZ", "29", "53", "2922"),
    ("97217", "0205", "Le Sud", "249720053", "972", "02", "97299"),
    ("97416", "0404", "Le Sud", "249740085", "974", "04", "97499"),
    ("97401", "0404", "Le Sud", "249740085", "974", "04", "97499"),
]
TEXTES = {
    insee_cog.HISTORIQUE: "code_historique,code_commune,ze2020\n01003,01001,8405\n01001,01001,8405\n",
    insee_cog.COMMUNES: (
        "code_commune,nom,population,codes_postaux\n01001,L'Abergement,860,01400|01401\n29155,Ouessant,830,29242\n"
        "97217,Le Marin,8200,97290\n97416,Saint-Pierre,84000,97410\n97401,Les Avirons,0,97425\n"
    ),
    insee_cog.EPCI: "siren,nom\n200069193,CC de la Dombes\n249720053,CA du Sud\n249740085,CA du Sud\n",
    insee_cog.DEPARTEMENTS: (
        "code,nom,region\n01,Ain,84\n29,Finistère,53\n972,Martinique,02\n974,La Réunion,04\n"
        "988,Nouvelle-Calédonie,988\n"
    ),
    insee_cog.REGIONS: "code,nom\n84,Auvergne-Rhône-Alpes\n53,Bretagne\n02,Martinique\n04,La Réunion\n",
    bassins_bmo.FICHIER: (
        "reg,dep,code_commune_insee,code_bassin_BMO\n84,01,01003,8437\n84,01,01001,8401\n53,29,29155,5301\n"
        "2,972,97217,205\n4,974,97416,404\n4,974,97401,404\n00,978,97801,978\n"
    ),
}


def deposer(racine: Path, relatif: str, contenu: str | bytes) -> None:
    """Pose un fichier brut d'épreuve."""
    chemin = racine / relatif
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_bytes(contenu.encode() if isinstance(contenu, str) else contenu)


def parquet(lignes: list[Any]) -> bytes:
    """Rend la table d'appartenance en parquet."""
    tampon = io.BytesIO()
    pd.DataFrame(lignes, columns=COLONNES).to_parquet(tampon)
    return tampon.getvalue()
