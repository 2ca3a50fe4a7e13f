"""Effectifs de base par territoire : le niveau publié d'abord, sinon la somme complète des communes."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Final

import pandas as pd

from donnees.erreurs import CatalogueInvalide
from donnees.etapes.mesures import CLE, COLONNES, sommer
from donnees.schemas import NIVEAUX

PART_ESTIMEE: Final = 0.05
"""Au-delà, une somme est dite estimée ; en deçà, quelques communes partagées par une fusion ne comptent pas."""
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
    la somme l'est aussi ; s'il en manque une autre, le territoire n'a rien. La somme est dite estimée (« e »)
    quand les parties estimées en font plus de 5 %.
    """

    def __init__(
        self,
        composantes: pd.DataFrame,
        appartenance: pd.DataFrame,
        hors_champ: tuple[str, ...] = (),
        niveaux: tuple[str, ...] = NIVEAUX,
    ) -> None:
        triees = composantes.sort_values(["composante", *CLE], ignore_index=True)
        self._tables: Mapping[str, pd.DataFrame] = {
            str(nom): table[COLONNES].reset_index(drop=True) for nom, table in triees.groupby("composante", sort=True)
        }
        self._appartenance = appartenance
        self._sommes: dict[tuple[tuple[str, ...], tuple[str, ...]], pd.DataFrame] = {}
        self._rattachements: dict[tuple[str, tuple[str, ...]], pd.Series] = {}
        self._hors_champ = hors_champ
        self._niveaux = niveaux

    def pour(self, hors_champ: tuple[str, ...], niveaux: tuple[str, ...]) -> Effectifs:
        """Rend les mêmes effectifs (et le même cache) pour le champ et les niveaux d'une autre fiche."""
        autre = copy(self)
        autre._hors_champ, autre._niveaux = hors_champ, niveaux  # noqa: SLF001 - c'est la même classe
        return autre

    def publie(self, composante: str) -> pd.DataFrame:
        """Rend une composante telle que publiée, sans aucune somme.

        Raises
        ------
        CatalogueInvalide
            Si aucune donnée ne porte ce nom.
        """
        try:
            return self._tables[composante]
        except KeyError:
            raise CatalogueInvalide(
                f"Composante « {composante} » : citée par une fiche, absente des données."
            ) from None

    def communal(self, composante: str) -> pd.DataFrame:
        """Rend les seules lignes communales d'une composante."""
        table = self.publie(composante)
        return table[table["niveau"] == "commune"]

    def famille(self, prefixe: str) -> pd.DataFrame:
        """Rend, empilées, les composantes dont le nom commence par ``prefixe``."""
        noms = [nom for nom in self._tables if nom.startswith(prefixe)]
        if not noms:
            raise CatalogueInvalide(f"Composantes « {prefixe}… » : citées par une fiche, absentes des données.")
        return pd.concat([self._tables[nom].assign(composante=nom) for nom in noms], ignore_index=True)

    def somme(self, composantes: tuple[str, ...]) -> pd.DataFrame:
        """Rend la somme de composantes à tous les niveaux : publiés, ou sommés quand la somme est complète."""
        cle = (composantes, self._hors_champ)
        if cle not in self._sommes:
            tables = [self.publie(nom) for nom in composantes]
            if all(_niveaux(table) == {"commune"} for table in tables):
                self._sommes[cle] = self._completer(sommer(tables))
            else:
                self._sommes[cle] = sommer([self._completer(table) for table in tables])
        table = self._sommes[cle]
        return table[table["niveau"].isin(self._niveaux)]

    def _completer(self, publiee: pd.DataFrame) -> pd.DataFrame:
        niveaux = _niveaux(publiee)
        if "commune" in niveaux:
            communes = publiee[publiee["niveau"] == "commune"]
            absents = tuple(niveau for niveau in REGROUPEMENTS if niveau not in niveaux)
            return pd.concat([publiee, *(self._sommer(communes, niveau) for niveau in absents)], ignore_index=True)
        if "zone_emploi" in niveaux and "france" not in niveaux:
            return pd.concat([publiee, self._france_des_zones(publiee)], ignore_index=True)
        return publiee

    def remonter(self, communes: pd.DataFrame) -> pd.DataFrame:
        """Somme une mesure communale à tous les niveaux, communes comprises."""
        return pd.concat([communes, *(self._sommer(communes, niveau) for niveau in REGROUPEMENTS)], ignore_index=True)

    def _rattachement(self, niveau: str) -> pd.Series:
        """Territoire de chaque commune du champ (index : commune)."""
        cle = (niveau, self._hors_champ)
        if cle not in self._rattachements:
            table = self._appartenance.set_index("commune")
            if niveau == "france":
                table = table[~table["departement"].isin(self._hors_champ)].assign(france="FR")
            self._rattachements[cle] = table.loc[table[niveau] != "", niveau].astype("category")
        return self._rattachements[cle]

    def _sommer(self, communes: pd.DataFrame, niveau: str) -> pd.DataFrame:
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
            secrete=parties["statut"] == "s",
            estimee=parties["valeur"].abs().where(parties["statut"] == "e", 0.0),
            provisoire=parties["statut"] == "p",
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
        sommes["statut"] = ""
        sommes.loc[sommes["provisoire"], "statut"] = "p"
        sommes.loc[sommes["estimee"] > PART_ESTIMEE * sommes["valeur"].abs(), "statut"] = "e"
        sommes.loc[secret, "statut"] = "s"
        sommes.loc[secret, "valeur"] = float("nan")
        rendues = sommes[secret | (sommes["connues"] == attendu)].rename(columns={"territoire": "code"})
        return rendues.assign(niveau=niveau)[COLONNES]


def _niveaux(table: pd.DataFrame) -> set[str]:
    return set(table["niveau"].unique())
