"""Ce que chaque page montre est à la typographie française : apostrophes courbes, espaces insécables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.cadre import typographie
from tests.lieux_temoins import CODE_DU_GIER
from tests.pages.test_figures_lues import FIGUREES
from tests.pages.visite import PAGES, ouvrir

CAS: list[tuple[str, dict[str, str]]] = [
    *((page, {}) for page in sorted(PAGES)),
    *FIGUREES,
    ("territoire", {"niveau": "perimetre", "code": CODE_DU_GIER, "nom": "Gier"}),
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


LUS = typographie.TEXTES | {"options", "content", "page_name"}
FAUTES = {
    "apostrophe droite": re.compile(r"[^\W\d_]'[^\W\d_]"),
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
            exclus = typographie._BALISE if type(noeud).__name__ == "Html" else typographie._TEL_QUEL
            yield from (morceau for texte in suite if isinstance(texte, str) for morceau in exclus.split(texte)[::2])


def _montres(visite: AppTest) -> set[str]:
    protos = [getattr(noeud, "proto", None) for noeud in visite.main]
    return {texte for proto in protos if proto is not None for texte in _textes(proto)}


@pytest.mark.parametrize(("page", "parametres"), CAS, ids=lambda cas: cas if isinstance(cas, str) else "-".join(cas))
def test_tout_texte_montre_est_compose(page: str, parametres: dict[str, str]) -> None:
    textes = _montres(ouvrir(page, **parametres))
    assert textes
    fautes = {(nom, texte[:90]) for nom, faute in FAUTES.items() for texte in textes if faute.search(texte)}
    assert fautes == set()


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("`l'id` de l'Atlas", "`l'id` de l’Atlas"),
        ("[l'Atlas](https://x.fr/l'a)", "[l’Atlas](https://x.fr/l'a)"),
        (":material/map: Où ?", ":material/map: Où\u202f?"),
        ("100 %", "100\u00a0%"),
    ],
)
def test_ce_que_markdown_ne_montre_pas_reste_tel_quel(texte: str, attendu: str) -> None:
    assert typographie.markdown(texte) == attendu


def test_seul_le_texte_entre_les_balises_est_compose() -> None:
    assert typographie.html("<b title='l'a' style=\"a :b\">l'Atlas ?</b>") == (
        "<b title='l'a' style=\"a :b\">l’Atlas\u202f?</b>"
    )
