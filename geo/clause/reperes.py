"""Les repères du simulateur, chacun avec sa source ; aucun ne remplace l'avis du facilitateur ni de l'acheteur."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

AUTRE: Final = "autre"
HEURES_ETP: Final = 1607.0
"""Heures d'un équivalent temps plein sur un an."""
SOURCE_ETP: Final = (
    "1\u202f607 heures par an, durée annuelle au-delà de laquelle un temps plein fait des heures supplémentaires "
    "(code du travail, article L. 3121-41)"
)
MEF_SUD_77: Final = (
    "Maison de l'emploi et de la formation du Sud 77, « La clause d'insertion » (page sans date, qui cite le code "
    "des marchés publics d'avant 2016)"
)
ADRESSE_MEF: Final = "http://www.mefsud77.fr/?page_id=28"
ENONCE: Final = (
    "repère d'usage donné dans la commande de l'Atlas ; aucune source publique retrouvée, à vérifier avec l'acheteur"
)


@dataclass(frozen=True)
class Repere:
    """La part de main-d'œuvre usuelle d'un corps de métier.

    Attributes
    ----------
    part : float or None
        En pour cent du montant hors taxes ; None quand il n'y a pas de repère.
    source : str
        D'où il vient.
    adresse : str
        Page de la source ; vide s'il n'y en a pas.
    """

    cle: str
    libelle: str
    part: float | None
    source: str
    adresse: str = ""


REPERES: Final[dict[str, Repere]] = {
    repere.cle: repere
    for repere in (
        Repere("peinture", "Peinture intérieure", 70.0, MEF_SUD_77, ADRESSE_MEF),
        Repere("maconnerie", "Maçonnerie", 50.0, MEF_SUD_77, ADRESSE_MEF),
        Repere("charpente", "Charpente métallique", 20.0, MEF_SUD_77, ADRESSE_MEF),
        Repere("nettoyage", "Nettoyage", 80.0, ENONCE),
        Repere("batiment", "Bâtiment, moyenne des lots", 50.0, MEF_SUD_77, ADRESSE_MEF),
        Repere(AUTRE, "Autre métier", None, "aucun repère : demandez la part à l'acheteur ou au maître d'œuvre"),
    )
}
EXEMPLE_COUT, EXEMPLE_TAUX, EXEMPLE_MONTANT = 30.0, 5.0, 1_000_000.0
"""L'exemple publié : 1 000 000 € × 50 % × 5 % ÷ 30 €/h = 833 heures."""
COUT_CITE: Final = (25.0, 30.0)
"""Coût horaire moyen « toutes charges comprises » que cite la même page, en euros."""
SMIC_HORAIRE: Final = 12.02
SOURCE_SMIC: Final = (
    "Smic horaire brut au 1ᵉʳ janvier 2026, relevé depuis peut-être (décret n° 2025-1228 du 17 décembre 2025)"
)
