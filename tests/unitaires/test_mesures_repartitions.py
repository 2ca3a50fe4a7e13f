"""Répartitions : chaque indicateur du catalogue s'affiche à chacun de ses niveaux, avec ses vraies valeurs."""

from __future__ import annotations

import numpy as np
import pytest

from donnees import entrepot
from donnees.catalogue import charger
from donnees.erreurs import IndicateurInconnu
from geo.ecriture.formats import STATUTS
from geo.erreurs import NiveauIndisponible
from geo.mesures.repartitions import NIVEAUX_CARTE, niveaux_carte, periode_valide, repartir
from geo.territoires.niveaux import NOMS_NIVEAUX
from tests.unitaires.repartitions_fabriquees import COUPLES

NOMBRES = {"zone_emploi": 306, "departement": 101, "region": 18}
COMMUNAUX = [i for i in charger().indicateurs if "commune" in niveaux_carte(i)]


def test_chaque_indicateur_a_un_niveau_de_carte() -> None:
    assert all(niveaux_carte(i) for i in charger().indicateurs)
    assert set(NIVEAUX_CARTE) <= set(NOMS_NIVEAUX)


@pytest.mark.parametrize(("indicateur", "niveau"), COUPLES)
def test_valeurs_rendues_dans_l_ordre_des_contours(indicateur: str, niveau: str) -> None:
    repartition = repartir(indicateur, niveau)
    assert (
        len(repartition.codes)
        == len(set(repartition.codes))
        == len(repartition.libelles)
        == len(repartition.statuts)
        == NOMBRES[niveau]
    )
    assert all(repartition.libelles)
    assert len(set(repartition.libelles)) == len(repartition.libelles)
    assert set(repartition.statuts) <= {"", *STATUTS}
    assert repartition.observees.size
    brutes = entrepot.valeurs(indicateur, niveau)
    brutes = brutes[brutes["periode"] == brutes["periode"].max()].set_index("code")["valeur"]
    assert set(brutes.index) <= set(repartition.codes)
    attendues = brutes.reindex(list(repartition.codes)).to_numpy(dtype=np.float64)
    assert np.array_equal(repartition.valeurs, attendues, equal_nan=True)


@pytest.mark.parametrize("indicateur", COMMUNAUX)
@pytest.mark.parametrize("zone", ["0051", "1109", "0601"])
def test_communes_d_une_zone(indicateur: str, zone: str) -> None:
    repartition = repartir(indicateur, "commune", "", zone)
    appartenance = entrepot.table("appartenance")
    assert set(repartition.codes) <= set(appartenance.loc[appartenance["zone_emploi"] == zone, "commune"])
    assert all(repartition.libelles)
    assert list(repartition.table().columns) == ["code", "libelle", "valeur", "statut"]


def test_periode_inconnue_la_plus_recente() -> None:
    assert repartir("chomage_localise", "zone_emploi", "1789").periode == periode_valide(
        "chomage_localise", "zone_emploi"
    )
    assert periode_valide("chomage_localise", "zone_emploi", "2010-T2") == "2010-T2"


def test_indicateur_ou_niveau_absent() -> None:
    with pytest.raises(IndicateurInconnu, match="zut"):
        repartir("zut", "zone_emploi")
    with pytest.raises(NiveauIndisponible, match="region"):
        repartir("chomage_localise", "region")
