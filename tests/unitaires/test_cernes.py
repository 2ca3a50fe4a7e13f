"""Ce que la carte cerne : tout territoire, à tout niveau, trouvé dans les fichiers annoncés."""

from __future__ import annotations

import pytest

from donnees import chemins
from donnees.encodages.relecture import relire
from geo import territoires
from pages.carte import vivante

NANCY, GRAND_NANCY = ("zone_emploi", "4412"), ("epci", "245400676")


@pytest.mark.parametrize(
    ("niveau", "code"), [NANCY, GRAND_NANCY, ("commune", "54395"), ("departement", "2A"), ("region", "04")]
)
def test_ce_qui_est_cerne_est_dans_les_fichiers_annonces(niveau: str, code: str) -> None:
    cerne = vivante.cerner(territoires.lire(niveau, code))
    traces = {trace for fichier in cerne["fichiers"] for trace in _codes(fichier)}
    assert cerne["codes"]
    assert set(cerne["codes"]) <= traces


def test_ni_la_france_ni_l_absence_ne_se_cernent() -> None:
    assert vivante.cerner(territoires.lire("france", "FR")) == {}
    assert vivante.cerner(None) == {}


def _codes(fichier: str) -> list[str]:
    return relire((chemins.PRODUITS / fichier).read_bytes(), fichier)[0]
