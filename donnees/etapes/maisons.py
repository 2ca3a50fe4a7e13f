"""Étape « maisons et actions » : identifiants stables, rattachement au COG, actions jointes à leur maison."""

from __future__ import annotations

import hashlib

import pandas as pd

from donnees.erreurs import ErreurDonnees
from donnees.etapes.atelier import Atelier
from donnees.etapes.localisation import cle_nom, communes_courantes, texte_net
from donnees.lecture.maisons import ACTIONS, MAISONS, lire_actions, lire_maisons
from donnees.vocabulaire import LIBELLES_THEMES

CATEGORIES = {
    "MDE": "Maison de l'emploi",
    "MDE antenne": "Antenne de maison de l'emploi",
    "MDE non labellisée": "Maison de l'emploi non labellisée",
    "MDE fermée": "Maison de l'emploi fermée",
    "MCEF": "Maison commune emploi formation",
    "MIFE": "Maison de l'information sur la formation et l'emploi",
    "service métropolitain": "Service métropolitain de l'emploi",
    "dispositif temporaire": "Dispositif temporaire",
    "homonyme local": "Service local du même nom",
}
MONTREES_PAR_DEFAUT = ("MDE", "MDE antenne")
# Une unité n'est écrite que si l'indicateur la porte en toutes lettres.
UNITES = ((r"\(€\)", "€"), (r"\(m²\)", "m²"), (r"\(%\)|^%", "%"), (r"^heures\b", "heures"))
COLONNES_MAISONS = [
    *("maison", "nom", "ville", "commune", "zone_emploi", "departement", "region", "territoire", "statut"),
    *("categorie", "categorie_libelle", "fiabilite", "par_defaut", "adresse", "code_postal", "telephone", "site"),
    *("source", "date_source", "precision_geo", "lon", "lat"),
]
COLONNES_ACTIONS = [
    *("action", "maison", "nom_maison", "ville", "theme", "theme_libelle", "titre", "description"),
    *("date_debut", "date_fin", "annee_debut", "annee_fin", "precision_date", "annee_inferee"),
    *("indicateur", "valeur", "valeur_num", "unite", "source", "date_source", "fiabilite"),
    *("commune", "zone_emploi", "departement", "region", "precision_geo", "lon", "lat"),
]


def construire(atelier: Atelier) -> None:
    """Pose les tables ``maisons`` et ``actions``."""
    maisons = _maisons(atelier)
    atelier.tables["maisons"] = maisons
    atelier.tables["actions"] = _actions(atelier, maisons)


def _maisons(atelier: Atelier) -> pd.DataFrame:
    table = lire_maisons(atelier.brut)
    _exiger_libelles(table["categorie"], CATEGORIES, MAISONS)
    rang = table.groupby("code_insee").cumcount() + 1
    table = table.assign(
        maison=table["code_insee"] + "-" + rang.astype(str),
        commune=atelier.au_cog_courant(table["code_insee"], MAISONS),
        categorie_libelle=table["categorie"].map(CATEGORIES),
        par_defaut=table["categorie"].isin(MONTREES_PAR_DEFAUT) & table["fiabilite"].isin(["A", "B"]),
    ).rename(columns={"source_url": "source"})
    table = _rattachements(atelier, table.drop(columns=["departement", "region"]))
    table = texte_net(table, ["nom", "territoire", "statut", "adresse"])
    return table[COLONNES_MAISONS].sort_values("maison").reset_index(drop=True)


def _actions(atelier: Atelier, maisons: pd.DataFrame) -> pd.DataFrame:
    table = lire_actions(atelier.brut).rename(
        columns={"maison": "nom_maison", "description_courte": "description", "source_url": "source"}
    )
    table = texte_net(table.assign(maison=_maison_des_actions(table, maisons)), ["titre", "description"])
    table = _situer(atelier, table, maisons)
    table = _rattachements(atelier, table).assign(
        action=_identifiants(table),
        theme_libelle=table["theme"].map(LIBELLES_THEMES),
        annee_debut=_annee(table["date_debut"]),
        annee_fin=_annee(table["date_fin"]),
        unite=_unite(table["indicateur"]),
        date_source="",  # le relevé donne l'adresse de la source, pas sa date
    )
    if table["action"].duplicated().any():
        raise ErreurDonnees(f"{ACTIONS} : deux actions identiques (maison, ville, titre, début) ; les distinguer.")
    return table[COLONNES_ACTIONS].sort_values("action").reset_index(drop=True)


def _maison_des_actions(actions: pd.DataFrame, maisons: pd.DataFrame) -> pd.Series:
    """Joint par nom et ville ; à défaut par le nom seul s'il est unique (action tenue dans une autre ville)."""
    if maisons.duplicated(["nom", "ville"]).any():
        raise ErreurDonnees(f"{MAISONS} : deux maisons de mêmes nom et ville ; les distinguer.")
    par_lieu = actions[["nom_maison", "ville"]].merge(
        maisons[["nom", "ville", "maison"]].rename(columns={"nom": "nom_maison"}),
        on=["nom_maison", "ville"],
        how="left",
        validate="many_to_one",
    )["maison"]
    uniques = maisons[~maisons.duplicated("nom", keep=False)].set_index("nom")["maison"]
    trouvees = par_lieu.fillna(actions["nom_maison"].map(uniques)).fillna("")
    perdues = actions["dans_maisons_csv"] & (trouvees == "")
    if perdues.any():
        noms = ", ".join(sorted(set(actions.loc[perdues, "nom_maison"])))
        raise ErreurDonnees(f"{ACTIONS} : maisons dites relevées mais absentes de {MAISONS} : {noms}.")
    return trouvees


def _situer(atelier: Atelier, actions: pd.DataFrame, maisons: pd.DataFrame) -> pd.DataFrame:
    """Place l'action au point de sa maison, ou à sa ville quand elle se tient ailleurs dans le département."""
    fiches = maisons.set_index("maison").reindex(actions["maison"]).set_index(actions.index)
    communes = communes_courantes(atelier)
    villes = communes.assign(cle=cle_nom(communes["libelle"])).reset_index()[["cle", "departement", "code"]]
    villes = villes[~villes.duplicated(["cle", "departement"], keep=False)]
    cherchees = pd.DataFrame({"cle": cle_nom(actions["ville"]), "departement": fiches["departement"].fillna("")})
    ailleurs = (actions["maison"] != "") & (actions["ville"] != fiches["ville"])
    trouvees = cherchees.merge(villes, on=["cle", "departement"], how="left", validate="many_to_one")["code"]
    commune = fiches["commune"].mask(ailleurs, trouvees.set_axis(actions.index)).fillna("")
    centres = communes.reindex(commune).set_index(actions.index)
    return actions.assign(
        commune=commune,
        lon=fiches["lon"].mask(ailleurs, centres["lon"]),
        lat=fiches["lat"].mask(ailleurs, centres["lat"]),
        precision_geo=fiches["precision_geo"].mask(ailleurs & (commune != ""), "commune").fillna(""),
        fiabilite=fiches["fiabilite"].fillna("C"),
    )


def _identifiants(actions: pd.DataFrame) -> pd.Series:
    """Identifiant indépendant de l'ordre du relevé : la maison et l'empreinte de ce qui distingue l'action."""
    contenu = actions[["nom_maison", "ville", "titre", "date_debut"]].agg("|".join, axis=1)
    empreintes = contenu.map(lambda texte: hashlib.sha256(texte.encode()).hexdigest()[:6])
    return actions["maison"].replace("", "hors-liste") + "-" + empreintes


def _rattachements(atelier: Atelier, table: pd.DataFrame) -> pd.DataFrame:
    niveaux = ["zone_emploi", "departement", "region"]
    appartenance = atelier.tables["appartenance"].set_index("commune")[niveaux]
    rattachees = appartenance.reindex(table["commune"]).fillna("").set_axis(table.index)
    return table.assign(**{niveau: rattachees[niveau] for niveau in niveaux})


def _annee(dates: pd.Series) -> pd.Series:
    return dates.str[:4].replace("", "0").astype("int64")


def _unite(indicateurs: pd.Series) -> pd.Series:
    unites = pd.Series("", index=indicateurs.index, dtype=str)
    for motif, unite in UNITES:
        unites = unites.mask(indicateurs.str.contains(motif, regex=True), unite)
    return unites


def _exiger_libelles(valeurs: pd.Series, libelles: dict[str, str], fichier: str) -> None:
    inconnues = sorted(set(valeurs) - set(libelles))
    if inconnues:
        raise ErreurDonnees(f"{fichier} : {valeurs.name} sans libellé : {', '.join(inconnues)}. Compléter CATEGORIES.")
