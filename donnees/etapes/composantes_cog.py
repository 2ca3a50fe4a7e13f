"""Ramener des mesures communales au COG courant : arrondissements, fusions, scissions.

Les tables ont ici les colonnes ``composante, periode, code, valeur, statut``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from donnees.erreurs import FormatInattendu
from donnees.etapes.atelier import Atelier

CLE: Final = ["composante", "periode", "code"]
ARRONDISSEMENTS: Final = {"13055": r"132(0[1-9]|1[0-6])", "69123": r"6938[1-9]", "75056": r"751(0[1-9]|1\d|20)"}
ECART_ADMIS: Final = 0.01
"""Les naissances et décès des arrondissements ne couvrent pas tout (0,6 % de moins au pire) ; le reste est exact."""

SCISSIONS: Final[Mapping[str, str]] = {
    "15031": "15141",
    "15035": "15141",
    "15047": "15141",
    "15171": "15141",
    "60694": "60054",
    "85165": "85084",
    "85212": "85084",
}
"""Communes rétablies depuis 2022 → commune nouvelle dont elles sont sorties (Cantal, Oise, Vendée)."""
SCISSIONS_ANCIENNES: Final[Mapping[str, str]] = {"14666": "14712", "76601": "76676"}
"""Rétablies avant 2021 (Sannerville, Saint-Lucien) : la base du comparateur laisse leurs établissements de 2018 ou
leurs emplois de 2013 à la commune qu'elles ont quittée ; le partage se fait selon les emplois de 2018."""


def sans_arrondissements(long: pd.DataFrame, source: str, additives: frozenset[str]) -> pd.DataFrame:
    """Écarte les arrondissements de Paris, Lyon et Marseille, en double de la commune entière.

    Parameters
    ----------
    long : DataFrame
        ``code, variable, valeur, statut`` (sortie d'un lecteur).
    additives : frozenset of str
        Variables dont la somme des arrondissements doit rendre la commune entière, à 1 % près.

    Raises
    ------
    FormatInattendu
        Commune entière absente, ou différente de la somme de ses arrondissements : ce ne sont pas des doubles.
    """
    codes = pd.Series(long["code"].unique())
    ecartes: set[str] = set()
    for entiere, motif in ARRONDISSEMENTS.items():
        parties = set(codes[codes.str.fullmatch(motif)])
        if parties:
            _verifier_double(long, entiere, parties, source, additives)
        ecartes |= parties
    return long[~long["code"].isin(ecartes)].reset_index(drop=True)


def _verifier_double(
    long: pd.DataFrame, entiere: str, parties: set[str], source: str, additives: frozenset[str]
) -> None:
    utile = long[long["variable"].isin(additives)]
    tout = utile[utile["code"] == entiere].set_index("variable")["valeur"]
    if tout.empty and additives:
        raise FormatInattendu(source, colonne="code", attendu=f"la commune entière {entiere} avec ses arrondissements")
    sommes = utile[utile["code"].isin(parties)].groupby("variable")["valeur"].sum()
    ecarts = (sommes - tout).abs() / tout.abs().clip(lower=1)
    if (ecarts > ECART_ADMIS).any():
        pire = str(ecarts.idxmax())
        raise FormatInattendu(
            source,
            colonne=pire,
            attendu=f"la somme des arrondissements de {entiere} égale à la commune ({tout[pire]:.0f})",
            trouve=f"{sommes[pire]:.0f}",
        )


def au_cog(atelier: Atelier, table: pd.DataFrame, source: str) -> pd.DataFrame:
    """Remplace ``code`` par le code courant ; plusieurs lignes peuvent alors porter le même."""
    uniques = pd.Series(table["code"].unique())
    courants = pd.Series(atelier.au_cog_courant(uniques, source).to_numpy(), index=uniques.to_numpy())
    return table.assign(code=table["code"].map(courants))


def sommer(table: pd.DataFrame) -> pd.DataFrame:
    """Additionne les effectifs des communes fusionnées ; une part inconnue rend le total inconnu.

    Le statut du total est alors ``s`` si une part est secrète, sinon ``nd``.
    """
    multiples = table.loc[table.duplicated(CLE), "code"].unique()
    fusion = table["code"].isin(multiples)
    if not fusion.any():
        return table[[*CLE, "valeur", "statut"]]
    parts = table[fusion].assign(s=lambda t: t["statut"] == "s", vide=lambda t: t["valeur"].isna())
    total = parts.groupby(CLE, as_index=False).agg(valeur=("valeur", "sum"), s=("s", "any"), vide=("vide", "any"))
    total["valeur"] = total["valeur"].where(~total["vide"])
    total["statut"] = total["s"].map({True: "s", False: "nd"}).where(total["vide"], "")
    return pd.concat([table[~fusion], total], ignore_index=True)[[*CLE, "valeur", "statut"]]


def publier(table: pd.DataFrame, fusionnees: frozenset[str] = frozenset()) -> pd.DataFrame:
    """Garde une mesure non additive là où elle décrit bien la commune courante.

    Parameters
    ----------
    fusionnees : frozenset of str
        Communes courantes qu'on sait fusionnées depuis, même si une seule ligne du fichier y mène.

    Returns
    -------
    DataFrame
        Une ligne par commune ; valeur vide et statut ``nd`` si plusieurs anciennes communes y mènent, ou si
        la commune a été démembrée depuis : une médiane ou un taux ne se moyenne ni ne se partage.
    """
    multiples = set(table.loc[table.duplicated(CLE), "code"])
    absents = {parent for enfant, parent in SCISSIONS.items() if enfant not in set(table["code"].unique())}
    table = table.drop_duplicates(CLE, ignore_index=True)[[*CLE, "valeur", "statut"]]
    perdues = table["code"].isin(multiples | fusionnees | absents)
    return table.assign(valeur=table["valeur"].where(~perdues), statut=table["statut"].where(~perdues, "nd"))


def repartir(
    table: pd.DataFrame, cle_partage: pd.Series, scissions: Mapping[str, str] = SCISSIONS, *, au_chef: bool = False
) -> pd.DataFrame:
    """Partage l'effectif d'une commune démembrée depuis, statut ``e`` ; la somme est conservée.

    Parameters
    ----------
    cle_partage : Series of float
        Clé de partage par code courant (habitants, à défaut emplois).
    scissions : mapping
        Commune rétablie → commune dont elle est sortie ; n'agit que là où la première n'a pas de valeur.
    au_chef : bool
        Laisser tout l'effectif à la commune d'origine et zéro aux rétablies (équipements, indivisibles).
    """
    valeurs = table[table["code"].isin({*scissions, *scissions.values()}) & table["valeur"].notna()]
    liens = pd.DataFrame({"enfant": list(scissions), "code": list(scissions.values())})
    candidats = valeurs.merge(liens, on="code")
    pleins = valeurs[CLE].rename(columns={"code": "enfant"})
    candidats = candidats.merge(pleins, on=["composante", "periode", "enfant"], how="left", indicator=True)
    enfants = candidats[candidats["_merge"] == "left_only"].assign(parent=lambda t: t["code"], chef=False)
    parents = enfants.drop_duplicates(CLE).assign(enfant=lambda t: t["code"], chef=True)
    parts = pd.concat([parents, enfants], ignore_index=True).assign(code=lambda t: t["enfant"], statut="e")
    poids = parts["chef"].astype("float64") if au_chef else parts["code"].map(cle_partage).astype("float64")
    total = poids.groupby([parts["composante"], parts["periode"], parts["parent"]]).transform("sum")
    parts["valeur"] = parts["valeur"] * poids / total
    reste = table.merge(parts[CLE], on=CLE, how="left", indicator=True)
    reste = reste[reste["_merge"] == "left_only"]
    return pd.concat([reste, parts], ignore_index=True)[[*CLE, "valeur", "statut"]]
