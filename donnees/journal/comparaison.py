"""Ce qui diffère entre deux jeux de produits : calcul pur sur leurs tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from donnees.journal.jeux import CLE, Jeu

SEUIL: Final = 0.01
"""Écart relatif au-delà duquel une valeur « a changé » ; en deçà, le changement est compté comme infime."""

ORDRE: Final = ["ecart", "code", "periode"]


@dataclass(frozen=True)
class Diff:
    """Ce qu'un ensemble a gagné et perdu."""

    ajoutes: tuple[str, ...]
    retires: tuple[str, ...]

    def __bool__(self) -> bool:
        """Vrai s'il y a quelque chose à dire."""
        return bool(self.ajoutes or self.retires)


@dataclass(frozen=True)
class Exemple:
    """Une case, avant et après : valeur (NaN si elle manque) et statut."""

    code: str
    periode: str
    avant: float
    apres: float
    statuts: tuple[str, str]


@dataclass(frozen=True)
class EcartNiveau:
    """Ce qui change dans les valeurs d'un indicateur à un niveau.

    Parameters
    ----------
    apparues, disparues : int
        Cases qui ont gagné ou perdu leur valeur, ligne nouvelle ou retirée comprise.
    modifiees, infimes : int
        Valeurs changées de plus de `SEUIL`, ou de moins.
    statuts : int
        Cases présentes des deux côtés dont le statut (secret, estimé…) change.
    exemple : Exemple or None
        La plus grosse modification ; à défaut, la première case apparue, disparue ou au statut changé.
    """

    indicateur: str
    niveau: str
    apparues: int
    disparues: int
    modifiees: int
    infimes: int
    statuts: int
    exemple: Exemple | None

    def __bool__(self) -> bool:
        """Vrai s'il y a quelque chose à dire."""
        return any((self.apparues, self.disparues, self.modifiees, self.infimes, self.statuts))


@dataclass(frozen=True)
class Changements:
    """Tout ce qui diffère d'un jeu à l'autre."""

    empreintes: tuple[str, str]
    octets: tuple[int, int]
    sources: Diff
    sources_modifiees: tuple[str, ...]
    tables: Mapping[str, tuple[int, int]]
    indicateurs: Diff
    periodes: Mapping[str, Diff]
    territoires: Mapping[str, Diff]
    renommes: int
    ecarts: tuple[EcartNiveau, ...]

    @property
    def aucun(self) -> bool:
        """Vrai quand les deux jeux ont les mêmes octets et les mêmes sources."""
        return self.empreintes[0] == self.empreintes[1] and not self.sources and not self.sources_modifiees


def comparer(avant: Jeu, apres: Jeu) -> Changements:
    """Compare deux jeux ; une table aux mêmes octets n'est pas relue."""
    anciens, nouveaux = avant.indicateurs(), apres.indicateurs()
    communs = [] if _memes_octets(avant, apres, "valeurs.parquet") else sorted(set(anciens) & set(nouveaux))
    periodes, ecarts = {}, []
    for indicateur in communs:
        tables = avant.valeurs(indicateur), apres.valeurs(indicateur)
        periodes[indicateur] = differer(*(table["periode"] for table in tables))
        ecarts += [ecart for ecart in comparer_valeurs(indicateur, *tables) if ecart]
    territoires = avant.territoires(), apres.territoires()
    sources = [jeu.manifeste.get("sources", {}) for jeu in (avant, apres)]
    return Changements(
        empreintes=(avant.empreinte, apres.empreinte),
        octets=(avant.octets(), apres.octets()),
        sources=differer(*map(pd.Series, map(list, sources))),
        sources_modifiees=tuple(sorted(f for f in set(sources[0]) & set(sources[1]) if sources[0][f] != sources[1][f])),
        tables=_tables(avant, apres),
        indicateurs=differer(pd.Series(anciens), pd.Series(nouveaux)),
        periodes={indicateur: diff for indicateur, diff in periodes.items() if diff},
        territoires=_territoires(*territoires),
        renommes=_renommes(*territoires),
        ecarts=tuple(ecarts),
    )


def differer(avant: pd.Series, apres: pd.Series) -> Diff:
    """Ce que les valeurs d'une colonne ont gagné et perdu."""
    anciens, nouveaux = set(avant), set(apres)
    return Diff(tuple(sorted(nouveaux - anciens)), tuple(sorted(anciens - nouveaux)))


def comparer_valeurs(indicateur: str, avant: pd.DataFrame, apres: pd.DataFrame) -> list[EcartNiveau]:
    """Compare les valeurs d'un indicateur, niveau par niveau.

    Parameters
    ----------
    avant, apres : DataFrame
        ``niveau, code, periode, valeur, statut``, sans double.
    """
    cases = avant.merge(apres, on=CLE, how="outer", suffixes=("_avant", "_apres"), indicator=True)
    a, b = (cases[f"valeur_{cote}"].to_numpy(dtype="float64") for cote in ("avant", "apres"))
    ecart, plus_grand = np.nan_to_num(np.abs(b - a)), np.fmax(np.abs(a), np.abs(b))
    relatif = np.divide(ecart, plus_grand, out=np.zeros(len(cases)), where=plus_grand > 0)
    cases = cases.assign(
        apparue=np.isnan(a) & ~np.isnan(b),
        disparue=~np.isnan(a) & np.isnan(b),
        ecart=ecart,
        relatif=relatif,
        statut=(cases["_merge"] == "both") & (cases["statut_avant"] != cases["statut_apres"]),
    )
    return [_ecart(indicateur, str(niveau), lignes) for niveau, lignes in cases.groupby("niveau", sort=True)]


def _ecart(indicateur: str, niveau: str, cases: pd.DataFrame) -> EcartNiveau:
    modifiees = cases[cases["relatif"] > SEUIL]
    autres = cases[cases["apparue"] | cases["disparue"] | cases["statut"]]
    exemples = [table.sort_values(ORDRE, ascending=[False, True, True]).head(1) for table in (modifiees, autres)]
    return EcartNiveau(
        indicateur=indicateur,
        niveau=niveau,
        apparues=int(cases["apparue"].sum()),
        disparues=int(cases["disparue"].sum()),
        modifiees=len(modifiees),
        infimes=int(((cases["relatif"] > 0) & (cases["relatif"] <= SEUIL)).sum()),
        statuts=int(cases["statut"].sum()),
        exemple=next((_exemple(table) for table in exemples if len(table)), None),
    )


def _exemple(cases: pd.DataFrame) -> Exemple:
    case = cases.fillna({"statut_avant": "", "statut_apres": ""}).iloc[0]
    return Exemple(
        code=str(case["code"]),
        periode=str(case["periode"]),
        avant=float(case["valeur_avant"]),
        apres=float(case["valeur_apres"]),
        statuts=(str(case["statut_avant"]), str(case["statut_apres"])),
    )


def _memes_octets(avant: Jeu, apres: Jeu, produit: str) -> bool:
    sommes = [jeu.manifeste.get("produits", {}).get(produit) for jeu in (avant, apres)]
    return sommes[0] is not None and sommes[0] == sommes[1]


def _tables(avant: Jeu, apres: Jeu) -> dict[str, tuple[int, int]]:
    """Lignes avant et après des tables dont les octets changent."""
    lignes = [jeu.manifeste.get("lignes", {}) for jeu in (avant, apres)]
    return {
        nom: (lignes[0].get(nom, 0), lignes[1].get(nom, 0))
        for nom in sorted({*lignes[0], *lignes[1]})
        if not _memes_octets(avant, apres, f"{nom}.parquet")
    }


def _territoires(avant: pd.DataFrame, apres: pd.DataFrame) -> dict[str, Diff]:
    """Codes apparus et disparus, par niveau."""
    diffs = {
        niveau: differer(*(table.loc[table["niveau"] == niveau, "code"] for table in (avant, apres)))
        for niveau in sorted({*avant["niveau"], *apres["niveau"]})
    }
    return {niveau: diff for niveau, diff in diffs.items() if diff}


def _renommes(avant: pd.DataFrame, apres: pd.DataFrame) -> int:
    communs = avant.merge(apres, on=["niveau", "code"], suffixes=("_avant", "_apres"))
    return int((communs["libelle_avant"] != communs["libelle_apres"]).sum())
