"""Ce que la carte cerne : tout territoire, à tout niveau, gardé dans le lien, trouvé dans les fichiers annoncés."""

from __future__ import annotations

import pytest

from donnees import chemins
from donnees.encodages.relecture import relire
from geo import territoires
from geo.cartes.cerne import cerner
from geo.territoires.perimetre import encoder
from pages.carte.etat import cerne, depuis_adresse, vers_adresse

NANCY, GRAND_NANCY = ("zone_emploi", "4412"), ("epci", "245400676")


@pytest.mark.parametrize(
    ("niveau", "code"), [NANCY, GRAND_NANCY, ("commune", "54395"), ("departement", "2A"), ("region", "04")]
)
def test_ce_qui_est_cerne_est_dans_les_fichiers_annonces(niveau: str, code: str) -> None:
    demande = cerner(territoires.lire(niveau, code))
    traces = {trace for fichier in demande["fichiers"] for trace in _codes(fichier)}
    assert demande["codes"]
    assert set(demande["codes"]) <= traces


def test_ni_la_france_ni_l_absence_ne_se_cernent() -> None:
    assert cerner(territoires.lire("france", "FR")) == {}
    assert cerner(None) == {}


@pytest.mark.parametrize(
    "demande",
    [
        "zone_emploi:8421",
        "commune:54395",
        "epci:245400676",
        "departement:54",
        "region:32",
        f"perimetre:{encoder(['42218', '42210'])}:Vallée du Gier",
    ],
)
def test_tout_niveau_se_cerne_et_se_relit(demande: str) -> None:
    etat, refus = depuis_adresse({"cerne": demande})
    assert refus == []
    assert vers_adresse(etat) == {"cerne": demande}
    territoire = cerne(etat)
    assert territoire is not None
    assert demande.startswith(f"{territoire.niveau}:{territoire.code}")


def test_un_ancien_lien_de_perimetre_cerne_toujours() -> None:
    code = encoder(["42218", "42210"])
    etat, refus = depuis_adresse({"perimetre": code})
    territoire = cerne(etat)
    assert refus == []
    assert territoire is not None
    assert territoire.communes == ("42210", "42218")
    assert set(vers_adresse(etat)) == {"cerne"}


@pytest.mark.parametrize(
    "faux",
    [
        {"perimetre": "1zut"},
        {"cerne": "zone_emploi:9999"},
        {"cerne": "planete"},
        {"cerne": "zone_emploi:8421~zone_emploi:0051"},
    ],
)
def test_un_contour_inconnu_est_dit(faux: dict[str, str]) -> None:
    etat, refus = depuis_adresse(faux)
    assert etat.cerne == ""
    assert len(refus) == 1


@pytest.mark.parametrize("demande", ["france:FR", "aucun"])
def test_ne_rien_cerner_se_garde_dans_le_lien(demande: str) -> None:
    etat, refus = depuis_adresse({"cerne": demande})
    assert (refus, cerne(etat), vers_adresse(etat)) == ([], None, {"cerne": demande})


def _codes(fichier: str) -> list[str]:
    return relire((chemins.PRODUITS / fichier).read_bytes(), fichier)[0]
