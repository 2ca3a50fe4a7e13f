"""Listes de métiers : vert, en tension, ROME ; chaque code mène à un métier de l'enquête."""

from __future__ import annotations

import pytest

from donnees import entrepot
from donnees.erreurs import CodeInconnu
from donnees.etapes import metiers
from donnees.lecture.dares import lire_metiers_tension
from donnees.lecture.socle import Brut
from tests.donnees.atelier_reduit import atelier_reel


def test_effectifs_annonces_par_les_sources() -> None:
    assert entrepot.table("metiers_verts")["categorie"].value_counts().to_dict() == {"VERDISSANT": 41, "VERT": 7}
    assert len(entrepot.table("rome")) == 1584
    assert len(entrepot.table("fap2021")) == 228


def test_chaque_metier_qualifie_est_dans_l_enquete_de_2023() -> None:
    enquete = entrepot.table("recrutements")
    faps = set(enquete.loc[enquete["annee"] == 2023, "fap"])
    assert set(entrepot.table("metiers_verts")["fap"]) - faps == {"P2Z90"}  # hors du champ de l'enquête
    assert set(entrepot.table("metiers_tension")["fap"]) <= faps


def test_la_tension_garde_chaque_ligne_et_nomme_sa_region(brut_reel: Brut) -> None:
    table, lue = entrepot.table("metiers_tension"), lire_metiers_tension(brut_reel)
    assert len(table) == len(lue)
    assert set(table["region"]) - {""} <= set(entrepot.territoires("region").index)
    assert (table["region"] == "").sum() == (lue["region"] == metiers.PARTOUT).sum() == 4


def test_une_region_inconnue_est_une_erreur(brut_reel: Brut, monkeypatch: pytest.MonkeyPatch) -> None:
    atelier = atelier_reel(brut_reel)
    fausse = lire_metiers_tension(atelier.brut).replace({"Bretagne": "Armorique"})
    monkeypatch.setattr(metiers, "lire_metiers_tension", lambda _brut: fausse)
    with pytest.raises(CodeInconnu, match="Armorique"):
        metiers.construire(atelier)
