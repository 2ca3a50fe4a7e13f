"""Toutes les communes sur une carte : elle se montre, le survol dit la bonne commune, le clic la choisit."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from donnees import entrepot
from geo.mesures.repartitions import repartir
from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir
from tests.navigateur.serveur import Service, servir
from tests.performance.mesure.concurrents import TEMOINS

QUIMPER, TOULOUSE = "29232", "31555"
NOMBRE = 34_871
# Part des pixels du canevas principal qui portent une couleur (ni transparents, ni hachures grises).
_COULEURS = """(() => {
  const toile = carte.atlas.couche._container;
  const { data } = toile.getContext("2d").getImageData(0, 0, toile.width, toile.height);
  let peints = 0;
  for (let i = 0; i < data.length; i += 4) {
    const trio = data.subarray(i, i + 3);
    if (data[i + 3] && Math.max(...trio) - Math.min(...trio) > 30) peints += 1;
  }
  return 4 * peints / data.length;
})()"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """La page témoin, qui appelle directement ``geo.cartes``."""
    with servir(TEMOINS / "communes.py", tmp_path_factory.mktemp("communes") / "journal.txt") as lance:
        yield lance


@pytest.fixture
def ecran(ouvrir: Ouvrir, request: pytest.FixtureRequest) -> Ecran:
    """Carte nationale des communes."""
    return ouvrir(f"/?carte=communes&choix={QUIMPER}", largeur=getattr(request, "param", 1280))


def _point(ecran: Ecran, code: str) -> tuple[float, float]:
    """Point de la commune dans le cadre de la carte, une fois la vue centrée sur elle."""
    centre = f"carte.atlas.centres[carte.atlas.codes.indexOf('{code}')]"
    ecran.lire(f"(carte.setView({centre}, 10, {{ animate: false }}), 1)")
    x, y = ecran.lire(f"(() => {{ const p = carte.latLngToContainerPoint({centre}); return [p.x, p.y]; }})()")
    return float(x), float(y)


@pytest.mark.parametrize("ecran", [1280, 390], indirect=True)
def test_la_carte_se_montre_entiere_avec_l_outre_mer(ecran: Ecran) -> None:
    assert ecran.lire("carte.atlas.codes.length") == NOMBRE
    assert ecran.lire("carte.atlas.centres.filter(Boolean).length") == NOMBRE
    assert ecran.lire("document.querySelectorAll('path.leaflet-interactive').length") == 0
    assert ecran.lire(_COULEURS) > 0.1
    assert ecran.lire("carte.atlas.cartouches.length") == 5
    assert "communes" in ecran.lire("document.querySelector('.atlas-legende-tete').textContent")


def test_les_couleurs_sont_celles_des_valeurs(ecran: Ecran) -> None:
    """Au centre de grandes communes, le pixel a la teinte de leur classe."""
    repartition = repartir("revenu_median", "commune")
    codes = [code for code in ("13004", TOULOUSE, "33529", "40004", QUIMPER) if code in repartition.codes]
    for code in codes:
        _point(ecran, code)
        lu = ecran.lire(
            "(() => { const a = carte.atlas, i = a.codes.indexOf('" + code + "'), t = a.couche;"
            "const p = carte.latLngToLayerPoint(a.centres[i]).subtract(t._bounds.min).multiplyBy(2).round();"
            "const e = a.etat, v = e.valeurs[i], r = e.seuils.filter((s) => v > s).length;"
            "const [x, y, z] = t._dessin.getImageData(p.x + 7, p.y + 7, 1, 1).data;"
            "const hexa = '#' + [x, y, z].map((n) => n.toString(16).padStart(2, '0')).join('');"
            "const lieu = carte.layerPointToLatLng(p.add([7, 7]).divideBy(2).add(t._bounds.min));"
            "return [atlas.communeSous(a.ensemble, lieu) === i,"
            " hexa, e.couleurs[r], v]; })()"
        )
        assert lu[0], code
        assert lu[1] == lu[2].lower(), code
        assert lu[3] == round(repartition.valeurs[repartition.codes.index(code)])


@pytest.mark.parametrize("code", [TOULOUSE, QUIMPER, "48139", "2A004"])
def test_le_survol_dit_la_commune_et_le_clic_la_choisit(ecran: Ecran, code: str) -> None:
    x, y = _point(ecran, code)
    boite = ecran.cadre.locator("#map_div").bounding_box()
    assert boite
    ecran.page.mouse.move(boite["x"] + x + 2, boite["y"] + y)
    bulle = ecran.cadre.locator(".leaflet-tooltip")
    nom = entrepot.territoires("commune")["libelle"][code]
    expect(bulle).to_contain_text(nom)
    repartition = repartir("revenu_median", "commune")
    rang = repartition.codes.index(code)
    expect(bulle).to_contain_text(f"{repartition.valeurs[rang]:,.0f}".replace(",", "\u202f"))
    ecran.page.mouse.click(boite["x"] + x + 2, boite["y"] + y)
    expect(ecran.page.get_by_text(f"territoire:{code}#1")).to_be_visible()


def test_chaque_commune_se_retrouve_sous_son_centre(ecran: Ecran) -> None:
    """L'index spatial rend la commune dont on lui donne un point : vrai partout où le centre est dans la commune."""
    justes = ecran.lire("carte.atlas.centres.filter((c, i) => atlas.communeSous(carte.atlas.ensemble, c) === i).length")
    assert justes > 0.97 * NOMBRE
    assert ecran.lire("atlas.communeSous(carte.atlas.ensemble, { lat: 47, lng: -12 })") == -1


def test_la_selection_est_cernee(ecran: Ecran) -> None:
    assert ecran.lire("document.querySelectorAll('#map_div path[stroke=\"var(--atlas-choix)\"]').length") == 1


def test_changer_d_indicateur_garde_la_geometrie(ecran: Ecran) -> None:
    avant = ecran.lire("document.documentElement.dataset.atlas")
    demandes: list[str] = []
    ecran.ecouter("request", lambda requete: demandes.append(requete.url))
    champ = ecran.page.get_by_role("combobox")
    champ.fill("Densité")
    ecran.page.get_by_role("option").first.click()
    ecran.attendre(f"document.documentElement.dataset.atlas !== '{avant}'")
    assert "Densité" in ecran.lire("document.querySelector('.atlas-legende-titre').textContent")
    assert not [url for url in demandes if "contours" in url]


def test_perimetre_et_communes_choisies(ecran: Ecran) -> None:
    """Deux fichiers, des communes gardées dans l'ordre voulu, un seul contour extérieur à cheval sur la limite."""
    zones = entrepot.table("appartenance").set_index("commune")["zone_emploi"]
    codes = ["35238", "22050", "35047"]  # Rennes, Dinan, Bruz
    fichiers = [str(entrepot.contour("commune", zone)["fichier"]) for zone in sorted(set(zones[codes]))]
    assert len(fichiers) == 2
    ecran.lire(
        "atlas.afficher(carte, Object.assign({}, carte.atlas.etat, { valeurs: [1, 2, null], exceptions: {},"
        f" communes: false, national: false, contours: {json.dumps(fichiers)}, codes: {json.dumps(codes)},"
        " perimetre: ['35238', '35047'] })) && 1"
    )
    ecran.attendre("carte.atlas.codes.length === 3 && document.querySelectorAll('path.atlas-perimetre').length === 2")
    assert ecran.lire("carte.atlas.codes") == codes
    assert ecran.lire("carte.atlas.noms") == ["Rennes", "Dinan", "Bruz"]
    traces = ecran.lire("[...document.querySelectorAll('path.atlas-perimetre')].map((t) => t.getAttribute('d'))")
    assert traces[0] == traces[1]
    assert traces[0].count("M") >= 1
    assert ecran.lire("carte.getBounds().contains(carte.atlas.couche.getBounds())")


def test_les_fleches_parcourent_les_communes(ecran: Ecran) -> None:
    ecran.lire("document.querySelector('.atlas-cible').focus() ?? true")
    lieu = "[carte.atlas.codes[carte.atlas.vise], carte.atlas.centres[carte.atlas.vise].lng]"
    code, depart = ecran.lire(lieu)
    assert code == QUIMPER
    for _ in range(3):
        ecran.page.keyboard.press("ArrowRight")
    arrivee, longitude = ecran.lire(lieu)
    assert arrivee != code
    assert longitude > depart
    assert ecran.lire("carte.atlas.noms[carte.atlas.vise]") in ecran.lire(
        "document.querySelector('.atlas-annonce').textContent"
    )
