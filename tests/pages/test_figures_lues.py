"""Toute figure se lit sans se voir : une phrase, et son tableau à une portée de clic, de toutes les pages."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest
from streamlit.testing.v1 import AppTest

from donnees.chemins import RACINE
from pages.interface.figures import LIRE, REVENIR, VOLET
from tests.lieux_temoins import CODE_DU_GIER
from tests.pages.visite import deplier, dessins, ouvrir, sans_erreur

ZONE = {"niveau": "zone_emploi", "code": "0051"}
PHRASE = re.compile('aria-label="([^"]*)"')
AVEC = {"avec": "zone_emploi:0051~zone_emploi:8421~france:FR"}
FIGUREES: list[tuple[str, dict[str, str]]] = [
    ("territoire", {"niveau": "zone_emploi", "code": "8421"}),
    ("territoire", {"niveau": "perimetre", "code": CODE_DU_GIER, "nom": "Gier"}),
    ("comparer", {**AVEC, "vue": "points"}),
    ("comparer", {**AVEC, "vue": "courbes"}),
    ("comparer", {**AVEC, "vue": "essaim"}),
    ("comparer", {**AVEC, "vue": "nuage"}),
    ("secteurs", ZONE),
    ("secteurs", {**ZONE, "vue": "decalage"}),
    ("secteurs", {**ZONE, "vue": "metiers"}),
    ("secteurs", {**ZONE, "vue": "branche", "secteur": "CL"}),
    ("commerces", {**ZONE, "volet": "creations"}),
    ("economie-verte", ZONE),
    ("plan-actions", {"vue": "calendrier"}),
    ("clause-sociale", {**ZONE, "lots": "peinture_120000_70", "cout": "30", "taux": "5"}),
]


@pytest.fixture(params=FIGUREES, ids=lambda cas: "-".join((cas[0], *cas[1].values()))[:60])
def visite(request: pytest.FixtureRequest) -> AppTest:
    """Une page à figures."""
    page, parametres = request.param
    return sans_erreur(ouvrir(page, **parametres))


def test_chaque_figure_a_sa_phrase_et_son_tableau(visite: AppTest) -> None:
    phrases = [unescape(str(PHRASE.findall(dessin)[0])) for dessin in dessins(visite)]
    assert phrases, "cette page n'a plus de figure : ôter ce cas"
    titres = {
        getattr(element, "value", "") for sorte in ("title", "header", "subheader") for element in visite.get(sorte)
    }
    for phrase in phrases:
        assert len(phrase) > 40, "une figure n'a pas de phrase"
        assert re.search(r"\d", phrase), "la phrase ne dit aucun fait"
        assert phrase not in titres
        assert "nan" not in phrase.lower().split()
    assert len([volet for volet in visite.expander if volet.label == VOLET]) == len(phrases)


def test_le_tableau_ne_se_compose_qu_ouvert(visite: AppTest) -> None:
    avant = len(visite.dataframe)
    ouverte = sans_erreur(deplier(visite, VOLET))
    assert len(ouverte.dataframe) == avant + 1
    assert all(element.proto.alt for element in ouverte.dataframe)


def test_plotly_ne_vient_qu_a_la_demande_et_montre_la_meme_phrase(visite: AppTest) -> None:
    """Quatre mégaoctets pour un survol : le dessin suffit à qui lit."""
    dessinees = dessins(visite)
    assert not visite.get("plotly_chart")
    lire = next(bouton for bouton in visite.button if bouton.label == LIRE)
    (vive,) = sans_erreur(lire.click().run()).get("plotly_chart")
    assert dessins(visite) == dessinees
    assert REVENIR in [bouton.label for bouton in visite.button]
    assert any(f'aria-label="{escape(vive.proto.alt)}"' in dessin for dessin in dessinees)


def test_toute_figure_passe_par_la_meme_porte() -> None:
    """Une figure posée ailleurs échapperait à la phrase et au tableau ; une page à figures est dans la liste."""
    sources = {fichier: fichier.read_text(encoding="utf-8") for fichier in (RACINE / "pages").rglob("*.py")}
    poses = [f.name for f, texte in sources.items() if "plotly_chart(" in texte or "st.image(" in texte]
    assert poses == ["figures.py"]
    lues = [f.relative_to(RACINE / "pages").parts for f, texte in sources.items() if "import lectures" in texte]
    connues = {*(page for page, _ in FIGUREES), "integrer"}
    assert {morceaux[1].replace("_", "-") for morceaux in lues if len(morceaux) > 2} <= connues
