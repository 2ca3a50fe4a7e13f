"""Fichiers de points : forme, contenu, empreinte, couverture de chaque couche."""

from __future__ import annotations

import gzip
import hashlib
import json

import pandas as pd
import pytest

from donnees.encodages.colonnes import json_en_colonnes
from donnees.etapes import maisons, points, programmes, reseau
from donnees.etapes.atelier import Atelier
from donnees.lecture.socle import Brut
from donnees.schemas import SCHEMAS
from tests.donnees.atelier_reduit import atelier_reel, valeurs


def test_json_en_colonnes() -> None:
    table = pd.DataFrame(
        {
            "nom": ["L'« été » <b>"],
            "annee": [2015],
            "par_defaut": [True],
            "valeur": [float("nan")],
            "lon": [2.123456789],
            "lat": [48.9],
        }
    )
    assert json_en_colonnes(table).decode() == (
        '{"constantes":{},"colonnes":["nom","annee","par_defaut","valeur","lon","lat"],'
        '"lignes":[["L\'« été » <b>",2015,true,null,2.12346,48.9]]}'
    )


@pytest.fixture(scope="module")
def atelier(brut_reel: Brut) -> Atelier:
    produit = atelier_reel(brut_reel)
    for etape in (maisons, reseau, programmes, points):
        etape.construire(produit)
    return produit


def _couche(atelier: Atelier, nom: str) -> pd.DataFrame:
    fichier = atelier.tables["points"].set_index("couche").loc[nom, "fichier"]
    octets = atelier.fichiers[str(fichier)]
    contenu = json.loads(gzip.decompress(octets) if str(fichier).endswith(".gzip") else octets)
    return pd.DataFrame(contenu["lignes"], columns=contenu["colonnes"]).assign(**contenu["constantes"])


def test_table_des_couches(atelier: Atelier) -> None:
    table = atelier.tables["points"]
    SCHEMAS["points"].validate(table, lazy=True)
    assert table.groupby("groupe").size().to_dict() == {"actions": 1, "maisons": 1, "programmes": 10, "reseau": 13}
    assert set(table["fichier"]) == {nom for nom in atelier.fichiers if nom.startswith("points/")}
    nombres = table.set_index("couche")["nombre"]
    assert nombres[["maisons", "actions", "reseau-france_services"]].tolist() == [121, 124, 2845]


def test_chaque_ligne_placee_est_dans_un_fichier(atelier: Atelier) -> None:
    sommes = atelier.tables["points"].groupby("groupe")[["nombre", "sans_point"]].sum().sum(axis=1)
    listes = atelier.tables["programmes"]["programme"].isin(["ti", "zrr"])
    assert sommes.to_dict() == {
        "actions": len(atelier.tables["actions"]),
        "maisons": len(atelier.tables["maisons"]),
        "programmes": int((~listes).sum()),
        "reseau": len(atelier.tables["reseau"]),
    }


def test_empreinte_du_nom(atelier: Atelier) -> None:
    for nom in atelier.tables["points"]["fichier"]:
        assert (
            nom.removesuffix(".gzip")
            .removesuffix(".json")
            .endswith(hashlib.sha256(atelier.fichiers[nom]).hexdigest()[:10])
        )


def test_coordonnees_et_provenance_de_chaque_couche(atelier: Atelier) -> None:
    for nom in atelier.tables["points"]["couche"]:
        couche = _couche(atelier, nom)
        assert couche["lon"].between(-64, 56).all()
        assert couche["lat"].between(-22, 51.2).all()
        assert couche["lon"].round(5).equals(couche["lon"])
        assert (couche["source"] != "").all()
        assert couche["fiabilite"].isin(["A", "B", "C"]).all()
        assert (couche["nom"] if "nom" in couche else couche["titre"]).str.len().gt(0).all()


def test_infobulle_des_maisons_et_des_actions(atelier: Atelier) -> None:
    assert valeurs(_couche(atelier, "maisons"), "ville categorie_libelle date_source fiabilite", maison="33063-1") == [
        *("Bordeaux", "Maison de l'emploi", "2022-11", "A")
    ]
    nancy = {"titre": "Clauses d'insertion 2007 – mi-2012"}
    actions = _couche(atelier, "actions")
    assert valeurs(actions, "theme_libelle annee_debut annee_fin maison", **nancy) == [
        *("Clause sociale", 2007, 2012, "54395-1")
    ]
    assert valeurs(actions, "indicateur valeur", **nancy) == ["heures d'insertion", "400000"]


def test_texte_sans_saut_ni_controle(atelier: Atelier) -> None:
    for nom in atelier.tables["points"]["couche"]:
        textes = _couche(atelier, nom).select_dtypes(exclude=["number", "bool"])
        assert not textes.apply(lambda serie: serie.str.contains(r"[\x00-\x1f\x7f-\x9f]", regex=True)).any(axis=None)


def test_frla_nomme_par_sa_commune(atelier: Atelier) -> None:
    frla = _couche(atelier, "programme-frla")
    assert frla.loc[frla["ville"] == "Laon", "nom"].tolist() == ["Laon — Limite QPV"]


def test_deux_constructions_memes_octets(atelier: Atelier, brut_reel: Brut) -> None:
    seconde = atelier_reel(brut_reel)
    for etape in (maisons, reseau, programmes, points):
        etape.construire(seconde)
    assert seconde.fichiers == atelier.fichiers
    for nom in ("maisons", "actions", "reseau", "programmes", "points"):
        pd.testing.assert_frame_equal(seconde.tables[nom], atelier.tables[nom])
