"""Le thème de Streamlit est celui de l'Atlas : les consignes prennent l'accent, lisiblement."""

from __future__ import annotations

import tomllib

import pytest

from donnees.chemins import RACINE

THEMES = tomllib.loads((RACINE / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
CONTRASTE_MIN = 4.5


def _luminance(couleur: str) -> float:
    """Luminance relative (WCAG 2)."""
    voies = [int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    rouge, vert, bleu = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in voies)
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


@pytest.mark.parametrize("nom", ["light", "dark"])
def test_une_consigne_est_a_l_accent_et_se_lit(nom: str) -> None:
    theme = THEMES[nom]
    assert theme["blueColor"] == theme["primaryColor"]
    assert theme["blueTextColor"] == theme["linkColor"]
    clair, sombre = sorted((_luminance(theme[c]) for c in ("blueTextColor", "blueBackgroundColor")), reverse=True)
    assert (clair + 0.05) / (sombre + 0.05) >= CONTRASTE_MIN
