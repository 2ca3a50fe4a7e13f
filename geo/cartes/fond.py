"""La carte folium sans aucune ressource d'un tiers, et la couche dont seul l'état voyage."""

from __future__ import annotations

from typing import Any

import folium
from folium.template import Template

from geo.cartes.adresses import Adresses

CENTRE_FRANCE = (46.6, 2.4)
ZOOM_FRANCE = 5


class CarteLocale(folium.Map):
    """Carte Leaflet servie par l'application : ni CDN, ni fond de plan, ni lien sortant.

    Parameters
    ----------
    adresses : Adresses
        Où trouver Leaflet et le code de la carte.
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}{% endmacro %}
        {% macro html(this, kwargs) %}<div class="folium-map" id={{ this.get_name()|tojson }} ></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        atlas.police({{ this.police|tojson }});
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {zoomSnap: 0.1, zoomDelta: 0.5,
          wheelPxPerZoomLevel: 90, minZoom: 4, maxZoom: 15, attributionControl: false, zoomControl: false,
          center: {{ this.location|tojson }}, zoom: {{ this.options.zoom }}});
        L.control.attribution({prefix: false}).addTo({{ this.get_name() }});
        L.control.zoom({zoomInTitle: "Zoomer", zoomOutTitle: "Dézoomer"}).addTo({{ this.get_name() }});
        {{ this.get_name() }}.getContainer().setAttribute("aria-label",
          "Carte interactive ; un tableau équivalent est proposé sous la carte");
        {{ this.get_name() }}.getContainer().setAttribute("role", "region");
        {% endmacro %}
        """
    )

    def __init__(self, adresses: Adresses) -> None:
        self.police = adresses.police
        self.default_js = [("atlas", adresses.script)]
        self.default_css = [("atlas", adresses.style)]
        super().__init__(location=CENTRE_FRANCE, zoom_start=ZOOM_FRANCE, tiles=None)


class CoucheEtat(folium.FeatureGroup):
    """Groupe folium qui ne transporte qu'un petit état ; la géométrie vient d'une URL, une seule fois.

    Parameters
    ----------
    etat : dict
        Ce que `geo.cartes.etat.etat_carte` a composé ; écrit en JSON sûr dans le script.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.featureGroup();
        atlas.afficher({{ this._parent.get_name() }}, {{ this.etat|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, etat: dict[str, Any]) -> None:
        super().__init__(name="atlas")
        self.etat = etat
