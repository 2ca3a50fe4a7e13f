"""La page « Mon territoire », jouée pour de bon, montre ce que dit l'interface ouverte, mot pour mot."""

from __future__ import annotations

import pytest

from donnees.catalogue import charger
from geo.ecriture import composition, formats
from tests.interface_ouverte import dans_l_interface, dans_la_page, lire
from tests.lieux_temoins import CODE_DU_GIER
from tests.pages.visite import blocs, ouvrir, sans_erreur

LIBELLES = {fiche.id: formats.typographie(fiche.libelle) for fiche in charger().indicateurs.values()}


@pytest.mark.parametrize(
    ("niveau", "code", "face"),
    [
        ("zone_emploi", "8435", ""),
        ("zone_emploi", "8435", "departement.38"),
        ("epci", "200048551", "aucun"),
        ("france", "FR", ""),
        ("perimetre", CODE_DU_GIER, ""),
    ],
)
def test_l_ecran_joue_et_l_interface_disent_la_meme_chose(niveau: str, code: str, face: str) -> None:
    parametres = {"niveau": niveau, "code": code} | ({"comparateur": face} if face else {})
    visite = sans_erreur(ouvrir("territoire", **parametres))
    poses = [bloc for bloc in blocs(visite) if "atlas-cartons" in bloc or "atlas-portrait" in bloc]
    assert len(poses) == 2
    montre = dans_la_page(composition.html("".join(poses)))
    question = f"?comparateur={face}" if face else ""
    assert dans_l_interface(lire(f"/territoires/{niveau}/{code}/portrait{question}"), LIBELLES) == montre
    assert montre.phrases
