"""L'édition sans compte ne s'ouvre jamais au-delà de la machine."""

from __future__ import annotations

import pytest

from donnees.registre.edition import VARIABLE, Mode, mode
from donnees.registre.erreurs import EditionRefusee


@pytest.mark.parametrize("valeur", ["", "0"])
@pytest.mark.parametrize("ecoute", [None, "0.0.0.0", "127.0.0.1"])
def test_rien_de_configure_lecture_seule(valeur: str, ecoute: str | None) -> None:
    assert mode({VARIABLE: valeur}, ecoute, connexion_configuree=False) is Mode.LECTURE_SEULE
    assert mode({}, ecoute, connexion_configuree=True) is Mode.CONNEXION


@pytest.mark.parametrize("ecoute", ["127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost", "LOCALHOST"])
def test_boucle_locale_ouvre(ecoute: str) -> None:
    assert mode({VARIABLE: "1"}, ecoute, connexion_configuree=False) is Mode.LOCALE


@pytest.mark.parametrize("ecoute", [None, "", "0.0.0.0", "::", "192.168.1.4", "10.0.0.1", "atlas.fr", "127.0.0.1.fr"])
def test_ailleurs_refuse_de_demarrer(ecoute: str | None) -> None:
    with pytest.raises(EditionRefusee, match=r"127\.0\.0\.1"):
        mode({VARIABLE: "1"}, ecoute, connexion_configuree=False)


def test_reglages_contradictoires_ou_douteux_refuses() -> None:
    with pytest.raises(EditionRefusee, match="retirer"):
        mode({VARIABLE: "1"}, "127.0.0.1", connexion_configuree=True)
    with pytest.raises(EditionRefusee, match="oui"):
        mode({VARIABLE: "oui"}, "127.0.0.1", connexion_configuree=False)
