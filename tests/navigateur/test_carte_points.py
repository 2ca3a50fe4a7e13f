"""Épingles, noms de villes, limites et valeurs écrites : ce que la carte porte au-dessus de ses couleurs."""

from __future__ import annotations

import pytest
from matplotlib.colors import to_rgb
from playwright.sync_api import expect

from geo.actions import points
from geo.cartes import legende
from geo.sorties import signes
from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir, Theme
from tests.unitaires.registre_seme import tables

MAISONS, _ = tables()
TELEPHONE = {"largeur": 390, "hauteur": 844, "has_touch": True, "is_mobile": True}
ECRITS = "carte.atlas.etiquettes.places.map(({ item }) => item.texte)"
BOITES = "carte.atlas.etiquettes.places.map(({ boite }) => boite)"
MAISONS_VUES = "document.querySelectorAll('#map_div .atlas-maisons').length"


def _puces(ecran: Ecran, age: str) -> int:
    return int(ecran.lire(f"document.querySelectorAll('#map_div .atlas-maisons.atlas-preuve-{age}').length"))


def test_chaque_epingle_dit_l_age_de_sa_preuve(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?actions=aucun&maisons=mde.mcef.voisines.fermees&fiabilite=A.B.C")
    ecran.attendre(f"{MAISONS_VUES} > 100")
    ages = points.preuves("maisons", MAISONS).map(points.age)
    lus = ecran.lire(f"atlas.pointsAffiches(carte).map(({{ point }}) => atlas.age(point, '{points.depuis()}'))")
    assert sorted(lus) == sorted(ages)
    assert _puces(ecran, "recente") > 0
    assert _puces(ecran, "ancienne") > _puces(ecran, "recente")
    for deuxieme in ("borderStyle", "borderColor"):  # la forme, puis la couleur
        aspect = f"((s) => s.backgroundColor + s.{deuxieme})(getComputedStyle(document.querySelector('{{}}')))"
        assert len({ecran.lire(aspect.format(f".atlas-cles .atlas-preuve-{age}")) for age in points.AGES}) == 3


SIGNES = (
    "[...document.querySelectorAll('.atlas-cles li')].map((l) => {"
    "const s = getComputedStyle(l.querySelector('.atlas-puce')), d = getComputedStyle(l.querySelector('path'));"
    "return [l.innerText.trim(), s.backgroundColor, s.borderColor, s.borderStyle, d.fill]; })"
)


def _rgb(teinte: str) -> str:
    return f"rgb({', '.join(str(round(255 * part)) for part in to_rgb(teinte))})"


def _dessine(groupe: str, age: str, texte: str) -> list[str]:
    """Un signe de l'image, dit comme le navigateur dit le sien : texte, fond, bord, trait du bord, dessin."""
    pastille, *anneau, dessin = signes._signe(groupe, age)
    bord = (anneau or [pastille])[0].get_markeredgecolor()
    teintes = [pastille.get_markerfacecolor(), bord, dessin.get_markerfacecolor()]
    fond, trait, plein = (_rgb(str(teinte)) for teinte in teintes)
    return [texte, fond, trait, "dashed" if anneau else "solid", plein]


@pytest.mark.parametrize(
    "autres", ["actions=aucun", "reseaux=reseau-apec", "maisons=aucun&actions=aucun&programmes=programme-frla"]
)
def test_l_image_a_les_signes_et_les_mots_de_l_ecran(ouvrir: Ouvrir, autres: str) -> None:
    """Classe du défaut : l'image emportée légende ses points autrement que la carte."""
    ecran = ouvrir(f"/carte?{autres}")
    ecran.attendre("document.querySelectorAll('.atlas-cles li').length > 2")
    montres = ecran.lire("carte.atlas.etat.couches.map((couche) => couche.groupe)")
    assert ecran.lire(SIGNES) == [_dessine(*cle) for cle in legende.cles(montres)]


def test_la_bulle_date_la_preuve_en_clair(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?actions=aucun&fiabilite=A")
    ecran.attendre(f"{MAISONS_VUES} > 40")
    dates = {
        "2019-10": "en octobre 2019",
        "2015-12": "en décembre 2015",
        "2006": "en 2006",
        "2024-08-01": "le 1er août 2024",
        "2024-08-21": "le 21 août 2024",
    }
    for brute, dite in dates.items():
        assert ecran.lire(f"atlas.quandPreuve({{ preuve: '{brute}' }})") == dite
    for fausse in ("''", "'zut'", "'2019-1'", "null"):
        assert ecran.lire(f"atlas.quandPreuve({{ preuve: {fausse} }})") == ""
    ecran.lire("Object.values(carte._layers).filter((l) => l instanceof L.Marker && l.getPopup())[0].openPopup() && 1")
    expect(ecran.cadre.locator(".atlas-fenetre")).to_contain_text("Attestée en ")


EVIDENCE = """(age) => {
  const luminance = (couleur) => { const [r, v, b] = couleur.match(/[0-9.]+/g).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * v + 0.0722 * b; };
  const peint = (choix, nom) => luminance(getComputedStyle(document.querySelector(choix))[nom]);
  const [un, deux] = [peint(`#map_div .atlas-preuve-${age}`, "backgroundColor"), peint("#map_div path", "fill")];
  return (Math.max(un, deux) + 0.05) / (Math.min(un, deux) + 0.05);
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_la_preuve_recente_se_detache_le_plus(ouvrir: Ouvrir, theme: Theme) -> None:
    """Classe du défaut : un signe plein, pensé pour le clair, se fond dans une carte sombre."""
    ecran = ouvrir("/", theme=theme)
    ecran.attendre(f"{MAISONS_VUES} > 70 && document.documentElement.dataset.theme === '{theme}'")
    recente, ancienne = (ecran.cadre.evaluate(EVIDENCE, age) for age in ("recente", "ancienne"))
    assert recente > 4
    assert recente > 2 * ancienne


def test_le_filtre_d_age_est_offert_et_dans_l_adresse(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?actions=aucun&fiabilite=A.B.C&preuve=recente")
    ecran.attendre(f"{MAISONS_VUES} > 0")
    assert _puces(ecran, "recente") == ecran.lire(MAISONS_VUES) < 20
    ecran.deplier("Points affichés")
    champ = ecran.page.get_by_role("combobox", name="Âge de la preuve")
    champ.fill("Plus ancienne")
    ecran.page.get_by_role("option", name="Plus ancienne").click()
    ecran.attendre("document.querySelectorAll('#map_div .atlas-preuve-ancienne').length > 40")
    ecran.attendre_parametre("preuve", "recente.ancienne")


def test_au_telephone_les_actions_attendent_et_les_epingles_sont_petites(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte", **TELEPHONE)
    ecran.attendre(f"{MAISONS_VUES} > 40")
    actions = "document.querySelectorAll('#map_div .atlas-actions').length"
    cote = "document.querySelector('#map_div .atlas-maisons').getBoundingClientRect().width"
    assert ecran.lire(actions) == 0
    assert ecran.lire(cote) <= 10
    adresse = ecran.page.url
    bouton = ecran.cadre.get_by_role("button", name="Actions", exact=True)
    bouton.click()
    ecran.attendre(f"{actions} > 10")
    assert ecran.page.url == adresse
    expect(bouton).to_have_attribute("aria-pressed", "true")
    bouton.click()
    ecran.attendre(f"{actions} === 0")
    large = ouvrir("/carte")
    large.attendre(f"{actions} > 10")
    expect(large.cadre.get_by_role("button", name="Actions", exact=True)).to_have_count(0)


def test_une_epingle_ne_prend_que_sa_place(ouvrir: Ouvrir) -> None:
    """Autour d'une épingle, on touche la zone : le marqueur invisible ne prend pas le doigt."""
    ecran = ouvrir("/carte?actions=aucun", **TELEPHONE)
    ecran.attendre(f"{MAISONS_VUES} > 40")
    cibles = ecran.lire(
        "(() => { const c = document.getElementById('map_div').getBoundingClientRect();"
        "return [...document.querySelectorAll('#map_div .atlas-maisons')]"
        ".map((p) => p.parentElement.getBoundingClientRect())"
        ".filter((b) => b.left > c.left && b.right < c.right && b.top > c.top && b.bottom < c.bottom)"
        ".map((b) => document.elementFromPoint(b.left + 2, b.top + 2)?.closest('.leaflet-marker-icon') === null); })()"
    )
    assert sum(cibles) > 0.5 * len(cibles) > 10


@pytest.mark.parametrize("couche", ["reseau-siae", "reseau-apec"])
def test_les_grappes_ne_viennent_qu_au_dela_d_une_densite(ouvrir: Ouvrir, couche: str) -> None:
    ecran = ouvrir(f"/carte?maisons=aucun&actions=aucun&reseaux={couche}")
    ecran.attendre("document.querySelectorAll('#map_div .atlas-reseau').length > 5")
    enfants = ecran.lire(
        "Object.values(carte._layers).filter((l) => l.getChildCount && l._icon)"
        ".map((l) => l.getAllChildMarkers().map((m) => carte.latLngToLayerPoint(m.getLatLng())))"
        ".flatMap((p) => p.map((q) => Math.hypot(q.x - p[0].x, q.y - p[0].y)))"
    )
    assert (max(enfants, default=0) > 25) == (couche == "reseau-siae")


def _sans_chevauchement(boites: list[list[float]]) -> bool:
    rangees = sorted(boites)
    for rang, (gauche, haut, large, hauteur) in enumerate(rangees):
        for autre_gauche, autre_haut, _, autre_hauteur in rangees[rang + 1 :]:
            if autre_gauche >= gauche + large:
                break
            if haut < autre_haut + autre_hauteur and autre_haut < haut + hauteur:
                return False
    return True


def test_les_noms_viennent_avec_le_zoom_sans_se_chevaucher(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte")
    ecran.attendre(f"{ECRITS}.length > 0")
    nationaux = ecran.lire(ECRITS)
    assert {"Paris", "Marseille", "Lyon"} <= set(nationaux)
    assert len(nationaux) < 15
    ecran.lire("(carte.setView([45.75, 4.85], 8.5, { animate: false }), 1)")
    regionaux = ecran.lire(ECRITS)
    assert len(regionaux) > 10 * len(nationaux)
    assert {"Lyon", "Villefranche-sur-Saône"} <= set(regionaux)
    assert _sans_chevauchement(ecran.lire(BOITES))
    peints = (
        "(() => { const t = carte.atlas.etiquettes._toile, d = t.getContext('2d');"
        "return d.getImageData(0, 0, t.width, t.height).data.some((v) => v); })()"
    )
    assert ecran.lire(peints)
    assert ecran.lire("getComputedStyle(carte.getPane('etiquettes')).pointerEvents") == "none"
    assert ecran.lire("document.querySelectorAll('.atlas-cartouche .atlas-etiquettes').length") == 0


def test_glisser_ne_fait_rien_scintiller(ouvrir: Ouvrir) -> None:
    """À zoom égal, un nom garde sa place quelle que soit la vue : seule la fenêtre sur le monde bouge."""
    ecran = ouvrir("/carte?vue=46.5_2.5_8")
    ecran.attendre(f"{ECRITS}.length > 50")
    avant = ecran.lire(BOITES)
    ecran.lire("(carte.panBy([230, -170], { animate: false }), 1)")
    assert ecran.lire(BOITES) == avant


def test_les_noms_s_eteignent_et_l_adresse_le_dit(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte")
    ecran.attendre(f"{ECRITS}.length > 0")
    ecran.deplier("Classes et fond")
    ecran.page.get_by_text("Noms des villes").click()
    ecran.attendre_parametre("noms", "0")
    ecran.attendre(f"{ECRITS}.length === 0")


def test_limites_et_valeurs_a_la_demande(ouvrir: Ouvrir) -> None:
    nue = ouvrir("/carte?vue=46.5_2.5_7.5&noms=0")
    nue.attendre("carte.atlas.codes.length")
    assert nue.lire("document.querySelectorAll('.atlas-limite-departement').length") == 0
    assert nue.lire(ECRITS) == []
    ecran = ouvrir("/carte?vue=46.5_2.5_7.5&noms=0&limites=1&ecrits=1")
    ecran.attendre("document.querySelectorAll('.atlas-limite-departement').length === 1")
    assert ecran.lire("document.querySelector('.atlas-limite-departement').getAttribute('d').length") > 1000
    ecran.attendre(f"{ECRITS}.length > 100")
    attendues = set(
        ecran.lire(
            "carte.atlas.etat.valeurs.filter((v) => v !== null).map((v) => atlas.nombre(v / 10, 1) + '\\u202f%')"
        )
    )
    ecrites = ecran.lire(ECRITS)
    assert set(ecrites) <= attendues
    assert all("," in texte for texte in ecrites)
    assert _sans_chevauchement(ecran.lire(BOITES))
    ecran.lire("(carte.setZoom(5.5, { animate: false }), 1)")
    assert ecran.lire(ECRITS) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_avec_tout_ce_qui_s_ecrit(ouvrir: Ouvrir, theme: str) -> None:
    ecran = ouvrir("/carte?limites=1&ecrits=1&vue=46.5_2.5_7.5", theme=theme)
    ecran.attendre(f"{ECRITS}.length > 100")
    assert ecran.violations_graves(ecran.cadre) == []
