"""Accueil : les mêmes nombres du haut en bas, les thèmes comme ils s'écrivent."""

from __future__ import annotations

import re

from geo.actions.points import THEMES_ACTIONS
from geo.ecriture.textes import minuscule
from tests.pages.visite import ouvrir, sans_erreur, textes


def test_un_meme_nom_ne_porte_qu_un_nombre() -> None:
    lu = re.sub(r"<[^>]*>", "", textes(sans_erreur(ouvrir("accueil"))))
    nombres = re.findall(r"(\d+) (maisons?[^,.;]*|actions)", lu)
    par_nom: dict[str, set[str]] = {}
    for nombre, nom in nombres:
        par_nom.setdefault(nom.split()[0], set()).add(nombre)
    assert {nom: len(valeurs) for nom, valeurs in par_nom.items()} == {"maisons": 1, "actions": 1}
    assert len(nombres) > len(par_nom), "chaque nombre se lit en haut et en bas"


def test_un_theme_garde_ses_sigles_et_ses_noms_propres() -> None:
    lu = textes(sans_erreur(ouvrir("accueil", cerne="epci:245400676")))
    propres = {minuscule(theme) for theme in THEMES_ACTIONS.values() if minuscule(theme) != theme.lower()}
    assert [theme for theme in propres if theme in lu]
    assert [theme for theme in propres if theme.lower() in lu] == []
