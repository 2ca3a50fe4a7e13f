"""Répartitions : chaque indicateur du catalogue s'affiche à chacun de ses niveaux, avec ses vraies valeurs."""

from __future__ import annotations

import numpy as np
import pytest

from donnees import entrepot
from donnees.catalogue import charger
from donnees.erreurs import IndicateurInconnu
from geo.erreurs import NiveauIndisponible
from geo.formats import STATUTS
from geo.indicateurs import NIVEAUX_CARTE, NOMS_NIVEAUX, niveaux_carte, periode_valide, repartition
from tests.unitaires.outils import COUPLES

NOMBRES = {"zone_emploi": 306, "departement": 101, "region": 18}
COMMUNAUX = [i for i in charger().indicateurs if "commune" in niveaux_carte(i)]


def test_chaque_indicateur_a_un_niveau_de_carte() -> None:
    assert all(niveaux_carte(i) for i in charger().indicateurs)
    assert set(NIVEAUX_CARTE) <= set(NOMS_NIVEAUX)


@pytest.mark.parametrize(("indicateur", "niveau"), COUPLES)
def test_valeurs_rendues_dans_l_ordre_des_contours(indicateur: str, niveau: str) -> None:
    quoi = repartition(indicateur, niveau)
    assert len(quoi.codes) == len(set(quoi.codes)) == len(quoi.libelles) == len(quoi.statuts) == NOMBRES[niveau]
    assert all(quoi.libelles)
    assert len(set(quoi.libelles)) == len(quoi.libelles)
    assert set(quoi.statuts) <= {"", *STATUTS}
    assert quoi.observees.size
    brutes = entrepot.valeurs(indicateur, niveau)
    brutes = brutes[brutes["periode"] == brutes["periode"].max()].set_index("code")["valeur"]
    assert set(brutes.index) <= set(quoi.codes)
    attendues = brutes.reindex(list(quoi.codes)).to_numpy(dtype=np.float64)
    assert np.array_equal(quoi.valeurs, attendues, equal_nan=True)


@pytest.mark.parametrize("indicateur", COMMUNAUX)
@pytest.mark.parametrize("zone", ["0051", "1109", "0601"])
def test_communes_d_une_zone(indicateur: str, zone: str) -> None:
    quoi = repartition(indicateur, "commune", "", zone)
    appartenance = entrepot.table("appartenance")
    assert set(quoi.codes) <= set(appartenance.loc[appartenance["zone_emploi"] == zone, "commune"])
    assert all(quoi.libelles)
    assert list(quoi.table().columns) == ["code", "libelle", "valeur", "statut"]


def test_periode_inconnue_la_plus_recente() -> None:
    assert repartition("chomage_localise", "zone_emploi", "1789").periode == periode_valide(
        "chomage_localise", "zone_emploi"
    )
    assert periode_valide("chomage_localise", "zone_emploi", "2010-T2") == "2010-T2"


def test_indicateur_ou_niveau_absent() -> None:
    with pytest.raises(IndicateurInconnu, match="zut"):
        repartition("zut", "zone_emploi")
    with pytest.raises(NiveauIndisponible, match="region"):
        repartition("chomage_localise", "region")
