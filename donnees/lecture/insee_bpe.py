"""Base permanente des équipements (INSEE) par commune : commerces 2020, seize familles 2024."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.erreurs import FormatInattendu
from donnees.lecture.socle import Brut, lire_csv, lire_json
from donnees.lecture.tableaux_larges import en_long

BPE_2020: Final = "insee/bpe2020_commerce_commune.csv"
LIBELLES_2020: Final = "insee/codes_commerce_bpe.csv"
BPE_2024: Final = "insee/bpe_2024_communes_16_familles.json.gz"
FAMILLES_2024: Final = {
    "boulangerie": "Boulangerie",
    "college": "Collège",
    "creche": "Crèche",
    "ecole_primaire": "École primaire",
    "gare": "Gare",
    "grande_surface": "Grande surface alimentaire",
    "infirmier": "Infirmier",
    "lycee": "Lycée",
    "medecin_generaliste": "Médecin généraliste",
    "pharmacie": "Pharmacie",
    "poste": "Bureau ou relais de poste",
    "sport_piscine": "Piscine",
    "sport_salle": "Salle de sport",
    "sport_terrain": "Terrain de sport",
    "structure_sante": "Structure de santé",
    "superette": "Supérette, épiceries non comptées",
}
"""Les seize familles du regroupement d'un tiers, avec les libellés du projet."""


def lire_libelles_2020(brut: Brut) -> pd.DataFrame:
    """Lit les libellés des 24 types de commerces : ``type`` (B101…), ``libelle``."""
    return lire_csv(brut, LIBELLES_2020, ["typequ", "libelle"]).set_axis(["type", "libelle"], axis=1)


def lire_bpe_2020(brut: Brut, types: list[str]) -> pd.DataFrame:
    """Lit les commerces 2020 (COG 2021, arrondissements compris).

    Returns
    -------
    DataFrame
        ``code`` (commune), ``variable`` (type, B101…), ``valeur`` (nombre), ``statut``.
    """
    table = lire_csv(brut, BPE_2020, ["CODGEO", *(f"NB_{nom}" for nom in types)], sep=";")
    table.columns = [nom.removeprefix("NB_") for nom in table.columns]
    return en_long(table, "CODGEO", types, BPE_2020)


def lire_bpe_2024(brut: Brut) -> pd.DataFrame:
    """Lit les seize familles 2024 (regroupement d'un tiers ; une commune ou une famille absente vaut zéro).

    Returns
    -------
    DataFrame
        ``code`` (commune), ``variable`` (famille), ``valeur`` (nombre > 0), ``statut``.

    Raises
    ------
    FormatInattendu
        Une famille inconnue.
    """
    communes = lire_json(brut, BPE_2024, ["communes"])["communes"]
    table = pd.DataFrame.from_dict(communes, orient="index")
    inconnues = sorted(set(table.columns) - set(FAMILLES_2024))
    if inconnues:
        raise FormatInattendu(
            BPE_2024, colonne="communes", attendu="les seize familles connues", trouve=", ".join(inconnues)
        )
    familles = sorted(FAMILLES_2024)
    texte = table.reindex(columns=familles).fillna(0).astype("str").assign(code=table.index)
    return en_long(texte, "code", familles, BPE_2024).query("valeur > 0").reset_index(drop=True)
