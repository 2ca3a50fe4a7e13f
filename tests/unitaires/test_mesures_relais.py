"""Qui n'a pas sa valeur reste dans la comparaison : sa zone d'emploi le représente, une seule fois, et c'est dit."""

from __future__ import annotations

from geo import mesures
from geo.mesures import comparaison
from geo.mesures.profils import profil
from geo.mesures.relais import relayer
from geo.territoires import lire

NANCY, ZONE, FRANCE = lire("epci", "245400676"), lire("zone_emploi", "4412"), lire("france", "FR")


def test_une_intercommunalite_sans_chomage_est_a_sa_zone() -> None:
    relais = relayer((NANCY, FRANCE), "chomage_localise")
    assert relais.territoires == (ZONE, FRANCE)
    assert NANCY.libelle in relais.note
    assert ZONE.libelle in relais.note


def test_qui_a_sa_valeur_reste_lui_meme() -> None:
    assert relayer((NANCY, ZONE), "population").territoires == (NANCY, ZONE)
    assert relayer((NANCY, ZONE), "population").note == ""


def test_une_zone_deja_choisie_ne_l_est_pas_deux_fois() -> None:
    assert relayer((NANCY, ZONE), "chomage_localise").territoires == (ZONE,)


def test_les_points_alignes_placent_la_valeur_de_la_zone_et_la_nomment() -> None:
    lignes = profil(comparaison.lignes((NANCY, FRANCE), comparaison.CHIFFRES_CLES), ["Nancy", "France"])
    (chomage,) = [ligne for ligne in lignes if ligne.libelle == "Chômage localisé"]
    assert chomage.valeurs["Nancy"] == mesures.mesurer(ZONE, "chomage_localise").valeur
    assert "zone d'emploi" in chomage.precisions["Nancy"]
