"""Écrire dans une zone : un texte qu'un PPTX peut porter, en français, à la plus grande taille qui tient."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Pt

from donnees.catalogue.documents import mots
from geo.documents.diapositives.ajustement import Boite, Ligne, couper, hauteur, taille_qui_tient
from geo.ecriture import formats, textes

LANGUE: Final = "fr-FR"
MAXIMUM: Final = 2_000
_POINT: Final = 12_700
_INTERDITS_EN_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
Forme = Any
"""Une forme ou une diapositive de python-pptx, dont les types publics ne disent pas tout."""


@dataclass(frozen=True)
class Morceau:
    """Un paragraphe à écrire.

    Attributes
    ----------
    rapport : float
        Sa taille face à celle de la zone.
    tete : str
        Premiers mots, en gras.
    gras, couleur
        Absents : ceux du masque.
    avant : float
        Espace au-dessus, en points.
    """

    texte: str
    rapport: float = 1.0
    tete: str = ""
    gras: bool | None = None
    couleur: MSO_THEME_COLOR | None = None
    avant: float = 0.0

    @property
    def ligne(self) -> Ligne:
        """Sa place."""
        texte = f"{self.tete} {self.texte}" if self.tete else self.texte
        return Ligne(texte, self.rapport, gras=bool(self.gras or self.tete), avant=self.avant)


def lisible(texte: str, maximum: int = MAXIMUM) -> str:
    """Une ligne que tout lecteur de PPTX ouvre, typographiée, d'au plus ``maximum`` signes."""
    return formats.typographie(textes.couper(_INTERDITS_EN_XML.sub(" ", texte[: maximum * 2]), maximum))


def mot(cle: str, **valeurs: str | int) -> str:
    """Un mot fixe du catalogue, typographié."""
    return formats.typographie(mots()[cle]).format(**valeurs)


def et_autres(nombre: int) -> str:
    """« … et 12 autres : voir le document »."""
    return mot("et_autres", nombre=formats.nombre(nombre)) if nombre > 1 else mot("et_un_autre")


def zone(diapositive: Forme, rang: int) -> Forme:
    """La zone de ce rang, déclarée par la disposition."""
    return next(forme for forme in diapositive.placeholders if forme.placeholder_format.idx == rang)


def interieur(diapositive: Forme, forme: Forme) -> Boite:
    """La place que les marges du masque laissent au texte."""
    rang = forme.placeholder_format.idx
    modele = next(autre for autre in diapositive.slide_layout.placeholders if autre.placeholder_format.idx == rang)
    cadre = modele.text_frame
    return Boite(
        (forme.width - cadre.margin_left - cadre.margin_right) / _POINT,
        (forme.height - cadre.margin_top - cadre.margin_bottom) / _POINT,
    )


def placer(forme: Forme, haut: int, hauteur: int) -> None:
    """Déplace une zone de haut en bas ; elle cesse de suivre le masque, dont elle reprend la largeur."""
    forme.left, forme.top, forme.width, forme.height = forme.left, haut, forme.width, hauteur


def remplir(diapositive: Forme, rang: int, morceaux: Sequence[Morceau], tailles: Sequence[float]) -> None:
    """Écrit à la plus grande taille qui tient ; à la plus petite, compte le reste ; rien à écrire : ôte la zone."""
    forme = zone(diapositive, rang)
    if not morceaux:
        forme._element.getparent().remove(forme._element)  # noqa: SLF001 - python-pptx ne sait pas ôter une forme
        return
    boite = interieur(diapositive, forme)
    taille = taille_qui_tient([morceau.ligne for morceau in morceaux], boite, tailles)
    poser(forme, morceaux if taille else _coupes(morceaux, boite, tailles[-1]), taille or tailles[-1])


def taille_de(diapositive: Forme, rang: int, morceaux: Sequence[Morceau], tailles: Sequence[float]) -> float:
    """La taille que `remplir` prendrait."""
    boite = interieur(diapositive, zone(diapositive, rang))
    return taille_qui_tient([morceau.ligne for morceau in morceaux], boite, tailles) or tailles[-1]


def _coupes(morceaux: Sequence[Morceau], boite: Boite, taille: float) -> list[Morceau]:
    """Les premiers paragraphes entiers et le compte des autres ; un seul qui déborde se coupe."""
    for gardes in range(len(morceaux) - 1, 0, -1):
        suite = replace(morceaux[-1], texte=et_autres(len(morceaux) - gardes), tete="", gras=None)
        essai = [*morceaux[:gardes], suite]
        if hauteur([morceau.ligne for morceau in essai], boite.largeur, taille) <= boite.hauteur:
            return essai
    premier = morceaux[0]
    tete = hauteur([replace(premier, texte="").ligne], boite.largeur, taille) if premier.tete else 0
    reste = [replace(premier, texte=et_autres(len(morceaux) - 1), tete="", gras=None)] if len(morceaux) > 1 else []
    pris = tete + hauteur([morceau.ligne for morceau in reste], boite.largeur, taille)
    place = Boite(boite.largeur, boite.hauteur - pris - premier.avant)
    gras = bool(premier.gras or premier.tete)
    return [replace(premier, texte=couper(premier.texte, place, taille * premier.rapport, gras=gras)), *reste]


def poser(forme: Forme, morceaux: Sequence[Morceau], taille: float) -> None:
    """Écrit des paragraphes à une taille."""
    cadre = forme.text_frame
    for rang, morceau in enumerate(morceaux):
        paragraphe = cadre.paragraphs[0] if rang == 0 else cadre.add_paragraph()
        paragraphe.space_before = Pt(morceau.avant)
        if morceau.tete:
            _passage(paragraphe, f"{morceau.tete} ", taille, replace(morceau, gras=True))
        _passage(paragraphe, morceau.texte, taille, morceau)


def _passage(paragraphe: Forme, texte: str, taille: float, style: Morceau) -> None:
    passage = paragraphe.add_run()
    passage.text = texte
    passage.font.size = Pt(taille * style.rapport)
    passage._r.get_or_add_rPr().set("lang", LANGUE)  # noqa: SLF001 - l'énumération de python-pptx ne nomme pas toujours fr-FR
    if style.gras is not None:
        passage.font.bold = style.gras
    if style.couleur is not None:
        passage.font.color.theme_color = style.couleur


def decrire(forme: Forme, texte: str) -> None:
    """Le texte de remplacement d'une image, d'un graphique ou d'un tableau."""
    forme._element.xpath(".//p:cNvPr")[0].set("descr", texte)  # noqa: SLF001 - python-pptx ne l'écrit pas
