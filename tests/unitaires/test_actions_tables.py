"""Les maisons et les actions du registre vues en tables : rien ne s'y perd, chaque action a son point."""

from __future__ import annotations

import math

import pytest

from donnees import entrepot
from donnees.registre.services import Fiche
from geo import territoires
from geo.actions import presence
from geo.actions import tables as vues
from geo.actions.points import COLONNES
from tests.registre.atelier_registre import MAISON, saisie
from tests.unitaires.registre_seme import contenu, tables

SIEGES = {maison.cle: maison for maison in contenu()[1]}


def fiche(**champs: object) -> Fiche:
    """Une fiche comme le registre en rend."""
    reste = {"cle": "x", "version": 1, "archivee": False, "nom_maison": "M", "date_inferee": False}
    instants = {"cree_le": "2026-01-01", "modifie_le": "2026-01-01", "historique": (), "suivis": (), "liens": ()}
    return Fiche.model_validate({**saisie(), **reste, **instants, **champs})


def test_les_tables_gardent_ce_que_disent_les_produits() -> None:
    maisons, actions = tables()
    produites = entrepot.table("actions").set_index("action")
    assert set(actions["action"]) == set(produites.index)
    lues = actions.set_index("action")
    for colonne in ("titre", "theme", "theme_libelle", "annee_debut", "annee_fin", "source", "maison", "nom_maison"):
        assert lues[colonne].to_dict() == produites[colonne].to_dict(), colonne
    assert maisons["maison"].tolist() == entrepot.table("maisons")["maison"].tolist()
    assert maisons["adresse"].str.endswith(maisons["ville"].iloc[0]).iloc[0]
    assert set(COLONNES["maisons"]) <= set(maisons.columns)
    assert set(COLONNES["actions"]) <= set(actions.columns) == set(vues.COLONNES)


def test_les_points_sont_ceux_des_produits() -> None:
    produites = entrepot.table("actions").set_index("action")
    lues = tables()[1].set_index("action")
    connus = produites["lon"].notna()
    assert (lues.loc[connus[connus].index, "lon"] - produites.loc[connus, "lon"]).abs().max() < 1e-9
    sans = lues["lon"].isna()
    assert set(sans[sans].index) <= set(connus[~connus].index)


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"lon": 2.5, "lat": 48.5}, (2.5, 48.5)),
        ({"lieux": [{"niveau": "commune", "code": "42218"}]}, "commune.42218"),
        ({"lieux": [{"niveau": "epci", "code": "243800984"}]}, "epci.243800984"),
        ({"lieux": [{"niveau": "zone_emploi", "code": "0051"}]}, "zone_emploi.0051"),
        ({"lieux": [{"niveau": "commune", "code": "99999"}]}, f"maison.{MAISON}"),
        ({"lieux": []}, f"maison.{MAISON}"),
        ({"lieux": [], "maison": None}, None),
    ],
)
def test_point_d_une_action(champs: dict[str, object], attendu: object) -> None:
    lon, lat = vues.point(fiche(**champs), SIEGES)
    if attendu is None:
        assert math.isnan(lon)
    elif isinstance(attendu, str):
        niveau, code = attendu.split(".")
        if niveau == "maison":
            assert (lon, lat) == (SIEGES[code].lon, SIEGES[code].lat)
        else:
            assert [lon, lat] == [entrepot.territoires(niveau)[colonne].get(code) for colonne in ("lon", "lat")]
    else:
        assert (lon, lat) == attendu


def test_lieux_et_ville() -> None:
    assert vues.lieux_de(fiche(lieux=[]), SIEGES) == (("commune", SIEGES[MAISON].siege),)
    assert vues.lieux_de(fiche(lieux=[], maison=None), SIEGES) == ()
    deux = [{"niveau": "commune", "code": "42218"}, {"niveau": "zone_emploi", "code": "0051"}]
    (ville,) = vues.actions([fiche(lieux=deux)], SIEGES.values())["ville"]
    assert ville == "Saint-Étienne et 1 autre lieu"
    assert vues.nom_lieu("commune", "00000") == "00000"


def test_une_action_d_intercommunalite_touche_chacune_de_ses_communes() -> None:
    table = vues.actions([fiche(lieux=[{"niveau": "epci", "code": "243800984"}])], SIEGES.values())
    for commune in territoires.membres("epci", "243800984"):
        assert len(presence.actions(table, [commune])) == 1
    assert presence.actions(table, ["42218"]).empty
    assert presence.actions(table, []).empty


def test_les_plus_recentes_d_abord() -> None:
    assert tables()[1]["date_debut"].is_monotonic_decreasing


def test_resultat_montre_la_derniere_valeur() -> None:
    valeurs = [{"date": "2025", "valeur": 3, "commentaire": ""}, {"date": "2026", "valeur": 1200.5, "commentaire": ""}]
    suivi = {"cle": "s", "libelle": "Reçus", "unite": "personnes", "cible": None, "valeurs": valeurs}
    (ligne,) = vues.actions([fiche(suivis=[suivi])], SIEGES.values()).to_dict("records")
    assert (ligne["indicateur"], ligne["valeur"]) == ("Reçus", "1\u202f200,5 personnes")


def test_tables_vides() -> None:
    vide = vues.actions([], [])
    assert list(presence.actions(vide, ["42218"]).columns) == list(vues.COLONNES)
    assert vide.empty
    assert len(vues.maisons([])) == len(entrepot.table("maisons"))
