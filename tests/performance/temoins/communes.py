"""Témoin : la même page, quatre cartes (``?carte=``) : zones, communes, communes en polygones Leaflet ou en ligne."""

from __future__ import annotations

from typing import Any

import folium
import streamlit as st
from folium.template import Template
from streamlit_folium import st_folium

from donnees.catalogue import charger
from geo.cartes.classes import Reglages, classement, couleurs
from geo.cartes.etat import Habillage, etat_carte
from geo.cartes.fond import CarteLocale, CoucheEtat
from geo.mesures.repartitions import Repartition, repartir
from geo.sorties import carte as exports
from pages.cadre.ressources import ressources
from tests.performance.temoins.choix import INDICATEURS


class CouchePolygones(CoucheEtat):
    """Le même fichier et le même état, mais un polygone Leaflet par commune sur son canevas ordinaire."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.featureGroup();
        (function (carte, etat) {
          const teindre = (rang) => {
            const valeur = etat.lues[rang], echelle = 10 ** etat.decimales;
            const seuils = etat.bornes.slice(1, -1).map((b) => Math.round(b * echelle));
            return { weight: 0.3, color: "#ffffff", fillOpacity: 1,
              fillColor: valeur === null ? "#cccccc" : etat.couleurs[seuils.filter((s) => valeur > s).length] };
          };
          atlas.charger(etat.contours).then(atlas.topologie).then((t) => {
            etat.lues = atlas.valeurs(etat);
            if (!carte.tout) {
              const traits = topojson.feature(t, t.objects.t).features;
              traits.forEach((trait, rang) => { trait.rang = rang; });
              carte.tout = L.geoJSON(traits, { renderer: L.canvas(), style: (trait) => teindre(trait.rang) });
              carte.tout.bindTooltip((couche) => t.noms[couche.feature.rang], { sticky: true }).addTo(carte);
              carte.fitBounds([[41.3, -5.2], [51.15, 9.75]], { animate: false });
            } else { carte.tout.setStyle((trait) => teindre(trait.rang)); }
            const noter = () => { document.documentElement.dataset.atlas = etat.titre; };
            requestAnimationFrame(() => requestAnimationFrame(noter));
          });
        })({{ this._parent.get_name() }}, {{ this.litteral }});
        {% endmacro %}
        """
    )


def en_ligne(repartition: Repartition) -> folium.GeoJson:
    """Toutes les communes en GeoJSON dans la page, style calculé en Python : folium tel qu'on l'écrit d'ordinaire."""
    classes = classement(
        repartition.indicateur.id, repartition.niveau, repartition.periode, repartition.zone, Reglages()
    )
    palette = [*couleurs(repartition, classes), "#cccccc"]
    teintes = {code: palette[i] for code, i in zip(repartition.codes, classes.indices, strict=True)}

    def style(trait: dict[str, Any]) -> dict[str, Any]:
        return {"fillColor": teintes[trait["properties"]["code"]], "fillOpacity": 1, "color": "#fff", "weight": 0.3}

    return folium.GeoJson(_contours(), style_function=style, tooltip=folium.GeoJsonTooltip(["code"]))


@st.cache_data
def _contours() -> dict[str, Any]:
    traits = exports.geometries("commune").reset_index()
    return dict(traits.set_index("code", drop=False).__geo_interface__)


st.set_page_config(page_title="Communes", layout="wide")
st.title("Communes", anchor=False)
sorte = str(st.query_params.get("carte", "communes"))
fiches = charger().indicateurs
choix = st.selectbox("Indicateur", INDICATEURS, format_func=lambda i: fiches[i].libelle)
repartie = repartir(choix, "zone_emploi" if sorte == "zones" else "commune")
rendu: dict[str, Any] = {"height": 600, "use_container_width": True, "key": "carte"}
if sorte == "en_ligne":
    carte = CarteLocale(ressources().script)
    en_ligne(repartie).add_to(carte)
else:
    carte = CarteLocale(ressources().script)
    habillage = Habillage(selection=str(st.query_params.get("choix", "")))
    couche = CouchePolygones if sorte == "polygones" else CoucheEtat
    rendu["feature_group_to_add"] = couche(etat_carte(repartie, Reglages(), habillage))
lu = st_folium(carte, returned_objects=["last_object_clicked_tooltip"], **rendu)
st.caption(str((lu or {}).get("last_object_clicked_tooltip") or f"fin {choix}"))
