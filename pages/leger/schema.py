"""Ce qu'un moteur de recherche lit d'une page : des objets schema.org (JSON-LD), tirés de ce que la page montre."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from donnees import entrepot
from donnees.catalogue import charger
from donnees.catalogue.modeles import Indicateur
from geo.ecriture import formats
from geo.portrait.cartons import Grille
from geo.sorties.metadonnees import LICENCE
from geo.territoires import PERIMETRE, Territoire
from pages.leger import adresses
from pages.leger.page import SITE, Site

if TYPE_CHECKING:
    from pages.leger.portrait import Portrait

CONTEXTE: Final = "https://schema.org"
Objet = dict[str, Any]


def portrait(site: Site, voulu: Portrait, chiffres: Grille, description: str) -> tuple[Objet, ...]:
    """Le lieu, et le jeu de chiffres qui le décrit."""
    territoire, ici = voulu.territoire, site.absolu(voulu.adresse)
    lieu = _lieu(territoire, ici)
    mesures = [mesure for mesure in chiffres.mesures if np.isfinite(mesure.valeur)]
    jeu = _jeu(site, f"Portrait : {territoire.libelle}", description, ici) | {
        "spatialCoverage": {"@id": f"{ici}#lieu"},
        "creator": _producteurs([mesure.indicateur for mesure in mesures]),
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "name": mesure.indicateur.libelle,
                "value": round(mesure.valeur, mesure.indicateur.decimales),
                "unitText": mesure.indicateur.unite,
                "description": formats.periode(mesure.periode),
            }
            for mesure in mesures
        ],
    }
    return lieu, jeu


def _lieu(territoire: Territoire, ici: str) -> Objet:
    sorte = "Country" if territoire.niveau == "france" else "AdministrativeArea"
    lieu: Objet = {"@type": sorte, "@id": f"{ici}#lieu", "name": territoire.libelle}
    if territoire.niveau == PERIMETRE:
        return lieu | {"@type": "Place"}
    lieu["identifier"] = {"@type": "PropertyValue", "propertyID": "Code officiel", "value": territoire.code}
    centre = entrepot.territoires(territoire.niveau)[["lon", "lat"]].loc[[territoire.code]].to_numpy(dtype=float)[0]
    return lieu | _geo((centre[0], centre[1]))


def _geo(place: tuple[float, float]) -> Objet:
    """Les coordonnées d'un lieu, s'il en a."""
    if not np.isfinite(place).all():
        return {}
    lon, lat = (round(float(axe), 5) for axe in place)
    return {"geo": {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}}


def indicateur(site: Site, fiche: Indicateur, description: str) -> tuple[Objet, ...]:
    """Le jeu d'un indicateur, par territoire."""
    ici = site.absolu(adresses.indicateur(fiche.id))
    periodes = sorted(fiche.periodes)
    jeu = _jeu(site, fiche.libelle, description, ici) | {
        "creator": _producteurs([fiche]),
        "temporalCoverage": f"{periodes[0][:4]}/{periodes[-1][:4]}",
        "spatialCoverage": {"@type": "Country", "name": fiche.nom_france},
        "variableMeasured": {"@type": "PropertyValue", "name": fiche.libelle, "unitText": fiche.unite},
        "isBasedOn": [
            charger().sources[source].adresse for source in fiche.sources if charger().sources[source].adresse
        ],
    }
    return (jeu,)


def maison(site: Site, cle: str, nom: str, ville: str, place: tuple[float, float]) -> tuple[Objet, ...]:
    """Une maison, et où elle est."""
    lieu: Objet = {
        "@type": "Place",
        "address": {"@type": "PostalAddress", "addressLocality": ville, "addressCountry": "FR"},
    }
    lieu |= _geo(place)
    ici = site.absolu(adresses.maison(cle))
    return ({"@type": "Organization", "@id": ici, "name": nom, "location": lieu},)


def _jeu(site: Site, nom: str, description: str, ici: str) -> Objet:
    return {
        "@type": "Dataset",
        "@id": f"{ici}#donnees",
        "name": nom,
        "description": description or nom,
        "url": ici,
        "inLanguage": "fr",
        "license": LICENCE,
        "isAccessibleForFree": True,
        "includedInDataCatalog": {"@type": "DataCatalog", "name": SITE, "url": site.absolu("/")},
    }


def _producteurs(fiches: Sequence[Indicateur]) -> list[Objet]:
    sources = charger().sources
    noms = dict.fromkeys(sources[source].producteur for fiche in fiches for source in fiche.sources)
    return [{"@type": "Organization", "name": nom} for nom in noms]
