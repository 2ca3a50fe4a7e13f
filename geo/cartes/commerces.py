"""La carte des communes selon leur distance au plus proche : classes fixes, un point sur celles qui sont équipées."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from folium.template import Template

from donnees.catalogue.modeles import Indicateur
from geo.cartes.etat import Habillage, Reglages, etat_choix
from geo.cartes.fond import CoucheEtat, litteral
from geo.commerces.distances import releve
from geo.commerces.types import POPULATIONS, SOURCES, Type
from geo.mesures.repartitions import Repartition
from geo.territoires import Territoire, rangs
from geo.territoires.index import index
from geo.territoires.perimetre import fichiers_contours

SEUILS: Final = (0.0, 2.0, 5.0, 10.0)
"""Kilomètres : équipée, jusqu'à 2, 5, 10 km, et au-delà ; les mêmes partout, pour comparer deux cartes."""
EQUIPEE: Final = "●"


@lru_cache(maxsize=64)
def fiche(type_: Type) -> Indicateur:
    """Fiche, au format du catalogue, de la distance au plus proche : c'est ce que la carte sait montrer."""
    return Indicateur(
        id=f"distance_{type_.code.lower()}",
        libelle=f"{type_.libelle} : distance à {type_.le_plus_proche}",
        libelle_court="Distance",
        question="À quelle distance est l'équipement le plus proche ?",
        unite="km",
        sens="mieux_bas",
        theme="commerces",
        sources=(SOURCES[type_.millesime], POPULATIONS),
        niveaux=("commune",),
        periodes=(str(type_.millesime),),
        representation="taux",
        formule={"type": "publie", "composantes": ("distance",)},  # type: ignore[arg-type]  # pydantic le convertit
        agregation="non_agregeable",
        decimales=1,
        precautions=("Distance à vol d'oiseau entre communes.",),
        mention="distance au grand cercle entre points de communes",
    )


def repartir(territoire: Territoire, type_: Type) -> Repartition:
    """Distance de chaque commune du territoire, une décimale ; jamais zéro pour une commune non équipée."""
    lu, choisies = releve(type_.code), rangs(territoire)
    km, equipees = lu.km[choisies], np.nan_to_num(lu.nombre[choisies]) > 0
    return Repartition(
        indicateur=fiche(type_),
        niveau="commune",
        periode=str(type_.millesime),
        zone="",
        codes=tuple(index().codes[rang] for rang in choisies),
        libelles=tuple(index().noms[rang] for rang in choisies),
        valeurs=np.where(equipees, 0.0, np.maximum(km, 0.1)),
        statuts=tuple("nd" if np.isnan(d) else "" for d in km),
    )


def equipees(territoire: Territoire, type_: Type) -> list[str]:
    """Codes des communes équipées."""
    lu, choisies = releve(type_.code), rangs(territoire)
    return [index().codes[rang] for rang in choisies if np.nan_to_num(lu.nombre[rang]) > 0]


def etat(territoire: Territoire, type_: Type, theme: str | None, selection: str = "") -> dict[str, Any]:
    """État de la carte (`geo.cartes.etat.etat_choix`)."""
    repartition = repartir(territoire, type_)
    reglages = Reglages("manuelles", seuils=SEUILS)
    habillage = Habillage(selection=selection, theme=theme)
    return etat_choix(repartition, reglages, habillage, fichiers_contours(repartition.codes))


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
