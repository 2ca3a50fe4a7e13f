"""Étape « territoires » : historique des codes, table d'appartenance, liste des territoires de tous les niveaux.

Les coordonnées (``lon``, ``lat``) sont posées plus tard par l'étape « contours », qui connaît les polygones.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from donnees.erreurs import CodeInconnu, FormatInattendu
from donnees.etapes.atelier import Atelier
from donnees.lecture import insee_cog
from donnees.lecture.bassins_bmo import COMMUNES_HORS_CHAMP, FICHIER, lire_bassins

COLONNES: Final = [
    "niveau",
    "code",
    "libelle",
    "libelle_long",
    "population",
    "codes_postaux",
    "departement",
    "region",
]


def construire(atelier: Atelier) -> None:
    """Pose ``intermediaires["historique"]``, ``tables["appartenance"]`` et ``tables["territoires"]``."""
    communes = insee_cog.lire_appartenance(atelier.brut)
    atelier.intermediaires["historique"] = historique(insee_cog.lire_historique(atelier.brut), communes["commune"])
    bassins = bassins_courants(atelier, lire_bassins(atelier.brut))
    appartenance = communes.drop(columns="lib_zone_emploi").assign(
        bassin_bmo=communes["commune"].map(bassins).fillna("")
    )
    appartenance = appartenance.sort_values("commune", ignore_index=True)
    atelier.tables["appartenance"] = appartenance
    atelier.tables["territoires"] = _territoires(atelier, appartenance, communes)


def historique(anciens: pd.DataFrame, courants: pd.Series) -> pd.DataFrame:
    """Complète l'historique par chaque code courant vers lui-même.

    Parameters
    ----------
    anciens : DataFrame
        ``code_historique, code_commune``.
    courants : Series of str
        Codes du COG courant.

    Raises
    ------
    CodeInconnu
        Si l'historique mène à une commune qui n'existe plus.
    """
    perdus = anciens.loc[~anciens["code_commune"].isin(courants), "code_commune"]
    if not perdus.empty:
        raise CodeInconnu(insee_cog.HISTORIQUE, perdus)
    memes = pd.DataFrame({"code_historique": courants, "code_commune": courants})
    table = pd.concat([memes, anciens]).drop_duplicates("code_historique")
    return table.sort_values("code_historique", ignore_index=True)


def bassins_courants(atelier: Atelier, bassins: pd.DataFrame) -> pd.Series:
    """Rattache chaque commune courante à un seul bassin.

    Le bassin inscrit au code courant l'emporte ; à défaut, le plus fréquent parmi les anciens codes de la
    commune, puis le plus petit code : le choix ne dépend jamais de l'ordre du fichier.

    Returns
    -------
    Series of str
        Bassin par code courant.
    """
    courants = atelier.au_cog_courant(bassins["code_historique"], FICHIER, inconnus_admis=COMMUNES_HORS_CHAMP)
    table = bassins.assign(commune=courants)
    table = table[table["commune"] != ""]
    table["propre"] = table["commune"] == table["code_historique"]
    votes = table.groupby(["commune", "bassin_bmo"], as_index=False).agg(
        propre=("propre", "any"), nombre=("code_historique", "size")
    )
    votes = votes.sort_values(["commune", "propre", "nombre", "bassin_bmo"], ascending=[True, False, False, True])
    return votes.drop_duplicates("commune").set_index("commune")["bassin_bmo"]


def _territoires(atelier: Atelier, appartenance: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """Assemble les six niveaux, triés par niveau puis code."""
    brut = atelier.brut
    cog = insee_cog.lire_communes(brut)
    _memes_codes(cog["code"], appartenance["commune"], insee_cog.COMMUNES)
    base = appartenance.merge(cog, left_on="commune", right_on="code", validate="1:1")
    zones = communes[["zone_emploi", "lib_zone_emploi"]].drop_duplicates("zone_emploi")
    libelles = {
        "zone_emploi": zones.set_axis(["code", "libelle"], axis=1),
        "epci": insee_cog.lire_epci(brut),
        "departement": insee_cog.lire_departements(brut)[["code", "libelle"]],
        "region": insee_cog.lire_regions(brut),
    }
    niveaux = [_niveau(base, niveau, table) for niveau, table in libelles.items()]
    niveaux.append(base.assign(niveau="commune"))
    france = {"niveau": "france", "code": "FR", "libelle": "France", "population": base["population"].sum()}
    table = pd.concat([pd.DataFrame([france]), *niveaux], ignore_index=True)
    table["codes_postaux"] = table["codes_postaux"].fillna("")
    table[["departement", "region"]] = table[["departement", "region"]].fillna("")
    table["libelle_long"] = libelles_longs(table, libelles["region"].set_index("code")["libelle"])
    return table.sort_values(["niveau", "code"], ignore_index=True)[COLONNES]


def _niveau(base: pd.DataFrame, niveau: str, libelles: pd.DataFrame) -> pd.DataFrame:
    """Territoires d'un niveau : population sommée, département et région principaux."""
    membres = base[base[niveau] != ""]
    sommes = membres.groupby(niveau)["population"].sum()
    table = libelles[libelles["code"].isin(sommes.index)].copy()
    _memes_codes(table["code"], pd.Series(sommes.index), f"libellés du niveau {niveau}")
    table["niveau"] = niveau
    table["population"] = table["code"].map(sommes)
    for parent in ("departement", "region"):
        porte = niveau != "region" or parent == "region"
        table[parent] = table["code"].map(principal(membres, niveau, parent)) if porte else ""
    return table


def principal(communes: pd.DataFrame, niveau: str, parent: str) -> pd.Series:
    """Parent le plus peuplé de chaque territoire de ``niveau``.

    Quatorze zones d'emploi et quelques EPCI débordent d'une région ou d'un département : le parent retenu
    est celui où vivent le plus d'habitants du territoire (à égalité, le plus petit code). Il sert à situer
    et à nommer, jamais à agréger.

    Parameters
    ----------
    communes : DataFrame
        Colonnes ``niveau``, ``parent`` (codes) et ``population``.
    """
    if niveau == parent:
        codes = sorted(set(communes[niveau]))
        return pd.Series(codes, index=codes, dtype="str")
    sommes = communes.groupby([niveau, parent])["population"].sum().reset_index()
    sommes = sommes.sort_values([niveau, "population", parent], ascending=[True, False, True])
    premiers = sommes.drop_duplicates(niveau)
    return pd.Series(premiers[parent].to_numpy(), index=pd.Index(premiers[niveau]), name=parent)


def libelles_longs(table: pd.DataFrame, regions: pd.Series) -> pd.Series:
    """Distingue les homonymes d'un même niveau.

    Une zone d'emploi homonyme est suivie de sa région, une commune ou un EPCI de son département ; s'il reste
    des homonymes, le code départage.
    """
    suffixe = table["departement"].where(table["niveau"] != "zone_emploi", table["region"].map(regions))
    homonymes = table.duplicated(["niveau", "libelle"], keep=False)
    longs = table["libelle"].where(~homonymes, table["libelle"] + " (" + suffixe.fillna("") + ")")
    restants = pd.DataFrame({"niveau": table["niveau"], "long": longs}).duplicated(keep=False)
    return longs.where(~restants, table["libelle"] + " (" + suffixe.fillna("") + ", " + table["code"] + ")")


def _memes_codes(obtenus: pd.Series, attendus: pd.Series, source: str) -> None:
    """Exige le même ensemble de codes des deux côtés."""
    ecart = set(obtenus) ^ set(attendus)
    if ecart:
        raise FormatInattendu(
            source,
            attendu="les mêmes codes que la table d'appartenance",
            trouve=f"{len(ecart)} codes d'écart, dont {', '.join(sorted(ecart)[:5])}",
        )
