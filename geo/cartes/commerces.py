"""La carte des communes selon leur distance au plus proche : classes fixes, un point sur celles qui sont équipées."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from folium.template import Template

from geo.cartes.classes import Reglages
from geo.cartes.etat import Habillage, etat_choix
from geo.cartes.fond import CoucheEtat, litteral
from geo.commerces.repartition import repartir
from geo.commerces.types import Type
from geo.territoires import Territoire
from geo.territoires.perimetre import fichiers_contours

SEUILS: Final = (0.0, 2.0, 5.0, 10.0)
"""Kilomètres : équipée, jusqu'à 2, 5, 10 km, et au-delà ; les mêmes partout, pour comparer deux cartes."""
EQUIPEE: Final = "●"
EQUIPEES: Final = "équipée (0 km)"
"""Classe des communes équipées : leurs distances vont de zéro à zéro."""


def etat(territoire: Territoire, type_: Type, theme: str | None, selection: str = "") -> dict[str, Any]:
    """État de la carte (`geo.cartes.etat.etat_choix`)."""
    repartition = repartir(territoire, type_)
    reglages = Reglages("manuelles", seuils=SEUILS)
    habillage = Habillage(selection=selection, theme=theme)
    corps = etat_choix(repartition, reglages, habillage, fichiers_contours(repartition.codes))
    return {**corps, "classes": [EQUIPEES, *corps["classes"][1:]]} if corps["bornes"][1:2] == [0.0] else corps


class CoucheReperes(CoucheEtat):
    """La couche d'état, et par-dessus un signe écrit dans certaines communes, expliqué sous la légende.

    Parameters
    ----------
    etat : dict
        État de la carte.
    reperes : mapping of str to str
        Code de commune → signe (« ● », « 1 », « ★ »).
    cles : sequence of (str, str)
        Signe et ce qu'il veut dire.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.featureGroup();
        var apres_{{ this.get_name() }} = atlas.afficher({{ this._parent.get_name() }}, {{ this.litteral }});
        apres_{{ this.get_name() }}.then((groupe => () => {
            if (!{{ this._parent.get_name() }}.hasLayer(groupe)) return;
            const carte = {{ this._parent.get_name() }}, { signes, cles } = {{ this.reperes }}, a = carte.atlas;
            const boite = (signe) => atlas.element("span", { class: "atlas-nombre", "aria-hidden": "true" }, signe);
            for (const [code, signe] of Object.entries(signes)) {
                const centre = a.centres[a.codes.indexOf(code)];
                if (!centre) continue;
                const icon = L.divIcon({ html: boite(signe), className: "atlas-marqueur", iconSize: [20, 16] });
                groupe.addLayer(L.marker(centre, { icon, interactive: false, keyboard: false }));
            }
            atlas.cote(carte).cles.replaceChildren(...cles.map(([signe, texte]) =>
                atlas.element("li", {}, atlas.element("strong", { "aria-hidden": "true" }, signe),
                    atlas.element("span", {}, texte))));
        })({{ this.get_name() }}));
        {% endmacro %}
        """
    )

    def __init__(self, etat: dict[str, Any], reperes: Mapping[str, str], cles: Sequence[tuple[str, str]]) -> None:
        super().__init__(etat)
        self.reperes = litteral({"signes": dict(reperes), "cles": [list(cle) for cle in cles]})
