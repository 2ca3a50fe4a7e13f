"""Les recrutements verts et verdissants de l'enquête Besoins en main-d'œuvre 2023 (France Travail × liste Onemev).

La liste de l'Observatoire national des emplois et métiers de l'économie verte (Onemev) est en familles professionnelles
de 2009 : elle ne s'applique qu'à l'enquête 2023. Une ligne masquée par le secret cache de 1 à 4 projets : elle donne
des bornes. Les parts suivent la formule du catalogue, sur les seuls projets publiés.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np
import pandas as pd

from donnees import entrepot
from donnees.catalogue.intervalles import Bornes, borner_rapport
from geo.economie_verte.champ import BASSIN, Champ, poids
from geo.reserve import gardee

ANNEE: Final = 2023
VERT, VERDISSANT = "VERT", "VERDISSANT"
MASQUE_MIN, MASQUE_MAX = 1, 4
"""Ce que cache une ligne masquée : le plus petit effectif publié est 5."""
DOMAINE_BATIMENT: Final = "B"
"""Domaine « Bâtiment, travaux publics » de la nomenclature FAP 2009 : les codes qui commencent par B."""
_CLES: Final = {"departement": "departement", BASSIN: "bassin_rattache"}


@dataclass(frozen=True)
class Compte:
    """Projets de recrutement d'un groupe de métiers.

    Attributes
    ----------
    projets : float
        Projets publiés.
    difficiles : float
        Parmi eux, ceux que les employeurs jugent difficiles et que l'enquête publie.
    difficiles_masques : float
        Au plus, les difficiles que cache le secret parmi les projets publiés.
    masquees : float
        Lignes masquées (chacune de 1 à 4 projets), pondérées comme les projets.
    """

    projets: float
    difficiles: float
    difficiles_masques: float
    masquees: float

    @property
    def bornes(self) -> tuple[float, float]:
        """Le moins et le plus de projets, lignes masquées comprises."""
        return self.projets + MASQUE_MIN * self.masquees, self.projets + MASQUE_MAX * self.masquees

    @property
    def part_difficile(self) -> float | None:
        """Part des projets publiés jugés difficiles, en pour cent ; les difficiles masqués y comptent pour zéro."""
        return 100 * self.difficiles / self.projets if self.projets else None

    @property
    def part_difficile_max(self) -> float | None:
        """La même si tous les difficiles masqués étaient à leur maximum."""
        return min(100.0, 100 * (self.difficiles + self.difficiles_masques) / self.projets) if self.projets else None


@cache
def enquete() -> pd.DataFrame:
    """Lignes de l'enquête 2023 dans le champ, avec leur catégorie (« » pour les autres métiers)."""
    toutes = entrepot.recrutements(ANNEE)
    lignes = toutes[toutes["bassin_rattache"] != ""]
    categories = entrepot.table("metiers_verts").set_index("fap")["categorie"]
    regions = entrepot.table("appartenance").drop_duplicates("departement").set_index("departement")["region"]
    gardees = lignes[["bassin_rattache", "departement", "fap", "libelle_fap", "projets", "difficiles", "statut"]]
    return gardees.assign(
        categorie=lignes["fap"].map(categories).fillna(""),
        region=lignes["departement"].map(regions),
        masquee=(lignes["statut"] == "s").astype("float64"),
        difficiles_masques=lignes["projets"].clip(upper=MASQUE_MAX).where(lignes["difficiles"].isna(), 0.0).fillna(0.0),
    )


@lru_cache(maxsize=64)
def par_metier(champ: Champ) -> pd.DataFrame:
    """Une ligne par métier du champ ; à ne pas modifier.

    Returns
    -------
    DataFrame
        ``fap, libelle_fap, categorie, projets, difficiles, difficiles_masques, masquees`` ; une zone d'emploi est la
        somme de ses bassins au prorata de leur population.
    """
    lignes = _lignes(champ)
    facteurs = lignes["poids"] if "poids" in lignes else pd.Series(1.0, index=lignes.index)
    mesures = ["projets", "difficiles", "difficiles_masques", "masquee"]
    pesees = lignes.assign(**{nom: lignes[nom].fillna(0.0) * facteurs for nom in mesures})
    cle = ["fap", "libelle_fap", "categorie"]
    return pesees.groupby(cle, as_index=False)[mesures].sum().rename(columns={"masquee": "masquees"})


def _lignes(champ: Champ) -> pd.DataFrame:
    toutes = enquete()
    if champ.nature == "france":
        return toutes
    if champ.nature == "zone_emploi":
        siens = poids()
        return toutes.merge(siens[siens["zone_emploi"] == champ.code], left_on="bassin_rattache", right_on="bassin_bmo")
    return toutes[toutes[_CLES.get(champ.nature, champ.nature)] == champ.code]


def compter(metiers: pd.DataFrame) -> Compte:
    """Somme des métiers d'une table de `par_metier`."""
    sommes = metiers[["projets", "difficiles", "difficiles_masques", "masquees"]].sum()
    return Compte(*(float(valeur) for valeur in sommes))


@lru_cache(maxsize=1024)
def compte(champ: Champ, *categories: str) -> Compte:
    """Compte des métiers de ces catégories ; de tous les métiers sans catégorie."""
    metiers = par_metier(champ)
    return compter(metiers[metiers["categorie"].isin(categories)] if categories else metiers)


def part(champ: Champ, *categories: str) -> float | None:
    """Part de ces catégories dans les projets publiés, en pour cent : la formule des indicateurs du catalogue."""
    tous = compte(champ).projets
    return 100 * compte(champ, *categories).projets / tous if tous else None


def bornes_part(champ: Champ, *categories: str) -> tuple[float, float] | None:
    """Ce que serait la part selon ce que cachent les lignes masquées : au moins, au plus, en pour cent."""
    siens, tous = compte(champ, *categories), compte(champ)
    masques, tous_masques = (_masques(c) for c in (siens, tous))
    with np.errstate(divide="ignore", invalid="ignore"):
        bas, haut = borner_rapport(np.array(siens.projets), np.array(tous.projets), masques, tous_masques)
    return (100 * float(bas), 100 * float(haut)) if np.isfinite([bas, haut]).all() else None


def _masques(compte_: Compte) -> Bornes:
    """Ce que cachent ses lignes masquées : au moins, au plus."""
    return np.array(MASQUE_MIN * compte_.masquees), np.array(MASQUE_MAX * compte_.masquees)


@gardee
def verts(champ: Champ) -> pd.DataFrame:
    """Métiers verts et verdissants du champ, des plus recherchés aux moins recherchés ; à ne pas modifier."""
    metiers = par_metier(champ)
    gardes = metiers[metiers["categorie"] != ""]
    return gardes.sort_values(["projets", "libelle_fap"], ascending=[False, True], ignore_index=True)


@gardee
def batiment(champ: Champ) -> pd.DataFrame:
    """Ceux du bâtiment : métiers de la liste dont le code FAP 2009 est du domaine B, « Bâtiment, travaux publics »."""
    metiers = verts(champ)
    return metiers[metiers["fap"].str.startswith(DOMAINE_BATIMENT)].reset_index(drop=True)


def sans_ligne() -> tuple[str, ...]:
    """Familles de la liste qu'aucune ligne de l'enquête 2023 ne porte."""
    return tuple(sorted(set(entrepot.table("metiers_verts")["fap"]) - set(enquete()["fap"])))
