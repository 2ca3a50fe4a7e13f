"""Style commun des figures : couleurs des deux thèmes, signes, textes protégés, nombres français.

Lue point par point, une figure se montre par ``st.plotly_chart(figure, theme=None, config=CONFIG)`` : le gabarit de
Streamlit, qui remplacerait les couleurs, est refusé, et le texte de survol est écrit ici, sans locale du navigateur.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from geo.ecriture import formats

Theme = Literal["light", "dark"]
POLICE = '"Source Sans", "Source Sans Pro", "Source Sans 3", sans-serif'
TAILLE, TAILLE_PETITE = 14, 13
SOUS_AXE = 32  # hauteur réservée aux graduations, au-dessus de la légende
LARGEUR_LETTRE = 7.2  # largeur moyenne d'une lettre à la taille courante, en pixels
SIGNES = ("diamond", "circle", "square", "triangle-up", "x", "star")
TIRETS = ("solid", "dash", "dot", "dashdot", "longdash", "6px 2px 2px 2px 2px 2px")
_COMMANDES = str.maketrans(dict.fromkeys((*range(32), 127), " "))


@dataclass(frozen=True)
class Teintes:
    """Couleurs d'un thème ; ``series`` : la première est celle du territoire."""

    fond: str
    fond_second: str
    encre: str
    discret: str
    trait: str
    pairs: str
    series: tuple[str, ...]


# Chaque série a au moins 4,5:1 de contraste sur son fond, et se distingue de ses voisines dans les trois daltonismes.
TEINTES: dict[Theme, Teintes] = {
    "light": Teintes(
        fond="#ffffff",
        fond_second="#f1f5f6",
        encre="#1b2a33",
        discret="#55646e",
        trait="#c9d3d8",
        pairs="#7d8b94",
        series=("#0f5c73", "#a32542", "#844baf", "#5b650c", "#462711", "#0c0d0d"),
    ),
    "dark": Teintes(
        fond="#12191d",
        fond_second="#1d272c",
        encre="#e8eef1",
        discret="#a9b7bf",
        trait="#3b4a52",
        pairs="#7c8b94",
        series=("#5fb4cc", "#f05677", "#a576e5", "#f5cf54", "#c7843f", "#e6f3fa"),
    ),
}

# plotly n'a que l'anglais d'origine : les boutons gardés sont traduits ici, ce que sa configuration permet.
_DICTIONNAIRE = {
    "Download plot as a PNG": "Télécharger l’image (PNG)",
    "Download plot": "Télécharger l’image",
    "Zoom": "Zoom",
    "Pan": "Déplacer",
    "Reset axes": "Vue d’origine",
    "Double-click to zoom back out": "Double-cliquer pour revenir à la vue d’origine",
    "Taking snapshot - this may take a few seconds": "Préparation de l’image…",
    "Snapshot succeeded": "Image enregistrée",
    "Sorry, there was a problem downloading your snapshot!": "L’image n’a pas pu être enregistrée.",
}
DECIMALE_ET_MILLIERS = f",{formats.FINE}"
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": "hover",
    "responsive": True,
    "scrollZoom": False,
    "typesetMath": False,
    "showTips": False,
    # plotly propose d'envoyer le graphique à son service : jamais (ni bouton, ni adresse).
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "locale": "fr",
    "locales": {"fr": {"dictionary": _DICTIONNAIRE, "format": {"decimal": ",", "thousands": formats.FINE}}},
    "modeBarButtonsToRemove": ["sendChartToCloud", "lasso2d", "select2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "atlas-graphique"},
}


def papier() -> str:
    """Règles de style qui rendent au papier les couleurs claires d'une figure dessinée dans le thème sombre."""
    sombres, claires = (_toutes(TEINTES[theme]) for theme in ("dark", "light"))
    return "".join(
        f':is(.stPlotlyChart, .atlas-dessin) :is([style*="{trait}: {_rgb(sombre)}"], '
        f'[{trait}="{sombre}"], [{trait}="{_rgb(sombre)}"]) '
        f"{{ {trait}: {claire} !important; }}\n"
        for sombre, claire in zip(sombres, claires, strict=True)
        for trait in ("fill", "stroke", "background")
    )


def _toutes(teintes_: Teintes) -> tuple[str, ...]:
    return (*(valeur for nom, valeur in vars(teintes_).items() if nom != "series"), *teintes_.series)


def _rgb(teinte: str) -> str:
    """Une couleur comme le navigateur l'écrit dans un style."""
    return f"rgb({', '.join(str(int(teinte[rang : rang + 2], 16)) for rang in (1, 3, 5))})"


def config(fichier: str) -> dict[str, Any]:
    """`CONFIG` avec un nom de fichier pour l'image (lettres, chiffres et tirets ; le reste devient un tiret)."""
    propre = "".join(lettre if lettre.isalnum() else "-" for lettre in fichier).strip("-")
    return {**CONFIG, "toImageButtonOptions": {**CONFIG["toImageButtonOptions"], "filename": propre or "atlas"}}


def teintes(theme: Theme) -> Teintes:
    """Couleurs du thème ; tout autre nom que « dark » donne le thème clair."""
    return TEINTES["dark" if theme == "dark" else "light"]


def couleur(rang: int) -> str:
    """Couleur CSS d'une série : celle du thème où elle se montre."""
    return f"light-dark({TEINTES['light'].series[rang]}, {TEINTES['dark'].series[rang]})"


def proteger(texte: str) -> str:
    """Rend un texte que plotly écrira tel quel.

    plotly lit un peu de HTML (``<b>``, ``<a href>``, ``<br>``, ``<span style>``…) et les entités : les trois signes qui
    les ouvrent deviennent des entités, qu'il remplace une seule fois. Les signes de commande deviennent des espaces.
    """
    propre = str(texte).translate(_COMMANDES)
    return propre.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def replier(texte: str, largeur: int = 40) -> str:
    """Protège un texte et le coupe en lignes d'au plus ``largeur`` signes, entre deux mots."""
    lignes: list[str] = []
    for mot in str(texte).translate(_COMMANDES).split(" "):
        if lignes and len(lignes[-1]) + 1 + len(mot) <= largeur:
            lignes[-1] += f" {mot}"
        else:
            lignes.append(mot)
    return "<br>".join(proteger(ligne) for ligne in lignes)


def survol(titre: str, *lignes: str) -> str:
    """Texte de survol : un titre en gras, puis des lignes ; tout est protégé, les lignes vides tombent."""
    return "<br>".join([f"<b>{proteger(titre)}</b>", *(proteger(ligne) for ligne in lignes if ligne)])


def suite(ligne: str) -> str:
    """Une ligne de plus à un texte de survol, protégée ; rien si elle est vide."""
    return f"<br>{proteger(ligne)}" if ligne else ""


@dataclass(frozen=True)
class Mesure:
    """Ce qu'il faut pour écrire une valeur : unité et décimales."""

    unite: str
    decimales: int

    def ecrire(self, valeur: float, statut: str = "") -> str:
        """« 7,3 % (provisoire) », texte brut."""
        reserve = formats.statut(statut)
        return formats.avec_unite(valeur, self.unite, self.decimales) + (f" ({reserve})" if reserve else "")

    def nombre(self, valeur: float) -> str:
        """« 7,3 »."""
        return formats.nombre(valeur, self.decimales)


def presentes(valeurs: Sequence[float]) -> list[float | None]:
    """Valeurs pour plotly : ce qui n'est pas un nombre fini devient un trou."""
    return [float(valeur) if math.isfinite(valeur) else None for valeur in valeurs]


def borner(valeur: float, bornes: tuple[float, float]) -> float:
    """Ramène au bord du cadre une valeur qui en sort."""
    return min(max(valeur, bornes[0]), bornes[1])


def hachures(teinte: str, couleurs: Teintes, *, visibles: bool = True) -> dict[str, Any]:
    """Motif d'une barre : hachuré sur le fond, ou plein."""
    return {"shape": "/" if visibles else "", "fgcolor": teinte, "bgcolor": couleurs.fond, "size": 5}
