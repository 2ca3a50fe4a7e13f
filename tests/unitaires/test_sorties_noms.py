"""Un fichier se nomme d'après son contenu, quel que soit ce qu'on y met."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.mesures.repartitions import repartir
from geo.sorties import portrait, tableaux
from geo.sorties.noms import FORME, LONGUEUR_MAX, nommer
from geo.territoires import lire
from geo.territoires.territoire import Territoire

parties = st.lists(st.text(max_size=200), min_size=1, max_size=6)


@given(parties)
def test_un_nom_tient_partout(textes: list[str]) -> None:
    """Classe du défaut : nom de fichier refusé, tronqué par le système ou qui change de dossier."""
    try:
        nom = nommer(*textes)
    except ValueError:
        assert not any(lettre.isascii() and lettre.isalnum() for texte in textes for lettre in texte)
        return
    assert FORME.fullmatch(nom)
    assert len(nom) <= LONGUEUR_MAX


@pytest.mark.parametrize("niveau", ["zone_emploi", "departement", "region"])
def test_deux_contenus_ont_deux_noms(niveau: str) -> None:
    """Classe du défaut : un nom qui ne dit ni l'indicateur, ni le niveau, ni la date."""
    contenus = [("chomage_localise", "2025-T4"), ("chomage_localise", "2024-T4"), ("population", "")]
    noms = {tableaux.sujet(repartir(i, n, p)).nom for i, p in contenus for n in (niveau, "zone_emploi") if _a(i, n)}
    attendus = {(i, n, p) for i, p in contenus for n in (niveau, "zone_emploi") if _a(i, n)}
    assert len(noms) == len(attendus)


def _a(indicateur: str, niveau: str) -> bool:
    return indicateur != "chomage_localise" or niveau == "zone_emploi"


def test_le_nom_de_l_issue() -> None:
    assert tableaux.sujet(repartir("chomage_localise", "zone_emploi", "2025-T4")).nom == (
        "atlas-chomage-localise-zones-2025-T4"
    )


def test_un_portrait_porte_son_territoire() -> None:
    noms = [portrait.sujet(lire(*lieu)).nom for lieu in (("zone_emploi", "4412"), ("epci", "245400676"))]
    assert noms == ["atlas-portrait-zone-nancy", "atlas-portrait-intercommunalite-metropole-du-grand-nancy"]
    hostile = Territoire("perimetre", "x", "../../\u202e<b>É = 1", ())
    assert portrait.sujet(hostile).nom == "atlas-portrait-perimetre-b-e-1"
