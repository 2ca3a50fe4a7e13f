"""Un geste sur la carte survit au cadre que Streamlit remonte pendant qu'on l'attend."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route

from tests.navigateur.ecran import COMPOSANT, Ecran

HOTE = "http://127.0.0.1"
CADRE = f"<iframe src='/{COMPOSANT}/carte?pret=%d'></iframe>"
REMONTER = "() => setTimeout(() => { document.body.innerHTML = `" + CADRE % 1 + "`; }, 300)"
PRET = "location.search === '?pret=1'"
CARTE = f"<script>document.documentElement.dataset.atlas = 'x'; window.map = {{ pret: {PRET} }}</script>"


def _servir(route: Route) -> None:
    corps = CARTE if COMPOSANT in route.request.url else CADRE % 0
    route.fulfill(body=f"<!doctype html><html><body>{corps}</body></html>", content_type="text/html")


@pytest.mark.parametrize("geste", ["attendre", "lire"])
def test_un_geste_survit_au_cadre_remonte(chromium: Browser, geste: str) -> None:
    contexte = chromium.new_context()
    page = contexte.new_page()
    page.route("**/*", _servir)
    page.goto(f"{HOTE}/")
    ecran = Ecran(page, HOTE)
    assert not ecran.lire("carte.pret")
    page.evaluate(REMONTER)
    if geste == "attendre":
        ecran.attendre("carte.pret")
    else:
        assert ecran.lire("new Promise((rendre) => { carte.pret ? rendre(true) : 0; })")
    contexte.close()
