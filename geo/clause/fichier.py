"""Calculer d'un coup les marchés d'un fichier CSV : chaque ligne est calculée ou refusée avec sa raison."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from donnees.registre.echanges.fichier_csv import lignes_csv
from donnees.registre.erreurs import FichierRefuse
from geo.clause.adresse import propre
from geo.clause.calcul import Lot, Resultat, calculer, manques
from geo.clause.reperes import AUTRE, REPERES
from geo.ecriture import tableurs
from geo.erreurs import FichierIllisible
from geo.territoires.recherche import normaliser

OCTETS_MAX: Final = 1_000_000
LIGNES_MAX: Final = 5000
COLONNES: Final[dict[str, tuple[str, str]]] = {
    "marche": ("Nom du marché.", "Réfection de l'école"),
    "lot": ("Nom du lot ; facultatif.", "Lot 4, peintures"),
    "metier": (f"Facultatif ; un des mots suivants donne la part : {', '.join(REPERES)}.", "peinture"),
    "montant_ht": ("Montant hors taxes, en euros.", "120000"),
    "part_main_oeuvre": ("En pour cent du montant ; vide : celle du métier.", "70"),
    "cout_horaire": ("En euros ; vide : celui de l'écran.", "30"),
    "taux_insertion": ("En pour cent des heures ; vide : celui de l'écran.", "5"),
}
"""Colonne → (ce qu'elle contient, exemple)."""
OBLIGATOIRES: Final = ("marche", "montant_ht")
_NOMBRES: Final = ("montant_ht", "part_main_oeuvre", "cout_horaire", "taux_insertion")


@dataclass(frozen=True)
class LigneLue:
    """Une ligne du fichier.

    Attributes
    ----------
    numero : int
        Numéro de ligne tel que le montre un tableur.
    resultat : Resultat or None
        None si la ligne est refusée.
    refus : str
        Ce qui ne va pas et que faire ; vide si la ligne est calculée.
    """

    numero: int
    marche: str
    lot: Lot
    cout: float | None
    taux: float | None
    resultat: Resultat | None
    refus: str


def modele() -> bytes:
    """Modèle CSV à remplir : les en-têtes et une ligne d'exemple, à remplacer."""
    return tableurs.en_csv(pd.DataFrame([{nom: exemple for nom, (_, exemple) in COLONNES.items()}]))


def lire(octets: bytes, cout: float | None, taux: float | None) -> list[LigneLue]:
    """Lit et calcule un fichier de marchés prévus ; rien n'en est gardé.

    Parameters
    ----------
    octets : bytes
        CSV (point-virgule, virgule ou tabulation ; UTF-8 ou Windows) d'un mégaoctet au plus, quel que soit son nom.
    cout, taux : float or None
        Hypothèses de l'écran, pour les lignes qui n'en donnent pas.

    Raises
    ------
    FichierIllisible
        Fichier vide, trop gros, qui n'est pas un CSV, ou sans les colonnes obligatoires.
    """
    if len(octets) > OCTETS_MAX:
        raise FichierIllisible("Ce fichier dépasse 1 Mo : ne gardez que les colonnes du modèle.")
    try:
        lignes = [(numero, cellules) for numero, cellules in lignes_csv(octets) if any(c.strip() for c in cellules)]
    except FichierRefuse as cause:
        raise FichierIllisible(str(cause)) from cause
    if len(lignes) > LIGNES_MAX + 1:
        raise FichierIllisible(f"Ce fichier a plus de {LIGNES_MAX} lignes : partagez-le en plusieurs fichiers.")
    if not lignes:
        raise FichierIllisible("Ce fichier est vide : remplissez le modèle, une ligne par lot.")
    rangs = _entetes(lignes[0][1])
    rendues = []
    for numero, cellules in lignes[1:]:
        champs = {nom: cellules[rang].strip() if rang < len(cellules) else "" for nom, rang in rangs.items()}
        rendues.append(_ligne(numero, champs, cout, taux))
    if not rendues:
        raise FichierIllisible("Ce fichier n'a que des en-têtes : ajoutez une ligne par lot.")
    return rendues


def _entetes(cellules: list[str]) -> dict[str, int]:
    """Colonne du modèle → rang ; accents, majuscules et ordre sont indifférents."""
    lues = [normaliser(cellule[:100]).replace(" ", "_") for cellule in cellules]
    rangs = {nom: lues.index(nom) for nom in COLONNES if nom in lues}
    absentes = [nom for nom in OBLIGATOIRES if nom not in rangs]
    if absentes:
        raise FichierIllisible(
            f"Il manque la colonne {' et la colonne '.join(absentes)} : partez du modèle, dont la première ligne nomme "
            "les colonnes."
        )
    doubles = [nom for nom in rangs if lues.count(nom) > 1]
    if doubles:
        raise FichierIllisible(f"La colonne {doubles[0]} est en double : gardez-en une seule.")
    return rangs


def _ligne(numero: int, champs: Mapping[str, str], cout: float | None, taux: float | None) -> LigneLue:
    soucis: list[str] = []
    nombres = {nom: _nombre(nom, champs.get(nom, ""), soucis) for nom in _NOMBRES}
    metier = normaliser(champs.get("metier", "")[:100]) or AUTRE
    if metier not in REPERES:
        if nombres["part_main_oeuvre"] is None:
            soucis.append(f"« {champs['metier'][:40]} » n'est pas un métier du modèle : donnez part_main_oeuvre.")
        metier = AUTRE
    part = nombres["part_main_oeuvre"]
    lot = Lot(
        metier, nombres["montant_ht"], REPERES[metier].part if part is None else part, propre(champs.get("lot", ""))
    )
    vrai_cout = cout if nombres["cout_horaire"] is None else nombres["cout_horaire"]
    vrai_taux = taux if nombres["taux_insertion"] is None else nombres["taux_insertion"]
    marche = propre(champs["marche"])
    if not marche:
        soucis.append("Donnez le nom du marché.")
    if not soucis and (absents := manques(lot, vrai_cout, vrai_taux)):
        soucis.append(f"Il faut {', '.join(absents)}.")
    resultat = None if soucis else calculer(lot, vrai_cout, vrai_taux)
    return LigneLue(numero, marche, lot, vrai_cout, vrai_taux, resultat, " ".join(soucis))


def _nombre(colonne: str, texte: str, soucis: list[str]) -> float | None:
    """Nombre d'une cellule : « 120 000,50 € » et « 70 % » se lisent ; vide : None."""
    net = re.sub(r"[\s\u00a0\u202f€%]", "", texte).replace(",", ".")
    if not net:
        return None
    if not re.fullmatch(r"\d{1,15}(\.\d{1,10})?", net, re.ASCII):
        soucis.append(f"« {texte[:30]} » n'est pas un nombre positif dans {colonne} (milliers sans point ni virgule).")
        return None
    return float(net)


def tableau(lignes: list[LigneLue]) -> pd.DataFrame:
    """Rapport ligne à ligne, à montrer et à emporter."""
    return pd.DataFrame(
        [
            {
                "Ligne": li.numero,
                "Marché": li.marche,
                "Lot": li.lot.libelle,
                "Montant HT (€)": li.lot.montant,
                "Part de main-d'œuvre (%)": li.lot.part,
                "Coût horaire (€)": li.cout,
                "Taux d'insertion (%)": li.taux,
                "Heures d'insertion": round(li.resultat.insertion, 1) if li.resultat else None,
                "ETP (1 607 h)": round(li.resultat.etp, 2) if li.resultat else None,
                "À corriger": li.refus,
            }
            for li in lignes
        ]
    ).astype(dict.fromkeys(NOMBRES, "float64"))


NOMBRES: Final = {
    "Montant HT (€)": 0,
    "Part de main-d'œuvre (%)": 1,
    "Coût horaire (€)": 2,
    "Taux d'insertion (%)": 1,
    "Heures d'insertion": 1,
    "ETP (1 607 h)": 2,
}
"""Colonnes de nombres du rapport → décimales."""
