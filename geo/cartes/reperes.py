"""Des signes écrits dans certaines communes, par-dessus l'état de la carte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from folium.template import Template

from geo.cartes.fond import CoucheEtat, litteral


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
            const bas = [...atlas.cote(carte).legende.querySelectorAll(".atlas-intervalle")].pop();
            if (bas && a.etat.bornes[1] === 0) bas.textContent = "équipée (0 km)";
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
