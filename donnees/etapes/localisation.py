"""Du code postal et du nom à la commune, de la commune au point : seulement quand c'est certain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from donnees.etapes.atelier import Atelier

RAYON_TERRE_KM = 6371.0
# Collectivités sans zone d'emploi : Saint-Pierre-et-Miquelon, Saint-Barthélemy, Saint-Martin, Pacifique.
HORS_CHAMP = r"97[578]\d{2}|98\d{3}"
# Repère de chaque code postal hors champ : sert à vérifier un point publié, jamais à en inventer un.
REPERES_HORS_CHAMP = pd.DataFrame(
    {"cp": ["97133", "97150", "97500"], "lon": [-62.83, -63.08, -56.20], "lat": [17.90, 18.07, 46.80]}
)
SEUIL_KM = 25.0
SEUILS_KM = {"973": 150.0}  # les communes de Guyane s'étendent loin de leur bourg


def communes_courantes(atelier: Atelier) -> pd.DataFrame:
    """Rend les communes de la table ``territoires``, indexées par code."""
    territoires = atelier.tables["territoires"]
    return territoires[territoires["niveau"] == "commune"].set_index("code")


def communes_publiees(atelier: Atelier, codes: pd.Series, source: str) -> pd.Series:
    """Ramène des codes publiés au COG courant ; ``""`` hors champ (Saint-Martin…) ou code vide.

    Raises
    ------
    CodeInconnu
        Pour tout autre code que l'historique ne connaît pas.
    """
    hors_champ = codes[codes.str.fullmatch(HORS_CHAMP) | (codes == "")]
    return atelier.au_cog_courant(codes, source, inconnus_admis=frozenset(hors_champ))


def cle_nom(noms: pd.Series) -> pd.Series:
    """Réduit un nom de commune à sa clé de comparaison.

    Majuscules sans accents ni ponctuation, « St » → « SAINT », « s/ » → « SUR », « Cedex 9 » et
    l'arrondissement de Paris, Lyon ou Marseille retirés.
    """
    cle = noms.str.replace("œ", "oe").str.replace("Œ", "OE").str.normalize("NFKD")
    cle = cle.str.replace(r"[\u0300-\u036f]", "", regex=True).str.upper()
    for motif, remplacement in (
        (r"\bS/", " SUR "),
        (r"[^A-Z0-9]+", " "),
        (r"\bCEDEX\b.*$", ""),
        (r"^\s*(PARIS|LYON|MARSEILLE)\s+\d.*$", r"\1"),
        (r"\bSTE\b", "SAINTE"),
        (r"\bST\b", "SAINT"),
        (r"\s+", " "),
    ):
        cle = cle.str.replace(motif, remplacement, regex=True)
    return cle.str.strip()


def departement_postal(codes_postaux: pd.Series) -> pd.Series:
    """Rend le département d'un code postal.

    « 20 » pour les deux départements corses ; les Cedex 978 sont de La Réunion (974).
    """
    trois = codes_postaux.str[:3].replace("978", "974")
    return codes_postaux.str[:2].where(~codes_postaux.str.startswith("97"), trois)


def rattacher(codes_postaux: pd.Series, villes: pd.Series, communes: pd.DataFrame) -> pd.DataFrame:
    """Rattache des adresses à leur commune quand une seule commune répond.

    Parameters
    ----------
    codes_postaux, villes : Series of str
        Alignées.
    communes : DataFrame
        Voir `communes_courantes` : ``libelle``, ``codes_postaux`` (séparés par un espace), ``departement``.

    Returns
    -------
    DataFrame
        ``commune`` (``""`` si incertaine) et ``methode``, dans l'ordre d'essai : ``nom_code_postal``,
        ``nom_departement`` (Cedex), ``debut_nom`` (nom d'avant une fusion : « Vire » → « Vire Normandie »),
        ``code_postal`` (une seule commune le porte).
    """
    postaux = _communes_par_code_postal(communes)
    adresses = pd.DataFrame(
        {"cp": codes_postaux, "nom": cle_nom(villes), "dep": departement_postal(codes_postaux)}, index=villes.index
    )
    essais = {
        "nom_code_postal": _reponses(adresses, postaux, ["cp", "nom"]),
        "nom_departement": _reponses(adresses, postaux, ["dep", "nom"]),
        "debut_nom": _par_debut(adresses, postaux),
        "code_postal": _reponses(adresses, postaux, ["cp"]),
    }
    commune = pd.Series("", index=villes.index, dtype=str)
    methode = pd.Series("", index=villes.index, dtype=str)
    for nom, reponse in essais.items():
        nouveaux = (commune == "") & (reponse != "")
        commune, methode = commune.mask(nouveaux, reponse), methode.mask(nouveaux, nom)
    return pd.DataFrame({"commune": commune, "methode": methode})


def _communes_par_code_postal(communes: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "code": communes.index,
            "nom": cle_nom(communes["libelle"]).to_numpy(),
            "dep": communes["departement"].replace({"2A": "20", "2B": "20"}).to_numpy(),
            "cp": communes["codes_postaux"].str.split(" ").to_numpy(),
        }
    )
    return table.explode("cp")


def _reponses(adresses: pd.DataFrame, postaux: pd.DataFrame, cles: list[str]) -> pd.Series:
    """Rend la commune de chaque adresse quand la clé n'en désigne qu'une."""
    paires = postaux[[*cles, "code"]].drop_duplicates()
    certaines = paires[~paires.duplicated(cles, keep=False)]
    trouvees = adresses[cles].merge(certaines, on=cles, how="left", validate="many_to_one")["code"]
    return _ou_vide(trouvees.set_axis(adresses.index))


def _par_debut(adresses: pd.DataFrame, postaux: pd.DataFrame) -> pd.Series:
    numerotees = adresses[["cp", "nom"]].assign(rang=range(len(adresses)))
    paires = numerotees[numerotees["nom"] != ""].merge(
        postaux[["cp", "nom", "code"]], on="cp", suffixes=("", "_commune")
    )
    debuts = [commune.startswith(nom + " ") for commune, nom in zip(paires["nom_commune"], paires["nom"], strict=True)]
    uniques = paires[debuts].drop_duplicates(["rang", "code"]).drop_duplicates("rang", keep=False)
    return _ou_vide(numerotees["rang"].map(uniques.set_index("rang")["code"]))


def _ou_vide(codes: pd.Series) -> pd.Series:
    return codes.astype(object).where(codes.notna(), "").astype(str)


def distance_km(lon_a: pd.Series, lat_a: pd.Series, lon_b: pd.Series, lat_b: pd.Series) -> pd.Series:
    """Distance à vol d'oiseau, en kilomètres, entre points en degrés (formule de haversine)."""
    phi_a, phi_b = np.radians(lat_a), np.radians(lat_b)
    moitie = np.sin((phi_b - phi_a) / 2) ** 2
    moitie += np.cos(phi_a) * np.cos(phi_b) * np.sin(np.radians(lon_b - lon_a) / 2) ** 2
    return pd.Series(2 * RAYON_TERRE_KM * np.arcsin(np.sqrt(moitie)), index=lon_a.index)


def points_plausibles(table: pd.DataFrame, communes: pd.DataFrame) -> pd.Series:
    """Dit quels points publiés sont crédibles : à moins de 25 km de leur commune (150 km en Guyane).

    Sans commune connue, la distance se compte jusqu'à la plus proche commune du même code postal, ou à défaut du même
    département.

    Parameters
    ----------
    table : DataFrame
        ``lon``, ``lat``, ``commune``, ``code_postal``.
    """
    centres = communes.reindex(table["commune"]).set_index(table.index)
    distances = distance_km(table["lon"], table["lat"], centres["lon"], centres["lat"])
    orphelines = table[(table["commune"] == "") & table["lon"].notna()]
    distances = distances.fillna(_distance_du_secteur(orphelines, communes))
    seuils = departement_postal(table["code_postal"]).map(SEUILS_KM).fillna(SEUIL_KM)
    return (table["lon"].notna() & table["lat"].notna() & (distances <= seuils)).astype(bool)


def _distance_du_secteur(table: pd.DataFrame, communes: pd.DataFrame) -> pd.Series:
    """Distance à la plus proche commune du code postal, à défaut du département."""
    postaux = _communes_par_code_postal(communes).join(communes[["lon", "lat"]], on="code")
    postaux = pd.concat([postaux, REPERES_HORS_CHAMP], ignore_index=True)
    adresses = table[["lon", "lat"]].assign(
        rang=range(len(table)), cp=table["code_postal"], dep=departement_postal(table["code_postal"])
    )
    resultat = pd.Series(float("nan"), index=table.index)
    for cle in ("cp", "dep"):
        paires = adresses.merge(postaux, on=cle, suffixes=("", "_commune"))
        paires["km"] = distance_km(paires["lon"], paires["lat"], paires["lon_commune"], paires["lat_commune"])
        resultat = resultat.fillna(adresses["rang"].map(paires.groupby("rang")["km"].min()))
    return resultat


def placer(table: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """Place chaque ligne : point publié s'il est plausible, sinon point de la commune, sinon aucun.

    Returns
    -------
    DataFrame
        ``table`` avec ``lon``, ``lat`` et ``precision_geo`` (``adresse``, ``commune`` ou ``""``).
    """
    plausibles = points_plausibles(table, communes)
    centres = communes.reindex(table["commune"]).set_index(table.index)
    precision = pd.Series("", index=table.index, dtype=str).mask(table["commune"] != "", "commune")
    return table.assign(
        lon=table["lon"].where(plausibles, centres["lon"]).astype("float64"),
        lat=table["lat"].where(plausibles, centres["lat"]).astype("float64"),
        precision_geo=precision.mask(plausibles, "adresse"),
    )


def texte_net(table: pd.DataFrame, colonnes: Sequence[str]) -> pd.DataFrame:
    """Retire sauts de ligne, caractères de contrôle et espaces en trop : texte brut d'une ligne."""
    nettes = {
        nom: table[nom].str.replace(r"[\x00-\x1f\x7f-\x9f]+", " ", regex=True).str.replace(r"\s+", " ", regex=True)
        for nom in colonnes
    }
    return table.assign(**{nom: serie.str.strip() for nom, serie in nettes.items()})
