"""France Travail : enquête Besoins en main-d'œuvre (BMO) et référentiel ROME."""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.erreurs import FormatInattendu
from donnees.lecture.socle import Brut, lire_csv, lire_feuille, nombres
from donnees.lecture.tableaux_larges import exiger_motif, exiger_unique

BMO: Final = "france_travail/Base_open_data_BMO_{annee}.xlsx"
FEUILLE_BMO: Final = "BMO_{annee}_open_data"
ROME: Final = "france_travail/unix_referentiel_code_rome_v460_utf8.csv"
MESURES: Final = {"met": "projets", "xmet": "difficiles", "smet": "saisonniers"}


def lire_bmo(brut: Brut, annee: int) -> pd.DataFrame:
    """Lit l'enquête BMO d'une année, une ligne par bassin × département × métier.

    L'en-tête du bassin porte l'année (``BE23``, ``NOMBE23``) et l'ordre des colonnes change d'une année à
    l'autre : seuls les noms comptent. Les codes de bassin des DROM retrouvent leur zéro de tête.

    Returns
    -------
    DataFrame
        ``bassin_bmo, libelle_bassin, departement, fap, libelle_fap, famille`` puis, pour ``projets``,
        ``difficiles`` et ``saisonniers``, la valeur (NaN si ``*``) et ``statut_…`` (``s`` si ``*``).

    Raises
    ------
    FormatInattendu
        Feuille ou colonne absente, mauvaise année, code mal formé, ligne en double.
    """
    fichier, feuille, suffixe = BMO.format(annee=annee), FEUILLE_BMO.format(annee=annee), annee % 100
    noms = {
        "annee": "annee",
        f"BE{suffixe}": "bassin_bmo",
        f"NOMBE{suffixe}": "libelle_bassin",
        "Dept": "departement",
        "Code métier BMO": "fap",
        "Nom métier BMO": "libelle_fap",
        "Lbl_fam_met": "famille",
    }
    lignes = lire_feuille(brut, fichier, feuille, [*noms, *MESURES]).rename(columns=noms)
    if set(lignes["annee"]) != {str(annee)}:
        raise FormatInattendu(fichier, feuille=feuille, colonne="annee", attendu=f"{annee} à chaque ligne")
    table = pd.DataFrame({nom: lignes[nom].str.strip() for nom in list(noms.values())[1:]})
    table["bassin_bmo"] = table["bassin_bmo"].str.zfill(4)
    exiger_motif(table["bassin_bmo"], r"\d{4}", fichier, "un code de bassin à 3 ou 4 chiffres", feuille)
    exiger_motif(table["departement"], r"\d{2,3}|2[AB]", fichier, "un code de département", feuille)
    exiger_motif(table["fap"], r"[A-Z][0-9A-Z]{2}\d{2}", fichier, "un code de métier FAP (A0Z40)", feuille)
    exiger_unique(table, ["bassin_bmo", "departement", "fap"], fichier, feuille)
    for colonne, nom in MESURES.items():
        table[nom], table[f"statut_{nom}"] = nombres(lignes[colonne], fichier, feuille, colonne)
    return table


def lire_rome(brut: Brut) -> pd.DataFrame:
    """Lit le référentiel ROME v460.

    Returns
    -------
    DataFrame
        ``code_rome``, ``libelle``, ``transition_eco`` (vert, stratégique, blanc, brun ou vide), ``code_rome_parent``.
    """
    colonnes = ["code_rome", "libelle_rome", "transition_eco", "code_rome_parent"]
    table = lire_csv(brut, ROME, colonnes).set_axis(["code_rome", "libelle", "transition_eco", colonnes[-1]], axis=1)
    exiger_motif(table["code_rome"], r"[A-Z]\d{4}", ROME, "un code ROME (A1101)")
    return table
