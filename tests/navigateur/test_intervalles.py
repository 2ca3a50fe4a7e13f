"""L'incertain sur la carte : bornes dans l'infobulle, zones sans couleur, légende, à une date et à deux."""

from __future__ import annotations

from tests.navigateur.onglets import Ouvrir

MARIE_GALANTE, BRIGNOLES, NORD_ATLANTIQUE = "0103", "9303", "0203"
BULLE = "atlas.libelle({carte}, {carte}.atlas.codes.indexOf('{code}')).textContent.replace(/\\s/g, ' ')"
TEINTE = "Object.values(carte._layers).find((l) => l.feature && l.feature.id === '{code}').options.fillColor"


def test_l_infobulle_dit_l_intervalle_du_secret(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?indicateur=part_recrutements_saisonniers&maisons=aucun&actions=aucun")
    assert "32,0 % (estimé), de 32,0 à 53,3 % selon le secret" in ecran.lire(
        BULLE.format(carte="carte", code=MARIE_GALANTE)
    )


def test_dans_la_revision_ni_couleur_ni_oubli(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?indicateur=chomage_localise_evolution_5_ans&maisons=aucun&actions=aucun")
    assert "0,1 point (estimé), à 0,4 point près (révision)" in ecran.lire(BULLE.format(carte="carte", code=BRIGNOLES))
    assert "à 0,65 point près" in ecran.lire(BULLE.format(carte="carte", code=NORD_ATLANTIQUE))
    assert ecran.lire(TEINTE.format(code=BRIGNOLES)) == "url(#atlas-doute)"
    assert ecran.lire(TEINTE.format(code=NORD_ATLANTIQUE)).startswith("#")
    lignes = ecran.lire("[...document.querySelectorAll('.atlas-legende li')].map((l) => l.textContent)")
    assert any("dans la marge de révision" in ligne and "36" in ligne for ligne in lignes), lignes


def test_deux_dates_deux_incertitudes(ouvrir: Ouvrir) -> None:
    """À gauche un écart exact (une seule publication), à droite un écart à cheval sur deux."""
    ecran = ouvrir(
        "/comparer?avec=zone_emploi:9303&vue=cartes&x=chomage_localise_evolution_5_ans&avant=2019-T4&apres=2025-T4"
    )
    ecran.attendre("document.documentElement.dataset.atlasDouble")
    assert "révision" not in ecran.lire(BULLE.format(carte="carte", code=BRIGNOLES))
    assert ecran.lire("carte.atlas.etat.double.revision.length") == 36
