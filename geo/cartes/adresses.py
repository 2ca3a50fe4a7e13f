"""Ce que le navigateur charge pour la carte : un script (styles et adresses compris) et les fichiers de produits."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import xstatic.pkg.leaflet
import xstatic.pkg.leaflet_markercluster

from geo.cartes import legende

STATIQUE = Path(__file__).parent / "statique"
_LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)
_GRAPPES = Path(xstatic.pkg.leaflet_markercluster.BASE_DIR)
_MODULES = (
    *("outils", "contours", "gestes", "bornes", "panneaux", "disposition", "ensemble", "trame", "communes"),
    *("carte", "perimetre", "double", "croisee", "cote", "temps", "preuves", "points"),
    *("limites", "etiquettes", "villes", "rangs", "voisins", "hote", "volets", "clavier"),
)
_STYLES = ("atlas", "atlas-temps", "atlas-points", "atlas-etiquettes", "atlas-clavier")
SCRIPTS = (
    _LEAFLET / "leaflet.js",
    _GRAPPES / "leaflet.markercluster.js",
    STATIQUE / "topojson-client.min.js",
    *(STATIQUE / f"atlas-{nom}.js" for nom in _MODULES),
)
STYLES = (
    _LEAFLET / "leaflet.css",
    _GRAPPES / "MarkerCluster.css",
    *(STATIQUE / f"{nom}.css" for nom in _STYLES),
)


@dataclass(frozen=True)
class Adresses:
    """URL relatives au cadre de la carte ; écrites dans son script, elles ne voyagent pas avec chaque état.

    Attributes
    ----------
    produits : str
        Préfixe des fichiers de ``donnees/produits/``.
    depot : str
        Préfixe des fichiers déposés à la demande ; un état les nomme par ``/`` et leur nom.
    police : str
        Police de la page hôte, vide si elle est inconnue.
    villes : str
        Fichier des noms de villes (`geo.cartes.villes`), nommé de même ; vide : la carte n'en écrit pas.
    """

    produits: str
    depot: str
    police: str = ""
    villes: str = ""


def empaqueter(dossier: Path, adresses: Adresses) -> str:
    """Écrit dans ``dossier`` le script de la carte ; rend son nom, qui porte son empreinte.

    Les styles y sont inclus : la carte mesure ses cadres dès sa création, ils doivent être posés avant elle. Les mots
    de la légende aussi, qui sont ceux des images emportées.
    """
    styles = json.dumps(_reunir(STYLES, "\n"), ensure_ascii=False)
    pose = f'document.head.append(Object.assign(document.createElement("style"), {{textContent: {styles}}}));\n'
    mots = f"window.atlasMots = {json.dumps(legende.MOTS, ensure_ascii=False)};\n"
    mots += f"window.atlasAdresses = {json.dumps(asdict(adresses))};\n"
    contenu = mots + pose + _reunir(SCRIPTS, "\n;\n")
    nom = f"atlas-{hashlib.sha256(contenu.encode()).hexdigest()[:10]}.js"
    (dossier / nom).write_text(contenu, encoding="utf-8")
    return nom


def _reunir(fichiers: tuple[Path, ...], entre: str) -> str:
    textes = [fichier.read_text(encoding="utf-8") for fichier in fichiers]
    return entre.join("\n".join(t for t in texte.splitlines() if "sourceMappingURL" not in t) for texte in textes)
