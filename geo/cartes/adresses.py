"""Ce que le navigateur charge pour la carte : un script, une feuille de style, les fichiers de produits."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import xstatic.pkg.leaflet
import xstatic.pkg.leaflet_markercluster

STATIQUE = Path(__file__).parent / "statique"
_LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)
_GRAPPES = Path(xstatic.pkg.leaflet_markercluster.BASE_DIR)
SCRIPTS = (
    _LEAFLET / "leaflet.js",
    _GRAPPES / "leaflet.markercluster.js",
    STATIQUE / "topojson-client.min.js",
    *(STATIQUE / f"atlas-{nom}.js" for nom in ("outils", "carte", "cote", "points")),
)
STYLES = (_LEAFLET / "leaflet.css", _GRAPPES / "MarkerCluster.css", STATIQUE / "atlas.css")


@dataclass(frozen=True)
class Adresses:
    """URL relatives au cadre de la carte.

    Attributes
    ----------
    script, style : str
        Leaflet, MarkerCluster, topojson-client et le code de l'Atlas, réunis en un fichier chacun.
    produits : str
        Préfixe des fichiers de ``donnees/produits/``.
    police : str
        Police de la page hôte, vide si elle est inconnue.
    """

    script: str
    style: str
    produits: str
    police: str = ""

    def produit(self, relatif: str) -> str:
        """URL d'un fichier de ``donnees/produits/``."""
        return f"{self.produits}/{relatif}"


def empaqueter(dossier: Path) -> tuple[str, str]:
    """Écrit dans ``dossier`` le script et la feuille de style réunis ; rend leurs noms, qui portent leur empreinte."""
    return _reunir(SCRIPTS, dossier, "js", "\n;\n"), _reunir(STYLES, dossier, "css", "\n")


def _reunir(fichiers: tuple[Path, ...], dossier: Path, suffixe: str, entre: str) -> str:
    textes = [fichier.read_text(encoding="utf-8") for fichier in fichiers]
    contenu = entre.join("\n".join(t for t in texte.splitlines() if "sourceMappingURL" not in t) for texte in textes)
    nom = f"atlas-{hashlib.sha256(contenu.encode()).hexdigest()[:10]}.{suffixe}"
    (dossier / nom).write_text(contenu, encoding="utf-8")
    return nom
