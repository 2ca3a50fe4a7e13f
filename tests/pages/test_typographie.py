"""Ce que chaque page montre est à la typographie française : apostrophes courbes, espaces insécables."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from donnees.chemins import RACINE
from geo.cartes import series
from geo.ecriture import composition
from pages.cadre import typographie
from pages.cadre.serveur import recherche
from tests.lieux_temoins import CODE_DU_GIER
from tests.pages.test_figures_lues import FIGUREES
from tests.pages.visite import PAGES, ouvrir

CAS: list[tuple[str, dict[str, str]]] = [
    *((page, {}) for page in sorted(PAGES)),
    *FIGUREES,
    ("territoire", {"niveau": "perimetre", "code": CODE_DU_GIER, "nom": "Gier"}),
    ("territoire", {"niveau": "zone_emploi", "code": "3215"}),
    ("commerces", {"niveau": "commune", "code": "04154"}),
    ("accueil", {"cerne": "epci:245400676"}),
    ("maisons", {"maison": "33063-1"}),
    ("plan-actions", {"action": "12300-1-3ef7a2"}),
    ("plan-actions", {"vue": "tableau"}),
    ("methode", {"fiche": "chomage_localise"}),
    ("diagnostic", {"niveau": "zone_emploi", "code": "0051", "section": "economie"}),
    ("ou-agir", {"theme": "accueil_orientation", "territoire": "7625"}),
    ("commerces", {"niveau": "zone_emploi", "code": "0051", "volet": "ouvrir"}),
    ("comparer", {"avec": "zone_emploi:0051~zone_emploi:8421", "vue": "semblables"}),
]


@pytest.fixture(autouse=True)
def _texte_tel_qu_ecrit() -> None:
    """Ici, la sortie compose, comme devant un lecteur."""


@pytest.fixture
def envois(monkeypatch: pytest.MonkeyPatch) -> list[ForwardMsg]:
    """Tout ce qui part vers le navigateur, tel qu'il part."""
    partis: list[ForwardMsg] = []
    composer = typographie.composer

    def garder(message: ForwardMsg) -> None:
        composer(message)
        copie = ForwardMsg()
        copie.CopyFrom(message)
        partis.append(copie)

    monkeypatch.setattr(typographie, "composer", garder)
    return partis


APOSTROPHE = re.compile(r"[^\W\d_]'[^\W\d_]")
LUS = typographie.TEXTES | {"options", "content", "page_name"}
DATE = "date informatique"
"""Dans une phrase ; la colonne d'un tableau se trie par date, elle la garde."""
FAUTES = {
    "apostrophe droite": APOSTROPHE,
    "intervalle sécable": re.compile(r"(?<![\w-])\d{2}(?:\d{2})?-\d{2}(?:\d{2})?(?![\w-])"),
    "tiret sécable": re.compile(r"\w - \w"),
    "ordinal en toutes lettres": re.compile(r"(?<![\w,.-])\d{1,3}(?:er|re|e)(?![\w-])"),
    DATE: re.compile(r"(?<![\w-])20\d\d-\d\d(?:-\d\d)?(?![\w-])"),
    "part nulle dite": re.compile(r"(?<![\d,])0\s%\s(?:des|de\sses)\s"),
    "zéro relevé": re.compile(r"(?<![\d,\u202f])0\srelevés"),
    "ponctuation sécable": re.compile(r"(?<=\w) [;!?%»](?!\[)|« |(?<=\w) :(?=\s|$)"),
    "nombre sécable": re.compile(r"(?<!\d)\d{1,3} \d{3}(?!\d)|\d (?=habitants?\b)"),
    "pourcentage collé": re.compile(r"\d%"),
}


def _textes(noeud: Any) -> Iterator[str]:
    """Tous les textes d'un message, ce que Markdown et HTML ne montrent pas ôté."""
    for champ, valeur in noeud.ListFields():
        suite = valeur if champ.is_repeated else (valeur,)
        if champ.message_type is not None:
            for enfant in suite:
                yield from _textes(enfant)
        elif champ.name in LUS:
            exclus = composition.BALISE if type(noeud).__name__ == "Html" else composition.TEL_QUEL
            yield from (morceau for texte in suite if isinstance(texte, str) for morceau in exclus.split(texte)[::2])


_UNICODE = re.compile(r"\\u([0-9a-f]{4})")
"""Une lettre accentuée dans du JSON."""


def _chaines(noeud: Any) -> Iterator[str]:
    """Toutes les chaînes d'un message, quel que soit leur champ : menu, titre, attributs, état de la carte, figures."""
    for champ, valeur in noeud.ListFields():
        for element in valeur if champ.is_repeated else (valeur,):
            if champ.message_type is not None:
                yield from _chaines(element)
            elif isinstance(element, str):
                lue = html.unescape(_UNICODE.sub(lambda u: chr(int(u[1], 16)), element))
                yield from (lue, re.sub(r"<[^>]*>|[*]", "", lue))


def _montres(visite: AppTest) -> set[str]:
    protos = [getattr(noeud, "proto", None) for noeud in visite.main]
    return {texte for proto in protos if proto is not None for texte in _textes(proto)}


def _cases(visite: AppTest) -> set[str]:
    """Noms de colonnes, de lignes et cellules de texte des tableaux."""
    tables = [element.value for element in (*visite.dataframe, *visite.table)]
    lus = [*(t.columns for t in tables), *(t.index for t in tables), *(t.to_numpy().ravel() for t in tables)]
    return {case for suite in lus for case in suite if isinstance(case, str) and not case.startswith("http")}


@pytest.mark.parametrize(("page", "parametres"), CAS, ids=lambda cas: cas if isinstance(cas, str) else "-".join(cas))
def test_tout_texte_montre_est_compose(page: str, parametres: dict[str, str], envois: list[ForwardMsg]) -> None:
    visite = ouvrir(page, **parametres)
    textes, cases = _montres(visite), _cases(visite)
    assert textes
    fautes = {
        (nom, texte[:90])
        for nom, faute in FAUTES.items()
        for texte in (textes if nom == DATE else textes | cases)
        if faute.search(texte)
    }
    assert fautes == set()
    assert {"navigation", "page_config_changed", "delta"} <= {message.WhichOneof("type") for message in envois}
    chaines = {texte for message in envois for texte in _chaines(message)}
    assert {texte[max(0, f.start() - 40) :][:90] for texte in chaines for f in APOSTROPHE.finditer(texte)} == set()


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("`l'id` de l'Atlas", "`l'id` de l’Atlas"),
        ("[l'Atlas](https://x.fr/l'a)", "[l’Atlas](https://x.fr/l'a)"),
        (":material/map: Où ?", ":material/map: Où\u202f?"),
        ("l'`id`", "l’`id`"),
        ("100 %", "100\u00a0%"),
    ],
)
def test_ce_que_markdown_ne_montre_pas_reste_tel_quel(texte: str, attendu: str) -> None:
    assert composition.markdown(texte) == attendu


def test_seul_le_texte_entre_les_balises_est_compose() -> None:
    assert composition.html("<b title='l'a' style=\"a :b\">l'Atlas ?</b>") == (
        "<b title='l'a' style=\"a :b\">l’Atlas\u202f?</b>"
    )


def test_l_apostrophe_echappee_est_courbee_sans_ouvrir_une_balise() -> None:
    ecrit = "<i title='&#x27; onclick=x'>l&#x27;<b>Atlas</b></i><i aria-label=\"d&#39;ici\">d&#x27;ici</i>"
    attendu = "<i title='&#x27; onclick=x'>l’<b>Atlas</b></i><i aria-label=\"d’ici\">d’ici</i>"
    assert composition.html(ecrit) == attendu


@pytest.mark.parametrize("texte", ["arras", "villeneuve d'ascq", "l'isle d'abeau", "maison de l'emploi"])
def test_la_recherche_repond_en_typographie_francaise(texte: str) -> None:
    lieux = recherche._lieux(texte)
    assert any("’" in valeur for lieu in lieux for valeur in lieu.values())
    assert [valeur for lieu in lieux for valeur in lieu.values() if APOSTROPHE.search(valeur)] == []


def test_la_serie_que_lit_la_carte_est_composee() -> None:
    lue = series.contenu("taux_emploi_15_64", "zone_emploi", "", "")
    assert (lue["titre"], lue["nombre"]) == ("Taux d’emploi des 15\u201164\u00a0ans", "zones d’emploi")


CARTE = RACINE / "geo" / "cartes" / "statique"
GESTES = RACINE / "pages" / "cadre" / "gestes"
_COMMENTAIRE = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)


@pytest.mark.parametrize("script", [*CARTE.glob("atlas-*.js"), *GESTES.glob("*.js")], ids=lambda fichier: fichier.stem)
def test_aucun_script_n_ecrit_d_apostrophe_droite(script: Path) -> None:
    assert APOSTROPHE.findall(_COMMENTAIRE.sub("", script.read_text(encoding="utf-8"))) == []


def test_la_carte_courbe_tout_fichier_qu_elle_lit() -> None:
    lecteurs = [fichier.name for fichier in CARTE.glob("atlas-*.js") if ".json()" in fichier.read_text("utf-8")]
    assert lecteurs == []
