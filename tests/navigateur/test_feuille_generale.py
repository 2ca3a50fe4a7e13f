"""Épreuve générale du papier : chaque page du plan, imprimée sur deux territoires, jugée sur son PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import Page

from pages.cadre.plan import PLAN
from tests.navigateur.onglets import Ouvrir
from tests.navigateur.papier import Mot, dire, lire_pages, toucher

TERRITOIRES = ("niveau=zone_emploi&code=4412", "niveau=departement&code=976")
SANS_TERRITOIRE = {"carte", "perimetre", "classement", "compte", "methode", "accessibilite"}
"""Pages que le territoire courant ne change pas, ou presque : imprimées une fois."""
AVEC = {
    "territoire": ("niveau=zone_emploi&code=8435", TERRITOIRES[1]),
    "comparer": ("avec=zone_emploi:4412~zone_emploi:0051&vue=cartes",),
    "bilan": ("maison=54395-1",),
    "ou-agir": ("niveau=epci&code=245400676",),
}
PAGES = [fiche["url_path"] for rubrique in PLAN.values() for fiche in rubrique if fiche.get("visibility") != "hidden"]
TIRAGES = [
    f"/{'' if page == 'accueil' else page}?{territoire}"
    for page in PAGES
    for territoire in AVEC.get(page, TERRITOIRES[: 1 if page in SANS_TERRITOIRE else 2])
]
MARGE_HAUTE, MARGE_BASSE = 42.0, 800.0
"""Points, du haut de la page : au-delà, ce sont les marges."""
BLANC = 245
OCCUPEE_MIN, FIN_MIN, ENCRE_MIN = 0.45, 0.1, 0.004
"""Part occupée d'une page (de la dernière) jusqu'à son dernier trait ; part d'encre."""
CONSIGNES = re.compile(r"\b[Tt]ouchez (une|la)\b|Les chiffres de cette figure|choisissez un nom ci-dessus")
HUIT = 8 * 1.25 * 0.98
"""Hauteur de boîte, pour pdftotext, d'un mot en corps 8, dans la plus basse des polices."""
RELEVER = """() => {
  const visibles = (qui) => [...document.querySelectorAll(qui)].filter((e) => e.checkVisibility());
  const dire = (e) => e.textContent.replace(/\\s+/g, " ").trim();
  const GROUPE = ".stMain tr:has(> th[scope=rowgroup]:only-child)";
  const BLOCS = `.stMain :is(.stElementContainer, .stExpander summary), ${GROUPE}`;
  const COMMANDES = ".leaflet-control-zoom, .atlas-boutons, .atlas-temps, .atlas-fiche-bouton, .atlas-invite";
  const SUITES = "table, iframe, .atlas-dessin, .stPageLink", PHRASE = 130;
  const cadres = [...document.querySelectorAll("iframe[src*=streamlit_folium]")].map((cadre) => cadre.contentDocument);
  const titre = (e) => (e.matches("summary, tr") ? e : e.querySelector(".stHeading"));
  const phrase = (e) => !titre(e) && !e.querySelector(SUITES) && e.getBoundingClientRect().height < PHRASE;
  /** Un titre, puis lui et chaque phrase jusqu'à la figure, au tableau ou à la liste qu'ils annoncent. */
  const annoncer = (blocs) => blocs.flatMap((bloc, i) => {
    if (!titre(bloc)) return [];
    const reste = blocs.slice(i + 1).filter((e) => !e.matches("tr")), fin = reste.findIndex((e) => !phrase(e));
    const suites = fin > 0 && reste[fin].querySelector(SUITES) ? reste.slice(0, fin) : [];
    return suites.reduce((formes, suite) => [...formes, `${formes.at(-1)} ${dire(suite)}`], [dire(bloc)]);
  });
  const coupee = (e) => {
    const corps = e.querySelector(".atlas-panneau-corps"), fenetre = e.ownerDocument.defaultView;
    return corps.scrollHeight > corps.clientHeight + 2 || e.getBoundingClientRect().bottom > fenetre.innerHeight + 2;
  };
  const couvre = (e, carte) => {
    const [a, b] = [e, carte].map((boite) => boite.getBoundingClientRect());
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  };
  const surCarte = (qui) => cadres.flatMap((cadre) => [...cadre.querySelectorAll(qui)])
    .filter((e) => e.checkVisibility());
  return {
    annonces: annoncer(visibles(BLOCS)),
    entetes: visibles(".stMain thead th").map(dire),
    volets: visibles("[data-testid=stExpander] summary").filter((s) => !s.closest("details").open).map(dire),
    commandes: surCarte(COMMANDES).map((e) => e.className),
    legendes: surCarte(".atlas-panneau:not(.atlas-feuille)")
      .filter((e) => coupee(e) || couvre(e, e.ownerDocument.querySelector("#map_div"))).map(dire),
  };
}"""
"""Titres et ce qu'ils annoncent, en-têtes, volets, commandes et légendes de carte, tels que le papier les montre."""


@dataclass(frozen=True)
class Tirage:
    """Une page imprimée : ses mots, page à page, et la place qu'y prend l'encre (jusqu'où, combien)."""

    pages: list[list[Mot]]
    encre: list[tuple[float, float]]

    @property
    def texte(self) -> str:
        """Tout ce qui s'y lit, marges exclues."""
        return " ".join(dire(mots) for mots in self.pages)


def _corps(mots: list[Mot]) -> list[Mot]:
    return [mot for mot in mots if MARGE_HAUTE <= mot.haut <= MARGE_BASSE]


def _lignes(mots: list[Mot]) -> list[list[Mot]]:
    """Mots rangés par ligne, de haut en bas."""
    par_ligne: dict[int, list[Mot]] = {}
    for mot in mots:
        par_ligne.setdefault(round(mot.haut / 2), []).append(mot)
    return [par_ligne[haut] for haut in sorted(par_ligne)]


def _encre(page: pypdfium2.PdfPage) -> tuple[float, float]:
    gris = np.asarray(page.render(scale=0.5).to_pil().convert("L"))[int(MARGE_HAUTE / 2) : int(MARGE_BASSE / 2)] < BLANC
    lignes = np.flatnonzero(gris.any(axis=1))
    return (float(lignes[-1] / len(gris)) if lignes.size else 0.0, float(gris.mean()))


def _tirer(page: Page) -> Tirage:
    octets = page.pdf(prefer_css_page_size=True, print_background=True)
    with pypdfium2.PdfDocument(octets) as document:
        return Tirage([_corps(mots) for mots in lire_pages(octets)], [_encre(feuillet) for feuillet in document])


def _ouvrir(ouvrir: Ouvrir, chemin: str) -> tuple[Page, bool]:
    """La page en feuille si elle sait s'imprimer ; sinon telle que Ctrl+P la prend."""
    page = ouvrir(chemin).vetue("light").page
    if not page.get_by_role("button", name="Imprimer", exact=True).count():
        return page, False
    return toucher(page), True


@pytest.mark.parametrize("chemin", TIRAGES)
def test_le_papier_est_plein_entier_et_lisible(ouvrir: Ouvrir, chemin: str) -> None:
    """Classes du défaut : page orpheline, titre sans suite, en-tête brisé, consigne d'écran, légende coupée."""
    page, feuille = _ouvrir(ouvrir, chemin)
    page.emulate_media(media="print")
    releve, tirage = page.evaluate(RELEVER), _tirer(page)
    for rang, (occupee, encre) in enumerate(tirage.encre, start=1):
        fin = rang == len(tirage.encre)
        assert occupee >= (FIN_MIN if fin else OCCUPEE_MIN), f"page {rang} presque vide"
        assert encre >= ENCRE_MIN, f"page {rang} sans encre"
    assert _orphelins(tirage, releve["annonces"]) == []
    assert releve["commandes"] == []
    assert not CONSIGNES.search(tirage.texte)
    lignes = [dire(ligne).replace(" ", "") for mots in tirage.pages for ligne in _lignes(mots)]
    noms = {nom for entete in releve["entetes"] for nom in re.findall(r"[^\W\d_]{4,}", entete)}
    assert {nom for nom in noms if not any(nom in ligne for ligne in lignes)} == set()
    assert releve["volets"] == []
    if feuille:
        assert releve["legendes"] == []
        assert [m.texte for ms in tirage.pages for m in ms if len(m.texte) > 3 and m.hauteur < HUIT] == []


def _orphelins(tirage: Tirage, annonces: list[str]) -> list[str]:
    """Titres, et titres suivis de leur phrase, qui finissent une page : ce qu'ils annoncent est sur la suivante."""
    fins = ["".join(_serrer(dire(ligne)) for ligne in _lignes(mots)) for mots in tirage.pages[:-1]]
    return [annonce for annonce in annonces if any(fin.endswith(_serrer(annonce)) for fin in fins)]


def _serrer(texte: str) -> str:
    """Sans espace ni trait d'union de coupure : la feuille ne coupe pas les lignes où la page les coupe."""
    return re.sub(r"[\s\u200b\u00ad]", "", texte)
