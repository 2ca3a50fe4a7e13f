"""Les heures d'insertion que des sources publient, action par action : jamais additionnées.

Une valeur couvre tantôt une année, tantôt plusieurs, tantôt tout depuis l'origine ; deux d'une même maison peuvent
compter les mêmes heures. Elles se lisent donc l'une après l'autre, avec ce que chacune couvre.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pandas as pd

from donnees.registre.services.fiches import Fiche, FicheSuivi, FicheValeur
from donnees.vocabulaire import Theme
from geo.actions.tables import annee, nom_maison
from geo.ecriture import formats
from geo.territoires.recherche import normaliser

ANNUELLE, PERIODE, CUMUL, INCONNUE = "annuelle", "periode", "cumul", "inconnue"
NATURES: Final = {
    ANNUELLE: "une seule année",
    PERIODE: "plusieurs années",
    CUMUL: "cumul depuis l'origine",
    INCONNUE: "durée non précisée",
}
_UNITES = re.compile(r"h|heures?( .*)?")


@dataclass(frozen=True)
class Heures:
    """Une valeur publiée.

    Attributes
    ----------
    couvre : str
        Ce que couvre la valeur : « 2017 », « de 2007 à 2012 », « cumul relevé en 2021 ».
    nature : str
        Clé de `NATURES`.
    annee : int
        Année de la valeur.
    """

    action: str
    titre: str
    maison: str
    valeur: float
    couvre: str
    nature: str
    annee: int
    source: str


def relever(fiches: Iterable[Fiche]) -> list[Heures]:
    """Heures d'insertion des actions du thème « clause sociale », la maison puis l'année la plus récente."""
    lues = [
        _heures(fiche, suivi, valeur)
        for fiche in fiches
        if fiche.theme is Theme.CLAUSE_SOCIALE
        for suivi in fiche.suivis
        if _UNITES.fullmatch(normaliser(suivi.unite)) and "par personne" not in normaliser(suivi.libelle)
        for valeur in suivi.valeurs
    ]
    return sorted(lues, key=lambda h: (h.maison, -h.annee, h.titre))


def _heures(fiche: Fiche, suivi: FicheSuivi, valeur: FicheValeur) -> Heures:
    quand = annee(valeur.date)
    nature = _nature(fiche, suivi)
    couvre = _couvre(fiche, nature, quand)
    return Heures(fiche.cle, fiche.titre, nom_maison(fiche), valeur.valeur, couvre, nature, quand, fiche.source)


def _nature(fiche: Fiche, suivi: FicheSuivi) -> str:
    """Ce que le libellé et les dates permettent d'affirmer, rien de plus."""
    libelle = normaliser(suivi.libelle)
    debut, fin = annee(fiche.debut), annee(fiche.fin)
    if "cumul" in libelle:
        return CUMUL
    if re.search(r"\b(par an|annuel\w*|de l annee|dans l annee)\b", libelle) or debut == fin != 0:
        return ANNUELLE
    return PERIODE if debut and fin and len(suivi.valeurs) == 1 else INCONNUE


def _couvre(fiche: Fiche, nature: str, quand: int) -> str:
    if nature == ANNUELLE:
        return str(quand)
    debut, fin = (formats.date_partielle(date[:7]) for date in (fiche.debut, fiche.fin))
    if nature == PERIODE:
        return f"de {debut} à {fin}"
    if nature == CUMUL:
        depuis = f" depuis {annee(fiche.debut)}" if fiche.debut and annee(fiche.debut) != quand else ""
        return f"cumul{depuis}, relevé en {quand}"
    return f"relevé en {quand}, durée non précisée"


def par_annee(heures: Iterable[Heures]) -> pd.DataFrame:
    """Une ligne par maison, une colonne par année : seules les valeurs d'une année, une par maison et par année.

    Deux valeurs d'une même maison pour une même année ne s'additionnent pas : elles s'écrivent l'une et l'autre.
    """
    annuelles = [h for h in heures if h.nature == ANNUELLE]
    annees = sorted({h.annee for h in annuelles})
    lignes = []
    for maison in sorted({h.maison for h in annuelles}):
        siennes = [h for h in annuelles if h.maison == maison]
        cases = {
            str(a): " ; ".join(formats.nombre_libre(h.valeur) for h in siennes if h.annee == a) or formats.ABSENT
            for a in annees
        }
        lignes.append({"Maison": maison, **cases})
    return pd.DataFrame(lignes, columns=["Maison", *map(str, annees)])


def tableau(heures: Iterable[Heures]) -> pd.DataFrame:
    """Toutes les valeurs, une par ligne."""
    return pd.DataFrame(
        [
            {
                "Maison": h.maison,
                "Action": h.titre,
                "Heures": h.valeur,
                "Ce que la valeur couvre": h.couvre,
                "Nature": NATURES[h.nature],
                "Source": h.source,
            }
            for h in heures
        ],
        columns=["Maison", "Action", "Heures", "Ce que la valeur couvre", "Nature", "Source"],
    )
