"""Effectifs de base par territoire : le niveau publié d'abord, sinon la somme complète des communes."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Final

import numpy as np
import pandas as pd

from donnees.catalogue.effectifs import ESTIME, PROVISOIRE, RANGS, SECRET, Operande, etats_des_sommes
from donnees.erreurs import CatalogueInvalide
from donnees.etapes.mesures import CLE, reduire
from donnees.schemas import NIVEAUX

ETATS: Final = [*CLE, "valeur", "etat"]
REGROUPEMENTS: Final = ("zone_emploi", "epci", "departement", "region", "france")


class Effectifs:
    """Composantes observées et leurs sommes.

    Parameters
    ----------
    composantes : DataFrame
        ``composante, niveau, code, periode, valeur, statut``.
    appartenance : DataFrame
        ``commune, zone_emploi, epci, departement, region``.
    hors_champ : tuple of str
        Départements que la source ne couvre pas, retirés du total France.
    niveaux : tuple of str
        Niveaux rendus par `somme` ; les autres ne sont pas utiles à la fiche en cours.

    Notes
    -----
    Une somme n'est rendue que si toutes les communes du territoire ont une valeur ; si l'une est secrète,
    la somme l'est aussi ; s'il en manque une autre, le territoire n'a rien.
    """

    def __init__(
        self,
        composantes: pd.DataFrame,
        appartenance: pd.DataFrame,
        hors_champ: tuple[str, ...] = (),
        niveaux: tuple[str, ...] = NIVEAUX,
    ) -> None:
        triees = composantes.sort_values(["composante", *CLE], ignore_index=True)
        triees["etat"] = triees["statut"].map(RANGS).astype("int8")
        self._tables: Mapping[str, pd.DataFrame] = {
            str(nom): table[ETATS].reset_index(drop=True) for nom, table in triees.groupby("composante", sort=True)
        }
        self._appartenance = appartenance
        self._sommes: dict[tuple[Operande, tuple[str, ...]], pd.DataFrame] = {}
        self._rattachements: dict[tuple[str, tuple[str, ...]], pd.Series] = {}
        self._hors_champ = hors_champ
        self._niveaux = niveaux

    def pour(self, hors_champ: tuple[str, ...], niveaux: tuple[str, ...]) -> Effectifs:
        """Rend les mêmes effectifs (et le même cache) pour le champ et les niveaux d'une autre fiche."""
        autre = copy(self)
        autre._hors_champ, autre._niveaux = hors_champ, niveaux  # noqa: SLF001 - c'est la même classe
        return autre

    def _composante(self, nom: str) -> pd.DataFrame:
        try:
            return self._tables[nom]
        except KeyError:
            raise CatalogueInvalide(f"Composante « {nom} » : citée par une fiche, absente des données.") from None

    def publie(self, operande: Operande) -> pd.DataFrame:
        """Rend un opérande tel que publié, sans aucune somme d'un territoire à l'autre.

        Raises
        ------
        CatalogueInvalide
            Si aucune donnée ne porte le nom d'une composante.
        """
        return reduire(operande, {nom: self._composante(nom) for nom in operande.composantes})

    def famille(self, prefixe: str) -> pd.DataFrame:
        """Rend, empilées, les composantes dont le nom commence par ``prefixe``."""
        noms = [nom for nom in self._tables if nom.startswith(prefixe)]
        if not noms:
            raise CatalogueInvalide(f"Composantes « {prefixe}… » : citées par une fiche, absentes des données.")
        return pd.concat([self._tables[nom].assign(composante=nom) for nom in noms], ignore_index=True)

    def somme(self, operande: Operande) -> pd.DataFrame:
        """Rend la somme d'un opérande à tous les niveaux : publiés, ou sommés quand la somme est complète.

        Raises
        ------
        CatalogueInvalide
            Si aucune donnée ne porte le nom d'une composante.
        """
        cle = (operande, self._hors_champ)
        if cle not in self._sommes:
            self._sommes[cle] = self._sommer(operande)
        table = self._sommes[cle]
        return table[table["niveau"].isin(self._niveaux)]

    def _sommer(self, operande: Operande) -> pd.DataFrame:
        tables = {nom: self._composante(nom) for nom in operande.noms}
        if operande.condition:  # elle se juge commune par commune
            tables = {nom: table[table["niveau"] == "commune"] for nom, table in tables.items()}
        if all(_niveaux(table) == {"commune"} for table in tables.values()):
            return self._completer(reduire(operande, tables))
        return reduire(operande, {nom: self._completer(table) for nom, table in tables.items()})

    def _completer(self, publiee: pd.DataFrame) -> pd.DataFrame:
        niveaux = _niveaux(publiee)
        if "commune" in niveaux:
            communes = publiee[publiee["niveau"] == "commune"]
            absents = tuple(niveau for niveau in REGROUPEMENTS if niveau not in niveaux)
            return pd.concat([publiee, *(self._remonter(communes, niveau) for niveau in absents)], ignore_index=True)
        if "zone_emploi" in niveaux and "france" not in niveaux:
            return pd.concat([publiee, self._france_des_zones(publiee)], ignore_index=True)
        return publiee

    def _rattachement(self, niveau: str) -> pd.Series:
        """Territoire de chaque commune du champ (index : commune)."""
        cle = (niveau, self._hors_champ)
        if cle not in self._rattachements:
            table = self._appartenance.set_index("commune")
            if niveau == "france":
                table = table[~table["departement"].isin(self._hors_champ)].assign(france="FR")
            self._rattachements[cle] = table.loc[table[niveau] != "", niveau].astype("category")
        return self._rattachements[cle]

    def _remonter(self, communes: pd.DataFrame, niveau: str) -> pd.DataFrame:
        return self._regrouper(communes, self._rattachement(niveau), niveau)

    def _france_des_zones(self, zones: pd.DataFrame) -> pd.DataFrame:
        table = self._appartenance[~self._appartenance["departement"].isin(self._hors_champ)]
        codes = pd.Index(sorted(table["zone_emploi"].unique()))
        return self._regrouper(zones[zones["niveau"] == "zone_emploi"], pd.Series("FR", index=codes), "france")

    @staticmethod
    def _regrouper(parties: pd.DataFrame, rattachement: pd.Series, niveau: str) -> pd.DataFrame:
        """Somme ``parties`` par territoire ; ``rattachement`` dit aussi combien de parties sont attendues."""
        attendues = rattachement.value_counts()
        places = rattachement.index.get_indexer(pd.Index(parties["code"]))
        parties, places = parties[places >= 0], places[places >= 0]
        lignes = parties.assign(
            territoire=rattachement.to_numpy()[places],
            connue=parties["valeur"].notna(),
            secrete=parties["etat"] == SECRET,
            estimee=parties["valeur"].abs().where(parties["etat"] == ESTIME, 0.0),
            provisoire=parties["etat"] == PROVISOIRE,
        )
        sommes = lignes.groupby(["territoire", "periode"], as_index=False).agg(
            valeur=("valeur", "sum"),
            connues=("connue", "sum"),
            secretes=("secrete", "sum"),
            estimee=("estimee", "sum"),
            provisoire=("provisoire", "any"),
        )
        attendu = sommes["territoire"].map(attendues)
        secret = (sommes["secretes"] > 0) & (sommes["connues"] + sommes["secretes"] == attendu)
        etats = etats_des_sommes(*(sommes[nom].to_numpy() for nom in ("valeur", "estimee", "provisoire")))
        sommes["etat"] = np.where(secret, SECRET, etats).astype("int8")
        sommes.loc[secret, "valeur"] = float("nan")
        rendues = sommes[secret | (sommes["connues"] == attendu)].rename(columns={"territoire": "code"})
        return rendues.assign(niveau=niveau)[ETATS]


def _niveaux(table: pd.DataFrame) -> set[str]:
    return set(table["niveau"].unique())
