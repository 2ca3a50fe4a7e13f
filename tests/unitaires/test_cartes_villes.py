"""Les villes nommées sur la carte : tirées de nos communes, légères, relues comme le navigateur les relit."""

from __future__ import annotations

import gzip
import json
from itertools import accumulate
from pathlib import Path

from donnees import entrepot
from geo.cartes import villes

POIDS_MAX = 40_000


def test_toutes_les_grandes_communes_y_sont_une_fois() -> None:
    communes = entrepot.territoires("commune")
    attendues = communes.index[communes["population"] >= villes.HABITANTS_MIN]
    table = villes.villes()
    assert set(table.index) == set(attendues)
    assert table.index.is_unique
    assert table["population"].is_monotonic_decreasing
    assert table["libelle"].str.strip().ne("").all()
    assert not table["libelle"].str.contains("|", regex=False).any()


def test_le_fichier_relu_redonne_noms_et_places() -> None:
    octets = villes.fichier()
    assert len(octets) < POIDS_MAX
    lu, table = json.loads(gzip.decompress(octets)), villes.villes()
    assert lu["noms"].split("|") == list(table["libelle"])
    assert lu["milliers"] == [int(p // 1000) for p in table["population"]]
    for axe in ("lon", "lat"):
        places = [pas / lu["pas"] for pas in accumulate(lu[axe])]
        assert max(abs(p - vrai) for p, vrai in zip(places, table[axe], strict=True)) <= 0.5 / lu["pas"] + 1e-9


def test_le_nom_porte_l_empreinte(tmp_path: Path) -> None:
    nom = villes.deposer_villes(tmp_path)
    assert villes.deposer_villes(tmp_path) == nom
    assert [fichier.name for fichier in tmp_path.iterdir()] == [nom]
