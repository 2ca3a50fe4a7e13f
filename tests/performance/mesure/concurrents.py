"""Ceux qui courent : notre carte, deux pages vides, folium en ligne, plotly ; et comment lire leur carte."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.navigateur.serveur import RACINE

TEMOINS = Path(__file__).resolve().parents[1] / "temoins"
ZONES = 306

# Chaque lecture rend "" tant que rien n'est peint, puis une signature qui change avec ce qui est peint.
_TEXTE = """(document.querySelector('[data-testid="stCaptionContainer"]') || {}).textContent || "" """
_TRAITS = f"""(() => {{
  const traits = [...document.querySelectorAll("#map_div path.leaflet-interactive")];
  return traits.length >= {ZONES} ? traits.map((t) => t.getAttribute("fill")).join("") : "";
}})()"""
_PLOTLY = """(() => {
  const figure = document.querySelector(".js-plotly-plot");
  const monde = figure && figure._fullLayout && figure._fullLayout.map && figure._fullLayout.map._subplot
    && figure._fullLayout.map._subplot.map;
  return monde && monde.loaded() && monde.areTilesLoaded() ? Array.from(figure._fullData[0].z).join() : "";
})()"""

_VUE_LEAFLET = """() => [window.map.getZoom(), window.map.getCenter().lat, window.map.getCenter().lng]"""
_VUE_PLOTLY = """() => {
  const monde = document.querySelector(".js-plotly-plot")._fullLayout.map._subplot.map;
  return [monde.getZoom(), monde.getCenter().lat, monde.getCenter().lng];
}"""


@dataclass(frozen=True)
class Concurrent:
    """Une page mesurée.

    Attributes
    ----------
    cle, nom : str
        Identifiant et nom montré.
    script : Path
        Ce que ``streamlit run`` lance.
    lecture : str
        Expression JavaScript : signature de ce qui est peint, vide avant.
    vue : str
        Fonction JavaScript rendant zoom et centre ; vide sans carte.
    cadre : bool
        La carte est dans un cadre (iframe).
    chemin : str
        Chemin de la page.
    hors_page : bool
        Ce qui est peint (WebGL) ne se voit pas dans le document : la sonde le relit sans cesse.
    """

    cle: str
    nom: str
    script: Path
    lecture: str
    vue: str = ""
    cadre: bool = False
    chemin: str = ""
    hors_page: bool = False


ATLAS = Concurrent("atlas", "Atlas, page Carte", RACINE / "app.py", _TRAITS, _VUE_LEAFLET, cadre=True, chemin="carte")
VIDE = Concurrent("vide", "page Streamlit vide", TEMOINS / "vide.py", _TEXTE)
VIDE_ATLAS = Concurrent("vide_atlas", "page vide, serveur de l'Atlas", TEMOINS / "vide_atlas.py", _TEXTE)
FOLIUM = Concurrent("folium", "folium en ligne", TEMOINS / "folium_en_ligne.py", _TRAITS, _VUE_LEAFLET, cadre=True)
PLOTLY = Concurrent("plotly", "plotly", TEMOINS / "plotly_choroplethe.py", _PLOTLY, _VUE_PLOTLY, hors_page=True)
TOUS = (ATLAS, VIDE, VIDE_ATLAS, FOLIUM, PLOTLY)

# Choisis tour à tour ; chacun change vraiment les couleurs.
LIBELLES_VIDE = ("Revenu médian", "Taux de pauvreté", "Taux d'emploi", "Taux de chômage localisé")
IDENTIFIANTS = ("revenu_median", "taux_pauvrete", "taux_emploi_15_64", "chomage_localise")
