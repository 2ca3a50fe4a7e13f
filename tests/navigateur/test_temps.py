"""Le temps dans la carte : glisser et lire sans le serveur, puis le lien et les phrases suivent au relâchement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Request, expect

from donnees import entrepot
from geo.cartes import legende
from geo.cartes.classes import Reglages, classement, couleurs
from geo.mesures import phrases
from geo.mesures.repartitions import repartir
from tests.navigateur.ecran import Ecran
from tests.navigateur.onglets import Ouvrir
from tests.typographie import droit

LYON, CHOMAGE = "8421", "chomage_localise"
SEULE = "/carte?maisons=aucun&actions=aucun"
MONTREE = "document.documentElement.dataset.atlasDate"
TEINTES = (
    "Object.fromEntries(Object.values(carte._layers).filter((l) => l.feature)"
    ".map((l) => [l.feature.id, l.getElement().getAttribute('fill')]))"
)
ESPION = """() => {
  window.__envois = 0;
  const envoyer = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...octets) { window.__envois += 1; return envoyer.apply(this, octets); };
}"""


@contextmanager
def _sans_le_serveur(ecran: Ecran) -> Iterator[None]:
    """Rien ne part, ni requête ni message, pendant ce bloc."""
    requetes: list[str] = []

    def noter(requete: Request) -> None:
        requetes.append(requete.url)

    ecran.au_repos().page.wait_for_timeout(300)
    ecran.page.evaluate(ESPION)
    ecran.page.on("request", noter)
    yield
    ecran.page.remove_listener("request", noter)
    assert requetes == []
    assert ecran.page.evaluate("window.__envois") == 0


def _curseur(ecran: Ecran) -> Locator:
    return ecran.cadre.get_by_role("slider", name="Date")


def _saisir(ecran: Ecran, depart: float, arrivee: float) -> None:
    """Prend le curseur à une part de sa course et le glisse à une autre, sans le lâcher."""
    _curseur(ecran).scroll_into_view_if_needed()
    boite = _curseur(ecran).bounding_box()
    assert boite
    y = boite["y"] + boite["height"] / 2
    ecran.page.mouse.move(boite["x"] + 8 + (boite["width"] - 16) * depart, y)
    ecran.page.mouse.down()
    ecran.page.mouse.move(boite["x"] + 8 + (boite["width"] - 16) * arrivee, y, steps=12)
    ecran.page.wait_for_timeout(100)


def _teintes_du_serveur(indicateur: str, periode: str) -> dict[str, str]:
    """Couleur que le serveur donnerait à chaque zone à cette date."""
    repartition = repartir(indicateur, "zone_emploi", periode)
    classes = classement(indicateur, "zone_emploi", periode, "", Reglages())
    palette = [*couleurs(repartition, classes), "url(#atlas-hachures)"]
    rangs = [len(palette) - 1 if rang < 0 else rang for rang in classes.indices.tolist()]
    return {code: palette[rang] for code, rang in zip(repartition.codes, rangs, strict=True)}


def test_glisser_repeint_sans_le_serveur_puis_le_lien_et_la_phrase_suivent(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(SEULE)
    ecran.attendre(f"{MONTREE} === '2025-T4'")
    with _sans_le_serveur(ecran):
        _saisir(ecran, 1.0, 0.35)
        date = str(ecran.lire(MONTREE))
        assert date in entrepot.periodes(CHOMAGE, "zone_emploi")[20:45]
        assert ecran.lire(TEINTES) == _teintes_du_serveur(CHOMAGE, date)
        effectifs = ecran.lire("[...document.querySelectorAll('.atlas-effectif')].map((e) => Number(e.textContent))")
        assert sum(effectifs) == 306
    ecran.page.mouse.up()
    ecran.attendre_parametre("date", date)
    dite = repartir(CHOMAGE, "zone_emploi", date)
    expect(ecran.page.locator("h1")).to_have_text(phrases.titre(dite))
    assert droit(ecran.page.locator(".atlas-phrase").inner_text()) == droit(phrases.phrase(dite))
    adresse = ecran.page.url
    autre = ouvrir(adresse.removeprefix(ecran.adresse))
    autre.attendre(f"{MONTREE} === '{date}'")
    assert autre.lire(TEINTES) == _teintes_du_serveur(CHOMAGE, date)
    assert _curseur(autre).get_attribute("aria-valuetext") == _ecrite(date)


def _ecrite(date: str) -> str:
    """La date telle que la dit le curseur."""
    return phrases.titre(repartir(CHOMAGE, "zone_emploi", date)).rpartition(", ")[2]


def test_lire_puis_arreter(ouvrir: Ouvrir) -> None:
    """La lecture avance seule ; arrêtée, sa date est dans le lien. Un clic sur une zone l'arrête et dit les deux."""
    ecran = ouvrir(f"{SEULE}&date=2009-T4")
    ecran.attendre(f"{MONTREE} === '2009-T4'")
    with _sans_le_serveur(ecran):
        ecran.cadre.get_by_role("button", name="Lire la série").click()
        ecran.attendre(f"{MONTREE} > '2010-T2'")
    ecran.cadre.get_by_role("button", name="Arrêter la lecture").click()
    ecran.page.wait_for_function("() => new URL(location.href).searchParams.get('date') !== '2009-T4'")
    date = ecran.parametres["date"]
    assert date == ecran.lire(MONTREE) > "2010-T2"
    ecran.cadre.get_by_role("button", name="Lire la série").click()
    ecran.attendre(f"{MONTREE} !== '{date}'")
    ecran.cliquer_territoire(LYON)
    ecran.attendre_parametre("territoire", LYON)
    assert ecran.parametres["date"] == ecran.lire(MONTREE) != date
    expect(ecran.page.locator(".atlas-fiche h2")).to_have_text("Lyon")


def test_la_lecture_s_arrete_au_dernier_point(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"{SEULE}&date=2025-T1")
    ecran.cadre.get_by_role("button", name="Lire la série").click()
    ecran.attendre(f"{MONTREE} === '2025-T4'")
    ecran.attendre_parametre("date", None)
    expect(ecran.cadre.get_by_role("button", name="Lire la série")).to_be_visible()


def test_le_clavier_suffit_et_ne_derange_qu_une_fois_le_serveur(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(SEULE)
    ecran.attendre(f"{MONTREE} === '2025-T4'")
    centre = ecran.lire("carte.getCenter().toString()")
    with _sans_le_serveur(ecran):
        for _ in range(3):
            _curseur(ecran).press("ArrowLeft")
        ecran.attendre(f"{MONTREE} === '2025-T1'")
    ecran.attendre_parametre("date", "2025-T1")
    assert ecran.lire("carte.getCenter().toString()") == centre, "les flèches du curseur déplacent la carte"
    _curseur(ecran).press(" ")
    ecran.attendre_parametre("date", None)
    assert ecran.lire(MONTREE) == "2025-T4"


def test_moins_de_mouvement_une_date_par_seconde(ouvrir: Ouvrir) -> None:
    ecran = ouvrir(f"{SEULE}&date=2009-T4")
    ecran.page.emulate_media(reduced_motion="reduce")
    ecran.cadre.get_by_role("button", name="Lire la série").click()
    ecran.page.wait_for_timeout(600)
    assert ecran.lire(MONTREE) == "2009-T4"
    ecran.attendre(f"{MONTREE} === '2010-T1'")
    ecran.page.emulate_media(reduced_motion="null")


def test_classes_de_la_date_le_serveur_les_recalcule_au_relachement(ouvrir: Ouvrir) -> None:
    """Sans classes communes, rien ne se repeint pendant le geste, et il n'y a rien à lire en continu."""
    ecran = ouvrir(f"{SEULE}&par_date=1")
    ecran.attendre(f"{MONTREE} === '2025-T4'")
    assert ecran.cadre.get_by_role("button", name="Lire la série").count() == 0
    avant = ecran.lire(TEINTES)
    with _sans_le_serveur(ecran):
        _saisir(ecran, 1.0, 0.35)
        assert ecran.lire(TEINTES) == avant
    ecran.page.mouse.up()
    ecran.attendre(f"{MONTREE} < '2025-T4'")
    assert ecran.lire(TEINTES) != avant
    date = str(ecran.lire(MONTREE))
    bornes = classement(CHOMAGE, "zone_emploi", date, "", Reglages(par_date=True)).bornes
    assert ecran.cadre.locator(".atlas-intervalle").all_inner_texts()[:5] == legende.etiquettes(bornes, 1)[::-1]
    ecran.attendre_parametre("date", date)


def test_les_ronds_gardent_leur_echelle(ouvrir: Ouvrir) -> None:
    """Pour un effectif, un rond deux fois plus petit veut dire quatre fois moins, à toutes les dates."""
    ecran = ouvrir("/carte?indicateur=emploi_salarie&maisons=aucun&actions=aucun")
    rayons = (
        "Object.fromEntries(Object.values(carte._layers).filter((l) => l.indice !== undefined)"
        ".map((l) => [carte.atlas.codes[l.indice], l.getRadius()]))"
    )
    fin = ecran.lire(rayons)
    with _sans_le_serveur(ecran):
        _saisir(ecran, 1.0, 0.0)
        assert ecran.lire(MONTREE) == "1998"
        debut = ecran.lire(rayons)
    ecran.page.mouse.up()
    for code in (LYON, "1109"):
        valeurs = [repartir("emploi_salarie", "zone_emploi", annee).chiffree(code).valeur for annee in ("1998", "2023")]
        assert abs((debut[code] / fin[code]) ** 2 - valeurs[0] / valeurs[1]) < 0.001


def test_toutes_les_communes_changent_de_date_au_relachement(ouvrir: Ouvrir) -> None:
    """Trop lourde pour un fichier, leur série va date par date : le curseur reste, la lecture non."""
    ecran = ouvrir("/carte?indicateur=emploi_prive_evolution_5_ans&niveau=commune&maisons=aucun&actions=aucun")
    ecran.attendre(f"{MONTREE} === '2024'")
    assert ecran.cadre.get_by_role("button", name="Lire la série").count() == 0
    with _sans_le_serveur(ecran):
        _saisir(ecran, 1.0, 0.4)
    ecran.page.mouse.up()
    ecran.attendre(f"{MONTREE} === '2021'")
    ecran.attendre_parametre("date", "2021")


def test_une_seule_date_pas_de_curseur(ouvrir: Ouvrir) -> None:
    ecran = ouvrir("/carte?indicateur=population")
    assert ecran.lire("carte.atlas.etat.valeurs.length") == 306
    expect(_curseur(ecran)).to_have_count(0)
    ecran.choisir_indicateur("Taux de chômage localisé")
    expect(_curseur(ecran)).to_be_visible()
    assert ecran.violations_graves(ecran.cadre) == []


@pytest.mark.parametrize("largeur", [390, 1280])
def test_rien_ne_recouvre_le_curseur(ouvrir: Ouvrir, largeur: int) -> None:
    """Au téléphone comme au bureau, ni panneau ni cartouche ne se pose sur le curseur ou le bouton de lecture."""
    ecran = ouvrir(SEULE, largeur=largeur)
    ecran.attendre(f"{MONTREE} === '2025-T4'")
    _curseur(ecran).scroll_into_view_if_needed()
    dessus = ecran.lire(
        "[...document.querySelectorAll('.atlas-temps > :not([hidden])')].filter((piece) => {"
        "const b = piece.getBoundingClientRect();"
        "return !piece.contains(document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)); })"
        ".map((piece) => piece.className || piece.type)"
    )
    assert dessus == []
