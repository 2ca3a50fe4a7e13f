"""Le champ d'une valeur nationale, dit par la fiche, est celui que couvrent les produits."""

from __future__ import annotations

import pytest

from donnees import entrepot
from donnees.catalogue import charger

OUTRE_MER = {"971", "972", "973", "974", "976"}
HORS = {
    frozenset(): "france",
    frozenset({"976"}): "france_hors_mayotte",
    frozenset({"973", "976"}): "france_hors_guyane_mayotte",
    frozenset(OUTRE_MER): "france_metropolitaine",
}
NATIONAUX = [identifiant for identifiant in charger().indicateurs if entrepot.periodes(identifiant, "france")]


@pytest.mark.parametrize("identifiant", NATIONAUX)
def test_le_champ_de_la_france_est_celui_que_couvrent_les_zones(identifiant: str) -> None:
    fiche = charger().indicateur(identifiant)
    valeurs = entrepot.valeurs_periode(identifiant, "zone_emploi", entrepot.periodes(identifiant, "france")[-1])
    departements = entrepot.territoires("zone_emploi")["departement"].reindex(valeurs["valeur"].dropna().index)
    absents = frozenset(OUTRE_MER - set(departements))
    assert HORS[absents] == fiche.champ
