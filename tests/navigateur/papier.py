"""Lire ce qui s'imprime : les mots de chaque page et leur place, ce qu'il y a d'encre."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass

import numpy as np
import pypdfium2
from playwright.sync_api import Page

from tests.navigateur.ecran import ATTENTE
from tests.navigateur.onglets import Ouvrir, Theme

MOT = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
SOMBRE = 70
"""Luminosité, sur 255, en deçà de laquelle un point du papier est sombre."""


@dataclass(frozen=True)
class Mot:
    """Un mot du PDF : son texte, et sa boîte en points."""

    texte: str
    gauche: float
    haut: float
    droite: float
    hauteur: float


def lire_pages(octets: bytes) -> list[list[Mot]]:
    """Les mots de chaque page d'un PDF."""
    sortie = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=octets, capture_output=True, check=True).stdout
    return [
        [
            Mot(texte, float(gauche), float(haut), float(droite), float(bas) - float(haut))
            for gauche, haut, droite, bas, texte in re.findall(MOT, page)
        ]
        for page in re.findall(r"<page.*?</page>", sortie.decode(), re.DOTALL)
    ]


def dire(mots: list[Mot]) -> str:
    """Ce que disent ces mots, à la suite."""
    return " ".join(mot.texte for mot in mots)


def imprimer(ouvrir: Ouvrir, chemin: str, theme: Theme = "light") -> Page:
    """Touche « Imprimer » et attend que le navigateur soit appelé à imprimer ; rien ne s'imprime pour de bon."""
    page = ouvrir(chemin, theme=theme).vetue(theme).page
    page.evaluate("() => { window.print = () => { window.imprimee = true; }; }")
    page.get_by_role("button", name="Imprimer", exact=True).click()
    page.wait_for_function("() => window.imprimee", timeout=ATTENTE)
    return page


def part_sombre(octets: bytes) -> float:
    """Part sombre de la page la plus chargée : un texte en noircit quelques centièmes, un fond sombre presque tout."""
    with pypdfium2.PdfDocument(octets) as document:
        gris = [np.asarray(page.render(scale=0.6).to_pil().convert("L")) for page in document]
    return float(max((page < SOMBRE).mean() for page in gris))
