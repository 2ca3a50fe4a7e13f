"""Les tables que chaque source donne à la chaîne, et les comptes que certains fichiers déclarent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import pandas as pd
import shapely

from donnees.controles.evaluation import Declares, Decoupage, Lecture
from donnees.lecture import (
    agences,
    anct,
    asp,
    bassins_bmo,
    dares,
    dila,
    france_travail,
    ign,
    insee_bpe,
    insee_chomage,
    insee_cog,
    insee_emploi,
    insee_filosofi,
    insee_recensement,
    maisons,
    observatoire,
    onemev,
    urssaf,
)
from donnees.lecture.socle import Brut, lire_json

Lecteur = Callable[[Brut], pd.DataFrame]
NOMENCLATURES: Final = ("a5", "a21", "a38")
ANNEES_BMO: Final = (2023, 2024, 2025)


def _bpe_2020(brut: Brut) -> pd.DataFrame:
    return insee_bpe.lire_bpe_2020(brut, insee_bpe.lire_libelles_2020(brut)["type"].tolist())


def _contours(brut: Brut) -> pd.DataFrame:
    """Les contours des communes, réduits à leur surface (degrés carrés)."""
    formes = ign.lire_communes(brut)
    return formes[["code", "type"]].assign(surface=shapely.area(formes["geometrie"].to_numpy()))


def _mairies(brut: Brut) -> pd.DataFrame:
    """La position des mairies."""
    formes = ign.lire_communes(brut)
    points = formes["mairie"].to_numpy()
    return formes[["code", "type"]].assign(lon=shapely.get_x(points), lat=shapely.get_y(points))


def _cantons(brut: Brut) -> pd.DataFrame:
    cantons = ign.lire_cantons(brut)
    return cantons[["code"]].assign(surface=shapely.area(cantons["geometrie"].to_numpy()))


LECTEURS: Final[Mapping[str, Mapping[str | None, Lecteur]]] = {
    "insee_chomage_localise_2022": {None: insee_chomage.lire_chomage_2003_2022},
    "insee_chomage_localise_2025": {None: insee_chomage.lire_chomage_recent},
    "insee_comparateur_2022": {None: insee_recensement.lire_comparateur},
    "insee_rp_2022_communes": {None: insee_recensement.lire_rp_2022},
    "observatoire_ze": {None: observatoire.lire_observatoire},
    "insee_populations_cog": {
        "communes": insee_cog.lire_communes,
        "epci": insee_cog.lire_epci,
        "departements": insee_cog.lire_departements,
        "regions": insee_cog.lire_regions,
    },
    "insee_estimations_emploi": {None: insee_emploi.lire_emploi_total},
    "urssaf_serie": {None: urssaf.lire_serie},
    "urssaf_secteurs": {nom: partial(urssaf.lire_urssaf, nomenclature=nom) for nom in NOMENCLATURES},
    "insee_flores": {nom: partial(insee_emploi.lire_flores, nomenclature=nom) for nom in NOMENCLATURES},
    "insee_filosofi_2020": {None: insee_filosofi.lire_filosofi_2020},
    "insee_filosofi_2021": {None: insee_filosofi.lire_filosofi_2021},
    "insee_side": {None: insee_emploi.lire_creations},
    "insee_bpe_2020": {"types": insee_bpe.lire_libelles_2020, "commerces": _bpe_2020},
    "insee_bpe_2024": {None: insee_bpe.lire_bpe_2024},
    "france_travail_bmo": {f"bmo_{annee}": partial(france_travail.lire_bmo, annee=annee) for annee in ANNEES_BMO},
    "france_travail_bassins": {None: bassins_bmo.lire_bassins},
    "onemev": {None: onemev.lire_fap_vertes},
    "france_travail_rome": {None: france_travail.lire_rome},
    "dares_fap2021": {None: dares.lire_fap2021},
    "dares_tension": {None: dares.lire_metiers_tension},
    "insee_appartenance": {"appartenance": insee_cog.lire_appartenance, "historique": insee_cog.lire_historique},
    "insee_appartenance_2022": {None: insee_cog.lire_appartenance_2022},
    "ign_admin_express": {"communes": _contours, "cantons": _cantons},
    "dila_mairies": {None: _mairies},
    "anct_programmes": {None: anct.lire_programmes},
    "anct_territoires_industrie": {None: anct.lire_territoires_industrie},
    "anct_zrr": {None: anct.lire_zrr},
    "maisons_releve": {None: maisons.lire_maisons},
    "actions_releve": {None: maisons.lire_actions},
    "france_travail_agences": {None: agences.lire_agences},
    "anct_france_services": {None: anct.lire_france_services},
    "asp_siae": {None: asp.lire_siae},
    "dila_annuaire": {None: dila.lire_services},
}
"""Source → ses tables, telles que les lecteurs les rendent ; ``None`` quand elle n'en a qu'une."""
DECLARANTS: Final = {
    "insee_chomage_localise_2025": insee_chomage.RECENT,
    "insee_filosofi_2021": insee_filosofi.FILOSOFI_2021,
    "insee_bpe_2024": insee_bpe.BPE_2024,
}
"""Sources dont le fichier dit ses propres comptes (clé « meta »)."""


def lire(brut: Brut, source: str, table: str | None) -> Lecture:
    """Lit une table de ``source`` ; ``brut`` en retient les fichiers."""
    declares = _declares(brut, DECLARANTS[source]) if source in DECLARANTS else {}
    propre = Brut(brut.racine)
    contenu = LECTEURS[source][table](propre)
    brut.empreintes.update(propre.empreintes)
    return Lecture(contenu, ", ".join(propre.empreintes), declares)


def _declares(brut: Brut, fichier: str) -> Declares:
    """Les comptes de la clé « meta » : nombres, et nombres par famille."""
    meta = lire_json(brut, fichier, ["meta"])["meta"]
    return {nom: compte for nom, compte in meta.items() if isinstance(compte, int | float | dict)}


def decoupage(brut: Brut) -> Decoupage:
    """Le découpage en vigueur, lu dans la table d'appartenance et son historique."""
    communes = insee_cog.lire_appartenance(brut)
    anciens = insee_cog.lire_historique(brut)
    niveaux = ("commune", "epci", "zone_emploi", "departement", "region")
    codes = {niveau: frozenset(communes[niveau].unique()) - {""} for niveau in niveaux}
    return Decoupage(codes, dict(zip(anciens["code_historique"], anciens["code_commune"], strict=True)))
