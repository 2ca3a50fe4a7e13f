"""Composantes des zones d'emploi et séries multi-niveaux : chômage, emploi, créations, observatoire, URSSAF."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd

from donnees.catalogue.formules import ECART_TOTAL
from donnees.erreurs import CodeInconnu, FormatInattendu
from donnees.etapes.atelier import Atelier
from donnees.etapes.composantes_cog import CLE, SCISSIONS, au_cog, repartir, sommer
from donnees.etapes.composantes_communes import population_par_commune
from donnees.lecture import insee_chomage, insee_emploi, observatoire, urssaf

PARTIE_REGIONALE: Final = r"\d\d(5[1-9]|6[0-4])"
"""Part d'une zone interrégionale dans une région (« 2456 » : Cosne, côté Centre) ; la zone entière commence par 00."""


def construire(atelier: Atelier) -> list[pd.DataFrame]:
    """Rend les blocs, avec leur colonne ``niveau``."""
    return [*_chomage(atelier), _emploi_total(atelier), _creations(atelier), *_observatoire(atelier), *_urssaf(atelier)]


def exiger_zones(atelier: Atelier, codes: Iterable[str], source: str) -> None:
    """Lève `CodeInconnu` pour tout code absent des zones d'emploi courantes."""
    inconnus = set(codes) - set(atelier.tables["appartenance"]["zone_emploi"])
    if inconnus:
        raise CodeInconnu(source, inconnus)


def _chomage(atelier: Atelier) -> list[pd.DataFrame]:
    """Réunit les deux millésimes : sur un même trimestre, la publication la plus récente l'emporte.

    Ce qu'elle remplace est gardé à part (``chomage_localise_remplace``) : la révision de chaque zone s'y mesure.
    """
    recent = insee_chomage.lire_chomage_recent(atelier.brut)
    ancien = insee_chomage.lire_chomage_2003_2022(atelier.brut)
    tout = pd.concat([recent, ancien], ignore_index=True)
    exiger_zones(atelier, tout["code"], "taux de chômage localisés")
    remplace = tout.duplicated(["code", "periode"])
    noms = {False: "chomage_localise", True: "chomage_localise_remplace"}
    return [tout[remplace == vrai].assign(composante=nom, niveau="zone_emploi") for vrai, nom in noms.items()]


def _emploi_total(atelier: Atelier) -> pd.DataFrame:
    table = insee_emploi.lire_emploi_total(atelier.brut)
    zones = set(atelier.tables["appartenance"]["zone_emploi"])
    parties = ~table["code"].isin(zones) & table["code"].str.fullmatch(PARTIE_REGIONALE)
    table = table[~parties].reset_index(drop=True)
    exiger_zones(atelier, table["code"], insee_emploi.EMPLOI_TOTAL)
    return table.assign(composante="emploi_salarie_total", niveau="zone_emploi")


def _creations(atelier: Atelier) -> pd.DataFrame:
    table = insee_emploi.lire_creations(atelier.brut)
    exiger_zones(atelier, table["code"], insee_emploi.CREATIONS)
    return table.assign(composante="creations_etablissements", niveau="zone_emploi")


def _observatoire(atelier: Atelier) -> list[pd.DataFrame]:
    """Une composante ``obs_<colonne>`` par colonne gardée ; la période est l'année finale du nom."""
    long = observatoire.lire_observatoire(atelier.brut)
    table = pd.DataFrame(
        {
            "composante": "obs_" + long["variable"],
            "periode": "20" + long["variable"].str[-2:],
            "code": long["code"].replace("00FR", "FR"),
            "valeur": long["valeur"],
            "statut": long["statut"],
        }
    )
    france = table["code"] == "FR"
    exiger_zones(atelier, table.loc[~france, "code"], observatoire.FICHIER)
    return [table[~france].assign(niveau="zone_emploi"), table[france].assign(niveau="france")]


def _urssaf(atelier: Atelier) -> list[pd.DataFrame]:
    """Emploi privé annuel à tous les niveaux.

    Zones et France : publiées. Départements, régions et EPCI : somme des communes, car la table du tiers y
    oublie les communes aux codes périmés (environ 9 100 emplois) que ses totaux de zones comptent.
    Une commune absente du fichier y vaut zéro : celles qu'il donne font, à l'unité près, le total de la France.

    Raises
    ------
    FormatInattendu
        Les communes ne font plus le total de la France : une absence pourrait alors cacher un effectif.
    """
    serie = urssaf.lire_serie(atelier.brut).assign(composante="emploi_prive", statut="")
    publies = serie[serie["niveau"].isin(["zone_emploi", "france"])]
    exiger_zones(atelier, publies.loc[publies["niveau"] == "zone_emploi", "code"], urssaf.SERIE)
    communes = sommer(au_cog(atelier, serie[serie["niveau"] == "commune"].drop(columns="niveau"), urssaf.SERIE))
    exiger_total(communes, publies[publies["niveau"] == "france"], urssaf.SERIE)
    appartenance = atelier.tables["appartenance"].set_index("commune")
    sommes = []
    for niveau in ("departement", "region", "epci"):
        membres = communes.assign(code=communes["code"].map(appartenance[niveau]))
        sommes.append(sommer(membres[membres["code"] != ""]).assign(niveau=niveau))
    partage = annuler_absences(repartir(communes, population_par_commune(atelier), SCISSIONS), appartenance)
    return [publies[[*CLE, "niveau", "valeur", "statut"]], *sommes, partage.assign(niveau="commune")]


def exiger_total(communes: pd.DataFrame, france: pd.DataFrame, source: str) -> None:
    """Lève `FormatInattendu` à la première période où la somme des communes n'est pas le total publié."""
    sommes = communes.groupby("periode")["valeur"].sum()
    totaux = france.set_index("periode")["valeur"]
    for periode, total in totaux.items():
        somme = float(sommes.get(periode, 0.0))
        if abs(somme - total) > ECART_TOTAL:
            raise FormatInattendu(
                source,
                colonne=f"eff_total, {periode}",
                attendu=f"des communes dont la somme fait le total de la France ({total:.0f})",
                trouve=f"{somme:.0f}",
            )


def annuler_absences(communes: pd.DataFrame, appartenance: pd.DataFrame) -> pd.DataFrame:
    """Ajoute, à chaque période, un zéro pour chaque commune absente d'un département que la source couvre.

    Parameters
    ----------
    communes : DataFrame
        Une seule composante, par commune et période.
    appartenance : DataFrame
        Indexée par commune ; colonne ``departement``.
    """
    couverts = appartenance["departement"].reindex(communes["code"].unique()).unique()
    attendues = appartenance.index[appartenance["departement"].isin(couverts)]
    cles = pd.MultiIndex.from_product([communes["periode"].unique(), attendues], names=["periode", "code"])
    absentes = cles.difference(pd.MultiIndex.from_frame(communes[["periode", "code"]])).to_frame(index=False)
    zeros = absentes.assign(composante=communes["composante"].iloc[0], valeur=0.0, statut="")
    return pd.concat([communes, zeros[communes.columns]], ignore_index=True)
