"""Ce qu'une page dit quand le territoire n'a pas de quoi la remplir : vrai, une fois, et jamais un titre sans suite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from geo import territoires
from geo.mesures.repartitions import repartir, restreindre
from tests.pages.visite import droit, ouvrir, sans_erreur, textes

MAYOTTE = {"niveau": "departement", "code": "976"}
PONTIS = {"niveau": "commune", "code": "04154"}
TITRES, DISCRETS = ("title", "header", "subheader"), ("caption",)
LIEUX = (MAYOTTE, PONTIS, {"niveau": "zone_emploi", "code": "0601"}, {"niveau": "epci", "code": "245400676"})
PAGES = (
    *(("territoire", {}), ("secteurs", {}), ("economie-verte", {}), ("ou-agir", {}), ("maisons", {})),
    *(("commerces", {"volet": volet}) for volet in ("acces", "ouvrir", "creations")),
    *(("plan-actions", {}), ("secteurs", {"vue": "decalage"}), ("secteurs", {"vue": "gpect"})),
)


def _feuilles(noeud: Any) -> Iterator[Any]:
    for enfant in noeud.children.values():
        if hasattr(enfant, "children"):
            yield from _feuilles(enfant)
        else:
            yield enfant


def _titres_nus(visite: AppTest) -> list[str]:
    """Titres que rien ne suit, sinon une note, avant un titre d'aussi haut rang ou la fin de la page."""
    ouverts: list[tuple[int, str]] = []
    nus: list[str] = []
    for element in _feuilles(visite.main):
        if element.type == "divider":  # le pied de la page
            break
        if element.type in TITRES:
            rang = TITRES.index(element.type)
            nus += [texte for autre, texte in ouverts if autre >= rang]
            ouverts = [(autre, texte) for autre, texte in ouverts if autre < rang] + [(rang, str(element.value))]
        elif element.type not in DISCRETS:
            ouverts = []
    return nus + [texte for _, texte in ouverts]


@pytest.mark.parametrize("lieu", LIEUX, ids=lambda lieu: str(lieu["code"]))
@pytest.mark.parametrize(("page", "parametres"), PAGES, ids=lambda p: p if isinstance(p, str) else "".join(p.values()))
def test_un_titre_est_suivi_de_quelque_chose(page: str, parametres: dict[str, str], lieu: dict[str, str]) -> None:
    assert _titres_nus(sans_erreur(ouvrir(page, **lieu, **parametres))) == []


def test_une_courbe_d_ailleurs_le_dit_d_abord() -> None:
    visite = sans_erreur(ouvrir("territoire", **MAYOTTE))
    lu = textes(visite)
    assert "Cette série n'existe pas pour Mayotte. Courbe montrée : France hors Guyane et Mayotte" in lu
    nancy = textes(sans_erreur(ouvrir("territoire", niveau="epci", code="245400676")))
    assert "Cette série n'existe pas pour Métropole du Grand Nancy. Courbes montrées : Nancy, " in nancy
    assert "Cette série n'existe pas" not in textes(ouvrir("territoire", niveau="zone_emploi", code="8421"))


@pytest.mark.parametrize("code", ["976", "31"])
def test_la_carte_communale_s_ouvre_sur_une_mesure_connue(code: str) -> None:
    visite = sans_erreur(ouvrir("territoire", niveau="departement", code=code))
    choisi = visite.session_state["adresse.communal"]
    assert (choisi == "population_evolution_2018") is (code == "31")
    montree = restreindre(repartir(choisi, "commune"), territoires.lire("departement", code).communes)
    assert np.isfinite(montree.valeurs).any()


@pytest.mark.parametrize("vue", ["secteurs", "decalage", "gpect"])
def test_une_vue_qui_ne_se_lit_pas_ne_demande_pas_de_choisir(vue: str) -> None:
    lu = textes(sans_erreur(ouvrir("secteurs", niveau="zone_emploi", code="0601", vue=vue)))
    assert "Choisissez un territoire" not in lu
    assert "Elle ne se lit pas pour Mayotte" in lu
    assert "Choisissez un territoire ci-dessus" in textes(ouvrir("secteurs", vue=vue))


def test_ou_rien_ne_manque_le_titre_ne_dit_pas_ce_qui_manque() -> None:
    paris = sans_erreur(ouvrir("commerces", niveau="departement", code="75"))
    assert [droit(titre.value) for titre in paris.header][0].startswith("Rien ne manque")
    pontis = sans_erreur(ouvrir("commerces", **PONTIS))
    assert [droit(titre.value) for titre in pontis.header][0].startswith("Ce qui manque le plus")
