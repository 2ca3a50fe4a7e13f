"""La carte folium sans aucune ressource d'un tiers, et la couche dont seul l'état voyage."""

from __future__ import annotations

import json
from typing import Any, Literal, cast

import folium
from branca.element import Element, Figure
from folium.template import Template

CENTRE_FRANCE = (46.6, 2.4)
ZOOM_FRANCE = 5
Disposition = Literal["grande", "jointe"]
"""« grande » : la carte est la page, elle prend l'essentiel de la fenêtre ; « jointe » : elle accompagne un texte."""


class CarteLocale(folium.Map):
    """Carte Leaflet servie par l'application : ni CDN, ni fond de plan, ni lien sortant.

    Parameters
    ----------
    script : str
        Adresse de son code (`geo.cartes.adresses`), vue de son cadre.
    vue : tuple of float, optional
        Latitude, longitude et zoom d'ouverture ; sinon le territoire cerné, sinon la France métropolitaine.
    disposition : Disposition
        Place de la carte dans sa page : le navigateur en déduit sa hauteur.
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}{% endmacro %}
        {% macro html(this, kwargs) %}<div class="folium-map" id={{ this.get_name()|tojson }} ></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = atlas.creer({{ this.get_name()|tojson }}, {{ this.ouverture|tojson }});
        {% endmacro %}
        """
    )

    def __init__(
        self,
        script: str,
        vue: tuple[float, float, float] | None = None,
        disposition: Disposition = "jointe",
    ) -> None:
        self.disposition = disposition
        self.ouverture = {"disposition": disposition, **({"vue": vue} if vue else {})}
        self.default_js = [("atlas", script)]
        self.default_css: list[tuple[str, str]] = []
        super().__init__(location=CENTRE_FRANCE, zoom_start=ZOOM_FRANCE, tiles=None)
        cast("Figure", self.get_root()).header.add_child(Element(), name="meta_http")  # le cadre dit déjà le sien


class CoucheEtat(folium.FeatureGroup):
    """Groupe folium qui ne transporte qu'un petit état ; la géométrie vient d'une URL, une seule fois.

    Parameters
    ----------
    etat : dict
        Ce que `geo.cartes.etat.etat_carte` a composé.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.featureGroup();
        atlas.afficher({{ this._parent.get_name() }}, {{ this.litteral }});
        {% endmacro %}
        """
    )

    def __init__(self, etat: dict[str, Any]) -> None:
        super().__init__(name="atlas")
        self.litteral = litteral(etat)


def litteral(etat: dict[str, Any]) -> str:
    """JSON compact, sûr dans un script : ni balise fermante, ni fin de ligne Unicode."""
    texte = json.dumps(etat, ensure_ascii=False, separators=(",", ":"))
    for signe in "<>&\u2028\u2029":
        texte = texte.replace(signe, f"\\u{ord(signe):04x}")
    return texte
