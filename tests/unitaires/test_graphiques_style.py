"""Style des figures : textes neutralisés, contrastes, daltonismes, réglages sans tiers ni locale."""

from __future__ import annotations

import html
import itertools
import json
import re

import numpy as np
import plotly.io as pio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from donnees.chemins import RACINE
from geo.graphiques import cadre, style
from geo.graphiques.style import TEINTES, Teintes, Theme

HOSTILES = [
    "<b>gras</b>",
    '<a href="javascript:alert(1)">lien</a>',
    "&lt;i&gt; &#60;b&#62; &amp;lt;",
    "a <br> b",
    "%{x} $x^2$",
    "x\ny\tz\x00",
    "<<b>>",
]
textes = st.one_of(st.text(max_size=30), st.text(alphabet="<>&;/abr#60lt %{}", max_size=30), st.sampled_from(HOSTILES))
# Matrices de Machado, Oliveira et Fernandes (2009), sévérité 1, en RVB linéaire.
DALTONISMES = {
    "aucun": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def affiche(texte: str) -> str:
    """Ce que plotly montre : il ôte les balises, saute une ligne à ``<br>``, puis remplace chaque entité une fois."""
    morceaux = re.split(r"(<[^<>]*>)", texte)
    return "".join("\n" if m == "<br>" else "" if m.startswith("<") else html.unescape(m) for m in morceaux)


def _lineaire(couleur: str) -> NDArray[np.float64]:
    composantes = np.array([int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    lineaire: NDArray[np.float64] = np.where(
        composantes <= 0.04045, composantes / 12.92, ((composantes + 0.055) / 1.055) ** 2.4
    )
    return lineaire


def _contraste(une: str, autre: str) -> float:
    clair, sombre = sorted((float(_lineaire(c) @ [0.2126, 0.7152, 0.0722]) for c in (une, autre)), reverse=True)
    return (clair + 0.05) / (sombre + 0.05)


def _lab(lineaire: NDArray[np.float64]) -> NDArray[np.float64]:
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ lineaire
    f = np.where((rapport := xyz / [0.9505, 1, 1.089]) > 0.008856, np.cbrt(rapport), 7.787 * rapport + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@given(textes)
def test_un_texte_protege_s_affiche_tel_quel(texte: str) -> None:
    propre = style.proteger(texte)
    assert "<" not in propre
    assert ">" not in propre
    sans_commande = "".join(" " if ord(lettre) < 32 or ord(lettre) == 127 else lettre for lettre in texte)
    assert affiche(propre) == sans_commande


@given(textes, st.integers(1, 40))
def test_replier_ne_perd_aucun_mot(texte: str, largeur: int) -> None:
    lignes = affiche(style.replier(texte, largeur)).split("\n")
    attendus = affiche(style.proteger(texte)).split(" ")
    assert " ".join(lignes).split(" ") == attendus
    assert all(len(ligne) <= largeur or " " not in ligne for ligne in lignes)


def test_survol_titre_en_gras_et_lignes_vides_otees() -> None:
    assert style.survol("<b>", "", "a & b") == "<b>&lt;b&gt;</b><br>a &amp; b"


@pytest.mark.parametrize("theme", list(TEINTES))
def test_contrastes(theme: Theme) -> None:
    teintes = TEINTES[theme]
    for fond in (teintes.fond, teintes.fond_second):
        assert all(_contraste(couleur, fond) >= 4.5 for couleur in (*teintes.series, teintes.encre, teintes.discret))
        assert _contraste(teintes.pairs, fond) >= 3


@pytest.mark.parametrize("theme", list(TEINTES))
def test_aucune_serie_ne_jure(theme: Theme) -> None:
    """Classe du défaut : un violet d'écran (saturation CIELAB 115) parmi des teintes sourdes."""
    assert max(float(np.linalg.norm(_lab(_lineaire(couleur))[1:])) for couleur in TEINTES[theme].series) < 75


@pytest.mark.parametrize("theme", list(TEINTES))
@pytest.mark.parametrize("vision", list(DALTONISMES))
def test_series_distinctes_pour_chaque_vision(theme: Theme, vision: str) -> None:
    vues = [_lab(np.clip(np.array(DALTONISMES[vision]) @ _lineaire(c), 0, 1)) for c in TEINTES[theme].series]
    assert min(float(np.linalg.norm(a - b)) for a, b in itertools.combinations(vues, 2)) > 15


def test_autant_de_signes_et_de_tirets_que_de_couleurs() -> None:
    nombres = {len(t.series) for t in TEINTES.values()}
    assert nombres == {len(set(style.SIGNES))} == {len(set(style.TIRETS))}


@pytest.mark.parametrize("theme", list(TEINTES))
def test_couleurs_du_theme_de_l_application(theme: Theme) -> None:
    reglages = (RACINE / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    section = reglages.split(f"[theme.{theme}]")[1].split("[theme")[0]
    lues = dict(re.findall(r'(\w+) = "(#\w+)"', section))
    t: Teintes = TEINTES[theme]
    montrees = (t.series[0], t.fond, t.fond_second, t.encre, t.trait)
    noms = ("primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor", "borderColor")
    assert montrees == tuple(lues[nom] for nom in noms)


def test_config_sans_logo_ni_tiers_et_en_francais() -> None:
    config = style.config("Chômage / Lyon")
    assert config["displaylogo"] is config["showSendToCloud"] is config["typesetMath"] is False
    assert config["plotlyServerURL"] == ""
    assert "http" not in json.dumps(config)
    assert "sendChartToCloud" in config["modeBarButtonsToRemove"]
    assert config["toImageButtonOptions"] == {"format": "png", "scale": 2, "filename": "Chômage---Lyon"}
    assert style.CONFIG["toImageButtonOptions"]["filename"] == "atlas-graphique"
    assert style.config("//")["toImageButtonOptions"]["filename"] == "atlas"


def test_le_gabarit_par_defaut_n_a_aucun_effet() -> None:
    avant = pio.templates.default
    try:
        pio.templates.default = "plotly_dark"
        sombre = cadre.figure("light", 100).en_plotly()
        pio.templates.default = "ggplot2"
        assert cadre.figure("light", 100).en_plotly() == sombre
    finally:
        pio.templates.default = avant
    assert cadre.figure("light", 100).layout.separators == ",\u202f"


def test_mesure_ecrite_en_francais() -> None:
    mesure = style.Mesure("€", 1)
    assert mesure.ecrire(1234.56, "p") == "1\u202f234,6\u00a0€ (provisoire)"
    assert mesure.ecrire(float("nan")) == "—"
    assert style.presentes([1.0, float("nan"), float("inf")]) == [1.0, None, None]
