"""La sonde posée dans chaque cadre : date, à 5 ms près, ce qui vient d'être peint et le dernier appui.

Elle ne relit la page que si elle a changé : relire 306 tracés toutes les 5 ms prenait un tiers du fil principal, et
allongeait d'autant ce qu'elle mesurait.
"""

from __future__ import annotations

from playwright.sync_api import Error, Frame, Page

from tests.performance.mesure.concurrents import Concurrent

DELAI_MS = 60_000
PAS_MS = 10

_SCRIPT = """(() => {
  const maintenant = () => performance.timeOrigin + performance.now();
  const sonde = window.__sonde = { signature: "", instant: 0, appui: 0 };
  addEventListener("pointerdown", () => { sonde.appui = maintenant(); }, true);
  let change = true, suivi = null;
  const veille = new MutationObserver(() => { change = true; });
  const suivre = () => { // un cadre change de document sans changer de fenêtre
    veille.disconnect();
    const peints = ["fill", "data-atlas"]; // ce que change une carte qui se peint, en tracés ou sur un canevas
    veille.observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: peints });
    suivi = document;
    change = true;
  };
  const lire = () => {
    if (suivi !== document) suivre();
    if (!change) return;
    change = TOUJOURS;
    let lue = "";
    try { lue = LECTURE; } catch (erreur) { lue = ""; }
    if (lue && lue !== sonde.signature) { sonde.signature = lue; sonde.instant = maintenant(); }
  };
  setInterval(lire, 5);
})();"""


class JamaisPeint(RuntimeError):
    """La page n'a pas montré ce qu'on attendait."""


class Sonde:
    """Lit la sonde d'une page ; les cadres peuvent être remplacés en cours de route (folium en ligne)."""

    def __init__(self, page: Page, concurrent: Concurrent) -> None:
        self.page, self.concurrent = page, concurrent
        toujours = "true" if concurrent.hors_page else "false"
        page.add_init_script(_SCRIPT.replace("LECTURE", concurrent.lecture).replace("TOUJOURS", toujours))

    def cadre(self) -> Frame | None:
        """Cadre où se lit la carte."""
        if not self.concurrent.cadre:
            return self.page.main_frame
        cadres = [cadre for cadre in self.page.frames if "streamlit_folium" in cadre.url]
        return cadres[-1] if cadres else None

    def peint(self) -> tuple[str, float]:
        """Signature peinte et son instant (ms, horloge du navigateur) ; vide si rien ne l'est."""
        cadre = self.cadre()
        if cadre is None:
            return "", 0.0
        try:
            lue = cadre.evaluate("() => [window.__sonde.signature, window.__sonde.instant]")
        except Error:  # cadre en train d'être remplacé
            return "", 0.0
        return str(lue[0]), float(lue[1])

    def attendre(self, sauf: str = "") -> float:
        """Attend une signature autre que ``sauf`` ; rend son instant (ms)."""
        for _ in range(DELAI_MS // PAS_MS):
            signature, instant = self.peint()
            if signature and signature != sauf:
                return instant
            self.page.wait_for_timeout(PAS_MS)
        raise JamaisPeint(f"{self.concurrent.nom} : rien de neuf n'a été peint en {DELAI_MS // 1000} s.")

    def appui(self) -> float:
        """Instant du dernier appui dans la page (ms)."""
        return float(self.page.evaluate("() => window.__sonde.appui"))

    def depart(self) -> float:
        """Instant où la navigation a commencé (ms)."""
        return float(self.page.evaluate("() => performance.timeOrigin"))

    def vue(self) -> list[float]:
        """Zoom, latitude, longitude."""
        cadre = self.cadre()
        if cadre is None:
            raise JamaisPeint(f"{self.concurrent.nom} : la carte n'a plus de cadre.")
        return [round(float(n), 3) for n in cadre.evaluate(self.concurrent.vue)]
